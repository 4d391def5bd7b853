"""Where the learner stands: counts, topics, memory, and what is honest to say about readiness."""

from collections.abc import Mapping

from trainer.activities.desk import Desk
from trainer.activities.read import Strength, shelf
from trainer.content.model import FactId, Tier, TopicId
from trainer.content.words import percent
from trainer.store.model import Counts
from trainer.value import dataclass

COLD_ANSWERS_WANTED = 100
CORE_MET_WANTED = 0.6


@dataclass(frozen=True, slots=True)
class TopicStanding:
    """A topic: its core facts, how many were met, how well those are remembered, answers right."""

    topic: TopicId
    title: str
    facts: int
    met: int
    recall: float | None
    """Mean chance of recall now over facts asked before, 0-1; None before the first."""
    answers: int
    right: int


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a readiness figure would rest on. Below both floors there is no figure, only this."""

    answers: int
    """Answers on facts not met in the twenty hours before."""
    wanted: int
    core_met: float
    """Share of core facts met, 0-1."""
    core_wanted: float

    @property
    def enough(self) -> bool:
        """Whether both floors are reached."""
        return self.answers >= self.wanted and self.core_met >= self.core_wanted

    @property
    def words(self) -> str:
        """ "evidence 37 of 100 · core met 48 %"."""
        return (
            f"evidence {min(self.answers, self.wanted)} of {self.wanted} · core met {percent(self.core_met)}"
        )


@dataclass(frozen=True, slots=True)
class Standing:
    """The whole report."""

    counts: Counts
    topics: tuple[TopicStanding, ...]
    evidence: Evidence
    labs_passed: int
    labs: int
    lessons_read: int
    lessons: int


def standing(desk: Desk) -> Standing:
    """The learner's report on this course today."""
    held = shelf(desk)
    counts = desk.store.progress.counts(desk.now())
    met = held.met | frozenset(held.recall)
    sections = {
        lesson.id: {section.id for section in lesson.sections} for lesson in desk.course.lessons.values()
    }
    return Standing(
        counts=counts,
        topics=tuple(_topic(desk, topic, met, held.recall, counts) for topic in desk.course.topics),
        evidence=_evidence(desk, met),
        labs_passed=len(desk.store.labs.passed()),
        labs=len(desk.course.labs),
        lessons_read=sum(
            all((lesson, section) in held.read for section in ids) for lesson, ids in sections.items()
        ),
        lessons=len(desk.course.lessons),
    )


def memory_map(desk: Desk) -> Mapping[TopicId, tuple[Strength, ...]]:
    """How well each core fact is remembered, topic by topic, the best first: a map to see at a glance."""
    held = shelf(desk)
    order = list(Strength)
    return {
        topic: tuple(
            sorted(
                (held.strength([fact]) for fact in _core_of(desk, topic)),
                key=order.index,
                reverse=True,
            )
        )
        for topic in desk.course.topics
    }


def evidence(desk: Desk) -> Evidence:
    """What a readiness figure would rest on now."""
    return _evidence(desk, frozenset(desk.store.readings.introduced()))


def _evidence(desk: Desk, met: frozenset[FactId]) -> Evidence:
    exam = desk.store.settings.load().exam
    core = [fact for fact in desk.course.facts.values() if fact.tier_in(exam) is Tier.CORE]
    return Evidence(
        desk.store.evidence.cold_count(),
        COLD_ANSWERS_WANTED,
        sum(fact.id in met for fact in core) / len(core) if core else 0.0,
        CORE_MET_WANTED,
    )


def _topic(
    desk: Desk, topic: TopicId, met: frozenset[FactId], recall: Mapping[FactId, float], counts: Counts
) -> TopicStanding:
    facts = _core_of(desk, topic)
    asked = [recall[fact] for fact in facts if fact in recall]
    count = counts.topics.get(topic)
    return TopicStanding(
        topic=topic,
        title=desk.course.topics[topic].title,
        facts=len(facts),
        met=sum(fact in met for fact in facts),
        recall=sum(asked) / len(asked) if asked else None,
        answers=count.answers if count else 0,
        right=count.right if count else 0,
    )


def _core_of(desk: Desk, topic: TopicId) -> list[FactId]:
    """The topic's facts that are core for the learner's exam."""
    exam = desk.store.settings.load().exam
    return [fact.id for fact in desk.graph.in_topic(topic) if fact.tier_in(exam) is Tier.CORE]
