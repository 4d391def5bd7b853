"""The figures of the bundled course, by their files."""

from tests.courses import CONTENT

FIGURES = tuple(path.stem for path in sorted((CONTENT / "figures").glob("*.yaml")))
