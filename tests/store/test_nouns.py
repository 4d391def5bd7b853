"""Settings, readings, labs, worlds, reports and counts: what goes in comes out."""

import json
import sqlite3
import tempfile
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.exam.samples import item, rich_item
from tests.fakes.clock import START
from tests.store.samples import FACT, GOOD, answer
from trainer.content.model import ExamId, FactId, LabId, LessonId
from trainer.memory.model import Rating
from trainer.questions.model import MarkKind
from trainer.store.model import LabRun, Reading, Report, Settings
from trainer.store.store import Store, open_store


def reading(section: str, *facts: str) -> Reading:
    return Reading(LessonId("roles"), section, tuple(FactId(fact) for fact in facts), "v1", START)


def test_settings_begin_with_the_usual_values_and_come_back(store: Store) -> None:
    assert store.settings.load() == Settings()
    chosen = Settings(
        ExamId("SAA-C03"), date(2026, 12, 11), 40, 12, 0.92, commit_first=False, first_run_done=True
    )
    store.settings.save(chosen)
    assert store.settings.load() == chosen
    store.settings.save(Settings())
    assert store.settings.load() == Settings()


def test_settings_of_a_newer_version_are_left_alone(store: Store, path: Path) -> None:
    raw = sqlite3.connect(path)
    with raw:
        raw.execute("INSERT INTO settings VALUES ('of-tomorrow', '\"dark\"')")
    store.settings.save(Settings(minutes_a_day=5))
    assert store.settings.load().minutes_a_day == 5
    assert raw.execute("SELECT value FROM settings WHERE name = 'of-tomorrow'").fetchone() == ('"dark"',)
    raw.close()


def test_readings_introduce_facts_in_reading_order_then_those_met_in_answers(store: Store) -> None:
    store.answers.add(answer(1, of=item("met", facts=("met", "read-2"))))
    store.readings.add(reading("one", "read-1", "read-3"))
    store.readings.add(reading("two", "read-2"))
    store.readings.add(reading("one", "read-1", "read-3"))
    assert store.readings.introduced() == ("read-1", "read-3", "read-2", "met")
    assert [entry.section_id for entry in store.readings.all()] == ["one", "two", "one"]
    assert store.readings.all()[0] == reading("one", "read-1", "read-3")


def test_a_section_without_facts_can_be_read(store: Store) -> None:
    store.readings.add(reading("preface"))
    assert store.readings.all() == [reading("preface")]
    assert store.readings.introduced() == ()


def test_a_lab_run_is_saved_as_it_goes_on(store: Store) -> None:
    lab = LabId("first-service")
    assert store.labs.latest(lab) is None
    run = store.labs.save(LabRun(lab, START, START, "{}", "[]"))
    assert run.run_id is not None
    later = LabRun(lab, START, START + timedelta(minutes=3), '{"a":1}', '["x"]', 2, True, run.run_id)
    assert store.labs.save(later) == later
    assert store.labs.latest(lab) == later
    assert store.labs.passed() == {lab}
    again = store.labs.save(LabRun(lab, START, START, "{}", "[]"))
    assert again.run_id != run.run_id
    assert store.labs.latest(lab) == again
    assert store.labs.passed() == {lab}


def test_a_world_is_changed_in_one_go_or_not_at_all(store: Store) -> None:
    def fails(world: str | None) -> tuple[str, str]:
        raise ValueError(world)

    assert store.worlds.load("practice") is None
    assert store.worlds.change("practice", lambda world: ("one", world)) is None
    assert store.worlds.change("practice", lambda world: ("two", world)) == "one"
    with pytest.raises(ValueError, match="two"):
        store.worlds.change("practice", fails)
    assert store.worlds.load("practice") == "two"
    store.worlds.remove("practice")
    store.worlds.remove("practice")
    assert store.worlds.load("practice") is None


def test_a_report_keeps_the_item_as_it_was_shown(store: Store) -> None:
    report = Report(rich_item(), "Two options are right.", "v1", START, ("a", "c"))
    store.reports.add(report)
    assert store.reports.all() == [report]


def test_counts_start_at_nothing(store: Store) -> None:
    counts = store.progress.counts(START)
    assert (counts.answers, counts.facts_seen, counts.due, counts.open_attempt) == (0, 0, 0, None)
    assert counts.topics == {}


