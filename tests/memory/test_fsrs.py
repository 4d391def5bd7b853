"""The memory after a review is py-fsrs's, number for number; only due dates are moved, by our own fuzz."""

import random
import subprocess
import sys
import time
from datetime import timedelta

import fsrs as package
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.memory.samples import BEGIN, FACTS, histories
from trainer.content.model import FactId
from trainer.memory import fsrs
from trainer.memory.model import NEW, MemoryState, Rating, Review, Reviewed

ECR = FACTS[0]


def by_package(log: list[Review], scheduler: package.Scheduler) -> list[package.Card]:
    """The same history through py-fsrs alone."""
    card, cards = package.Card(card_id=7), []
    for event in log:
        card, _ = scheduler.review_card(card, package.Rating(int(event.rating)), event.reviewed_at)
        cards.append(card)
    return cards


def ours(log: list[Review]) -> list[Reviewed]:
    state: MemoryState = NEW
    states = []
    for event in log:
        state = fsrs.review(state, event)
        states.append(state)
    return states


@pytest.mark.parametrize(
    "scheduler",
    [
        package.Scheduler(enable_fuzzing=False),
        package.Scheduler(enable_fuzzing=False, learning_steps=(), relearning_steps=()),
    ],
    ids=["its default steps", "no steps"],
)
def test_a_thousand_random_histories_give_the_numbers_of_py_fsrs(scheduler: package.Scheduler) -> None:
    chance = random.Random(20261122)
    for _ in range(1000):
        at, log = BEGIN, []
        for _ in range(chance.randint(1, 12)):
            at += timedelta(seconds=chance.choice([90, 5_000, 90_000, 700_000, 5_000_000]) * chance.random())
            log.append(Review(ECR, chance.choice(list(Rating)), at))
        for state, card in zip(ours(log), by_package(log, scheduler), strict=True):
            assert state.stability == pytest.approx(card.stability, abs=1e-9)
            assert state.difficulty == pytest.approx(card.difficulty, abs=1e-9)


@given(histories(facts=(ECR,)))
@settings(deadline=None, max_examples=60)
def test_due_dates_stay_within_a_day_and_five_per_cent_of_py_fsrs(log: list[Review]) -> None:
    plain = by_package(log, package.Scheduler(enable_fuzzing=False, learning_steps=(), relearning_steps=()))
    for event, state, card in zip(log, ours(log), plain, strict=True):
        interval = (card.due - event.reviewed_at).days
        moved = abs((state.due_at - card.due).days)
        assert moved <= (0 if interval < 3 else round(1 + interval * 0.05))
        assert state.due_at - event.reviewed_at >= timedelta(days=1)


def test_fuzz_spreads_facts_that_were_learnt_together() -> None:
    days = {fsrs.fuzzed_days(30, FactId(f"fact-{number}"), 3) for number in range(60)}
    assert min(days) >= 28
    assert max(days) <= 32
    assert len(days) == 5


@given(stability_days=st.floats(0.1, 500), days=st.integers(0, 400))
@settings(deadline=None, max_examples=60)
def test_on_whole_days_the_chance_of_recall_is_py_fsrs_s(stability_days: float, days: int) -> None:
    now = BEGIN + timedelta(days=days)
    state = Reviewed(stability_days, 5.0, BEGIN, BEGIN, BEGIN, 1, 0, fsrs.ALGORITHM)
    card = package.Card(
        card_id=1, state=package.State.Review, stability=stability_days, difficulty=5.0, last_review=BEGIN
    )
    theirs = package.Scheduler().get_card_retrievability(card, now)
    assert fsrs.retrievability(state, now) == pytest.approx(theirs, abs=1e-12)


def test_between_whole_days_the_chance_falls_steadily() -> None:
    state = fsrs.review(NEW, Review(ECR, Rating.GOOD, BEGIN))
    recalls = [fsrs.retrievability(state, BEGIN + timedelta(hours=hour)) for hour in range(0, 72, 6)]
    assert recalls[0] == 1.0
    assert recalls == sorted(recalls, reverse=True)
    assert len(set(recalls)) == len(recalls)


def test_a_clock_set_back_harms_nothing() -> None:
    state = fsrs.review(NEW, Review(ECR, Rating.GOOD, BEGIN))
    assert fsrs.retrievability(state, BEGIN - timedelta(days=3)) == 1.0
    again = fsrs.review(state, Review(ECR, Rating.GOOD, BEGIN - timedelta(days=3)))
    assert again.stability > 0


def test_a_new_fact_is_not_due_and_not_recalled() -> None:
    assert fsrs.retrievability(NEW, BEGIN) == 0.0
    assert not fsrs.due(NEW, BEGIN)


def test_a_missed_fact_is_due_the_next_day_not_in_ten_minutes() -> None:
    state = fsrs.review(NEW, Review(ECR, Rating.AGAIN, BEGIN))
    assert state.due_at == BEGIN + timedelta(days=1)
    assert (state.reps, state.lapses) == (1, 0)


def test_lapses_count_what_was_known_and_slipped() -> None:
    ratings = (Rating.AGAIN, Rating.GOOD, Rating.AGAIN, Rating.GOOD, Rating.AGAIN)
    states = ours([Review(ECR, rating, BEGIN + timedelta(days=5 * n)) for n, rating in enumerate(ratings)])
    assert [state.lapses for state in states] == [0, 0, 1, 1, 2]
    assert {state.first_at for state in states} == {BEGIN}


def test_a_higher_desired_retention_brings_reviews_sooner_and_changes_no_memory() -> None:
    usual = fsrs.review(NEW, Review(ECR, Rating.EASY, BEGIN))
    eager = fsrs.review(NEW, Review(ECR, Rating.EASY, BEGIN, retention=0.97))
    assert eager.due_at < usual.due_at
    assert eager.stability == usual.stability


def test_no_card_sleeps_for_its_id(monkeypatch: pytest.MonkeyPatch) -> None:
    def sleep(seconds: float) -> None:
        raise AssertionError("slept")

    monkeypatch.setattr(time, "sleep", sleep)
    state = fsrs.review(NEW, Review(ECR, Rating.GOOD, BEGIN))
    fsrs.review(state, Review(ECR, Rating.GOOD, BEGIN + timedelta(days=2)))


def test_the_package_is_not_imported_before_the_first_review() -> None:
    code = "import sys, trainer.memory.queue, trainer.memory.replay; sys.exit('fsrs' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_the_decay_is_the_package_s_own() -> None:
    assert -package.Scheduler().parameters[20] == fsrs.DECAY
