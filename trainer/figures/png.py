"""A figure drawn as a PNG by Pillow, with a font that comes along, so that it looks the same everywhere."""

import io
import itertools
import math
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from trainer.content.figure import Figure
from trainer.errors import TrainerError
from trainer.figures import palette
from trainer.figures.layout import arrange
from trainer.figures.model import Box, Direction, Frame, Layout, Route, Scale, Tag
from trainer.figures.palette import Colour
from trainer.figures.roles import asked, role_names
from trainer.figures.wrap import clean

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageDraw import ImageDraw
    from PIL.ImageFont import FreeTypeFont

_NODE, _TAG, _TITLE = 30, 24, 36
"""Sizes of type in pixels; pictures are meant to be shown at half size, so that they are crisp."""
_NODE_LINE, _TAG_LINE, _FRAME_TOP = 38, 30, 60
_RISE = 0.36
"""From the middle of a capital letter to its foot, in sizes of type."""
_MARGIN = 48
_WIDEST = 2100
_FINE = 3
"""Shapes are drawn this many times larger and reduced, so that curves are smooth."""
_RADIUS = 14
_WRAPS = ((20, 24), (16, 18), (13, 13))


def draw_png(
    figure: Figure,
    font_file: str | Path | None = None,
    marked: str | None = None,
    *,
    names: Mapping[str, str] | None = None,
) -> bytes:
    """The figure as the bytes of a PNG; the same figure gives the same pixels.

    `font_file` is a course's own font; without it Pillow's built-in one is used, never the system's.
    `marked` and `names` are as for `draw_text`.
    """
    from PIL import Image

    drawing = draw_image(figure, font_file, marked, names=names)
    kept = io.BytesIO()
    drawing.quantize(colors=128, dither=Image.Dither.NONE).save(kept, "PNG", optimize=True)
    return kept.getvalue()


