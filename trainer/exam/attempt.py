"""What a candidate does in an exam, as pure functions: each returns the attempt with one event more."""

from collections.abc import Iterable
from typing import TypeVar

from trainer.errors import NotSo
from trainer.exam.model import (
    Answered,
    Attempt,
    ClockRead,
    Ended,
    Ending,
    Event,
    Flagged,
    Form,
    Moment,
    Moved,
    OpenItem,
    OpenOption,
    Paused,
    Place,
    Struck,
    TimeLeft,
)
from trainer.memory.model import Confidence
from trainer.questions.model import Response
from trainer.value import replace

T = TypeVar("T")

JUMP_S = 2.0
"""Clocks that disagree by more than this since they were last read together: the wall clock was set."""


def begin(
    form: Form, attempt_id: str, moment: Moment, limit_s: int | None, *, practice: bool = False
) -> Attempt:
    """A new attempt; `limit_s` None is untimed (`blueprint.minutes * 60` is the rule).

    `practice`: it may be paused.
    """
    size = len(form.items)
    return Attempt(
        attempt_id=attempt_id,
        form=form,
        started_at=moment.now,
        limit_s=limit_s,
        responses=(None,) * size,
        flags=(False,) * size,
        struck=(frozenset(),) * size,
        taken_ms=(0,) * size,
        position=0,
        used_s=0.0,
        read_at=moment.now,
        read_monotonic=moment.monotonic,
        ended=None,
        practice=practice,
    )


def resume(attempt: Attempt, events: Iterable[Event]) -> Attempt:
    """The attempt as `begin` made it, after these events of the log; another process's clock is forgotten."""
    for event in events:
        attempt = _after(attempt, event)
    return replace(attempt, read_monotonic=None)


def time_left(attempt: Attempt, moment: Moment) -> TimeLeft:
    """Exam time left and used.

    Within a process the monotonic clock counts, so that a wall clock that was set, either way, gives and
    takes nothing; the difference is told. After a restart there is only the wall clock: time went on while
    the program was away, and never backwards.
    """
    since_s, jump_s = 0.0, 0.0
    if attempt.ended is None and not attempt.paused:
        wall_s = (moment.now - attempt.read_at).total_seconds()
        since_s = max(
            0.0, wall_s if attempt.read_monotonic is None else moment.monotonic - attempt.read_monotonic
        )
        jump_s = wall_s - since_s if abs(wall_s - since_s) > JUMP_S else 0.0
    used_s = attempt.used_s + since_s
    if attempt.limit_s is None:
        return TimeLeft(None, used_s, jump_s)
    return TimeLeft(max(0.0, attempt.limit_s - used_s), min(used_s, attempt.limit_s), jump_s)


def check_clock(attempt: Attempt, moment: Moment) -> Attempt:
    """The attempt after a look at the clocks; call it every second and after a resume.

    Ended by time-out if its time is over; a jump, or the first look after a resume, is recorded, so that the
    deadline is right whatever happens next. The same object when there is nothing to record.
    """
    if attempt.ended is not None or attempt.paused:
        return attempt
    left = time_left(attempt, moment)
    if left.out:
        return _after(attempt, Ended(moment.now, left.used_s, Ending.TIME_OUT), moment)
    if left.jump_s or attempt.read_monotonic is None:
        return _after(attempt, ClockRead(moment.now, left.used_s, left.jump_s), moment)
    return attempt


def pause(attempt: Attempt, moment: Moment) -> Attempt:
    """The clock stopped until something is done again, a look at the time aside. NotSo outside practice."""
    if not attempt.practice:
        raise NotSo("only a practice exam can be paused; this one's time goes on")
    if attempt.paused:
        return attempt
    attempt = _ready(attempt, attempt.position, moment)
    if attempt.ended is None:
        attempt = _after(attempt, Paused(moment.now, time_left(attempt, moment).used_s), moment)
    return attempt


def go_on(attempt: Attempt, moment: Moment) -> Attempt:
    """The clock running again after a pause; the same attempt if it was not paused."""
    if attempt.ended is not None or not attempt.paused:
        return attempt
    return _after(attempt, ClockRead(moment.now, attempt.used_s, 0.0), moment)


def answer(
    attempt: Attempt,
    position: int,
    response: Response,
    moment: Moment,
    taken_ms: int = 0,
    *,
    confidence: Confidence | None = None,
) -> Attempt:
    """The response given or changed; an empty one takes it back. `taken_ms` is added to the item's time.

    Fewer options than the item takes are kept as a beginning, which does not count as answered. After the
    deadline nothing is taken: the attempt comes back ended by time-out. NotSo if it was over before, if
    there is no such item or option, or for more options than the item takes.
    """
    attempt = _ready(attempt, position, moment)
    if attempt.ended is None:
        response = _accepted(attempt, position, response)
        used_s = time_left(attempt, moment).used_s
        event = Answered(moment.now, used_s, position, response, taken_ms, confidence)
        attempt = _after(attempt, event, moment)
    return attempt


def flag(attempt: Attempt, position: int, moment: Moment) -> Attempt:
    """The flag of that item turned over."""
    attempt = _ready(attempt, position, moment)
    if attempt.ended is None:
        on = not attempt.flags[position]
        attempt = _after(
            attempt, Flagged(moment.now, time_left(attempt, moment).used_s, position, on), moment
        )
    return attempt


