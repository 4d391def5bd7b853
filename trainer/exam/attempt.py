"""What a candidate does in an exam, as pure functions: each returns the attempt with one event more."""

from collections.abc import Iterable

from trainer.exam.model import Attempt, Event, Form, Moment, OpenItem, Place, TimeLeft
from trainer.questions.model import Response


def begin(form: Form, attempt_id: str, moment: Moment, limit_s: int | None) -> Attempt:
    """A new attempt; `limit_s` None is untimed (`blueprint.minutes * 60` is the rule)."""
    raise NotImplementedError


def answer(attempt: Attempt, position: int, response: Response, moment: Moment, taken_ms: int = 0) -> Attempt:
    """The response given or changed; NotSo if the attempt is over or an option does not exist.

    After the deadline nothing is taken: the attempt comes back ended by time-out.
    """
    raise NotImplementedError


def flag(attempt: Attempt, position: int, moment: Moment) -> Attempt:
    """The flag of that item turned over."""
    raise NotImplementedError


def strike(attempt: Attempt, position: int, option: str, moment: Moment) -> Attempt:
    """The strike-out of that option turned over."""
    raise NotImplementedError


def move(attempt: Attempt, position: int, moment: Moment) -> Attempt:
    """Another item turned to; positions beyond the ends stay at the ends."""
    raise NotImplementedError


def submit(attempt: Attempt, moment: Moment) -> Attempt:
    """Handed in: ended, whatever is open counts as wrong."""
    raise NotImplementedError


def check_clock(attempt: Attempt, moment: Moment) -> Attempt:
    """The attempt after a look at the clocks: ended by time-out if its time is over, a jump recorded if there was one.

    Unchanged (the same object) when there is nothing to record. Call it every second and after a resume.
    """
    raise NotImplementedError


def time_left(attempt: Attempt, moment: Moment) -> TimeLeft:
    """Exam time left and used. In one process the monotonic clock counts; across a restart the wall clock, never backwards."""
    raise NotImplementedError


def resume(attempt: Attempt, events: Iterable[Event]) -> Attempt:
    """The attempt after these events of the log: what `begin` returned plus all that happened since."""
    raise NotImplementedError


def open_item(attempt: Attempt, position: int) -> OpenItem:
    """The item as it may be shown before the end."""
    raise NotImplementedError


def places(attempt: Attempt) -> tuple[Place, ...]:
    """The navigator: every item with what was done to it."""
    raise NotImplementedError