def test_counts_follow_what_was_done(store: Store) -> None:
    store.readings.add(reading("one", "fact-1", "fact-9"))
    store.answers.add(answer(1), GOOD)
    store.answers.add(answer(2, of=item("other", domain="cost", facts=("fact-2",)), kind=MarkKind.WRONG))
    counts = store.progress.counts(START + timedelta(minutes=5))
    assert (counts.answers, counts.facts_seen, counts.due) == (2, 3, 0)
    later = START + timedelta(days=30)
    assert store.progress.counts(later).due == 1
    topics = {
        str(topic): (count.answers, count.right, count.facts_seen) for topic, count in counts.topics.items()
    }
    assert topics == {"topic-secure": (1, 1, 1), "topic-cost": (1, 0, 1)}


def test_everything_is_there_after_closing_and_opening(store: Store, path: Path) -> None:
    store.answers.add(answer(1), GOOD)
    store.worlds.change("practice", lambda _: (json.dumps({"a": 1}), None))
    states = store.memory.states()
    store.close()
    store.close()
    again = open_store(path, "bakery")
    assert again.memory.states() == states
    assert again.worlds.load("practice") == '{"a": 1}'
    again.close()


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["read", "answer"]),
            st.lists(st.sampled_from(["f1", "f2", "f3", "f4"]), min_size=1, max_size=3, unique=True),
            st.sampled_from(["secure", "cost"]),
            st.sampled_from(MarkKind),
        ),
        max_size=12,
    )
)
@settings(max_examples=15, deadline=None)
def test_tallies_are_what_counting_the_log_gives(steps: list[tuple[str, list[str], str, MarkKind]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "trainer.db"
        store = open_store(path, "bakery")
        for number, (what, facts, domain, kind) in enumerate(steps):
            if what == "read":
                store.readings.add(reading(f"section-{number}", *facts))
            else:
                asked = item(f"item-{number}", domain=domain, facts=tuple(facts))
                store.answers.add(answer(number, of=asked, kind=kind))
        counts, briefs = store.progress.counts(START), store.answers.briefs()
        read = [fact for entry in store.readings.all() for fact in entry.fact_ids]
        met = [fact for brief in briefs for fact in brief.fact_ids]
        assert store.readings.introduced() == tuple(dict.fromkeys([*read, *met]))
        assert counts.facts_seen == len({*read, *met})
        assert counts.answers == len(briefs)
        for topic, count in counts.topics.items():
            those = [brief for brief in briefs if brief.topic == topic]
            assert count.answers == len(those)
            assert count.right == sum(brief.right for brief in those)
            assert count.facts_seen == len({fact for brief in those for fact in brief.fact_ids})
        assert set(counts.topics) == {brief.topic for brief in briefs}
        store.close()


class TestPractice:
    """What labs say of facts counts as reviews, in one order with those of answers."""

    def test_states_follow_and_can_be_rebuilt(self, store: Store) -> None:
        run = store.labs.save(LabRun(LabId("first-service"), START, START, "{}", "[]"), {FACT: Rating.GOOD})
        first = store.memory.state(FACT)
        store.answers.add(answer(1, at=START + timedelta(days=3)), GOOD)
        store.labs.save(replace(run, saved_at=START + timedelta(days=9)), {FACT: Rating.AGAIN})
        kept = store.memory.states()
        assert [one.rating for one in store.memory.reviews()] == [Rating.GOOD, Rating.GOOD, Rating.AGAIN]
        assert kept[FACT] != first
        store.memory.rebuild()
        assert store.memory.states() == kept

    def test_an_answer_taken_back_leaves_what_the_lab_said(self, store: Store) -> None:
        store.labs.save(LabRun(LabId("first-service"), START, START, "{}", "[]"), {FACT: Rating.GOOD})
        before = store.memory.states()
        kept = store.answers.add(answer(1, at=START + timedelta(days=3)), GOOD)
        store.answers.withdraw(kept, START + timedelta(days=3))
        assert store.memory.states() == before


def test_a_rest_lets_go_of_pages_and_of_nothing_that_is_kept(store: Store, path: Path) -> None:
    store.answers.add(answer(1), GOOD)
    asked: list[str] = []
    store._connection._sqlite.set_trace_callback(asked.append)
    store.rest()
    store._connection._sqlite.set_trace_callback(None)
    assert asked == ["PRAGMA shrink_memory"]
    assert [brief.item_id for brief in store.answers.briefs()] == ["item-1"]
    with closing(open_store(path, "bakery")) as other:
        other.rest()
        assert other.memory.states() == store.memory.states()
