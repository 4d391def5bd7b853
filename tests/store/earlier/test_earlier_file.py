"""A file of format 4, written by the program of that day, is brought up to date and loses nothing."""

from contextlib import closing
from datetime import timedelta
from pathlib import Path

from tests.exam.samples import item
from tests.fakes.clock import START
from tests.store.earlier_form import STATES, rows
from tests.store.samples import answer
from trainer.content.model import FactId
from trainer.memory.misconceptions import still_open
from trainer.memory.model import Credit, Rating
from trainer.store.migrations import MIGRATIONS
from trainer.store.model import Mode
from trainer.store.store import Store, open_store

FORMAT = 4


def test_a_copy_is_made_first(earlier: Path) -> None:
    open_store(earlier, "ecs").close()
    copy = earlier.with_name(f"{earlier.name}.format-{FORMAT}")
    assert rows(copy, "PRAGMA user_version") == [(FORMAT,)]
    assert rows(earlier, "PRAGMA user_version") == [(len(MIGRATIONS),)]


def test_indexes_that_no_query_uses_are_gone(earlier: Path) -> None:
    open_store(earlier, "ecs").close()
    columns = (
        "SELECT part.name FROM pragma_index_list('{0}') AS one, pragma_index_info(one.name) AS part"
        " WHERE NOT one.partial"
    )
    assert rows(earlier, columns.format("answers")) == [("course",)]
    assert rows(earlier, columns.format("reviews")) == [("answer_id",), ("fact_id",)]


def test_states_stay_to_the_last_bit_and_follow_from_the_log(earlier: Path) -> None:
    before = rows(earlier, STATES.format("memory"))
    with closing(open_store(earlier, "ecs")) as store:
        store.memory.rebuild()
        assert [review.knew for review in store.memory.reviews()] == [None] * 4
    assert rows(earlier, STATES.format("facts")) == before
    assert len(before) == 3


def test_what_was_answered_wished_and_set_is_there(store: Store) -> None:
    assert [brief.mode for brief in store.answers.briefs()] == [*[Mode.REVIEW] * 4, Mode.EXAM]
    assert store.wishes.of(FactId("fact-2")).note == "mind this"
    assert (store.settings.load().minutes_a_day, store.settings.load().archived) == (40, False)
    assert [one.fact_id for one in still_open(store.pairs.all())] == ["fact-1"]


def test_its_exam_was_no_practice_and_its_cold_answers_rest_on_nothing_known(store: Store) -> None:
    (attempt,) = store.attempts.ended()
    assert (attempt.practice, attempt.sure, attempt.answered) == (False, (), 1)
    assert store.attempts.regrades(attempt.attempt_id) == []
    assert {cold.days for cold in store.evidence.cold(9)} == {None}


def test_what_is_new_works_on_it(store: Store) -> None:
    assert (store.learned.all(), store.outcomes.all()) == ({}, [])
    at, fact = START + timedelta(days=20), FactId("fact-1")
    store.answers.add(
        answer(of=item("new", facts=(fact,)), at=at), {fact: Credit(Rating.GOOD, 0.8)}, says={fact: "So."}
    )
    running = store.memory.states()
    store.memory.rebuild()
    assert store.memory.states() == running
    assert store.learned.all()[fact].says == "So."
    assert store.evidence.cold(1)[0].reps == 2
