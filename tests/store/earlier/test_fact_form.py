"""A file of format 12 gets one row a fact and one an answer, and loses nothing."""

import json
import sqlite3
from datetime import timedelta
from pathlib import Path

import pytest

from tests.exam.samples import item
from tests.fakes.clock import START
from tests.store.earlier_form import STATES, brought_to, rows, written
from tests.store.samples import answer
from trainer.content.model import FactId, LabId, LessonId
from trainer.memory.model import Rating
from trainer.memory.replay import replay
from trainer.questions.model import MarkKind
from trainer.store.model import LabRun, Mode, Reading
from trainer.store.store import Store, open_store

FORMAT, BY_FACT = 12, 13
LATER = START + timedelta(days=90)
REVIEWS = (
    "SELECT id, course, answer_id, fact_id, rating, retention, knew, reviewed_at FROM reviews ORDER BY id"
)


def test_a_row_a_fact_holds_what_four_tables_held(earlier: Path) -> None:
    met = rows(earlier, "SELECT course, fact_id, part, at, place FROM met ORDER BY 1, 2")
    seen = rows(earlier, "SELECT course, fact_id, at FROM exposures ORDER BY 1, 2")
    states = rows(earlier, STATES.format("memory"))
    topics = rows(earlier, "SELECT course, fact_id, topic FROM topic_facts ORDER BY 1, 2, 3")
    brought_to(earlier, BY_FACT)
    columns = "course, fact_id, met_part, met_at, met_place"
    assert rows(earlier, f"SELECT {columns} FROM facts WHERE met_part IS NOT NULL") == met  # noqa: S608
    assert rows(earlier, "SELECT course, fact_id, seen_at FROM facts WHERE seen_at IS NOT NULL") == seen
    assert rows(earlier, STATES.format("facts")) == states
    each = "SELECT course, fact_id, value FROM facts, json_each(topics) ORDER BY 1, 2, 3"
    assert rows(earlier, each) == topics
    assert all((met, seen, states, topics))
    only_practised = "SELECT met_part FROM facts WHERE fact_id = 'fact-8' AND course = 'ecs'"
    assert rows(earlier, only_practised) == [(None,)]


def test_an_answer_holds_its_facts_and_what_was_believed_before_it(earlier: Path) -> None:
    facts = rows(earlier, "SELECT answer_id, fact_id FROM answer_facts ORDER BY answer_id, place")
    cold = rows(earlier, "SELECT course, answer_id, odds, recall, days, reps FROM cold ORDER BY answer_id")
    others = rows(earlier, "SELECT item_key, chosen, verdict, answered_at FROM answers ORDER BY id")
    brought_to(earlier, BY_FACT)
    kept = rows(earlier, "SELECT id, facts FROM answers ORDER BY id")
    assert [(number, fact) for number, names in kept for fact in json.loads(str(names))] == facts
    believed = "SELECT course, id, odds, recall, days, reps FROM answers WHERE cold ORDER BY id"
    assert rows(earlier, believed) == cold
    assert rows(earlier, "SELECT count(*) FROM answers WHERE NOT cold AND odds IS NOT NULL") == [(0,)]
    assert rows(earlier, "SELECT item_key, chosen, verdict, answered_at FROM answers ORDER BY id") == others
    assert 0 < len(cold) < len(kept)


def test_reviews_keep_their_numbers_and_are_counted_on(store: Store, earlier: Path, tmp_path: Path) -> None:
    before = rows(written(tmp_path / "before.db", FORMAT), REVIEWS)
    assert rows(earlier, REVIEWS) == before
    store.answers.add(answer(of=item("new"), at=LATER), {FactId("fact-1"): Rating.GOOD})
    assert [row[0] for row in rows(earlier, REVIEWS)] == [*(row[0] for row in before), len(before) + 1]


def test_facts_of_a_topic_are_counted_not_looked_through(earlier: Path) -> None:
    topics = rows(earlier, "SELECT course, topic, count(*) FROM topic_facts GROUP BY 1, 2 ORDER BY 1, 2")
    others = "SELECT * FROM sums WHERE sort NOT IN ('facts', 'reviews')"
    before = rows(earlier, others)
    brought_to(earlier, BY_FACT)
    assert rows(earlier, "SELECT course, name, answers FROM sums WHERE sort = 'facts'") == topics
    assert rows(earlier, others) == before


