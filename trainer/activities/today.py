"""What to do today: days to the exam, what is due and why, the next lesson and lab."""

from datetime import date

from trainer.activities.desk import Desk
from trainer.activities.plan import plan
from trainer.activities.read import next_lesson
from trainer.activities.study import asks_of
from trainer.content.model import Exam, Lab, Lesson
from trainer.errors import UsageError
from trainer.exam.model import Attempt
from trainer.memory.model import Why
from trainer.store.model import Settings
from trainer.value import dataclass

ITEM_S = 60
"""A minute an item, until the log tells better."""


@dataclass(frozen=True, slots=True)
class Today:
    """The day's agenda."""

    exam: Exam | None
    exam_on: date | None
    days_left: int | None
    due: int
    new: int
    review_minutes: int
    slipping: str
    """The fact most likely forgotten, as a sentence; empty when nothing is due."""
    lesson: Lesson | None
    lab: Lab | None
    lab_begun: bool
    attempt: Attempt | None
    """The exam that waits to be finished."""
    newcomer: bool
    hours_left: float | None
    """Hours that core still takes until the exam; None without a date ahead."""


def today(desk: Desk) -> Today:
    """The agenda of this moment."""
    settings = desk.store.settings.load()
    planned = plan(desk)
    asks = asks_of(desk, planned)
    due = sum(ask.why is not Why.NEW for ask in asks)
    lab = next_lab(desk)
    return Today(
        exam=desk.course.exams.get(settings.exam) if settings.exam else None,
        exam_on=settings.exam_on,
        days_left=(settings.exam_on - desk.now().date()).days if settings.exam_on else None,
        due=due,
        new=len(asks) - due,
        review_minutes=-(-len(asks[:20]) * ITEM_S // 60),
        slipping=desk.course.facts[asks[0].fact_id].says if asks and asks[0].why is not Why.NEW else "",
        lesson=next_lesson(desk),
        lab=lab,
        lab_begun=lab is not None and desk.store.labs.latest(lab.id) is not None,
        attempt=desk.store.attempts.open(),
        newcomer=not settings.first_run_done,
        hours_left=planned.cost.hours if planned else None,
    )


def next_lab(desk: Desk) -> Lab | None:
    """The lab that was left in the middle, the latest one; else the first that was never passed."""
    for name in desk.store.labs.unfinished():
        if name in desk.course.labs and not desk.course.labs[name].sandbox:
            return desk.course.labs[name]
    passed = desk.store.labs.passed()
    labs = (lab for lab in desk.course.labs.values() if not lab.sandbox)
    return next((lab for lab in labs if lab.id not in passed), None)


MINUTES_MOST = 600
"""A day's study."""


def minutes_a_day(text: str) -> int:
    """Minutes as typed; UsageError when they are no number or more than a day's study."""
    if not text.isdecimal() or not 1 <= int(text) <= MINUTES_MOST:
        raise UsageError(f"minutes a day must be a number from 1 to {MINUTES_MOST}")
    return int(text)


def exam_date(text: str, now: date) -> date | None:
    """A date as typed (2026-12-11); None for an empty text. UsageError when it is no date or lies behind."""
    if not text.strip():
        return None
    try:
        day = date.fromisoformat(text.strip())
    except ValueError:
        raise UsageError(
            f'"{text.strip()}" is no date; write it as year-month-day, such as 2026-12-11'
        ) from None
    if day < now:
        raise UsageError(f"{day} lies in the past; the exam date must be today or later")
    return day


def keep_settings(desk: Desk, settings: Settings) -> None:
    """Keep what the learner chose."""
    desk.store.settings.save(settings)
