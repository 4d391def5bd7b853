"""An answer taken back, wishes for facts, cold answers and paces."""

import sqlite3
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.exam.samples import item
from tests.fakes.clock import START
from tests.store.old import FACTS, format_1
from tests.store.samples import FACT, GOOD, answer
from trainer.content.model import FactId, LessonId
from trainer.errors import NotSo
from trainer.memory.fsrs import retrievability
from trainer.memory.model import Limits, Rating
from trainer.memory.queue import queue
from trainer.memory.replay import replay
from trainer.questions.model import MarkKind
from trainer.store.model import Mode, Reading, Wish
from trainer.store.store import Store, open_store

LATER = START + timedelta(days=4)


class TestTakingBack:
    """The log keeps the answer and that it was withdrawn; nothing counts it any more."""

    def test_the_fact_is_as_it_was_before(self, store: Store) -> None:
        store.answers.add(answer(1), GOOD)
        before = store.memory.states()
        kept = store.answers.add(answer(2, at=LATER, kind=MarkKind.WRONG), {FACT: Rating.AGAIN})
        assert store.memory.states() != before
        store.answers.withdraw(kept, LATER)
        assert store.memory.states() == before
        assert [brief.item_id for brief in store.answers.briefs()] == ["item-1"]
        assert len(store.memory.reviews()) == 1

    def test_a_fact_never_rated_before_is_new_again_and_still_met(self, store: Store) -> None:
        kept = store.answers.add(answer(1), GOOD)
        store.answers.withdraw(kept, LATER)
        assert store.memory.states() == {}
        assert store.readings.introduced() == (FACT,)

    def test_counts_and_evidence_follow(self, store: Store) -> None:
        kept = store.answers.add(answer(1), GOOD)
        store.answers.withdraw(kept, LATER)
        counts = store.progress.counts(LATER)
        (topic,) = counts.topics.values()
        assert (counts.answers, topic.answers, topic.right, counts.due) == (0, 0, 0, 0)
        assert store.evidence.cold_count() == 0
        assert store.evidence.cold(9) == []

    def test_days_of_cold_answers_follow(self, store: Store) -> None:
        store.answers.add(answer(1), GOOD)
        kept = store.answers.add(answer(2, at=LATER), GOOD)
        assert [day.answers for day in store.history.cold_days(START.date()).values()] == [1]
        store.answers.withdraw(kept, LATER)
        assert store.history.cold_days(START.date()) == {}

    def test_only_the_last_and_only_once(self, store: Store) -> None:
        first = store.answers.add(answer(1))
        second = store.answers.add(answer(2))
        with pytest.raises(NotSo, match="only the last answer can be taken back"):
            store.answers.withdraw(first, LATER)
        store.answers.withdraw(second, LATER)
        with pytest.raises(NotSo, match="only the last"):
            store.answers.withdraw(second, LATER)
        store.answers.withdraw(first, LATER)
        assert store.answers.last(3) == []

    def test_not_in_an_exam(self, store: Store) -> None:
        kept = store.answers.add(answer(1, mode=Mode.EXAM))
        with pytest.raises(NotSo, match="answers of an exam"):
            store.answers.withdraw(kept, LATER)

    @pytest.mark.parametrize("log", ["withdrawals", "wishes"])
    def test_it_is_a_log_too(self, store: Store, path: Path, log: str) -> None:
        store.answers.withdraw(store.answers.add(answer(1)), LATER)
        store.wishes.keep(Wish(FACT, flagged=True), START)
        raw = sqlite3.connect(path)
        with pytest.raises(sqlite3.IntegrityError, match="it is only added to"):
            raw.execute(f"DELETE FROM {log}")  # noqa: S608
        raw.close()

    @given(
        st.lists(st.tuples(st.sampled_from(["f1", "f2"]), st.sampled_from(Rating), st.booleans()), max_size=9)
    )
    @settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    def test_states_are_those_of_a_log_without_it(
        self, tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, Rating, bool]]
    ) -> None:
        store = open_store(tmp_path_factory.mktemp("undo") / "trainer.db", "bakery")
        stays = []
        for number, (fact, rating, undone) in enumerate(steps):
            given_answer = answer(of=item(f"i{number}", facts=(fact,)), at=START + timedelta(days=number))
            kept = store.answers.add(given_answer, {FactId(fact): rating})
            if undone:
                store.answers.withdraw(kept, LATER)
            else:
                stays.append((fact, rating))
        assert [(one.fact_id, one.rating) for one in store.memory.reviews()] == stays
        assert store.memory.states() == replay(store.memory.reviews())
        assert store.progress.counts(START).answers == len(stays)
        store.close()


class TestWishes:
    def test_the_newest_counts(self, store: Store) -> None:
        assert store.wishes.of(FACT) == Wish(FACT)
        store.wishes.keep(Wish(FACT, suspended=True, note="Mind the launch type."), START)
        store.wishes.keep(Wish(FACT, flagged=True, buried_until=LATER), START)
        assert store.wishes.all() == {FACT: Wish(FACT, flagged=True, buried_until=LATER)}
        assert store.wishes.of(FACT) == store.wishes.all()[FACT]
        assert store.for_course("other").wishes.all() == {}

    def test_when_a_fact_is_silent(self) -> None:
        assert Wish(FACT, suspended=True).silent(LATER)
        assert Wish(FACT, buried_until=LATER).silent(START)
        assert not Wish(FACT, buried_until=LATER).silent(LATER)
        assert not Wish(FACT, flagged=True, note="x").silent(START)


