"""Laws of every layout: nothing overlaps, labels are whole, arrows tie their boxes, the width is kept."""

import itertools
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trainer.content.figure import Edge, Figure, Group, Node
from trainer.figures.boxes import draw_text, fitting, terminal_scale
from trainer.figures.layers import drawn_edges
from trainer.figures.layout import arrange
from trainer.figures.model import Box, Direction, Frame, Layout, Tag, text_of
from trainer.figures.roles import role_names

Rectangle = Box | Frame | Tag
WORDS = st.lists(st.sampled_from(["task", "runs", "EventBridge", "on", "S3", "a"]), min_size=1, max_size=4)
LABELS = WORDS.map(" ".join)


@st.composite
def figures(draw: st.DrawFn) -> Figure:
    """Small specs of all shapes: circles, parallel edges, nested and empty groups, loose nodes."""
    count = draw(st.integers(1, 7))
    groups: dict[str, Group] = {}
    for place in range(draw(st.integers(0, 3))):
        around = draw(st.sampled_from(["", *groups]))
        groups[f"g{place}"] = Group(f"g{place}", draw(LABELS), around)
    nodes = {
        f"n{place}": Node(f"n{place}", draw(LABELS), group=draw(st.sampled_from(["", *groups])))
        for place in range(count)
    }
    edges = {}
    for place in range(draw(st.integers(0, 9))):
        tail, head = draw(st.sampled_from(sorted(nodes))), draw(st.sampled_from(sorted(nodes)))
        label = draw(st.one_of(st.just(""), LABELS))
        role = draw(st.sampled_from(["", "task-role", "task-execution-role"]))
        edges[f"e{place}"] = Edge(f"e{place}", tail, head, label, role, draw(st.booleans()))
    return Figure("any", "Any figure", nodes, edges, groups, "Words.")


layouts = st.tuples(
    figures(), st.sampled_from(list(Direction)), st.sampled_from([(24, 24), (12, 12), (9, 8)])
)


def laid_out(given_: tuple[Figure, Direction, tuple[int, int]]) -> Layout | None:
    figure, direction, wraps = given_
    return arrange(figure, terminal_scale(direction, *wraps), direction, {})


@settings(max_examples=200, deadline=None)
@given(layouts)
def test_a_layout_keeps_the_laws(drawn: tuple[Figure, Direction, tuple[int, int]]) -> None:
    figure = drawn[0]
    layout = laid_out(drawn)
    if layout is None:
        return  # the drawing falls back to another direction or to a list
    nothing_overlaps_and_frames_hold_what_is_theirs(figure, layout)
    every_arrow_ties_its_two_boxes_and_meets_no_other_box_and_no_words(figure, layout)
    no_two_arrows_share_a_piece_of_their_way(layout)


def nothing_overlaps_and_frames_hold_what_is_theirs(figure: Figure, layout: Layout) -> None:
    assert sorted(box.node for box in layout.boxes) == sorted(figure.nodes)
    solid: list[Rectangle] = [*layout.boxes, *layout.tags]
    for one, other in itertools.combinations(solid, 2):
        assert apart(one, other), (one, other)
    for frame, box in itertools.product(layout.frames, layout.boxes):
        inside = frame.group in around(figure, figure.nodes[box.node].group)
        assert within(box, frame) if inside else apart(box, frame)
    for frame, tag in itertools.product(layout.frames, layout.tags):
        assert apart(tag, frame) or within(tag, frame) or between_sides(tag, frame)
    for one, other in itertools.combinations(layout.frames, 2):
        nested = one.group in around(figure, other.group) or other.group in around(figure, one.group)
        assert nested or apart(one, other)
    for each in (*solid, *layout.frames):
        assert each.x >= 0
        assert each.y >= 0
        assert each.x + each.width <= layout.width
        assert each.y + each.height <= layout.height


def every_arrow_ties_its_two_boxes_and_meets_no_other_box_and_no_words(
    figure: Figure, layout: Layout
) -> None:
    boxes = {box.node: box for box in layout.boxes}
    assert [route.edge for route in layout.routes] == [edge.id for edge in drawn_edges(figure)]
    for route in layout.routes:
        edge = figure.edges[route.edge]
        assert beside(route.points[0], boxes[edge.tail])
        assert beside(route.points[-1], boxes[edge.head])
        for one, other in itertools.pairwise(route.points):
            assert one[0] == other[0] or one[1] == other[1], "right angles only"
        for cell in cells_of(route.points):
            assert not any(holds(box, cell) for box in layout.boxes), (route, cell)
            assert not any(holds(tag, cell) for tag in layout.tags), (route, cell)


def no_two_arrows_share_a_piece_of_their_way(layout: Layout) -> None:
    steps = [set(steps_of(route.points)) for route in layout.routes]
    for one, other in itertools.combinations(steps, 2):
        assert not one & other


