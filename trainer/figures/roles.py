"""How the role on an edge is named in a drawing, and how a question hides it."""

from collections.abc import Mapping

from trainer.content.figure import Figure
from trainer.figures.wrap import clean
from trainer.value import replace


def asked(figure: Figure, marked: str | None, question: str) -> Figure:
    """The figure with `question` in place of the marked edge's role; unchanged if no edge is marked."""
    if marked is None or marked not in figure.edges:
        return figure
    edge = replace(figure.edges[marked], role=question)
    return replace(figure, edges={**figure.edges, marked: edge})


def role_names(figure: Figure, names: Mapping[str, str] | None) -> dict[str, str]:
    """What to write for each role in the figure: its given name, else its id with blanks for hyphens."""
    known = names or {}
    used = [edge.role for edge in figure.edges.values() if edge.role]
    return {role: clean(known.get(role, role.replace("-", " "))) for role in used}
