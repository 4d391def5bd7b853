"""The readiness figure: only above the floors of evidence, for a form of this course; today and later."""

from datetime import datetime

from trainer.activities.desk import Desk
from trainer.activities.plan import EXAM_AT
from trainer.activities.progress import Evidence, evidence
from trainer.content.model import Blueprint, Tier, TopicId
from trainer.exam.readiness import NEVER_ASKED, Readiness, Seen, Share, learn, readiness, shares_of
from trainer.exam.score import pass_right
from trainer.memory.calibration import Features, features
from trainer.memory.fsrs import DAY, retrievability
from trainer.memory.model import Reviewed
from trainer.store.model import ColdAnswer
from trainer.value import dataclass

COLD_ANSWERS_USED = 800
"""The latest ones: older answers tell of a learner who knew less."""


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
    answers = [Seen(one.topic, one.right, one.odds, _believed(one), one.reserved) for one in kept]
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


def _believed(one: ColdAnswer) -> Features:
    if one.recall is None or one.days is None:
        return NEVER_ASKED
    return features(one.recall, one.days, one.reps)


def _blueprint(desk: Desk) -> Blueprint | None:
    """The longest form of the exam in the settings, or of the course's first."""
    chosen = desk.store.settings.load().exam or next(iter(desk.course.exams), None)
    forms = [one for one in desk.course.blueprints.values() if one.exam == chosen]
    return max(forms, key=lambda one: one.items, default=None)


def _form(desk: Desk, blueprint: Blueprint, at: datetime) -> tuple[Share, ...]:
    """What is believed of core facts at that moment, by the topics that a form draws on."""
    states = desk.store.memory.states()
    believed: dict[TopicId, list[Features]] = {}
    for fact in desk.course.facts.values():
        if fact.tier_in(blueprint.exam) is Tier.CORE and fact.id in desk.askable:
            state = states.get(fact.id)
            known = NEVER_ASKED
            if isinstance(state, Reviewed):
                gone = (at - state.reviewed_at) / DAY
                known = features(retrievability(state, at), gone, state.reps)
            believed.setdefault(fact.topic, []).append(known)
    topics: dict[str, list[Share]] = {}
    for topic in desk.course.topics.values():
        domain = topic.domains.get(blueprint.exam)
        if domain is not None and topic.id in believed:
            topics.setdefault(domain, []).append(Share(topic.id, 0.0, tuple(believed[topic.id])))
    return shares_of(blueprint.weights, blueprint.items, topics)
