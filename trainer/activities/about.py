"""All about one fact: what it says, where it is taught, what rests beside it, how well it is remembered."""

from datetime import datetime
from enum import StrEnum

from trainer.activities.desk import Desk
from trainer.activities.read import Strength, shelf, where_taught
from trainer.activities.wishes import wish_for, wishes
from trainer.content.model import Fact, FactId, Lesson, Section, TopicId
from trainer.memory.fsrs import retrievability
from trainer.memory.model import Reviewed
from trainer.questions.explain import Cited, cited_pages
from trainer.store.model import Wish
from trainer.value import dataclass

BESIDE_MAX = 6


@dataclass(frozen=True, slots=True)
class Remembered:
    """How a fact stands in memory."""

    recall: float
    """Chance of recall now, 0-1."""
    due_at: datetime
    """When it comes back; aware, UTC."""
    reps: int
    """Reviews so far."""
    lapses: int
    """Reviews after the first that were wrong."""


@dataclass(frozen=True, slots=True)
class About:
    """A fact with all that a learner may want to know of it."""

    fact: Fact
    sources: tuple[Cited, ...]
    taught: tuple[Lesson, Section] | None
    """Where to read it up; None for a fact that no lesson has."""
    tells_apart: tuple[str, ...]
    """Sentences that tell its concepts from those they are taken for."""
    beside: tuple[Fact, ...]
    """Facts on the same subject, the nearest tier first; at most six."""
    remembered: Remembered | None
    """None: never rated."""
    wish: Wish


def about(desk: Desk, name: FactId) -> About:
    """What there is to say of the fact now; NotSo if the course has none of this id."""
    wish = wish_for(desk, name)
    fact = desk.course.facts[name]
    state = desk.store.memory.state(name)
    contrasts = (contrast for concept in fact.mentions for contrast in desk.graph.contrasts(concept))
    return About(
        fact=fact,
        sources=cited_pages(desk.graph, (name,)),
        taught=where_taught(desk, name),
        tells_apart=tuple(dict.fromkeys(contrast.tells for contrast in contrasts))[:2],
        beside=tuple(one for one in desk.graph.about(fact.subject) if one.id != name)[:BESIDE_MAX],
        remembered=(
            Remembered(retrievability(state, desk.now()), state.due_at, state.reps, state.lapses)
            if isinstance(state, Reviewed)
            else None
        ),
        wish=wish,
    )


class Which(StrEnum):
    """A choice of facts to look at."""

    ALL = "all"
    WEAK = "weak"
    """Asked before and likely forgotten."""
    MARKED = "flagged or noted"
    LEFT_OUT = "left out"


@dataclass(frozen=True, slots=True)
class Listed:
    """One line of a list: a sentence, and the facts that it tells."""

    says: str
    topic: TopicId
    facts: tuple[FactId, ...]
    strength: Strength
    flagged: bool
    """Some of them are."""
    suspended: bool
    """All of them are."""


def listed(desk: Desk, which: Which = Which.ALL) -> tuple[Listed, ...]:
    """The facts of this choice that hold on the course's day, by topic in the course's order.

    Facts that one sentence tells, such as all that a setting does not do, are one line.
    """
    held = shelf(desk)
    wanted = {wish.fact_id: wish for wish in wishes(desk)}
    found: dict[tuple[TopicId, str], list[FactId]] = {}
    for topic in desk.course.topics:
        for fact in desk.graph.in_topic(topic):
            if _is(which, held.strength([fact.id]), wanted.get(fact.id, Wish(fact.id))):
                found.setdefault((topic, fact.says), []).append(fact.id)
    return tuple(
        Listed(
            says,
            topic,
            tuple(facts),
            held.strength(facts),
            any(fact in wanted and wanted[fact].flagged for fact in facts),
            all(fact in wanted and wanted[fact].suspended for fact in facts),
        )
        for (topic, says), facts in found.items()
    )


def _is(which: Which, strength: Strength, wish: Wish) -> bool:
    match which:
        case Which.ALL:
            return True
        case Which.WEAK:
            return strength is Strength.WEAK
        case Which.MARKED:
            return wish.flagged or bool(wish.note)
        case Which.LEFT_OUT:
            return wish.suspended
