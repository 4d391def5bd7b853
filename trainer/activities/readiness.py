"""The readiness figure: only above the floors of evidence, for a form of this course; today and later."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from trainer.activities.desk import Desk
from trainer.activities.plan import EXAM_AT
from trainer.activities.progress import Evidence, evidence
from trainer.content.model import Blueprint, Tier, TopicId
from trainer.exam.readiness import NEVER_ASKED, Readiness, Seen, Share, learn, readiness, shares_of
from trainer.exam.score import pass_right
from trainer.memory.calibration import Calibration, Cold, calibrated
from trainer.memory.fsrs import DAY, retrievability
from trainer.memory.model import Reviewed
from trainer.store.model import ColdAnswer

COLD_ANSWERS_USED = 800
"""For how this learner's memory differs from what FSRS believes."""
COLD_ANSWERS_LATEST = 400
"""For ability: older ones tell of a learner who knew less."""


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
    kept = desk.store.evidence.cold(COLD_ANSWERS_USED)
    corrected = _corrected(kept)
    answers = [
        Seen(one.topic, one.right, one.odds, _believed(corrected, one), one.reserved)
        for one in kept[:COLD_ANSWERS_LATEST]
    ]
    posterior = learn(answers, tuple(desk.course.topics))
    settings, now = desk.store.settings.load(), desk.now()
    exam_at = datetime.combine(settings.exam_on, EXAM_AT) if settings.exam_on else None
    line = pass_right(blueprint.pass_percent, blueprint.items)
    return Ready(
        blueprint=blueprint,
        today=readiness(posterior, _form(desk, blueprint, now, corrected), line),
        at_exam=(
            readiness(posterior, _form(desk, blueprint, exam_at, corrected), line)
            if exam_at and exam_at > now
            else None
        ),
    )


def belief(desk: Desk) -> Calibration:
    """How far this learner's memory differs from what FSRS believes, as their cold answers tell."""
    return _corrected(desk.store.evidence.cold(COLD_ANSWERS_USED))


def _corrected(kept: Sequence[ColdAnswer]) -> Calibration:
    return calibrated(
        Cold(one.recall, one.days, one.reps, one.right, one.odds)
        for one in kept
        if one.recall is not None and one.days is not None
    )


def _believed(corrected: Calibration, one: ColdAnswer) -> float | None:
    if one.recall is None or one.days is None:
        return one.recall
    return corrected.chance(one.recall, one.days, one.reps)


def _blueprint(desk: Desk) -> Blueprint | None:
    """The longest form of the exam in the settings, or of the course's first."""
    chosen = desk.store.settings.load().exam or next(iter(desk.course.exams), None)
    forms = [one for one in desk.course.blueprints.values() if one.exam == chosen]
    return max(forms, key=lambda one: one.items, default=None)


def _form(desk: Desk, blueprint: Blueprint, at: datetime, corrected: Calibration) -> tuple[Share, ...]:
    """Recall of core facts at that moment, by the topics that a form draws on."""
    states = desk.store.memory.states()
    recalls: dict[TopicId, list[float]] = {}
    for fact in desk.course.facts.values():
        if fact.tier_in(blueprint.exam) is Tier.CORE and fact.id in desk.askable:
            state = states.get(fact.id)
            recall = NEVER_ASKED
            if isinstance(state, Reviewed):
                gone = (at - state.reviewed_at) / DAY
                recall = corrected.chance(retrievability(state, at), gone, state.reps)
            recalls.setdefault(fact.topic, []).append(recall)
    topics: dict[str, list[Share]] = {}
    for topic in desk.course.topics.values():
        domain = topic.domains.get(blueprint.exam)
        if domain is not None and topic.id in recalls:
            topics.setdefault(domain, []).append(Share(topic.id, 0.0, tuple(recalls[topic.id])))
    return shares_of(blueprint.weights, blueprint.items, topics)
