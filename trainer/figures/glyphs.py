"""The characters that boxes, frames and routes are drawn with, by the sides of a cell that a line touches."""

from collections.abc import Mapping

from trainer.value import dataclass

UP, DOWN, LEFT, RIGHT = 1, 2, 4, 8

_SIDES = {
    "│": UP | DOWN,
    "─": LEFT | RIGHT,
    "┌": DOWN | RIGHT,
    "┐": DOWN | LEFT,
    "└": UP | RIGHT,
    "┘": UP | LEFT,
    "├": UP | DOWN | RIGHT,
    "┤": UP | DOWN | LEFT,
    "┬": DOWN | LEFT | RIGHT,
    "┴": UP | LEFT | RIGHT,
    "┼": UP | DOWN | LEFT | RIGHT,
}
_ORDER = "│─┌┐└┘├┤┬┴┼"


def _pen(letters: str) -> dict[int, str]:
    """Letters in the order of `_ORDER`, keyed by the sides that they join; a loose end is a straight line."""
    known = {_SIDES[shape]: letter for shape, letter in zip(_ORDER, letters, strict=True)}
    ends = {UP: letters[0], DOWN: letters[0], LEFT: letters[1], RIGHT: letters[1]}
    return {**ends, **known}


@dataclass(frozen=True, slots=True)
class Glyphs:
    """A set of characters; `pens` by name: box, edge, marked, double, frame."""

    pens: Mapping[str, Mapping[int, str]]
    heads: Mapping[int, str]
    """Heads of arrows by the side that they point to."""
    marked_heads: Mapping[int, str]
    question: str
    """What stands in place of a marked edge's role."""
    arrow: str
    """Between two names in a list."""
    both: str


BOX = Glyphs(
    pens={
        "box": _pen("│─┌┐└┘├┤┬┴┼"),
        "edge": _pen("│─╭╮╰╯├┤┬┴┼"),
        "marked": _pen("┃━┏┓┗┛┣┫┳┻╋"),
        "double": _pen("║═╔╗╚╝╠╣╦╩╬"),
        "frame": _pen("┆┄┌┐└┘├┤┬┴┼"),
    },
    heads={UP: "▲", DOWN: "▼", LEFT: "◀", RIGHT: "▶"},
    marked_heads={UP: "▲", DOWN: "▼", LEFT: "◀", RIGHT: "▶"},
    question="▶ ? ◀",
    arrow="→",
    both="↔",
)

ASCII = Glyphs(
    pens={
        "box": _pen("|-+++++++++"),
        "edge": _pen("|-+++++++++"),
        "marked": _pen("#=#########"),
        "double": _pen("#=#########"),
        "frame": _pen(":.:........"),
    },
    heads={UP: "^", DOWN: "v", LEFT: "<", RIGHT: ">"},
    marked_heads={UP: "^", DOWN: "v", LEFT: "<", RIGHT: ">"},
    question="> ? <",
    arrow="->",
    both="<->",
)
