"""A figure laid out: boxes, frames, routes and tags on a grid, whose unit is a character cell or a pixel."""

from collections.abc import Callable
from enum import StrEnum
from typing import TypeAlias

from trainer.value import dataclass


class Direction(StrEnum):
    """Which way the arrows mostly run."""

    ACROSS = "across"
    DOWN = "down"


@dataclass(frozen=True, slots=True)
class Scale:
    """How big things are. All lengths are whole units: columns and rows in the terminal, pixels in a PNG."""

    measure: Callable[[str], int]
    """Width of a line of a box's label."""
    line: int
    """Height of such a line."""
    tag_measure: Callable[[str], int]
    """Width of a line beside a route or on a frame."""
    tag_line: int
    pad_x: int
    """From a box's edge to its text, the border included."""
    pad_y: int
    gap_x: int
    """Least room between two boxes side by side."""
    gap_y: int
    lane_x: int
    """Between two routes that run side by side."""
    lane_y: int
    arrow_x: int
    """Room before a box for the head of an arrow."""
    arrow_y: int
    stub_x: int
    """Room after a box before a route may turn."""
    stub_y: int
    frame_x: int
    """From a frame's side to what it holds."""
    frame_top: int
    """The same above, its label included."""
    frame_bottom: int
    tag_gap: int
    """Between words and the lines to their left and right."""
    tag_rise: int
    """Between a route and the words above and below it."""
    clear: int
    """Routes nearer than this count as touching."""
    node_wrap: int
    """Labels of boxes are broken into lines at this width, words permitting."""
    tag_wrap: int
    """The same for the words on routes."""


@dataclass(frozen=True, slots=True)
class Box:
    """A node's place; (x, y) is its first unit, `lines` its label."""

    node: str
    x: int
    y: int
    width: int
    height: int
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Frame:
    """A group's place. Its label starts at `label_x`, on the first row or in the room above what it holds."""

    group: str
    x: int
    y: int
    width: int
    height: int
    label: str
    label_x: int
    depth: int


@dataclass(frozen=True, slots=True)
class Route:
    """An edge's way: corners from the unit beside its tail's box to the unit beside its head's."""

    edge: str
    points: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Tag:
    """Words on an edge: some lines of its label or of its role, in a rectangle that nothing else enters."""

    edge: str
    kind: str
    """label or role."""
    x: int
    y: int
    width: int
    height: int
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """Everything placed, from (0, 0) to (width, height)."""

    direction: Direction
    width: int
    height: int
    boxes: tuple[Box, ...]
    frames: tuple[Frame, ...]
    routes: tuple[Route, ...]
    tags: tuple[Tag, ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """Some cells of a drawn line.

    `kind` says what it is: a node kind for a box and its label, or edge, label, role, frame, marked,
    title, plain; a screen chooses colours by it.
    """

    text: str
    kind: str


Line: TypeAlias = tuple[Piece, ...]
"""One row of a drawing."""


def text_of(line: Line) -> str:
    """A drawn line without its kinds."""
    return "".join(piece.text for piece in line)
