"""Pictures that notes embed and that did not come along: which are missing, and how one is taken in."""

import os
import tempfile
import unicodedata
import warnings
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from trainer.problem import Problem, Source
from trainer.value import dataclass

if TYPE_CHECKING:
    from PIL.Image import Image

BYTES_MAX: Final = 20_000_000
PIXELS_MAX: Final = 40_000_000
"""A full screen of the largest monitors has 33 million; more is a bomb or a poster."""
_FORMATS: Final = {"PNG": ".png", "JPEG": ".jpg", "GIF": ".gif", "WEBP": ".webp"}
_ENDINGS: Final = {".png": "PNG", ".jpg": "JPEG", ".jpeg": "JPEG", ".gif": "GIF", ".webp": "WEBP"}

_SAVED: Final[dict[str, dict[str, int]]] = {"JPEG": {"quality": 92}, "WEBP": {"lossless": 1}}


@dataclass(frozen=True, slots=True)
class Added:
    """A picture that was taken in. `size` is width and height in pixels."""

    name: str
    path: Path
    size: tuple[int, int]


def missing(names: Iterable[str], folder: Path) -> list[str]:
    """Those of the names, in their order, for which the folder has no picture file."""
    return [name for name in names if safe_name(name) is None or not (folder / name).is_file()]


def supplied(names: Iterable[str], folder: Path) -> list[str]:
    """Those of the names, in their order, for which the folder has a picture file."""
    names = list(names)
    lacking = set(missing(names, folder))
    return [name for name in names if name not in lacking]


def add_picture(path: Path, name: str, folder: Path, wanted: Sequence[str] = ()) -> Added | Problem:
    """Takes the picture at `path` in as `folder/name`, drawn anew from its pixels, or says why not.

    `wanted` are the names that notes embed; if given, `name` must be one of them. What is written holds
    nothing but pixels: no metadata, no second frame, no bytes of the file that was handed in. It is
    written whole or not at all.
    """
    kept = safe_name(name)
    if kept is None:
        mend = "Rename the file to the name that the note embeds, such as picture.png."
        return _problem(path, "picture-name", f"{_shown(name)} cannot be the name of a picture.", mend)
    if wanted and kept not in wanted:
        mend = f"Names that are missing: {', '.join(map(_shown, wanted))}."
        return _problem(path, "picture-name", f"No note misses a picture called {_shown(kept)}.", mend)
    fault = _file_fault(path)
    return fault or _taken(path, kept, folder)


def safe_name(name: str) -> str | None:
    """The name if it is a plain file name with the ending of a picture; None if it could lead elsewhere."""
    plain = _printable(name) and not set(name) & set('/\\:*?"<>|') and not name.startswith(".")
    if not plain or name != name.strip() or len(name.encode()) > 200:
        return None
    return name if Path(name).suffix.lower() in _ENDINGS else None


def _file_fault(path: Path) -> Problem | None:
    """What is wrong with the file before it is opened as a picture."""
    try:
        if not path.is_file():
            return _problem(path, "picture-file", "There is no such file.", "Check the path.")
        size = path.stat().st_size
    except OSError as error:
        return _problem(
            path, "picture-file", f"The file cannot be read: {error.strerror}.", "Check its permissions."
        )
    if size > BYTES_MAX:
        mend = f"Make it smaller than {BYTES_MAX // 1_000_000} MB."
        return _problem(path, "picture-size", f"The file has {size / 1_000_000:.0f} MB.", mend)
    return None


def _taken(path: Path, name: str, folder: Path) -> Added | Problem:
    """Decodes the picture within the limits and writes it."""
    from PIL import Image

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)
        try:
            with Image.open(path, formats=list(_FORMATS)) as opened:
                if opened.width * opened.height > PIXELS_MAX:
                    mend = f"Make it smaller than {PIXELS_MAX // 1_000_000} million pixels."
                    return _problem(
                        path, "picture-size", f"It has {opened.width} × {opened.height} pixels.", mend
                    )
                if opened.format != _ENDINGS[Path(name).suffix.lower()]:
                    mend = (
                        f"Name it {_shown(Path(name).stem + _FORMATS[str(opened.format)])}, or save it again."
                    )
                    return _problem(
                        path, "picture-kind", f"It is a {opened.format} file by another name.", mend
                    )
                picture = _upright(opened)
        except (OSError, ValueError, SyntaxError, EOFError, Image.DecompressionBombError):
            mend = "Save it again as PNG, JPEG, GIF or WebP."
            return _problem(path, "picture-kind", "It is not a whole picture that can be read.", mend)
    try:
        _write(picture, folder, name)
    except OSError as error:
        message = f"It cannot be written to {folder}: {error.strerror}."
        return _problem(path, "picture-file", message, "Check the folder and the room on the disk.")
    return Added(name, folder / name, picture.size)


def _upright(opened: "Image") -> "Image":
    """The first frame's pixels, turned as the camera said, in a mode that every format here can hold."""
    from PIL import ImageOps

    opened.load()
    turned = ImageOps.exif_transpose(opened)
    clear = "A" in turned.getbands() or "transparency" in turned.info
    return turned.convert("RGBA" if clear and opened.format != "JPEG" else "RGB")


def _write(picture: "Image", folder: Path, name: str) -> None:
    """Writes beside and then renames, so that there is never half a picture."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    kind = _ENDINGS[Path(name).suffix.lower()]
    handle, made = tempfile.mkstemp(dir=folder, prefix=".adding-", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            picture.save(file, kind, **_SAVED.get(kind, {}))
        Path(made).replace(folder / name)
    except BaseException:
        Path(made).unlink(missing_ok=True)
        raise


def _problem(path: Path, rule: str, message: str, mend: str) -> Problem:
    return Problem(Source(_shown(str(path))), rule, message, mend)


def _shown(text: str) -> str:
    """A name as it may be printed: characters that steer a terminal become question marks."""
    return "".join(letter if _printable(letter) else "?" for letter in text)


def _printable(text: str) -> bool:
    """Whether nothing in it steers a terminal. Blanks of all widths may stand: macOS names screenshots so."""
    return all(letter.isprintable() or unicodedata.category(letter) == "Zs" for letter in text)
