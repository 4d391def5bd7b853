"""A figure as an indented list, where there is no room to draw."""

from collections.abc import Mapping

from trainer.content.figure import Edge, Figure, Node
from trainer.figures.glyphs import Glyphs
from trainer.figures.layers import node_key, skeleton
from trainer.figures.model import Line, Piece
from trainer.figures.place import reading_order
from trainer.figures.wrap import clean, fold


def listed(
    figure: Figure, width: int, marked: str | None, names: Mapping[str, str], glyphs: Glyphs
) -> list[Line]:
    """Each node in its group, and under it the arrows that leave it; no line is wider than `width`."""
    lines: list[Line] = []
    shown: tuple[str, ...] = ()
    for node in _by_group(figure):
        path = _groups(figure, node.group)
        for depth, group in enumerate(path):
            if shown[: depth + 1] != path[: depth + 1]:
                lines += _folded(f"{clean(figure.groups[group].label)}:", "frame", depth, width)
        shown = path
        kind, label = node.kind, clean(node.label) or node.id
        if node.id == marked:
            kind, label = "marked", f"{glyphs.question[0]} {label} {glyphs.question[-1]}"
        lines += _folded(label, kind, len(path), width)
        for edge in figure.edges.values():
            if edge.tail == node.id and edge.head in figure.nodes:
                kind = "marked" if edge.id == marked else "edge"
                lines += _folded(_arrow(figure, edge, names, glyphs), kind, len(path) + 1, width)
    return lines


def _arrow(figure: Figure, edge: Edge, names: Mapping[str, str], glyphs: Glyphs) -> str:
    head = clean(figure.nodes[edge.head].label) or edge.head
    arrow = glyphs.both if edge.both_ways else glyphs.arrow
    label = f": {clean(edge.label)}" if edge.label else ""
    role = f" ({names.get(edge.role, edge.role)})" if edge.role else ""
    return f"{arrow} {head}{label}{role}"


def _by_group(figure: Figure) -> list[Node]:
    """Nodes in the author's order, but those of a group together."""
    nodes = {node_key(node.id): node for node in figure.nodes.values()}
    return [nodes[key] for key in reading_order(skeleton(figure).children) if key in nodes]


def _groups(figure: Figure, group: str) -> tuple[str, ...]:
    path: list[str] = []
    while group in figure.groups and group not in path:
        path.insert(0, group)
        group = figure.groups[group].inside
    return tuple(path)


def _folded(text: str, kind: str, depth: int, width: int) -> list[Line]:
    """The text indented by its depth, folded with a further indent."""
    indent = min(2 * depth, width // 3)
    hang = min(indent + 2, width // 2)
    lines = fold(text, max(2, width - hang))
    return [(Piece(" " * (hang if row else indent) + line, kind),) for row, line in enumerate(lines)]
