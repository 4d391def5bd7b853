"""What a scenario concludes: how each of its choices stands to each requirement, and which is ahead.

Everything that a question of the pattern can claim is among these cells. Two solvers that read the same facts
agree on a wrong one, so an author reads them.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from trainer.graph.facts import FactGraph
from trainer.graph.model import Conclusion, Known
from trainer.questions.scenario.model import Best, Fill, Scenario, Wish
from trainer.questions.scenario.table import Row, beats
from trainer.value import dataclass


@dataclass(frozen=True, slots=True)
class Cell:
    """A choice, or two that a requirement or an order joins, and what follows for them."""

    choices: tuple[Fill, ...]
    when: tuple[Fill, ...]
    """What else of the design decides it; empty where nothing else does."""
    verdict: Conclusion


@dataclass(frozen=True, slots=True)
class WishCells:
    """All cells of one requirement."""

    wish: Wish
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class OrderCells:
    """The pairs of choices of which one is ahead by a criterion; the first is."""

    best: Best
    cells: tuple[Cell, ...]


def wish_cells(scenario: Scenario, table: Sequence[Row]) -> tuple[WishCells, ...]:
    """The cells of every requirement, in the pattern's order; `table` holds all designs (`table.rows`)."""
    return tuple(
        WishCells(wish, tuple(_cells(scenario, table, number, wish)))
        for number, wish in enumerate(scenario.wishes)
    )


def order_cells(graph: FactGraph, scenario: Scenario, table: Sequence[Row]) -> tuple[OrderCells, ...]:
    """What is ahead of what, for each criterion of the pattern; `table` as above."""
    return tuple(
        OrderCells(best, tuple(_pairs(graph, scenario, table, best)))
        for best in scenario.bests
        if best is not None
    )


def _cells(scenario: Scenario, table: Iterable[Row], number: int, wish: Wish) -> Iterator[Cell]:
    joined = (wish.requirement.part, wish.requirement.object_part)
    around = tuple(name for name in _around(scenario, wish.requirement.part) if name not in joined)
    found = (
        (_filled(scenario, row, joined), _filled(scenario, row, around), row.verdicts[number])
        for row in table
    )
    return _told_apart(found)


def _pairs(graph: FactGraph, scenario: Scenario, table: Iterable[Row], best: Best) -> Iterator[Cell]:
    """Designs that share their circumstances are compared; of those that share the choice too, the first."""
    part = best.criterion.part
    around = _around(scenario, part)
    designs = {(_filled(scenario, row, (part,)), _filled(scenario, row, around)): row for row in table}
    found = []
    for (choice, when), one in designs.items():
        for (other, elsewhere), two in designs.items():
            won = beats(graph, scenario, best, one, two) if when == elsewhere else None
            if isinstance(won, Known) and won.holds:
                found.append(((*choice, *other), when, won))
    return _told_apart(found)


def _told_apart(
    found: Iterable[tuple[tuple[Fill, ...], tuple[Fill, ...], Conclusion]],
) -> Iterator[Cell]:
    """A cell for each choice; one for each circumstance too where they conclude differently."""
    grouped: dict[tuple[Fill, ...], dict[tuple[Fill, ...], Conclusion]] = defaultdict(dict)
    for choices, when, verdict in found:
        grouped[choices][when] = verdict
    for choices, by_when in grouped.items():
        if len({truth_of(verdict) for verdict in by_when.values()}) == 1:
            yield Cell(choices, (), next(iter(by_when.values())))
        else:
            yield from (Cell(choices, when, verdict) for when, verdict in by_when.items())


def truth_of(verdict: Conclusion) -> bool | None:
    """Whether it holds; None where the facts leave it open."""
    return verdict.holds if isinstance(verdict, Known) else None


def _around(scenario: Scenario, part: str) -> tuple[str, ...]:
    """The parts that are circumstances of facts about this one."""
    return tuple(name for _, name in scenario.circumstances if name != part)


def _filled(scenario: Scenario, row: Row, names: Iterable[str]) -> tuple[Fill, ...]:
    """What fills these parts; parts of one choice say nothing."""
    wanted = {name: row.part(name) for name in names if name}
    return tuple(
        fill for part in scenario.parts for fill in part.fills if wanted.get(part.name) == fill.concept
    )
