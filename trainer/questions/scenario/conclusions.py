"""What a scenario concludes: how each of its choices stands to each requirement, and which is ahead.

Everything that a question of the pattern can claim is among these.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from trainer.graph.facts import FactGraph
from trainer.graph.model import Conclusion, Ground, Known
from trainer.questions.conclusions import Block, Cell, truth_of
from trainer.questions.scenario.model import Best, Fill, Scenario, Wish
from trainer.questions.scenario.table import Row, beats
from trainer.value import dataclass

MEETS, AHEAD, FITS = ("meets", "fails"), ("ahead", "behind"), ("right if", "")
IMPLIED = "a solution has to be possible at all"


@dataclass(frozen=True, slots=True)
class Standing:
    """A choice, or two that a requirement or an order joins, and what follows for them."""

    choices: tuple[Fill, ...]
    when: tuple[Fill, ...]
    """What else of the design decides it; empty where nothing else does."""
    verdict: Conclusion


def blocks_of(graph: FactGraph, scenario: Scenario, table: Sequence[Row]) -> tuple[Block, ...]:
    """When choices are right, each requirement, each criterion; `table` holds all designs (`table.rows`)."""
    found = [*_fits(graph, scenario)]
    for number, wish in enumerate(scenario.wishes):
        texts = (*wish.texts, *wish.also) or (f"{IMPLIED}: {wish.id}",)
        cells = (_cell(graph, one, " with ") for one in standings(scenario, table, number, wish))
        found.append(Block(texts, tuple(cells), MEETS))
    for best in scenario.bests:
        if best is not None:
            pairs = (_cell(graph, one, " of ") for one in _pairs(graph, scenario, table, best))
            found.append(Block((*best.asks, *best.texts), tuple(pairs), AHEAD))
    return tuple(block for block in found if block.cells)


def standings(scenario: Scenario, table: Iterable[Row], number: int, wish: Wish) -> tuple[Standing, ...]:
    """How each choice stands to the requirement of that number; `table` as above."""
    joined = (wish.requirement.part, wish.requirement.object_part)
    around = tuple(name for name in _around(scenario, wish.requirement.part) if name not in joined)
    found = (
        (_filled(scenario, row, joined), _filled(scenario, row, around), row.verdicts[number])
        for row in table
    )
    return tuple(_told_apart(found))


def _fits(graph: FactGraph, scenario: Scenario) -> Iterator[Block]:
    for part in scenario.parts:
        said = [f"{fill.fits}: {called(graph, fill)}" for fill in part.fills if fill.fits]
        yield Block((part.name,), tuple(Cell(one, Known(True, Ground.STATED, ())) for one in said), FITS)


def _pairs(graph: FactGraph, scenario: Scenario, table: Iterable[Row], best: Best) -> Iterator[Standing]:
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
) -> Iterator[Standing]:
    """One for each choice; one for each circumstance too where they conclude differently."""
    grouped: dict[tuple[Fill, ...], dict[tuple[Fill, ...], Conclusion]] = defaultdict(dict)
    for choices, when, verdict in found:
        grouped[choices][when] = verdict
    for choices, by_when in grouped.items():
        if len({truth_of(verdict) for verdict in by_when.values()}) == 1:
            yield Standing(choices, (), next(iter(by_when.values())))
        else:
            yield from (Standing(choices, when, verdict) for when, verdict in by_when.items())


def called(graph: FactGraph, fill: Fill) -> str:
    """A choice in the pattern's words; one that options do not show by its name."""
    return fill.words or graph.concept(fill.concept).name


def _cell(graph: FactGraph, one: Standing, joint: str) -> Cell:
    first, *others = (called(graph, fill) for fill in one.choices)
    says = joint.join((first, " and ".join(others))) if others else first
    return Cell(says, one.verdict, ", ".join(called(graph, fill) for fill in one.when))


def _around(scenario: Scenario, part: str) -> tuple[str, ...]:
    """The parts that are circumstances of facts about this one."""
    return tuple(name for _, name in scenario.circumstances if name != part)


def _filled(scenario: Scenario, row: Row, names: Iterable[str]) -> tuple[Fill, ...]:
    """What fills these parts; parts of one choice say nothing."""
    wanted = {name: row.part(name) for name in names if name}
    return tuple(
        fill for part in scenario.parts for fill in part.fills if wanted.get(part.name) == fill.concept
    )
