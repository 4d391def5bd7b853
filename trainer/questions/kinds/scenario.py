"""Scenario: requirements and perhaps a criterion. Which solution meets them, and is the only best one?

Or, where the pattern words `steps`, choose two or three: a part of the solution for each wish.
"""

from collections.abc import Iterator, Sequence

from trainer.content.model import Course, FactId, Pattern
from trainer.graph.facts import FactGraph
from trainer.problem import Problem
from trainer.questions.conclusions import Block
from trainer.questions.draft import Choice, Draft, finish
from trainer.questions.model import Item, Play, Rejection
from trainer.questions.proofs import cited
from trainer.questions.scenario.conclusions import blocks_of
from trainer.questions.scenario.model import Scenario
from trainer.questions.scenario.pick import one_of, options_of, part_answers
from trainer.questions.scenario.read import read_scenario
from trainer.questions.scenario.several import Steps, facts_of_steps, make_steps, read_steps
from trainer.questions.scenario.table import Plan, plans, proved_by, rows
from trainer.questions.scenario.words import Said, choice_of, said_by
from trainer.questions.slots import Slots
from trainer.seed import Stream

NAME = "scenario"
STEPS = "steps"
"""The slot of a scenario that is asked part by part."""
ANOTHER = "scenario"
"""The slot that names whose scenario is asked so."""


def facts(graph: FactGraph, pattern: Pattern) -> tuple[FactId, ...]:
    """Askable facts that decide in some item of this pattern."""
    if STEPS in pattern.slots:
        steps = _steps(graph, pattern)
        return facts_of_steps(graph, steps) if steps else ()
    found = cited(plan.facts for plan in _plans(graph, pattern))
    return tuple(fact for fact in found if graph.facts[fact].askable)


def make(
    graph: FactGraph,
    pattern: Pattern,
    stream: Stream,
    play: Play | None = None,  # noqa: ARG001 - every kind takes it
    fact: FactId | None = None,
) -> Item | Rejection:
    """An item in which `fact`, if given, decides: it proves the key or fells a distractor."""
    if STEPS in pattern.slots:
        steps = _steps(graph, pattern)
        refused = Rejection(pattern.id, "its scenario cannot be asked part by part")
        return make_steps(graph, pattern, steps, stream, fact) if steps else refused
    scenario = _read(graph, pattern)
    open_plans = [plan for plan in _plans(graph, pattern) if fact is None or fact in plan.facts]
    if not open_plans:
        return Rejection(pattern.id, f"no key and requirements leave {fact or 'anything'} to decide")
    known, asked = _plans(graph, pattern), facts(graph, pattern)
    plan = one_of(graph, known, asked, proved_by(fact, open_plans), stream)
    said = said_by(scenario, plan, stream)
    others = options_of(
        graph, scenario, plan, fact, stream, answers=part_answers(graph, known, asked), stem=said.stem
    )
    if others is None:
        return Rejection(pattern.id, "fewer than three designs make every requirement count")
    template = stream.choice(scenario.option)
    choices = tuple(
        choice_of(graph, scenario, plan, row, words=said, template=template) for row in (plan.key, *others)
    )
    fact_ids = _first(fact, cited(choice.proof.cites for choice in choices))
    if fact is not None and not _decides(fact, choices):
        return Rejection(pattern.id, f"{fact} decides nothing among these options")
    barred = _barred(graph, choices)
    if barred:
        return Rejection(pattern.id, f"{barred[0]} is not to be asked")
    draft = Draft(said.stem, choices, fact_ids, _filling(plan, said, choices))
    return finish(graph, pattern, draft, stream)


def problems(pattern: Pattern, course: Course) -> Iterator[Problem]:
    """What is wrong with the slots, and whether any sound item comes of them."""
    slots = Slots(pattern, course)
    if STEPS in pattern.slots:
        read_steps(slots)
        yield from slots.problems
        return
    scenario = read_scenario(slots)
    if not slots.problems and not plans(FactGraph(course), scenario):
        slots.wrong(
            "no choice of parts is the only best one with every requirement needed.",
            "Add facts that break single requirements, or choices that do.",
        )
    yield from slots.problems


def concludes(graph: FactGraph, pattern: Pattern) -> tuple[Block, ...]:
    """How each choice stands to each requirement, and which is ahead; nothing where another's is asked."""
    scenario = scenario_of(graph, pattern)
    return blocks_of(graph, scenario, rows(graph, scenario)) if scenario else ()


def scenario_of(graph: FactGraph, pattern: Pattern) -> Scenario | None:
    """The scenario that this pattern writes out; None where it asks another's, or is of another kind."""
    if pattern.kind != NAME or ANOTHER in pattern.slots:
        return None
    if STEPS not in pattern.slots:
        return _read(graph, pattern)
    steps = _steps(graph, pattern)
    return steps.scenario if steps else None


def _decides(fact: FactId, choices: Sequence[Choice]) -> bool:
    """Whether another key would hold if the fact said the opposite: the key, which comes first, rests on
    it, or a distractor falls by it alone."""
    key, *others = (choice.proof.cites for choice in choices)
    return fact in key or any(set(cites) == {fact} for cites in others)


def _barred(graph: FactGraph, choices: Sequence[Choice]) -> tuple[FactId, ...]:
    """Facts that keep these choices from being an item: contested ones, and under the key, which comes
    first, those that are not asked. A fact that is not asked may still show that another option is false."""
    key = choices[0].proof.cites
    known = [graph.facts[cite] for cite in cited(choice.proof.cites for choice in choices)]
    return tuple(one.id for one in known if one.contested or (one.id in key and not one.askable))


def _first(fact: FactId | None, cites: tuple[FactId, ...]) -> tuple[FactId, ...]:
    return cites if fact is None else tuple(dict.fromkeys((fact, *cites)))


def _filling(plan: Plan, said: Said, choices: tuple[Choice, ...]) -> tuple[str, ...]:
    return (*map(str, plan.stated), said.opening, *sorted(choice.text for choice in choices))


def _steps(graph: FactGraph, pattern: Pattern) -> Steps | None:
    key = (NAME, "steps", id(pattern), repr(pattern.slots))
    return graph.once(key, lambda: read_steps(Slots(pattern, graph.course)))


def _read(graph: FactGraph, pattern: Pattern) -> Scenario:
    key = (NAME, id(pattern), repr(pattern.slots))
    return graph.once(key, lambda: read_scenario(Slots(pattern, graph.course)))


def _plans(graph: FactGraph, pattern: Pattern) -> tuple[Plan, ...]:
    key = (NAME, "plans", id(pattern), repr(pattern.slots))
    return graph.once(key, lambda: plans(graph, _read(graph, pattern)))
