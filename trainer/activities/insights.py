"""What the log shows over time: days studied, what comes back when, how sure against how right, recall."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from trainer.activities.desk import Desk
from trainer.memory.model import Confidence, Reviewed
from trainer.store.model import Tally
from trainer.value import dataclass

WEEK = 7
CALENDAR_WEEKS = 26
FORECAST_DAYS = 14
RECALL_WEEKS = 8
GAP_DAYS = 5
"""Days without an answer after which coming back is made easy."""
AS_SURE = (Confidence.GUESS, Confidence.UNSURE, Confidence.SURE)


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How often the learner came, told without reproach."""

    days_of_week: int
    """Of the last seven days, today included, those with an answer."""
    run: int
    """Days in a row up to today, or to yesterday while today has none yet."""
    away: int
    """Whole days since the last answer; 0 without any."""

    @property
    def back_after_a_gap(self) -> bool:
        """Whether a short restart is the right thing."""
        return self.away >= GAP_DAYS

    @property
    def words(self) -> str:
        """ "5 of the last 7 days"; empty for somebody new."""
        if not self.days_of_week:
            return ""
        run = f", {self.run} in a row" if self.run > 2 else ""
        return f"{self.days_of_week} of the last 7 days{run}"


@dataclass(frozen=True, slots=True)
class Week:
    """Seven days from Monday on; None for a day to come."""

    monday: date
    answers: tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class Sureness:
    """Answers given with a word on how sure one was."""

    said: Confidence
    tally: Tally


def rhythm(desk: Desk) -> Rhythm:
    """The last weeks' days with answers."""
    today = desk.now().date()
    days = desk.store.history.days(today - timedelta(weeks=CALENDAR_WEEKS))
    return rhythm_of(days, today)


def rhythm_of(days: Mapping[date, Tally], today: date) -> Rhythm:
    """The rhythm of these days with answers."""
    last = max(days, default=None)
    start = today if today in days else today - timedelta(days=1)
    run = 0
    while start - timedelta(days=run) in days:
        run += 1
    week = sum(today - timedelta(days=number) in days for number in range(WEEK))
    return Rhythm(week, run, (today - last).days if last else 0)


def calendar(desk: Desk, weeks: int = CALENDAR_WEEKS) -> tuple[Week, ...]:
    """Answers a day, week by week, this one last."""
    today = desk.now().date()
    this = today - timedelta(days=today.weekday())
    first = this - timedelta(weeks=weeks - 1)
    days = desk.store.history.days(first)
    mondays = [first + timedelta(weeks=number) for number in range(weeks)]
    return tuple(Week(monday, _week(monday, today, days)) for monday in mondays)


def forecast(desk: Desk, days: int = FORECAST_DAYS) -> tuple[int, ...]:
    """How many facts come back each day from today on; what is overdue counts for today."""
    today = desk.now().date()
    states = desk.store.memory.states()
    due = Counter(
        max(0, (state.due_at.date() - today).days)
        for fact, state in states.items()
        if isinstance(state, Reviewed) and fact in desk.askable
    )
    return tuple(due[number] for number in range(days))


def sureness(desk: Desk) -> tuple[Sureness, ...]:
    """How right the learner was when guessing, unsure and sure; only what was said at least once."""
    tallies = desk.store.history.sureness()
    return tuple(Sureness(said, tallies[said]) for said in AS_SURE if said in tallies)


def recall_by_week(desk: Desk, weeks: int = RECALL_WEEKS) -> tuple[Tally, ...]:
    """What was recalled after a night or more, the last seven days last; the oldest weeks may be empty."""
    today = desk.now().date()
    days = desk.store.history.cold_days(today - timedelta(days=weeks * WEEK - 1))
    found = [Tally(0, 0)] * weeks
    for day, tally in days.items():
        place = weeks - 1 - (today - day).days // WEEK
        found[place] = Tally(found[place].answers + tally.answers, found[place].right + tally.right)
    return tuple(found)


def busiest(weeks: Sequence[Week]) -> int:
    """The most answers on one day."""
    return max((count or 0 for week in weeks for count in week.answers), default=0)


def _week(monday: date, today: date, days: Mapping[date, Tally]) -> tuple[int | None, ...]:
    counts: list[int | None] = []
    for number in range(WEEK):
        day = monday + timedelta(days=number)
        counts.append(None if day > today else days[day].answers if day in days else 0)
    return tuple(counts)