def test_the_file_is_whole_and_its_logs_are_still_only_added_to(earlier: Path) -> None:
    open_store(earlier, "ecs").close()
    assert rows(earlier, "PRAGMA integrity_check") == [("ok",)]
    assert rows(earlier, "PRAGMA foreign_key_check") == []
    for change in (
        *("DELETE FROM answers", "UPDATE answers SET facts = '[]'", "UPDATE answers SET cold = 0"),
        *("DELETE FROM reviews", "UPDATE reviews SET id = 7"),
    ):
        with pytest.raises(sqlite3.IntegrityError, match="it is only added to"):
            rows(earlier, change)


def test_states_follow_from_the_log_byte_for_byte(store: Store, earlier: Path) -> None:
    before = rows(earlier, "SELECT * FROM facts")
    for course in ("ecs", "bakery"):
        store.for_course(course).memory.rebuild()
    assert rows(earlier, "SELECT * FROM facts") == before


def test_what_is_asked_of_it_is_answered_as_before(store: Store) -> None:
    assert [brief.item_id for brief in store.answers.briefs()][-3:] == ["mock", "quiz", "last"]
    assert store.answers.briefs()[-1].fact_ids == ("fact-3", "fact-1", "fact-7")
    assert store.answers.last(1)[0].scheduled
    assert (store.evidence.cold_count(), len(store.evidence.cold(99))) == (10, 10)
    assert store.for_course("bakery").evidence.cold_count() == 3
    assert store.evidence.cold(1)[0].days == 4.0
    assert store.readings.introduced()[:5] == ("fact-1", "fact-2", "fact-5", "fact-7", "fact-9")
    assert store.memory.never_rated() == ("fact-5", "fact-7", "fact-9")
    assert set(store.memory.due(LATER + timedelta(days=900))) == set(store.memory.states())
    counts = store.progress.counts(LATER)
    assert (counts.answers, counts.facts_seen, counts.due) == (10, 8, 5)
    assert {topic: one.facts_seen for topic, one in counts.topics.items()} == {
        "topic-cost": 2,
        "topic-resilient": 4,
        "topic-secure": 5,
    }


def test_what_comes_of_it_now_follows_from_one_log(store: Store, earlier: Path) -> None:
    """An exam rated after later reviews, a lab between, an answer taken back: the order is the log's."""
    facts = tuple(FactId(name) for name in ("fact-1", "fact-9", "fresh"))
    mock = store.answers.add(answer(of=item("exam", facts=facts), at=LATER, mode=Mode.EXAM))
    store.answers.add(answer(of=item("study", facts=facts), at=LATER), dict.fromkeys(facts[:2], Rating.GOOD))
    run = LabRun(LabId("first"), LATER, LATER, "{}", "[]")
    store.labs.save(run, {facts[0]: Rating.HARD, FactId("by-hand"): Rating.GOOD})
    store.answers.rate(mock, dict.fromkeys(facts, Rating.AGAIN))
    back = store.answers.add(
        answer(of=item("back", facts=facts), at=LATER, kind=MarkKind.WRONG), {facts[2]: Rating.AGAIN}
    )
    running = store.memory.states()
    assert running == replay(store.memory.reviews())
    store.answers.withdraw(back, LATER)
    assert [row[0] for row in rows(earlier, REVIEWS)] == [*range(1, 19)], "each has a number of its own"
    store.readings.add(Reading(LessonId("roles"), "three", (FactId("by-hand"), facts[2]), "v1", LATER))
    before = rows(earlier, "SELECT * FROM facts")
    assert store.memory.states() == replay(store.memory.reviews()) != running
    store.memory.rebuild()
    assert rows(earlier, "SELECT * FROM facts") == before
    assert store.readings.introduced()[5:7] == ("by-hand", facts[2]), "in an answer before, now in a lesson"
    assert store.memory.never_rated() == ("fact-5", "fact-7")


def test_what_a_lab_said_something_of_is_in_mind(store: Store) -> None:
    store.labs.save(LabRun(LabId("first"), LATER, LATER, "{}", "[]"), {FactId("by-hand"): Rating.GOOD})
    store.answers.add(answer(of=item("soon", facts=("by-hand",)), at=LATER + timedelta(hours=19)))
    assert store.evidence.cold_count() == 10
    store.answers.add(answer(of=item("late", facts=("by-hand",)), at=LATER + timedelta(hours=40)))
    assert store.evidence.cold_count() == 11
