"""A figure told in words, for people who cannot see it."""

from collections.abc import Mapping

from trainer.content.figure import Figure


def words(figure: Figure, marked: str | None = None, *, names: Mapping[str, str] | None = None) -> list[str]:
    """The author's words and then one line an edge, "1. A → B: label (role)"; a marked edge hides its role."""
    raise NotImplementedError
