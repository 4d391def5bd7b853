"""The readiness figure: only above the floors of evidence, for a form of this course; today and later."""

from dataclasses import dataclass
from datetime import datetime

from trainer.activities.desk import Desk
from trainer.activities.plan import EXAM_AT
from trainer.activities.progress import Evidence, evidence
from trainer.content.model import Blueprint, Tier, TopicId
from trainer.exam.readiness import NEVER_ASKED, Readiness, Seen, Share, learn, readiness, shares_of
from trainer.exam.score import pass_right
from trainer.memory.fsrs import retrievability
from trainer.memory.model import Reviewed

COLD_ANSWERS_USED = 400
"""Older ones tell of a learner who knew less."""


@dataclass(frozen=True, slots=True)
class Ready:
    """What is expected on a form of this course."""

    blueprint: Blueprint
    today: Readiness
    at_exam: Readiness | None
    """If nothing more is studied until the exam date; None without one ahead."""

    @property
    def words(self) -> str:
        """ "an ECS form: 43–51 of 65, pass line 47: close"; of this course, never of AWS's exam."""
        found = self.today
        return f"{found.low}–{found.high} of {found.of}, pass line {found.pass_right}: {found.word.value}"


def ready(desk: Desk, known: Evidence | None = None) -> Ready | None:
    """The figure; None below 100 cold answers or 60 % of core met, or when the course has no blueprint."""
    found = known or evidence(desk)
    blueprint = _blueprint(desk)
    if blueprint is None or not found.enough:
        return None
    answers = [
        Seen(one.topic, one.right, one.odds, one.recall, one.reserved)
        for one in desk.store.evidence.cold(COLD_ANSWERS_USED)
    ]
    posterior = learn(answers, tuple(desk.course.topics))
    settings, now = desk.store.settings.load(), desk.now()
    exam_at = datetime.combine(settings.exam_on, EXAM_AT) if settings.exam_on else None
    line = pass_right(blueprint.pass_percent, blueprint.items)
    return Ready(
        blueprint=blueprint,
        today=readiness(posterior, _form(desk, blueprint, now), line),
        at_exam=(
            readiness(posterior, _form(desk, blueprint, exam_at), line) if exam_at and exam_at > now else None
        ),
    )


def _blueprint(desk: Desk) -> Blueprint | None:
    """The longest form of the exam in the settings, or of the course's first."""
    chosen = desk.store.settings.load().exam or next(iter(desk.course.exams), None)
    forms = [one for one in desk.course.blueprints.values() if one.exam == chosen]
    return max(forms, key=lambda one: one.items, default=None)


def _form(desk: Desk, blueprint: Blueprint, at: datetime) -> tuple[Share, ...]:
    """Recall of core facts at that moment, by the topics that a form draws on."""
    states = desk.store.memory.states()
    recalls: dict[TopicId, list[float]] = {}
    for fact in desk.course.facts.values():
        if fact.tier_in(blueprint.exam) is Tier.CORE and fact.id in desk.askable:
            state = states.get(fact.id)
            recall = retrievability(state, at) if isinstance(state, Reviewed) else NEVER_ASKED
            recalls.setdefault(fact.topic, []).append(recall)
    topics: dict[str, list[Share]] = {}
    for topic in desk.course.topics.values():
        domain = topic.domains.get(blueprint.exam)
        if domain is not None and topic.id in recalls:
            topics.setdefault(domain, []).append(Share(topic.id, 0.0, tuple(recalls[topic.id])))
    return shares_of(blueprint.weights, blueprint.items, topics)
