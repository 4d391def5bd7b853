"""A scenario in words: the stem, the options and why each one holds or fails."""

from trainer.content.model import FactId
from trainer.graph.facts import FactGraph
from trainer.questions.draft import Choice
from trainer.questions.model import Design, Proof, ProofKind, Requirement
from trainer.questions.proofs import cited
from trainer.questions.reasons import fitting, said, short
from trainer.questions.scenario.model import Fill, Scenario
from trainer.questions.scenario.table import Plan, Row, beats, broken, verdict_cites
from trainer.questions.wording import capital, fill, sentence, unmarked
from trainer.seed import Stream
from trainer.value import dataclass


@dataclass(frozen=True, slots=True)
class Said:
    """The stem, and by wish number the words in it that decide."""

    stem: str
    opening: str
    deciding: dict[int, tuple[str, ...]]
    by_criterion: tuple[str, ...]


def said_by(scenario: Scenario, plan: Plan, stream: Stream) -> Said:
    """One wording: an opening, the wishes in some order, the criterion's sentence, the question."""
    opening = stream.choice(scenario.openings) if scenario.openings else ""
    spoken = [opening] if opening else []
    deciding: dict[int, tuple[str, ...]] = {}
    for place, number in enumerate(stream.shuffled(plan.stated)):
        wish = scenario.wishes[number]
        text = stream.choice(wish.also if place and wish.also else wish.texts)
        deciding[number] = unmarked(text)[1]
        spoken.append(text)
    asks = scenario.asks
    by_criterion: tuple[str, ...] = ()
    if plan.best:
        asks = plan.best.asks
        if plan.best.texts:
            spoken.append(stream.choice(plan.best.texts))
            by_criterion = unmarked(spoken[-1])[1]
    ask = stream.choice(asks)
    by_criterion = (*by_criterion, *unmarked(ask)[1])
    stem = " ".join((*(sentence(text) for text in spoken), capital(ask)))
    return Said(stem, opening, deciding, by_criterion)


def choice_of(
    graph: FactGraph, scenario: Scenario, plan: Plan, row: Row, *, words: Said, template: str
) -> Choice:
    """The option of a design with its proof and reasons."""
    text = capital(fill(template, {part: _fill(scenario, part, row).words for part, _ in row.parts}))
    claim = Design(
        parts=row.parts,
        circumstances=scenario.circumstances,
        requirements=tuple(scenario.wishes[number].requirement for number in _active(scenario, plan)),
        criterion=plan.best.criterion if plan.best else None,
    )
    if row is plan.key:
        won = cited(
            verdict_cites(beats(graph, scenario, plan.best, plan.key, loser)) for loser in plan.losers[:1]
        )
        return _key(graph, plan, won, claim=claim, text=text, words=words)
    return _distractor(graph, scenario, plan, row, claim=claim, text=text, words=words)


def _key(
    graph: FactGraph, plan: Plan, won: tuple[FactId, ...], *, claim: Design, text: str, words: Said
) -> Choice:
    """The key: what shows that it meets each wish, and `won`, that it is first on the criterion."""
    cites = cited((*(verdict_cites(plan.key.verdicts[number]) for number in plan.stated), won))
    deciding = tuple(mark for number in plan.stated for mark in words.deciding[number])
    reasons = said(graph, cites)
    return Choice(
        text, True, Proof(ProofKind.OPTIMUM, cites), (claim,), fitting(reasons), short(reasons), deciding
    )


def _distractor(
    graph: FactGraph, scenario: Scenario, plan: Plan, row: Row, *, claim: Design, text: str, words: Said
) -> Choice:
    failed = broken(row, _active(scenario, plan)) or ()
    if failed:
        cites = cited(verdict_cites(row.verdicts[number])[:2] for number in failed)
        marks = tuple(mark for number in failed for mark in words.deciding.get(number, ()))
        reasons = said(graph, cites)
        part = _shown_part(scenario, scenario.wishes[failed[0]].requirement)
        opening = f"Fails on “{marks[0]}”" if marks else "Not possible"
        full = [f"{opening}: {reasons[0]}", *reasons[1:2]]
        brief = short(reasons)
    else:
        cites = verdict_cites(beats(graph, scenario, plan.best, plan.key, row))
        marks, reasons = words.by_criterion, said(graph, cites)
        part = plan.best.criterion.part if plan.best else row.parts[0][0]
        loses = plan.best.loses if plan.best else ""
        full = [f"Meets every requirement, but {loses}." if loses else reasons[0], *reasons[: bool(loses)]]
        brief = short((f"It works, but {loses}." if loses else "", *reasons))
    fits = _fill(scenario, part, row).fits
    full.append(f"Right if {fits}." if fits else "")
    proof = Proof(ProofKind.DOMINATED, cites)
    return Choice(text, False, proof, (claim,), fitting(full), brief, marks)


def _shown_part(scenario: Scenario, requirement: Requirement) -> str:
    """The part that the learner chose wrongly where this requirement is broken."""
    shown = {part.name for part in scenario.parts if part.shown}
    return requirement.part if requirement.part in shown else requirement.object_part


def _active(scenario: Scenario, plan: Plan) -> tuple[int, ...]:
    return (*plan.stated, *(number for number, wish in enumerate(scenario.wishes) if wish.implied))


def _fill(scenario: Scenario, part: str, row: Row) -> Fill:
    found = next(one for one in scenario.parts if one.name == part)
    return next(fill for fill in found.fills if fill.concept == row.part(part))
