"""The last week and after: the sheet, the warm-up on the day, and what becomes of the plan afterwards."""

from datetime import date, timedelta

from trainer.activities.desk import Desk
from trainer.activities.readiness import ready
from trainer.activities.study import Feedback, Sitting
from trainer.activities.trouble import misconceptions, once_confused
from trainer.content.figure import Figure
from trainer.content.model import FactId, Literal, Tier
from trainer.content.prose import Embed
from trainer.errors import UsageError
from trainer.memory.fsrs import retrievability
from trainer.memory.model import Confidence, Reviewed
from trainer.questions.grade import grade
from trainer.questions.model import Response
from trainer.seed import stream
from trainer.store.model import AnswerId, ExamOutcome, Happened, Mode
from trainer.value import dataclass, replace

WARM_UP_MINUTES = 5
WARM_UP_ITEMS = 8
NUMBERS = 14
FIGURES = 5
RETAKE_AFTER = timedelta(days=14)
"""AWS: a failed exam may be taken again after 14 calendar days (certification policies, retakes)."""
KEPT_ALIVE_AT = 0.8
"""Desired retention after the exam was passed: few reviews, most of it stays."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page for the evening before."""

    pairs: tuple[str, ...]
    """What this learner confused, still or once, and what tells it apart."""
    numbers: tuple[str, ...]
    """Facts with a number in them, the weakest first."""
    figures: tuple[Figure, ...]
    """The pictures of the lesson that has most of them."""


def sheet(desk: Desk) -> Sheet:
    """The page as it stands now."""
    now, states = desk.now(), desk.store.memory.states()
    exam = desk.store.settings.load().exam
    numbers = [
        fact
        for fact in desk.course.facts.values()
        if isinstance(fact.object, Literal) and fact.object.number is not None and fact.id in desk.askable
    ]
    numbers.sort(
        key=lambda fact: (
            fact.tier_in(exam) is not Tier.CORE,
            fact.id not in states,
            retrievability(states[fact.id], now) if fact.id in states else 0.0,
        )
    )
    told = (*misconceptions(desk), *once_confused(desk))
    return Sheet(
        pairs=tuple(dict.fromkeys(one.contrast.tells if one.contrast else one.words for one in told)),
        numbers=tuple(fact.says for fact in numbers[:NUMBERS]),
        figures=_figures(desk),
    )


def _figures(desk: Desk) -> tuple[Figure, ...]:
    """Those of the lesson with most of them."""
    shown = [
        tuple(
            dict.fromkeys(
                block.name
                for section in lesson.sections
                for block in section.blocks
                if isinstance(block, Embed) and block.name in desk.course.figures
            )
        )
        for lesson in desk.course.lessons.values()
    ]
    return tuple(desk.course.figures[name] for name in max(shown, key=len, default=())[:FIGURES])


class WarmUp(Sitting):
    """Five minutes on what is known. It keeps nothing, so it can lower nothing."""

    def answer(
        self,
        response: Response,
        confidence: Confidence | None = None,  # noqa: ARG002 - the shape of a sitting's answer
        taken_ms: int = 0,  # noqa: ARG002
    ) -> Feedback:
        """Grade the answer and forget it."""
        if self.current is None:
            raise ValueError("there is no item to answer; call advance() first")
        mark = grade(self.current, response)
        self.answered += 1
        self.right += mark.right
        return Feedback(self.current, mark, AnswerId(0), again=False)


def start_warm_up(desk: Desk) -> WarmUp:
    """Items on the facts recalled best, at most eight or five minutes."""
    desk.open_file()
    now, sitting_id = desk.now(), desk.name("warm-up")
    known: list[tuple[float, FactId]] = [
        (-retrievability(state, now), fact)
        for fact, state in desk.store.memory.states().items()
        if isinstance(state, Reviewed) and fact in desk.askable
    ]
    best = [fact for _, fact in sorted(known)[: 4 * WARM_UP_ITEMS]]
    facts = stream("warm-up", sitting_id).shuffled(best)[:WARM_UP_ITEMS]
    items = [desk.questions.on_fact(fact, ("warm-up", sitting_id, fact)) for fact in facts]
    asked = [item for item in items if item is not None]
    sitting = WarmUp(desk, Mode.QUIZ, sitting_id, len(asked), iter(asked), scheduled=False)
    sitting.ends_at = now + timedelta(minutes=WARM_UP_MINUTES)
    return sitting


def passed(desk: Desk, *, archive: bool = False) -> ExamOutcome:
    """The exam was passed: keep alive at low frequency, or let everything rest."""
    outcome = _keep(desk, Happened.PASSED)
    settings = desk.store.settings.load()
    retention = settings.desired_retention if archive else KEPT_ALIVE_AT
    desk.store.settings.save(replace(settings, exam_on=None, archived=archive, desired_retention=retention))
    return outcome


def failed(desk: Desk, weak: tuple[str, ...] = ()) -> tuple[ExamOutcome, date]:
    """It was failed: a plan for the earliest retake, leaning on the domains that the score report calls weak.

    UsageError for a domain that the exam does not have. Returns the day of the plan too.
    """
    exam = desk.course.exams.get(desk.store.settings.load().exam or next(iter(desk.course.exams)))
    known = exam.domains if exam else {}
    for domain in weak:
        if domain not in known:
            raise UsageError(f'there is no domain "{domain}"; the domains are: {", ".join(known)}')
    outcome = _keep(desk, Happened.FAILED, weak)
    again = max(outcome.exam_on + RETAKE_AFTER, desk.now().date() + timedelta(days=1))
    desk.store.settings.save(replace(desk.store.settings.load(), exam_on=again, archived=False))
    return outcome, again


def moved(desk: Desk, to: date) -> ExamOutcome:
    """It takes place on another day. UsageError for a day that lies behind."""
    if to < desk.now().date():
        raise UsageError(f"{to} lies in the past; the exam date must be today or later")
    outcome = _keep(desk, Happened.MOVED)
    desk.store.settings.save(replace(desk.store.settings.load(), exam_on=to, archived=False))
    return outcome


def _keep(desk: Desk, happened: Happened, weak: tuple[str, ...] = ()) -> ExamOutcome:
    settings, found = desk.store.settings.load(), ready(desk)
    outcome = ExamOutcome(
        exam=settings.exam,
        happened=happened,
        exam_on=settings.exam_on or desk.now().date(),
        told_at=desk.now(),
        figure=found.words if found else "",
        chance=found.today.chance if found else None,
        weak=weak,
    )
    desk.store.outcomes.add(outcome)
    return outcome
