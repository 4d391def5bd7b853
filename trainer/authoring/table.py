"""`trainer table`: everything a scenario concludes, to be read by somebody who knows the matter.

A proof is as good as the facts behind it. A closed list that lacks a member proves a right answer wrong, and
whoever solves with the same list agrees. So each conclusion of a scenario is read once, beside its sentences,
and the pattern keeps the mark of what was read: when a conclusion changes, so does the mark.
"""

from collections.abc import Iterable, Iterator
from hashlib import sha256

from trainer.content.model import Pattern
from trainer.graph.facts import FactGraph
from trainer.graph.model import Ground, Known
from trainer.questions.kinds.scenario import scenario_of
from trainer.questions.scenario.conclusions import (
    Cell,
    OrderCells,
    WishCells,
    order_cells,
    truth_of,
    wish_cells,
)
from trainer.questions.scenario.model import Fill, Scenario
from trainer.questions.scenario.table import rows
from trainer.value import dataclass

_LETTERS = str.maketrans("0123456789abcdef", "bcdfghjklmnpqrst")
"""A mark is letters only, so that YAML never takes one for a number."""
_MARK = 8


@dataclass(frozen=True, slots=True)
class Table:
    """A scenario with all that it concludes."""

    pattern: Pattern
    scenario: Scenario
    wishes: tuple[WishCells, ...]
    orders: tuple[OrderCells, ...]

    @property
    def cells(self) -> int:
        """How many conclusions there are to read."""
        return sum(len(one.cells) for one in self.wishes) + sum(len(one.cells) for one in self.orders)

    @property
    def mark(self) -> str:
        """Eight letters that change when a conclusion does: a sentence, a choice or what follows for it."""
        said = [
            (one.wish.texts, one.wish.also, _names(cell.choices), _names(cell.when), truth_of(cell.verdict))
            for one in self.wishes
            for cell in one.cells
        ]
        ahead = [
            (one.best.asks, one.best.texts, _names(cell.choices), _names(cell.when))
            for one in self.orders
            for cell in one.cells
        ]
        right = [(fill.concept, fill.words, fill.fits) for part in self.scenario.parts for fill in part.fills]
        return sha256(repr((said, ahead, right)).encode()).hexdigest()[:_MARK].translate(_LETTERS)

    @property
    def is_read(self) -> bool:
        """Whether somebody read it as it is now; the last reading counts."""
        return any(one.mark == self.mark for one in self.pattern.readings[-1:])

    @property
    def standing(self) -> str:
        """Who read it and when, and whether it has changed since."""
        if not self.pattern.readings:
            return "not read"
        last = self.pattern.readings[-1]
        return f"{'' if self.is_read else 'changed since it was '}read {last.read_on} by {last.by}"


def table_of(graph: FactGraph, pattern: Pattern) -> Table | None:
    """The table of a scenario; None for a pattern of another kind, or one that asks another's scenario."""
    scenario = scenario_of(graph, pattern)
    if scenario is None:
        return None
    designs = rows(graph, scenario)
    return Table(pattern, scenario, wish_cells(scenario, designs), order_cells(graph, scenario, designs))


def tables(graph: FactGraph) -> Iterator[Table]:
    """Those of all scenarios of the course."""
    found = (table_of(graph, pattern) for pattern in graph.course.patterns.values())
    return (table for table in found if table is not None)


def told(graph: FactGraph, table: Table) -> Iterator[str]:
    """The table in lines: each requirement in all its wordings, then each choice with what shows it.

    What follows from a list alone ("not listed") deserves most doubt: is the list whole?
    """
    yield f"{table.pattern.id}: {table.cells} conclusions, mark {table.mark}, {table.standing}"
    yield from (f"  {text}" for text in table.scenario.openings[:1])
    for part in table.scenario.parts:
        fitting = [fill for fill in part.fills if fill.fits]
        yield from ("", f"{part.name}:") if fitting else ()
        yield from (f"  {_called(graph, fill)} is right if {fill.fits}" for fill in fitting)
    for one in table.wishes:
        yield ""
        implied = "a solution has to be possible at all" if one.wish.implied else one.wish.id
        yield from (f"“{text}”" for text in (*one.wish.texts, *one.wish.also) or (implied,))
        yield from _cells(graph, one.cells)
    for order in table.orders:
        yield ""
        yield from (f"“{text}”" for text in (*order.best.asks, *order.best.texts))
        for cell in order.cells:
            first, *others = (_called(graph, fill) for fill in cell.choices)
            yield f"  ahead  {first} of {' and '.join(others)}{_given(graph, cell)}"
            yield from (f"           {reason}" for reason in _reasons(graph, cell))


def as_json(graph: FactGraph, table: Table) -> dict[str, object]:
    """The same for programs."""
    return {
        "pattern": table.pattern.id,
        "mark": table.mark,
        "standing": table.standing,
        "requirements": [
            {
                "id": one.wish.id,
                "texts": [*one.wish.texts, *one.wish.also],
                "cells": [_cell_as_json(graph, cell) for cell in one.cells],
            }
            for one in table.wishes
        ],
        "orders": [
            {"asks": list(one.best.asks), "cells": [_cell_as_json(graph, cell) for cell in one.cells]}
            for one in table.orders
        ],
    }


def _cell_as_json(graph: FactGraph, cell: Cell) -> dict[str, object]:
    return {
        "choices": [_called(graph, fill) for fill in cell.choices],
        "when": [_called(graph, fill) for fill in cell.when],
        "holds": truth_of(cell.verdict),
        "reasons": list(_reasons(graph, cell)),
    }


def _cells(graph: FactGraph, cells: Iterable[Cell]) -> Iterator[str]:
    words = {True: "meets", False: "fails", None: "open "}
    for cell in cells:
        choices = " with ".join(_called(graph, fill) for fill in cell.choices)
        yield f"  {words[truth_of(cell.verdict)]}  {choices}{_given(graph, cell)}"
        yield from (f"           {reason}" for reason in _reasons(graph, cell))


def _reasons(graph: FactGraph, cell: Cell) -> Iterator[str]:
    if not isinstance(cell.verdict, Known):
        yield cell.verdict.why
        return
    listed = "not listed: " if cell.verdict.ground is Ground.COMPLETE else ""
    yield from (f"{listed}{graph.facts[cite].says}" for cite in cell.verdict.cites)


def _given(graph: FactGraph, cell: Cell) -> str:
    return f" [{', '.join(_called(graph, fill) for fill in cell.when)}]" if cell.when else ""


def _called(graph: FactGraph, fill: Fill) -> str:
    """A choice in the pattern's words; one that options do not show by its name."""
    return fill.words or graph.concept(fill.concept).name


def _names(fills: Iterable[Fill]) -> tuple[tuple[str, str], ...]:
    return tuple((fill.concept, fill.words) for fill in fills)