def strike(attempt: Attempt, position: int, option: str, moment: Moment) -> Attempt:
    """The strike-out of that option turned over."""
    attempt = _ready(attempt, position, moment)
    if attempt.ended is None:
        _known_options(attempt, position, (option,))
        on = option not in attempt.struck[position]
        used_s = time_left(attempt, moment).used_s
        attempt = _after(attempt, Struck(moment.now, used_s, position, option, on), moment)
    return attempt


def move(attempt: Attempt, position: int, moment: Moment) -> Attempt:
    """Another item turned to; positions beyond the ends stay at the ends."""
    position = min(max(position, 0), len(attempt.form.items) - 1)
    attempt = _ready(attempt, position, moment)
    if attempt.ended is None and position != attempt.position:
        attempt = _after(attempt, Moved(moment.now, time_left(attempt, moment).used_s, position), moment)
    return attempt


def submit(attempt: Attempt, moment: Moment) -> Attempt:
    """Handed in: ended, whatever is open counts as wrong. After the deadline it has ended by time-out."""
    attempt = _ready(attempt, 0, moment)
    if attempt.ended is None:
        used_s = time_left(attempt, moment).used_s
        attempt = _after(attempt, Ended(moment.now, used_s, Ending.SUBMITTED), moment)
    return attempt


def open_item(attempt: Attempt, position: int) -> OpenItem:
    """The item as it may be shown before the end: no key, no reason, no citation."""
    item = attempt.form.items[position].item
    response = attempt.responses[position]
    return OpenItem(
        position=position,
        of=len(attempt.form.items),
        stem=item.stem,
        exhibit=item.exhibit,
        picture=item.picture,
        options=tuple(
            OpenOption(option.id, option.text, option.id in attempt.struck[position])
            for option in item.options
        ),
        select=item.select,
        chosen=response.chosen if response else (),
        flagged=attempt.flags[position],
        confidence=attempt.sure[position] if attempt.sure else None,
    )


def places(attempt: Attempt) -> tuple[Place, ...]:
    """The navigator: every item with what was done to it."""
    return tuple(
        Place(
            position=position,
            answered=attempt.complete(position),
            begun=response is not None and not attempt.complete(position),
            flagged=attempt.flags[position],
            here=position == attempt.position,
        )
        for position, response in enumerate(attempt.responses)
    )


def _ready(attempt: Attempt, position: int, moment: Moment) -> Attempt:
    """The attempt with its clock looked at, if something may be done to that item at all."""
    if attempt.ended is not None:
        raise NotSo("this exam has ended; its answers stand")
    if not 0 <= position < len(attempt.form.items):
        raise NotSo(f"this exam has items 1 to {len(attempt.form.items)}; there is no item {position + 1}")
    return check_clock(go_on(attempt, moment), moment)


def _accepted(attempt: Attempt, position: int, response: Response) -> Response:
    """The response with its options in the order shown, each once; NotSo unless it fits the item."""
    _known_options(attempt, position, response.chosen)
    item = attempt.form.items[position].item
    chosen = tuple(option.id for option in item.options if option.id in response.chosen)
    if len(chosen) > item.select:
        most = "one option" if item.select == 1 else f"{item.select} options"
        raise NotSo(f"item {position + 1} takes {most}; nothing was changed")
    return replace(response, chosen=chosen)


def _known_options(attempt: Attempt, position: int, chosen: tuple[str, ...]) -> None:
    options = [option.id for option in attempt.form.items[position].item.options]
    for option in chosen:
        if option not in options:
            known = ", ".join(options)
            raise NotSo(f"item {position + 1} has options {known}; there is no {option!r}")


def _after(attempt: Attempt, event: Event, moment: Moment | None = None) -> Attempt:
    """The attempt after one event; without a moment it is read from a log."""
    attempt = replace(
        attempt,
        events=(*attempt.events, event),
        used_s=event.used_s,
        read_at=event.at,
        read_monotonic=None if moment is None else moment.monotonic,
    )
    match event:
        case Answered(position=position, response=response, taken_ms=taken_ms, confidence=said):
            sure = attempt.sure or (None,) * len(attempt.responses)
            given = response if response.chosen or response.typed else None
            return replace(
                attempt,
                responses=_put(attempt.responses, position, given),
                taken_ms=_put(attempt.taken_ms, position, attempt.taken_ms[position] + taken_ms),
                sure=_put(sure, position, said) if any(sure) or said else attempt.sure,
            )
        case Flagged(position=position, on=on):
            return replace(attempt, flags=_put(attempt.flags, position, on))
        case Struck(position=position, option=option, on=on):
            before = attempt.struck[position]
            after = before | {option} if on else before - {option}
            return replace(attempt, struck=_put(attempt.struck, position, after))
        case Moved(position=position):
            return replace(attempt, position=position)
        case Ended():
            return replace(attempt, ended=event)
        case ClockRead() | Paused():
            return attempt


def _put(values: tuple[T, ...], position: int, value: T) -> tuple[T, ...]:
    return (*values[:position], value, *values[position + 1 :])