def draw_image(
    figure: Figure,
    font_file: str | Path | None = None,
    marked: str | None = None,
    *,
    names: Mapping[str, str] | None = None,
) -> "Image":
    """The figure as a picture of Pillow, before it is made a PNG."""
    from PIL import Image, ImageDraw

    asking = asked(figure, marked, "?")
    file = str(font_file) if font_file else ""
    layout = _layout(asking, file, role_names(asking, names))
    title = clean(figure.title)
    top = _MARGIN + (2 * _TITLE if title else 0)
    width = max(layout.width, math.ceil(_font(file, _TITLE).getlength(title))) + 2 * _MARGIN
    height = layout.height + top + _MARGIN
    large = Image.new("RGB", (width * _FINE, height * _FINE), palette.PAPER)
    shapes = _Shapes(ImageDraw.Draw(large), _MARGIN + (width - 2 * _MARGIN - layout.width) // 2, top)
    for frame in layout.frames:
        shapes.frame(frame)
    for route in sorted(layout.routes, key=lambda route: route.edge == marked):
        shapes.route(route, asking.edges[route.edge].both_ways, route.edge == marked)
    for box in layout.boxes:
        shapes.box(box, asking.nodes[box.node].kind, box.node == marked)
    drawing = large.reduce(_FINE)
    words = _Words(ImageDraw.Draw(drawing), file, shapes.left, top)
    words.draw.text((_MARGIN, _MARGIN), title, palette.INK, _font(file, _TITLE), anchor="lt")
    for frame in layout.frames:
        words.frame(frame)
    for box in layout.boxes:
        words.box(box)
    for tag in layout.tags:
        words.tag(tag, layout.direction, tag.edge == marked)
    return drawing


def undrawable(text: str, font_file: str | Path | None = None) -> tuple[str, ...]:
    """The characters of a text, each once, for which the font has no glyph."""
    font = _font(str(font_file) if font_file else "", _NODE)
    missing = bytes(font.getmask("\U0010fffe"))
    found = []
    for letter in dict.fromkeys(clean(text)):
        if not letter.isspace() and bytes(font.getmask(letter)) == missing:
            found.append(letter)
    return tuple(found)


@cache
def _font(file: str, size: int) -> "FreeTypeFont":
    from PIL import ImageFont

    if file:
        return ImageFont.truetype(file, size, layout_engine=ImageFont.Layout.BASIC)
    font = ImageFont.load_default(size)
    if not isinstance(font, ImageFont.FreeTypeFont):
        raise TrainerError(
            "This Pillow was built without FreeType: install the wheel from PyPI to draw pictures."
        )
    return font


def _layout(figure: Figure, file: str, names: Mapping[str, str]) -> Layout:
    """Left to right if the picture does not get too wide that way, else top down."""
    for direction in (Direction.ACROSS, Direction.DOWN):
        for node_wrap, tag_wrap in _WRAPS:
            width = _WIDEST if direction is Direction.ACROSS else None
            layout = arrange(figure, _scale(file, node_wrap, tag_wrap), direction, names, width)
            if layout is not None:
                return layout
    raise AssertionError(f"figure {figure.id} cannot be laid out")


def _scale(file: str, node_wrap: int, tag_wrap: int) -> Scale:
    node, tag = _font(file, _NODE), _font(file, _TAG)
    return Scale(
        measure=lambda text: math.ceil(node.getlength(text)),
        line=_NODE_LINE,
        tag_measure=lambda text: math.ceil(tag.getlength(text)),
        tag_line=_TAG_LINE,
        pad_x=28,
        pad_y=24,
        gap_x=48,
        gap_y=40,
        lane_x=36,
        lane_y=36,
        arrow_x=44,
        arrow_y=44,
        stub_x=32,
        stub_y=32,
        frame_x=32,
        frame_top=_FRAME_TOP,
        frame_bottom=32,
        tag_gap=14,
        tag_rise=8,
        clear=20,
        node_wrap=node_wrap,
        tag_wrap=tag_wrap,
    )


class _Shapes:
    """Draws the shapes of a layout, enlarged."""

    def __init__(self, draw: "ImageDraw", left: int, top: int) -> None:
        self.draw = draw
        self.left = left
        self.top = top

    def frame(self, frame: Frame) -> None:
        """A dashed rectangle on a light ground."""
        x, y = self._at(frame.x, frame.y)
        right, bottom = self._at(frame.x + frame.width - 1, frame.y + frame.height - 1)
        ground = palette.FRAME_GROUNDS[min(frame.depth, len(palette.FRAME_GROUNDS) - 1)]
        self.draw.rectangle((x, y, right, bottom), ground)
        for start, end in itertools.pairwise(((x, y), (right, y), (right, bottom), (x, bottom), (x, y))):
            self._dashes(start, end)

    def box(self, box: Box, kind: str, marked: bool) -> None:
        """A rectangle with round corners in its kind's colours; people's are rounder."""
        ground, border = palette.KINDS.get(kind, palette.KINDS["note"])
        if marked:
            ground, border = palette.MARKED_GROUND, palette.MARKED
        corners = (
            *self._at(box.x, box.y),
            *self._at(box.x + box.width - 1, box.y + box.height - 1),
        )
        radius = (box.height // 2 if kind == "person" else _RADIUS) * _FINE
        self.draw.rounded_rectangle(corners, radius, ground, border, (6 if marked else 3) * _FINE)

    def route(self, route: Route, both_ways: bool, marked: bool) -> None:
        """A line with round corners and a head; it passes over others with a little room."""
        colour, width = (palette.MARKED, 6) if marked else (palette.ROUTE, 3)
        points = [self._at(*point) for point in route.points]
        self._line(points, colour, width * _FINE)
        self._head(points[-2], points[-1], colour, marked)
        if both_ways:
            self._head(points[1], points[0], colour, marked)

    def _at(self, x: int, y: int) -> tuple[int, int]:
        return (self.left + x) * _FINE, (self.top + y) * _FINE

    def _dashes(self, start: tuple[int, int], end: tuple[int, int]) -> None:
        length = abs(end[0] - start[0]) + abs(end[1] - start[1])
        step = ((end[0] > start[0]) - (end[0] < start[0]), (end[1] > start[1]) - (end[1] < start[1]))
        for done in range(0, length, 14 * _FINE):
            to = min(done + 8 * _FINE, length)
            ends = [(start[0] + step[0] * way, start[1] + step[1] * way) for way in (done, to)]
            self.draw.line(ends, palette.FRAME, 2 * _FINE)

    def _line(self, points: Sequence[tuple[int, int]], colour: Colour, width: int) -> None:
        """Straight pieces, shortened at corners, with quarter circles between them."""
        radii = [0, *_radii(points), 0]
        for place, (start, end) in enumerate(itertools.pairwise(points)):
            self.draw.line(
                (_toward(start, end, radii[place]), _toward(end, start, radii[place + 1])), colour, width
            )
        for place, corner in enumerate(points[1:-1], start=1):
            before, after = (_toward(corner, points[way], radii[place]) for way in (place - 1, place + 1))
            curve = [_bend(before, corner, after, step / 12) for step in range(13)]
            self.draw.line(curve, colour, width, joint="curve")

    def _head(self, tail: tuple[int, int], tip: tuple[int, int], colour: Colour, marked: bool) -> None:
        long, half = (26, 14) if marked else (20, 10)
        dx, dy = (tip[0] > tail[0]) - (tip[0] < tail[0]), (tip[1] > tail[1]) - (tip[1] < tail[1])
        back = (tip[0] - dx * long * _FINE, tip[1] - dy * long * _FINE)
        side = (dy * half * _FINE, dx * half * _FINE)
        ends = [(back[0] + side[0], back[1] + side[1]), (back[0] - side[0], back[1] - side[1])]
        self.draw.polygon([tip, *ends], colour)


class _Words:
    """Writes the words of a layout, at their final size."""

    def __init__(self, draw: "ImageDraw", file: str, left: int, top: int) -> None:
        self.draw = draw
        self._node, self._tag = _font(file, _NODE), _font(file, _TAG)
        self._left, self._top = left, top

    def frame(self, frame: Frame) -> None:
        """A frame's label, in the room above what it holds."""
        at = (self._left + frame.label_x, self._top + frame.y + round(_FRAME_TOP / 2 + _RISE * _TAG))
        self.draw.text(at, frame.label, palette.FRAME_WORDS, self._tag, anchor="ls")

    def box(self, box: Box) -> None:
        """A label in the middle of its box."""
        x = self._left + box.x + box.width / 2
        middle = self._top + box.y + box.height / 2 - _NODE_LINE * (len(box.lines) - 1) / 2
        for row, line in enumerate(box.lines):
            y = round(middle + _NODE_LINE * row + _RISE * _NODE)
            self.draw.text((x, y), line, palette.INK, self._node, anchor="ms")

    def tag(self, tag: Tag, direction: Direction, marked: bool) -> None:
        """Words on a route: centred over and under it, or beside it where the flow is downward."""
        across = direction is Direction.ACROSS
        x = self._left + tag.x + (tag.width / 2 if across else 0)
        colour = palette.ROLE if tag.kind == "role" else palette.LABEL
        for row, line in enumerate(tag.lines):
            y = round(self._top + tag.y + _TAG_LINE * (row + 0.5) + _RISE * _TAG)
            anchor = "ms" if across else "ls"
            self.draw.text((x, y), line, palette.MARKED if marked else colour, self._tag, anchor=anchor)


def _radii(points: Sequence[tuple[int, int]]) -> list[int]:
    """How round each corner may be: no more than half of the shorter piece beside it."""
    lengths = [abs(bx - ax) + abs(by - ay) for (ax, ay), (bx, by) in itertools.pairwise(points)]
    return [min(_RADIUS * _FINE, one // 2, other // 2) for one, other in itertools.pairwise(lengths)]


def _toward(start: tuple[int, int], end: tuple[int, int], by: int) -> tuple[int, int]:
    dx, dy = (end[0] > start[0]) - (end[0] < start[0]), (end[1] > start[1]) - (end[1] < start[1])
    return start[0] + dx * by, start[1] + dy * by


def _bend(
    before: tuple[int, int], corner: tuple[int, int], after: tuple[int, int], way: float
) -> tuple[float, float]:
    """A point on the curve from `before` to `after` that leans towards the corner."""
    x, y = (
        (1 - way) ** 2 * b + 2 * way * (1 - way) * c + way**2 * a
        for b, c, a in zip(before, corner, after, strict=True)
    )
    return x, y
