"""A scenario as multiple response: parts rather than whole designs are the options, one key for each wish.

Two wishes and two keys, or three of each where the scenario has three parts to choose.
"""

from collections.abc import Iterator, Mapping

from trainer.content.model import ConceptId, FactId, Pattern, PatternId
from trainer.graph.facts import FactGraph
from trainer.questions.balance import NEVER, shuffled_by
from trainer.questions.disguise import SETS, least_telling
from trainer.questions.draft import Choice, Draft, finish
from trainer.questions.model import Item, Rejection, Statement
from trainer.questions.proofs import Settled, cited, settle
from trainer.questions.reasons import fitting, said, short
from trainer.questions.scenario.model import Fill, Scenario, Wish
from trainer.questions.scenario.pick import one_of, part_answers
from trainer.questions.scenario.read import read_scenario
from trainer.questions.scenario.table import Plan, plans, proved_by
from trainer.questions.scenario.words import Said, said_by
from trainer.questions.slots import Slots
from trainer.questions.wording import COUNTS, capital, fill
from trainer.seed import Stream
from trainer.value import dataclass, replace

DISTRACTORS = 3


@dataclass(frozen=True, slots=True)
class Steps:
    """The scenario that is asked part by part, and how an option says what fills a part."""

    scenario: Scenario
    steps: Mapping[str, str]
    select: int


@dataclass(frozen=True, slots=True)
class Step:
    """What may fill a part, and whether it meets the wish that concerns this part."""

    part: str
    fill: Fill
    statement: Statement
    settled: Settled
    wish: int


def read_steps(slots: Slots) -> Steps | None:
    """Slots `steps`, `select` (2 or 3) and either `scenario` with `asks` or a scenario's own slots.

    None with a problem noted where they do not fit together.
    """
    steps = {name: str(text) for name, text in slots.mapping("steps").items()}
    select = slots.number("select", 2)
    scenario = _another(slots) if "scenario" in slots else read_scenario(slots)
    if select not in COUNTS:
        slots.wrong('slot "select" must be 2 or 3.', at=("select",))
        return None
    if scenario is None:
        return None
    shown = [part.name for part in scenario.parts if part.shown]
    if sorted(steps) != sorted(shown):
        slots.wrong('slot "steps" must word each shown part of the scenario.', at=("steps",))
        return None
    if len(shown) < select:
        slots.wrong(f"a scenario with {len(shown)} parts to choose has no {select} keys in different parts.")
        return None
    return Steps(replace(scenario, bests=(None,), stated=(select,)), steps, select)


def _another(slots: Slots) -> Scenario | None:
    """The scenario that the slots name, with the questions that they give."""
    base = slots.course.patterns.get(PatternId(slots.text("scenario")))
    asks = slots.texts("asks")
    slots.done()
    if base is None or base.kind != "scenario" or "steps" in base.slots:
        slots.wrong('slot "scenario" names no scenario of this course.', at=("scenario",))
        return None
    return replace(read_scenario(Slots(base, slots.course)), asks=asks)


def facts_of_steps(graph: FactGraph, steps: Steps) -> tuple[FactId, ...]:
    """Askable facts that decide in some item."""
    found = cited(plan.facts for plan in _plans(graph, steps))
    return tuple(fact for fact in found if graph.facts[fact].askable)


