"""A figure told in words, for people who cannot see it."""

from collections.abc import Mapping

from trainer.content.figure import Edge, Figure
from trainer.figures.roles import asked, role_names
from trainer.figures.wrap import clean

_QUESTION = "which role?"


def words(figure: Figure, marked: str | None = None, *, names: Mapping[str, str] | None = None) -> list[str]:
    """The author's words, then a line an edge: "1. A → B: label (role)".

    Where a question marks an edge, the author's words would give it away: they are left out, and the
    edge asks for its role instead of naming it.
    """
    asking = asked(figure, marked, _QUESTION)
    spoken = role_names(asking, names)
    lines = [_told(asking, edge, spoken, marked) for edge in asking.edges.values()]
    numbered = [f"{number}. {line}" for number, line in enumerate(lines, start=1)]
    if marked is not None:
        return numbered
    authored = clean(figure.words)
    return [authored, *numbered] if authored else numbered


def _told(figure: Figure, edge: Edge, names: Mapping[str, str], marked: str | None) -> str:
    arrow = "↔" if edge.both_ways else "→"
    label = f": {clean(edge.label)}" if edge.label else ""
    role = f" ({names[edge.role]})" if edge.role else ""
    pointed = " [marked]" if marked is not None and edge.id == marked else ""
    return (
        f"{_name(figure, edge.tail, marked)} {arrow} {_name(figure, edge.head, marked)}{label}{role}{pointed}"
    )


def _name(figure: Figure, node: str, marked: str | None) -> str:
    label = clean(figure.nodes[node].label) if node in figure.nodes else node
    return f"{label} [marked]" if marked is not None and node == marked else label
