"""What gives a learner trouble: pairs they were sure of and wrong about, facts that will not stay."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from trainer.activities.desk import Desk
from trainer.activities.read import where_taught
from trainer.content.model import ConceptId, Contrast, FactId, Lab, Lesson, Section
from trainer.memory.misconceptions import Misconception, PairEvent, Turn, leeches, still_open
from trainer.memory.model import Confidence
from trainer.questions.model import Design, Item, Mark, Option, Statement
from trainer.value import dataclass


@dataclass(frozen=True, slots=True)
class Trouble:
    """A misconception or a leech, with where to go from here."""

    fact_id: FactId
    words: str
    """What is confused, or the fact as a sentence."""
    advice: str
    lesson: Lesson | None
    section: Section | None
    contrast: Contrast | None = None
    """What tells the pair apart."""
    lab: Lab | None = None
    """A lab where it can be seen."""


def misconceptions(desk: Desk) -> tuple[Trouble, ...]:
    """The pairs that are confused until told apart on two separate days, oldest first."""
    found = still_open(desk.store.pairs.all())
    return tuple(_confusion(desk, one) for one in found if one.fact_id in desk.course.facts)


def once_confused(desk: Desk) -> tuple[Trouble, ...]:
    """The pairs that were confused once and told apart since, latest first."""
    events = desk.store.pairs.all()
    open_pairs = {one.pair for one in still_open(events)}
    held = {
        event.pair: Misconception(event.one, event.other, event.fact_id, event.at)
        for event in reversed(events)
        if event.turn is Turn.HELD and event.pair not in open_pairs
    }
    return tuple(_confusion(desk, one) for one in held.values() if one.fact_id in desk.course.facts)


def leech_facts(desk: Desk) -> tuple[Trouble, ...]:
    """Facts forgotten again and again, worst first, with what to do about them."""
    states = desk.store.memory.states()
    advice = "read its paragraph and note it in your own words, or leave it out if your exam does not need it"
    return tuple(
        Trouble(fact, desk.course.facts[fact].says, advice, *_taught(desk, fact), lab=_lab(desk, fact))
        for fact in leeches(states)
        if fact in desk.course.facts
    )


def turns(
    item: Item, mark: Mark, confidence: Confidence | None, known: Sequence[Misconception], at: datetime
) -> tuple[PairEvent, ...]:
    """What an answer says of confused pairs: opened when sure and wrong, told apart when right at stake."""
    fact = item.fact_ids[0]
    if mark.right and not known:
        return ()
    if mark.right:
        at_stake = {PairEvent(one, other, fact, Turn.TOLD_APART, at).pair for one, other in _pairs(item)}
        return tuple(
            PairEvent(one.one, one.other, one.fact_id, Turn.TOLD_APART, at)
            for one in known
            if one.pair in at_stake or one.fact_id in item.fact_ids
        )
    open_pairs = {one.pair for one in known}
    events = []
    for one, other in _pairs(item, mark.response.chosen):
        event = PairEvent(one, other, fact, Turn.HELD, at)
        if confidence is Confidence.SURE and event.pair not in open_pairs:
            events.append(event)
        elif event.pair in open_pairs:
            events.append(PairEvent(one, other, fact, Turn.SLIPPED, at))
    return tuple(events)


def to_tell_apart(known: Sequence[Misconception], now: datetime) -> tuple[FactId, ...]:
    """Facts of open misconceptions that were not got right today yet."""
    waiting = (one.fact_id for one in known if now.date() not in one.told_apart_on)
    return tuple(dict.fromkeys(waiting))


def _pairs(item: Item, chosen: tuple[str, ...] | None = None) -> Iterator[tuple[str, str]]:
    """(right, wrong) of single choice: the key against the options chosen, or against every distractor."""
    key = next((option for option in item.options if option.is_key), None)
    if key is None or item.select != 1:
        return
    for option in item.options:
        if not option.is_key and (chosen is None or option.id in chosen):
            yield from _difference(key, option)


def _difference(key: Option, other: Option) -> Iterator[tuple[str, str]]:
    """In what two options differ: subject or object of their statements, or the parts of two designs."""
    for right, wrong in zip(key.claims, other.claims, strict=False):
        if isinstance(right, Statement) and isinstance(wrong, Statement):
            if right.object != wrong.object:
                yield str(right.object), str(wrong.object)
            elif right.subject != wrong.subject:
                yield str(right.subject), str(wrong.subject)
        elif isinstance(right, Design) and isinstance(wrong, Design):
            mine, theirs = dict(right.parts), dict(wrong.parts)
            differ = [part for part in mine if part in theirs and mine[part] != theirs[part]]
            if len(differ) == 1:  # with more, nobody knows which of them misled
                yield mine[differ[0]], theirs[differ[0]]
        return


def _confusion(desk: Desk, found: Misconception) -> Trouble:
    one, other = (_name(desk, name) for name in (found.one, found.other))
    lesson, section = _taught(desk, found.fact_id)
    return Trouble(
        fact_id=found.fact_id,
        words=f"{one}, not {other}: {desk.course.facts[found.fact_id].says}",
        advice="read the paragraph, then get it right on two separate days",
        lesson=lesson,
        section=section,
        contrast=_contrast(desk, found),
        lab=_lab(desk, found.fact_id),
    )


def _name(desk: Desk, name: str) -> str:
    concept = desk.course.concepts.get(ConceptId(name))
    return concept.name if concept else name


def _contrast(desk: Desk, found: Misconception) -> Contrast | None:
    both = {found.one, found.other}
    return next((one for one in desk.course.contrasts.values() if both <= set(one.members)), None)


def _taught(desk: Desk, fact: FactId) -> tuple[Lesson | None, Section | None]:
    return where_taught(desk, fact) or (None, None)


def _lab(desk: Desk, fact: FactId) -> Lab | None:
    return next((lab for lab in desk.course.labs.values() if fact in lab.facts), None)
