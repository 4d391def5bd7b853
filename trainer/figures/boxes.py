"""A figure drawn with box characters, for terminals of any width."""

from collections.abc import Mapping

from trainer.content.figure import Figure, Node
from trainer.figures.canvas import Canvas
from trainer.figures.glyphs import ASCII, BOX, Glyphs
from trainer.figures.layout import arrange
from trainer.figures.listing import listed
from trainer.figures.model import Direction, Layout, Line, Route, Scale
from trainer.figures.roles import asked, role_names
from trainer.figures.wrap import cells

NARROWEST = 50
"""Columns under which a figure becomes a list."""

_WRAPS = ((24, 24), (20, 18), (16, 16), (14, 13), (12, 12), (11, 10), (9, 8))


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
    edge shows "▶ ? ◀" in place of its role. `names` gives the name of each role concept id; without it
    a role is named by its id with blanks for hyphens.
    """
    glyphs = ASCII if ascii_only else BOX
    asking = asked(figure, marked, glyphs.question)
    spoken = role_names(asking, names)
    layout = fitting(asking, width, spoken) if width >= NARROWEST and figure.nodes else None
    if layout is None:
        return listed(asking, width, marked, spoken, glyphs)
    return paint(asking, layout, marked, glyphs)


def fitting(figure: Figure, width: int, names: Mapping[str, str]) -> Layout | None:
    """The roomiest layout that is no wider than `width` columns, left to right before top down."""
    for direction in (Direction.ACROSS, Direction.DOWN):
        for node_wrap, tag_wrap in _WRAPS:
            scale = terminal_scale(direction, node_wrap, tag_wrap)
            layout = arrange(figure, scale, direction, names, width)
            if layout is not None:
                return layout
    return None


def terminal_scale(direction: Direction, node_wrap: int, tag_wrap: int) -> Scale:
    """Lengths in character cells; a row is about as high as two columns are wide."""
    across = direction is Direction.ACROSS
    return Scale(
        measure=cells,
        line=1,
        tag_measure=cells,
        tag_line=1,
        pad_x=2,
        pad_y=1,
        gap_x=2,
        gap_y=1,
        lane_x=2 if across else 4,
        lane_y=2 if across else 1,
        arrow_x=2,
        arrow_y=1,
        stub_x=2,
        stub_y=1,
        frame_x=2,
        frame_top=1 if across else 2,
        frame_bottom=1 if across else 2,
        tag_gap=1,
        tag_rise=0,
        clear=1,
        node_wrap=node_wrap,
        tag_wrap=tag_wrap,
    )


def paint(figure: Figure, layout: Layout, marked: str | None, glyphs: Glyphs) -> list[Line]:
    """A layout in character cells, as lines."""
    canvas = Canvas(glyphs)
    for frame in layout.frames:
        canvas.rectangle((frame.x, frame.y), (frame.width, frame.height), "frame", "frame")
        if frame.label:
            canvas.text(frame.label_x - 1, frame.y, f" {frame.label} ", "frame")
    routes = sorted(layout.routes, key=lambda route: route.edge == marked)
    for box in layout.boxes:
        kind, pen = _look(figure.nodes[box.node], marked)
        canvas.rectangle((box.x, box.y), (box.width, box.height), pen, kind, hollow=False)
        first = box.y + (box.height - len(box.lines)) // 2
        for row, line in enumerate(box.lines):
            canvas.text(box.x + (box.width - cells(line)) // 2, first + row, line, kind)
    for route in routes:
        _route(canvas, figure, route, marked)
    for tag in layout.tags:
        kind = "marked" if tag.edge == marked and tag.kind == "role" else tag.kind
        for row, line in enumerate(tag.lines):
            indent = 0 if layout.direction is Direction.DOWN else (tag.width - cells(line)) // 2
            canvas.text(tag.x + indent, tag.y + row, line, kind)
    return canvas.lines()


def _look(node: Node, marked: str | None) -> tuple[str, str]:
    """What kind a node's pieces are of, and the pen for its border."""
    return ("marked", "double") if node.id == marked else (node.kind, "box")


def _route(canvas: Canvas, figure: Figure, route: Route, marked: str | None) -> None:
    edge = figure.edges[route.edge]
    pen, kind = ("marked", "marked") if edge.id == marked else ("edge", "edge")
    canvas.path(route.points, pen, kind)
    canvas.head(route.points[-2:], kind)
    if edge.both_ways:
        canvas.head(route.points[1::-1], kind)
    elif figure.nodes[edge.tail].id != marked:
        canvas.join(route.points[:2], figure.nodes[edge.tail].kind)
