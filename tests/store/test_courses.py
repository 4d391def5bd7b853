"""Several courses in one file: what is done in one is not seen in another, even where their ids collide."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from tests.exam import samples
from tests.exam.samples import item, rich_item
from tests.fakes.clock import START
from tests.store.old import FACTS, format_1
from tests.store.samples import FACT, GOOD, answer
from trainer.content.model import FactId, LabId, LessonId
from trainer.errors import NotSo
from trainer.exam.model import Moment
from trainer.memory.model import NEW
from trainer.questions.model import MarkKind
from trainer.store.model import LabRun, Reading, Report, Settings
from trainer.store.store import Store, open_store


@pytest.fixture
def pastry(store: Store) -> Store:
    """The same file as another course sees it."""
    return store.for_course("pastry")


def test_answers_and_memory_of_a_fact_of_the_same_id(store: Store, pastry: Store) -> None:
    kept = store.answers.add(answer(1), GOOD)
    pastry.answers.add(answer(2, kind=MarkKind.WRONG))
    assert [one.item_id for one in store.answers.briefs()] == ["item-1"]
    assert [one.answer.item.item_id for one in pastry.answers.last(9)] == ["item-2"]
    assert pastry.memory.states() == {}
    assert pastry.memory.reviews() == []
    assert pastry.memory.state(FACT) == NEW
    pastry.answers.add(answer(3), GOOD)
    assert store.memory.state(FACT) != pastry.memory.state(FACT)
    with pytest.raises(NotSo, match="there is no answer"):
        pastry.answers.rate(kept, GOOD)


def test_rebuilding_one_course_leaves_the_other(store: Store, pastry: Store) -> None:
    store.answers.add(answer(1), GOOD)
    pastry.answers.add(answer(2), GOOD)
    before = store.memory.states(), pastry.memory.states()
    pastry.memory.rebuild()
    assert (store.memory.states(), pastry.memory.states()) == before


def test_counts_and_what_was_read(store: Store, pastry: Store) -> None:
    store.answers.add(answer(1), GOOD)
    pastry.readings.add(Reading(LessonId("roles"), "one", (FactId("fact-1"), FactId("x")), "v1", START))
    later = START + timedelta(days=60)
    assert (store.progress.counts(later).answers, pastry.progress.counts(later).answers) == (1, 0)
    assert (store.progress.counts(later).due, pastry.progress.counts(later).due) == (1, 0)
    assert store.readings.all() == []
    assert store.readings.introduced() == ("fact-1",)
    assert pastry.readings.introduced() == ("fact-1", "x")
    assert pastry.progress.counts(later).topics == {}


def test_attempts_labs_and_reports(store: Store, pastry: Store) -> None:
    store.attempts.start(samples.attempt(Moment(START, 0.0)))
    assert pastry.attempts.open() is None
    assert pastry.progress.counts(START).open_attempt is None
    with pytest.raises(NotSo, match="there is no exam"):
        pastry.attempts.load("exam-1")
    store.labs.save(LabRun(LabId("first"), START, START, "{}", "[]", passed=True))
    assert pastry.labs.latest(LabId("first")) is None
    assert pastry.labs.passed() == frozenset()
    store.reports.add(Report(rich_item(), "Two options are right.", "v1", START))
    assert pastry.reports.all() == []


def test_settings_and_practice_worlds_belong_to_the_learner(path: Path) -> None:
    def never() -> str:
        raise AssertionError("no course is loaded to read settings")

    store = open_store(path, never)
    store.settings.save(Settings(minutes_a_day=7))
    store.worlds.change("practice", lambda _: ("{}", None))
    other = store.for_course("pastry")
    assert other.settings.load().minutes_a_day == 7
    assert other.worlds.load("practice") == "{}"
    store.close()


def test_without_a_course_its_rows_cannot_be_asked_for(path: Path) -> None:
    store = open_store(path)
    assert store.settings.load() == Settings()
    with pytest.raises(AssertionError, match="name the course"):
        store.answers.briefs()
    store.close()


class TestAFileFromBefore:
    """A database that the former program wrote: copied, then its work belongs to the bundled course."""

    @pytest.fixture
    def store(self, path: Path) -> Iterator[Store]:
        format_1(path)
        opened = open_store(path, "ecs")
        yield opened
        opened.close()

    def test_all_of_it_is_there(self, store: Store) -> None:
        assert [brief.fact_ids for brief in store.answers.briefs()] == [(fact,) for fact in FACTS]
        assert list(store.memory.states()) == list(FACTS)
        assert store.readings.introduced() == FACTS
        assert store.readings.all()[0].fact_ids == (FACTS[0],)
        assert store.labs.passed() == {"first-service"}
        assert store.settings.load().minutes_a_day == 40
        attempt = store.attempts.open()
        assert attempt is not None
        assert len(attempt.form.items) == 20
        counts = store.progress.counts(START + timedelta(days=90))
        assert (counts.answers, counts.facts_seen, counts.due) == (3, 3, 3)

    def test_states_rebuilt_from_the_old_log_are_the_old_states(self, store: Store) -> None:
        before = store.memory.states()
        store.memory.rebuild()
        assert store.memory.states() == before

    def test_other_courses_begin_empty_and_the_tallies_go_on(self, store: Store) -> None:
        other = store.for_course("bakery")
        assert other.answers.briefs() == []
        store.answers.add(answer(9, of=item("new", facts=("fact-1", "fact-9"))), GOOD)
        other.answers.add(answer(9), GOOD)
        assert store.progress.counts(START).answers == 4
        assert store.progress.counts(START).facts_seen == 4
        assert other.progress.counts(START).answers == 1

    def test_the_file_was_copied_before(self, store: Store, path: Path) -> None:
        copy = path.with_name("trainer.db.format-1")
        again = open_store(copy, "ecs")
        assert again.memory.states() == store.memory.states()
        again.close()