@settings(max_examples=100, deadline=None)
@given(figures(), st.integers(20, 120), st.booleans())
def test_a_drawing_keeps_its_width_and_says_every_label(figure: Figure, width: int, ascii_only: bool) -> None:
    lines = [text_of(line) for line in draw_text(figure, width, ascii_only=ascii_only)]
    assert all(len(line) <= width for line in lines)
    said = " ".join(lines)
    labels = [node.label for node in figure.nodes.values()]
    labels += [edge.label for edge in figure.edges.values()]
    for word in {word for label in labels for word in label.split()}:
        assert word in said
    for role in {edge.role for edge in drawn_edges(figure) if edge.role}:
        assert all(word in said for word in role.split("-"))
    if ascii_only:
        assert said.isascii()


@settings(max_examples=100, deadline=None)
@given(figures(), st.integers(50, 120))
def test_frames_show_their_whole_label(figure: Figure, width: int) -> None:
    layout = fitting(figure, width, role_names(figure, None))
    if layout is None:
        return
    drawn = [text_of(line) for line in draw_text(figure, width)]
    for frame in layout.frames:
        end = frame.label_x + len(frame.label)
        assert drawn[frame.y][frame.label_x : end] == frame.label
        assert frame.x < frame.label_x
        assert end < frame.x + frame.width


@settings(max_examples=30, deadline=None)
@given(figures(), st.integers(30, 120))
def test_drawing_twice_gives_the_same(figure: Figure, width: int) -> None:
    assert draw_text(figure, width) == draw_text(figure, width)


@settings(max_examples=100, deadline=None)
@given(figures())
def test_nearly_every_spec_can_be_laid_out_in_one_direction_or_the_other(figure: Figure) -> None:
    assert fitting(figure, 10_000, {}) is not None


def test_an_unknown_end_and_a_group_in_itself_do_no_harm() -> None:
    figure = Figure(
        "odd",
        "Odd",
        {"a": Node("a", "A", group="g"), "b": Node("b", "B", group="nowhere")},
        {
            "lost": Edge("lost", "a", "missing"),
            "self": Edge("self", "a", "a", "retry"),
            "ab": Edge("ab", "a", "b"),
        },
        {"g": Group("g", "G", inside="g")},
        "",
    )
    drawn = "\n".join(text_of(line) for line in draw_text(figure, 60))
    assert "to itself: retry" in drawn
    assert "▶" in drawn


@pytest.mark.parametrize("width", [10, 49, 50, 80])
def test_an_empty_figure_is_an_empty_drawing(width: int) -> None:
    assert draw_text(Figure("none", "None", {}, {}, {}, ""), width) == []


def apart(one: Rectangle, other: Rectangle) -> bool:
    beside_ = one.x + one.width <= other.x or other.x + other.width <= one.x
    return beside_ or one.y + one.height <= other.y or other.y + other.height <= one.y


def within(inner: Rectangle, outer: Rectangle) -> bool:
    across = outer.x < inner.x and inner.x + inner.width < outer.x + outer.width
    return across and outer.y < inner.y and inner.y + inner.height < outer.y + outer.height


def between_sides(tag: Tag, frame: Frame) -> bool:
    """No cell of the words lies on the frame's border."""
    columns, rows = range(tag.x, tag.x + tag.width), range(tag.y, tag.y + tag.height)
    on_side = any(x in (frame.x, frame.x + frame.width - 1) for x in columns)
    on_end = any(y in (frame.y, frame.y + frame.height - 1) for y in rows)
    return not on_side and not on_end


def holds(rectangle: Rectangle, cell: tuple[int, int]) -> bool:
    x, y = cell
    return (
        rectangle.x <= x < rectangle.x + rectangle.width and rectangle.y <= y < rectangle.y + rectangle.height
    )


def beside(cell: tuple[int, int], box: Box) -> bool:
    """The cell touches a side of the box, not a corner."""
    x, y = cell
    if box.y <= y < box.y + box.height:
        return x in (box.x - 1, box.x + box.width)
    return box.x <= x < box.x + box.width and y in (box.y - 1, box.y + box.height)


def around(figure: Figure, group: str) -> list[str]:
    path = []
    while group in figure.groups and group not in path:
        path.append(group)
        group = figure.groups[group].inside
    return path


def cells_of(points: tuple[tuple[int, int], ...]) -> Iterator[tuple[int, int]]:
    for step in steps_of(points):
        yield from step
    yield points[0]


def steps_of(points: tuple[tuple[int, int], ...]) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """Each step between two neighbouring cells, with the lesser cell first."""
    for (ax, ay), (bx, by) in itertools.pairwise(points):
        dx, dy = (bx > ax) - (bx < ax), (by > ay) - (by < ay)
        here = (ax, ay)
        while here != (bx, by):
            there = (here[0] + dx, here[1] + dy)
            yield min(here, there), max(here, there)
            here = there