class TestColdAnswers:
    """Evidence is an answer on facts that were not met for twenty hours."""

    def test_the_first_answer_on_a_fact_is_cold_and_the_next_hour_is_not(self, store: Store) -> None:
        store.answers.add(answer(1), GOOD)
        store.answers.add(answer(60, of=item("again", facts=("fact-1", "fact-2"))))
        assert store.evidence.cold_count() == 1
        (cold,) = store.evidence.cold(9)
        assert (cold.right, cold.recall, cold.odds, cold.topic) == (True, None, 0.25, "topic-secure")

    def test_a_night_later_it_is_kept_with_what_was_believed(self, store: Store) -> None:
        store.answers.add(answer(1), GOOD)
        believed = retrievability(store.memory.state(FACT), LATER)
        store.answers.add(answer(2, at=LATER, kind=MarkKind.WRONG), {FACT: Rating.AGAIN})
        newest = store.evidence.cold(1)[0]
        assert (newest.right, newest.recall) == (False, believed)

    def test_reading_warms_a_fact(self, store: Store) -> None:
        store.readings.add(Reading(LessonId("roles"), "one", (FACT,), "v1", START))
        store.answers.add(answer(60))
        assert store.evidence.cold_count() == 0
        store.answers.add(answer(1, at=START + timedelta(hours=42)))
        assert store.evidence.cold_count() == 1

    def test_twenty_hours_are_enough_and_a_minute_less_is_not(self, store: Store) -> None:
        store.answers.add(answer(0))
        store.for_course("other").answers.add(answer(0))
        store.answers.add(answer(0, at=START + timedelta(hours=19, minutes=59)))
        assert store.evidence.cold_count() == 1
        store.for_course("other").answers.add(answer(0, at=START + timedelta(hours=20)))
        assert store.for_course("other").evidence.cold_count() == 2

    def test_the_very_first_question_is_no_evidence(self, store: Store) -> None:
        store.answers.add(answer(1, mode=Mode.OPENING))
        assert store.evidence.cold_count() == 0


def test_a_fact_met_only_in_a_quiz_waits_for_its_paragraph(store: Store) -> None:
    store.answers.add(answer(0, mode=Mode.QUIZ))
    assert store.memory.never_rated() == ()
    store.readings.add(Reading(LessonId("roles"), "one", (FACT,), "v1", START))
    assert store.memory.never_rated() == (FACT,)


@given(st.lists(st.tuples(st.integers(0, 7), st.booleans(), st.integers(0, 9)), max_size=15))
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_reading_only_what_is_due_chooses_the_same(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[int, bool, int]]
) -> None:
    store = open_store(tmp_path_factory.mktemp("due") / "trainer.db", "bakery")
    at = START
    for number, (fact, rated, days) in enumerate(steps):
        at += timedelta(days=days)
        name = FactId(f"f{fact}")
        if rated:
            store.answers.add(answer(of=item(f"i{number}", facts=(name,)), at=at), {name: Rating.AGAIN})
        else:
            store.readings.add(Reading(LessonId("roles"), f"s{number}", (name,), "v1", at))
    day = at.replace(hour=0, minute=0)
    whole = queue(store.readings.introduced(), store.memory.states(), at, day, Limits(3))
    due = store.memory.due(at)
    facts = (*due, *store.memory.never_rated())
    limits = Limits(3 - store.memory.begun_since(day))
    assert queue(facts, due, at, at + timedelta(days=1), limits) == whole
    two = store.memory.due(at, 2)
    weakest = [retrievability(state, at) for state in two.values()]
    others = [retrievability(state, at) for fact, state in due.items() if fact not in two]
    assert len(two) == min(2, len(due))
    assert max(weakest, default=0) <= min(others, default=1) + 1e-6
    store.close()


def test_paces_by_kind_leave_out_exams(store: Store) -> None:
    for number in range(3):
        store.answers.add(answer(number))
    store.answers.add(answer(9, mode=Mode.EXAM))
    (pace,) = store.evidence.paces().values()
    assert pace.answers == 3
    assert pace.seconds == pytest.approx(12.6)


class TestAFileFromBefore:
    @pytest.fixture
    def store(self, path: Path) -> Iterator[Store]:
        format_1(path)
        opened = open_store(path, "ecs")
        yield opened
        opened.close()

    def test_what_was_met_before_is_warm_and_paces_are_counted(self, store: Store) -> None:
        assert store.evidence.cold_count() == 0
        (pace,) = store.evidence.paces().values()
        assert pace.answers == 3
        assert pace.seconds == pytest.approx(12.6)
        store.answers.add(answer(60, of=item("x", facts=(FACTS[2],))))
        assert store.evidence.cold_count() == 0
        store.answers.add(answer(1, of=item("y", facts=(FACTS[1],)), at=LATER))
        assert store.evidence.cold_count() == 1

    def test_old_answers_can_be_taken_back(self, store: Store) -> None:
        last = store.answers.last(1)[0]
        store.answers.withdraw(last.answer_id, LATER)
        assert list(store.memory.states()) == list(FACTS[:2])
