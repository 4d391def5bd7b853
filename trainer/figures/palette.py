"""Colours of the PNG pictures: dark words on light grounds, at least 4.5 to 1."""

from typing import Final

Colour = tuple[int, int, int]

PAPER: Final[Colour] = (255, 255, 255)
INK: Final[Colour] = (31, 41, 51)
ROUTE: Final[Colour] = (82, 96, 109)
LABEL: Final[Colour] = (50, 63, 75)
ROLE: Final[Colour] = (124, 45, 96)
FRAME: Final[Colour] = (123, 135, 148)
FRAME_WORDS: Final[Colour] = (82, 96, 109)
FRAME_GROUNDS: Final[tuple[Colour, ...]] = ((246, 248, 250), (237, 241, 245), (229, 234, 240))
MARKED: Final[Colour] = (190, 30, 60)
MARKED_GROUND: Final[Colour] = (255, 236, 239)

KINDS: Final[dict[str, tuple[Colour, Colour]]] = {
    "service": ((229, 238, 251), (52, 98, 168)),
    "compute": ((253, 239, 224), (184, 99, 28)),
    "storage": ((229, 243, 232), (54, 124, 74)),
    "queue": ((241, 233, 249), (118, 78, 160)),
    "person": ((240, 242, 245), (82, 96, 109)),
    "event": ((252, 232, 240), (176, 58, 104)),
    "network": ((225, 243, 244), (30, 116, 124)),
    "role": ((253, 246, 220), (139, 108, 12)),
    "note": ((251, 250, 240), (122, 116, 88)),
}
"""Ground and border of each kind of node."""
