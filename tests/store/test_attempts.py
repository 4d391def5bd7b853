"""An attempt in the store is the attempt in work, event for event."""

import sqlite3
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from tests.exam import samples
from tests.fakes.clock import START, FixedClock
from trainer.errors import NotSo, TrainerError, UsageError
from trainer.exam.attempt import answer, check_clock, flag, move, strike, submit
from trainer.exam.model import Attempt, Ending, Moment
from trainer.exam.score import score
from trainer.questions.model import Response
from trainer.store.model import Mode, OpenAttempt
from trainer.store.store import Store, open_store


def read(clock: FixedClock) -> Moment:
    return Moment(clock.now(), clock.monotonic())


def begun(store: Store, clock: FixedClock, limit_s: int | None = 2400) -> Attempt:
    attempt = samples.attempt(read(clock), limit_s=limit_s)
    store.attempts.start(attempt)
    return attempt


def stored(attempt: Attempt) -> Attempt:
    """As another process sees it."""
    return replace(attempt, read_monotonic=None)


def test_everything_done_comes_back(store: Store) -> None:
    clock = FixedClock()
    attempt = begun(store, clock)
    steps: list[Callable[[Attempt], Attempt]] = [
        lambda a: answer(a, 0, Response(a.form.items[0].item.key), read(clock), 1500),
        lambda a: flag(a, 1, read(clock)),
        lambda a: strike(a, 1, "c", read(clock)),
        lambda a: move(a, 7, read(clock)),
    ]
    for step in steps:
        clock.advance(30)
        attempt = step(attempt)
        store.attempts.keep(attempt)
        assert store.attempts.open() == stored(attempt)
    assert store.attempts.load("exam-1") == stored(attempt)


def test_keeping_twice_changes_nothing(store: Store) -> None:
    clock = FixedClock()
    attempt = flag(begun(store, clock), 1, read(clock))
    store.attempts.keep(attempt)
    store.attempts.keep(attempt)
    assert store.attempts.load("exam-1").events == attempt.events


def test_several_events_are_kept_at_once(store: Store) -> None:
    clock = FixedClock()
    attempt = move(flag(begun(store, clock), 1, read(clock)), 5, read(clock))
    store.attempts.keep(attempt)
    assert len(store.attempts.load("exam-1").events) == 2


def test_a_second_exam_waits_for_the_first(store: Store) -> None:
    clock = FixedClock()
    attempt = begun(store, clock)
    with pytest.raises(UsageError, match="an exam is still open"):
        store.attempts.start(replace(attempt, attempt_id="exam-2"))
    store.attempts.keep(submit(attempt, read(clock)))
    store.attempts.start(replace(attempt, attempt_id="exam-2"))
    open_one = store.attempts.open()
    assert open_one is not None
    assert open_one.attempt_id == "exam-2"


def test_two_windows_on_one_attempt_do_not_mix(store: Store, path: Path) -> None:
    clock = FixedClock()
    here = begun(store, clock)
    other = open_store(path, "bakery")
    there = other.attempts.load("exam-1")
    store.attempts.keep(flag(here, 1, read(clock)))
    for late in (flag(there, 2, read(clock)), flag(flag(there, 2, read(clock)), 3, read(clock)), there):
        with pytest.raises(TrainerError, match="went on in another window"):
            other.attempts.keep(late)
    assert len(store.attempts.load("exam-1").events) == 1
    other.close()


def test_at_the_end_the_answers_enter_the_log_without_touching_the_schedule(store: Store) -> None:
    clock = FixedClock()
    attempt = begun(store, clock)
    for position in (0, 3, 4):
        clock.advance(20)
        attempt = answer(attempt, position, Response(attempt.form.items[position].item.key), read(clock), 900)
        store.attempts.keep(attempt)
    assert store.progress.counts(clock.now()).answers == 0
    store.attempts.keep(submit(attempt, read(clock)))
    kept = store.answers.of_exam("exam-1")
    assert [entry.answer.item.item_id for entry in kept] == [
        attempt.form.items[position].item.item_id for position in (0, 3, 4)
    ]
    assert {entry.answer.mode for entry in kept} == {Mode.EXAM}
    assert [entry.answer.answered_at for entry in kept] == [
        START + timedelta(seconds=seconds) for seconds in (20, 40, 60)
    ]
    assert store.memory.reviews() == []
    assert store.progress.counts(clock.now()).answers == 3
    assert store.attempts.open() is None
    (ended,) = store.attempts.ended()
    assert score(ended).right == 3


def test_time_out_while_away_keeps_what_was_answered(store: Store, path: Path) -> None:
    clock = FixedClock()
    attempt = begun(store, clock)
    attempt = answer(attempt, 0, Response(attempt.form.items[0].item.key), read(clock))
    store.attempts.keep(attempt)
    store.close()
    clock.advance(days=1)
    again = open_store(path, "bakery")
    waiting = again.attempts.open()
    assert waiting is not None
    assert again.progress.counts(clock.now()).open_attempt == OpenAttempt(1, 0)
    again.attempts.keep(check_clock(waiting, Moment(clock.now(), 5.0)))
    (ended,) = again.attempts.ended()
    assert ended.ended is not None
    assert ended.ended.how is Ending.TIME_OUT
    assert score(ended).right == 1
    again.close()


def test_progress_tells_of_the_open_attempt(store: Store) -> None:
    clock = FixedClock()
    assert store.progress.counts(clock.now()).open_attempt is None
    attempt = begun(store, clock)
    clock.advance(100)
    store.attempts.keep(answer(attempt, 0, Response(attempt.form.items[0].item.key), read(clock)))
    clock.advance(100.4)
    assert store.progress.counts(clock.now()).open_attempt == OpenAttempt(1, 2199)
    assert store.progress.counts(START).open_attempt == OpenAttempt(1, 2300)


def test_an_untimed_attempt_has_no_time_left_to_tell(store: Store) -> None:
    begun(store, FixedClock(), limit_s=None)
    assert store.progress.counts(START).open_attempt == OpenAttempt(0, None)


def test_an_unknown_attempt_is_told(store: Store) -> None:
    with pytest.raises(NotSo, match='there is no exam "exam-9"'):
        store.attempts.load("exam-9")


def test_form_and_events_cannot_be_edited(store: Store, path: Path) -> None:
    clock = FixedClock()
    store.attempts.keep(flag(begun(store, clock), 1, read(clock)))
    raw = sqlite3.connect(path)
    for change in ("UPDATE attempt_events SET event = ''", "DELETE FROM attempt_items"):
        with pytest.raises(sqlite3.IntegrityError, match="it is only added to"):
            raw.execute(change)
    raw.close()
