"""A figure drawn with box characters, for terminals of any width."""

from collections.abc import Mapping

from trainer.content.figure import Figure
from trainer.figures.model import Line


def draw_text(
    figure: Figure,
    width: int,
    marked: str | None = None,
    *,
    names: Mapping[str, str] | None = None,
    ascii_only: bool = False,
) -> list[Line]:
    """The figure in at most `width` columns: left to right, else top down, else (or under 50) a list.

    `marked` is the id of an edge or node that a question points at: it is drawn heavier, and a marked
    edge shows "▶ ? ◀" in place of its role. `names` gives the name of each role concept id.
    """
    raise NotImplementedError
