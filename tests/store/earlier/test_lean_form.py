"""A file of format 10 gets rows in the order of their keys, and loses nothing."""

import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.exam.samples import item
from tests.fakes.clock import START
from tests.store.earlier_form import STATES, brought_to, rows
from tests.store.samples import answer
from trainer.content.model import FactId, LessonId
from trainer.memory.model import Rating
from trainer.questions.model import MarkKind
from trainer.store.answers import OF_EXAM
from trainer.store.lean_form import KEYED
from trainer.store.model import Mode, Reading
from trainer.store.store import Store, open_store

FORMAT, LEAN = 10, 12
LATER = START + timedelta(days=30)


@pytest.mark.parametrize("table", KEYED)
def test_every_row_is_there_to_the_last_bit(earlier: Path, table: str) -> None:
    columns, key = KEYED[table]
    names = ", ".join(column.split()[0] for column in columns.split(", "))
    before = rows(earlier, f"SELECT {names} FROM {table} ORDER BY {key}")  # noqa: S608
    brought_to(earlier, LEAN)
    assert rows(earlier, f"SELECT {names} FROM {table}") == before, "in the order of the key"  # noqa: S608
    assert before


def test_sums_are_what_three_tables_were(earlier: Path) -> None:
    topics = rows(earlier, "SELECT course, topic, answers, rights FROM topic_answers ORDER BY 1, 2")
    kinds = rows(earlier, "SELECT course, kind, answers, seconds FROM paces ORDER BY 1, 2")
    cold = rows(earlier, "SELECT course, answers FROM cold_counts ORDER BY 1")
    open_store(earlier, "ecs").close()
    assert rows(earlier, "SELECT course, name, answers, rights FROM sums WHERE sort = 'topic'") == topics
    assert rows(earlier, "SELECT course, name, answers, seconds FROM sums WHERE sort = 'kind'") == kinds
    assert rows(earlier, "SELECT course, answers FROM sums WHERE sort = 'cold'") == cold
    assert (len(topics), len(kinds), len(cold)) == (3, 2, 2)


def test_the_file_is_whole_and_its_logs_are_still_only_added_to(earlier: Path) -> None:
    brought_to(earlier, LEAN)
    assert rows(earlier, "PRAGMA integrity_check") == [("ok",)]
    assert rows(earlier, "PRAGMA foreign_key_check") == []
    for change in ("DELETE FROM answer_facts", "UPDATE answer_facts SET place = 7"):
        with pytest.raises(sqlite3.IntegrityError, match="it is only added to"):
            rows(earlier, change)


def test_states_follow_from_the_log_byte_for_byte(earlier: Path) -> None:
    before = rows(earlier, STATES.format("memory"))
    with closing(open_store(earlier, "ecs")) as store:
        store.memory.rebuild()
    assert rows(earlier, STATES.format("facts")) == before
    assert {course for course, *_ in before} == {"ecs", "bakery"}


def test_what_is_asked_of_it_is_answered_as_before(store: Store) -> None:
    assert [kept.answer.item.item_id for kept in store.answers.last(2)] == ["resilient-34-1-1", "item-4"]
    assert (store.evidence.cold_count(), len(store.evidence.cold(9))) == (6, 6)
    assert store.for_course("bakery").evidence.cold_count() == 2
    assert store.evidence.paces()["lookup"].answers == 6
    assert set(store.memory.due(LATER)) == {"fact-1", "fact-2", "fact-3"}
    assert store.memory.never_rated() == ("fact-5",)
    counts = store.progress.counts(LATER)
    assert (counts.answers, counts.facts_seen, counts.due) == (6, 5, 3)
    assert counts.answers == len(store.answers.briefs())


def test_what_is_answered_now_stands_beside_it_and_can_be_taken_back(store: Store) -> None:
    fact = FactId("fact-2")
    counts, states = store.progress.counts(LATER), store.memory.states()
    kept = store.answers.add(answer(of=item("new", facts=(fact, "fact-9")), at=LATER), {fact: Rating.GOOD})
    assert store.evidence.cold_count() == 7
    assert store.answers.last(1)[0].answer.item == item("new", facts=(fact, "fact-9"))
    running = store.memory.states()
    store.memory.rebuild()
    assert store.memory.states() == running != states
    store.answers.withdraw(kept, LATER)
    assert (store.evidence.cold_count(), store.memory.states()) == (6, states)
    after = store.progress.counts(LATER)
    assert (after.answers, after.facts_seen) == (counts.answers, counts.facts_seen + 1)


