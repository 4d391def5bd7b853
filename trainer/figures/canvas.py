"""A grid of character cells that lines, boxes and words are drawn on."""

import itertools
from collections.abc import Sequence

from trainer.figures.glyphs import DOWN, LEFT, RIGHT, UP, Glyphs
from trainer.figures.model import Line, Piece
from trainer.figures.wrap import letter_cells

Point = tuple[int, int]


class Canvas:
    """Cells by (column, row): a letter or line with its kind. What is drawn later covers what is below,
    but lines of one pen join."""

    def __init__(self, glyphs: Glyphs) -> None:
        self._glyphs = glyphs
        self._letters: dict[Point, str] = {}
        self._kinds: dict[Point, str] = {}
        self._sides: dict[Point, tuple[str, int]] = {}

    def rectangle(
        self, corner: Point, size: tuple[int, int], pen: str, kind: str, *, hollow: bool = True
    ) -> None:
        """A border; unless hollow, its inside is cleared."""
        x, y = corner
        right, bottom = x + size[0] - 1, y + size[1] - 1
        if not hollow:
            for row in range(y + 1, bottom):
                for column in range(x + 1, right):
                    self._put((column, row), " ", kind)
        corners = ((x, y), (right, y), (right, bottom), (x, bottom), (x, y))
        for place, start in enumerate(corners[:-1]):
            self._segment(start, corners[place + 1], pen, kind)

    def path(self, points: Sequence[Point], pen: str, kind: str) -> None:
        """A line through these corners."""
        for start, end in itertools.pairwise(points):
            self._segment(start, end, pen, kind)
        if len(points) == 2 and points[0] == points[1]:
            self._line(points[0], LEFT | RIGHT, pen, kind)

    def head(self, last: Sequence[Point], kind: str) -> None:
        """The head of an arrow at the end of these two points."""
        heads = self._glyphs.marked_heads if kind == "marked" else self._glyphs.heads
        self._put(last[1], heads[_side(last[0], last[1])], kind)

    def join(self, first: Sequence[Point], kind: str) -> None:
        """Ties the start of a line to the border that it leaves."""
        side = _side(first[0], first[1])
        x, y = first[0]
        back = {RIGHT: (x - 1, y), LEFT: (x + 1, y), DOWN: (x, y - 1), UP: (x, y + 1)}[side]
        if self._sides.get(back, ("", 0))[0] == "box":
            self._line(back, side, "box", kind)

    def text(self, x: int, y: int, text: str, kind: str) -> None:
        """Words from (x, y) on; a wide letter takes two cells, a combining mark none."""
        column = x
        for letter in text:
            size = letter_cells(letter)
            if size == 0:
                self._letters[column - 1, y] = self._letters.get((column - 1, y), "") + letter
                continue
            self._put((column, y), letter, kind)
            if size == 2:
                self._put((column + 1, y), "", kind)
            column += size

    def lines(self) -> list[Line]:
        """The rows from the top, without blanks at their ends."""
        width = max((column for column, _ in self._letters), default=-1) + 1
        height = max((row for _, row in self._letters), default=-1) + 1
        return [self._row(row, width) for row in range(height)]

    def _row(self, row: int, width: int) -> Line:
        pieces: list[Piece] = []
        for column in range(width):
            letter = self._letters.get((column, row), " ")
            kind = self._kinds.get((column, row), "plain")
            if pieces and pieces[-1].kind == kind:
                pieces[-1] = Piece(pieces[-1].text + letter, kind)
            else:
                pieces.append(Piece(letter, kind))
        while pieces and not pieces[-1].text.strip():
            pieces.pop()
        if pieces:
            pieces[-1] = Piece(pieces[-1].text.rstrip(), pieces[-1].kind)
        return tuple(pieces)

    def _segment(self, start: Point, end: Point, pen: str, kind: str) -> None:
        (ax, ay), (bx, by) = start, end
        step = ((bx > ax) - (bx < ax), (by > ay) - (by < ay))
        out = _side(start, end)
        back = {UP: DOWN, DOWN: UP, LEFT: RIGHT, RIGHT: LEFT}[out]
        here = start
        while here != end:
            self._line(here, out, pen, kind)
            here = (here[0] + step[0], here[1] + step[1])
            self._line(here, back, pen, kind)

    def _line(self, at: Point, side: int, pen: str, kind: str) -> None:
        known, sides = self._sides.get(at, (pen, 0))
        sides = sides | side if known == pen else side
        self._put(at, self._glyphs.pens[pen][sides], kind)
        self._sides[at] = (pen, sides)

    def _put(self, at: Point, letter: str, kind: str) -> None:
        self._letters[at] = letter
        self._kinds[at] = kind
        self._sides.pop(at, None)


def _side(start: Point, end: Point) -> int:
    """Which way it goes from one point to another; to itself: right."""
    if start[0] == end[0] and start[1] != end[1]:
        return DOWN if end[1] > start[1] else UP
    return LEFT if end[0] < start[0] else RIGHT