def make_steps(
    graph: FactGraph, pattern: Pattern, steps: Steps, stream: Stream, fact: FactId | None
) -> Item | Rejection:
    """An item with a key for each wish that the stem states, and three fills that meet none."""
    open_plans = [plan for plan in _plans(graph, steps) if fact is None or fact in plan.facts]
    if not open_plans:
        return Rejection(pattern.id, f"no {steps.select} wishes leave {fact or 'anything'} to decide")
    known, asked = _plans(graph, steps), facts_of_steps(graph, steps)
    plan = one_of(graph, known, asked, proved_by(fact, open_plans), stream)
    found = [step for number in plan.stated for step in _steps(graph, steps.scenario, plan, number)]
    keys = [step for step in found if step.settled.holds]
    wrong = [step for step in found if not step.settled.holds]
    if len(keys) != steps.select or len({step.part for step in keys}) != steps.select:
        return Rejection(pattern.id, "the wishes do not have one answer each, in different parts")
    if len(wrong) < DISTRACTORS:
        return Rejection(pattern.id, f"only {len(wrong)} fills are provably wrong")
    words = said_by(steps.scenario, plan, stream)
    answers = part_answers(graph, known, asked)
    sets = [
        _distractors(keys, wrong, answers, stream) for _ in range(SETS if len(wrong) > DISTRACTORS else 1)
    ]
    chosen = least_telling(keys, sets, text=lambda step: _text(steps, step), stem=words.stem, stream=stream)
    choices = tuple(_choice(graph, steps, step, words) for step in (*keys, *chosen))
    fact_ids = cited(choice.proof.cites for choice in choices)
    if fact is not None:
        if fact not in fact_ids:
            return Rejection(pattern.id, f"{fact} decides nothing among these options")
        fact_ids = tuple(dict.fromkeys((fact, *fact_ids)))
    filling = (*map(str, plan.stated), words.opening, *sorted(choice.text for choice in choices))
    stem = f"{words.stem} (Select {COUNTS[steps.select]}.)"
    draft = Draft(stem, choices, fact_ids, filling, steps.select)
    return finish(graph, pattern, draft, stream)


def _distractors(
    keys: list[Step], wrong: list[Step], answers: Mapping[tuple[str, ConceptId], float], stream: Stream
) -> list[Step]:
    """Wrong steps, one of each key's part first, and what is a key elsewhere likelier than what is none."""

    def weight(step: Step) -> float:
        return max(answers.get((step.part, step.fill.concept), NEVER), NEVER)

    shuffled = shuffled_by(weight, wrong, stream)
    first = [next((step for step in shuffled if step.part == key.part), None) for key in keys]
    chosen = [step for step in first if step is not None]
    return [*chosen, *(step for step in shuffled if step not in chosen)][:DISTRACTORS]


def _plans(graph: FactGraph, steps: Steps) -> tuple[Plan, ...]:
    return graph.once(("several", repr(steps)), lambda: plans(graph, steps.scenario))


def _steps(graph: FactGraph, scenario: Scenario, plan: Plan, number: int) -> Iterator[Step]:
    """Everything that may fill the part which a wish is about, each with the statement that decides it."""
    wish = scenario.wishes[number]
    shown = {part.name: part for part in scenario.parts if part.shown}
    name = wish.requirement.part if wish.requirement.part in shown else wish.requirement.object_part
    for one in shown[name].fills if name in shown else ():
        statement = _statement(scenario, plan, wish, name, one.concept)
        settled = settle(graph, statement)
        if settled is not None:
            yield Step(name, one, statement, settled, number)


def _statement(scenario: Scenario, plan: Plan, wish: Wish, part: str, concept: ConceptId) -> Statement:
    """That this fill meets the wish, the rest being as in the key."""
    asked = wish.requirement
    when = tuple((name, plan.key.part(of)) for name, of in scenario.circumstances if of != asked.part)
    if asked.part == part:
        target = plan.key.part(asked.object_part) if asked.object_part else asked.object
        return Statement(concept, asked.relation, target, when, asked.wanted)
    return Statement(plan.key.part(asked.part), asked.relation, concept, when, asked.wanted)


def _choice(graph: FactGraph, steps: Steps, step: Step, words: Said) -> Choice:
    reasons = said(graph, step.settled.proof.cites[:2])
    marks = words.deciding.get(step.wish, ())
    full = list(reasons)
    if not step.settled.holds:
        full = [f"Fails on “{marks[0]}”: {reasons[0]}" if marks else reasons[0], *reasons[1:]]
        full.append(f"Right if {step.fill.fits}." if step.fill.fits else "")
    return Choice(
        text=_text(steps, step),
        is_key=step.settled.holds,
        proof=step.settled.proof,
        claims=(step.statement,),
        rationale=fitting(full),
        brief=short(reasons),
        deciding=marks,
    )


def _text(steps: Steps, step: Step) -> str:
    """How an option says what fills a part."""
    return capital(fill(steps.steps[step.part], {"choice": step.fill.words}))