def test_answers_of_an_exam_are_found_by_its_attempt_alone(store: Store, earlier: Path) -> None:
    assert [kept.answer.item.item_id for kept in store.answers.of_exam("exam-1")] == ["resilient-34-1-1"]
    assert store.answers.of_exam("sitting-1") == store.for_course("bakery").answers.of_exam("exam-1") == []
    how = rows(earlier, f"EXPLAIN QUERY PLAN {OF_EXAM}".replace("?", "'exam-1'"))
    assert "idx_answers_exam (sitting_id=?)" in str(how)


def test_an_item_shown_before_is_not_kept_twice(store: Store, earlier: Path) -> None:
    before = rows(earlier, "SELECT count(*) FROM items")
    store.answers.add(answer(of=item("item-0", facts=("fact-1",)), at=LATER))
    assert rows(earlier, "SELECT count(*) FROM items") == before


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["answer", "exam", "read", "withdraw"]),
        st.sampled_from(["ecs", "bakery"]),
        st.lists(st.sampled_from(["f1", "f2", "f3"]), min_size=1, max_size=3, unique=True),
        st.sampled_from(["secure", "resilient"]),
        st.sampled_from([MarkKind.RIGHT, MarkKind.WRONG]),
    ),
    max_size=14,
)
SUMS_OF_THE_LOG = """
    SELECT course, 'topic', topic, sum(id NOT IN (SELECT answer_id FROM withdrawals)),
        sum(verdict = 'right' AND id NOT IN (SELECT answer_id FROM withdrawals)) FROM answers GROUP BY 1, 3
    UNION ALL SELECT course, 'kind', kind, count(*), 0 FROM answers WHERE mode != 'exam' GROUP BY 1, 3
    UNION ALL SELECT course, 'facts', topic, count(DISTINCT value), 0 FROM answers, json_each(facts)
    GROUP BY 1, 3
    ORDER BY 1, 2, 3"""
COLD = """
    SELECT course, count(*) FROM answers WHERE cold AND id NOT IN (SELECT answer_id FROM withdrawals)
    GROUP BY course"""
SHOWN = """
    SELECT course, fact_id, max(at) FROM (
        SELECT course, value AS fact_id, answered_at AS at FROM answers, json_each(facts)
        UNION ALL SELECT course, fact_id, read_at FROM reading_facts JOIN readings ON id = reading_id)
    GROUP BY 1, 2"""


@given(STEPS)
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_sums_and_exposures_are_those_of_the_log(
    tmp_path_factory: pytest.TempPathFactory,
    steps: list[tuple[str, str, list[str], str, MarkKind]],
) -> None:
    path = tmp_path_factory.mktemp("sums") / "trainer.db"
    both = open_store(path, "ecs")
    for number, (what, course, facts, domain, kind) in enumerate(steps):
        # the clock goes back now and then
        store, at = both.for_course(course), START + timedelta(days=number - 3 * (number % 3))
        if what == "read":
            known = tuple(FactId(fact) for fact in facts)
            store.readings.add(Reading(LessonId("one"), "two", known, "v1", at))
        elif what == "withdraw":
            last = store.answers.last(1)
            if last and last[0].answer.mode is not Mode.EXAM:
                store.answers.withdraw(last[0].answer_id, at)
        else:
            asked = item(f"i{number}", facts=tuple(facts), domain=domain)
            mode = Mode.EXAM if what == "exam" else Mode.REVIEW
            store.answers.add(answer(of=asked, kind=kind, at=at, mode=mode))
    both.close()
    kept = "SELECT course, sort, name, answers, rights FROM sums WHERE sort NOT IN ('cold', 'reviews')"
    assert rows(path, kept) == rows(path, SUMS_OF_THE_LOG) or not steps
    assert rows(path, "SELECT course, fact_id, seen_at FROM facts") == rows(path, SHOWN)
    counted = "SELECT course, answers FROM sums WHERE sort = 'cold' AND answers > 0"
    assert rows(path, counted) == rows(path, COLD)
