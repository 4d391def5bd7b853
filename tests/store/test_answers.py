"""The log of answers keeps what was asked and answered, and is only ever added to."""

import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, given, settings

from tests.exam.samples import item, rich_item
from tests.fakes.clock import START
from tests.memory.samples import histories
from tests.store.earlier_form import rows
from tests.store.samples import FACT, GOOD, answer
from trainer.content.model import FactId
from trainer.errors import NotSo
from trainer.memory.fsrs import review
from trainer.memory.model import NEW, Confidence, Rating, Review, Reviewed
from trainer.memory.replay import replay
from trainer.questions.model import MarkKind
from trainer.store import connection
from trainer.store.ahead import Ahead
from trainer.store.answers import Weighed
from trainer.store.connection import Connection
from trainer.store.model import Mode, Settings
from trainer.store.store import Store, open_store


def test_an_answer_comes_back_whole(store: Store) -> None:
    given_answer = answer(of=rich_item(), kind=MarkKind.WRONG, confidence=Confidence.SURE)
    kept_id = store.answers.add(given_answer)
    (kept,) = store.answers.last(5)
    assert kept.answer == given_answer
    assert kept.answer_id == kept_id
    assert not kept.scheduled


def test_not_known_is_kept_as_such(store: Store) -> None:
    store.answers.add(answer(kind=MarkKind.NOT_KNOWN))
    (kept,) = store.answers.last(1)
    assert not kept.answer.mark.response.known
    (brief,) = store.answers.briefs()
    assert (brief.right, brief.known) == (False, False)


def test_an_item_that_was_expected_is_kept_as_itself_and_any_other_too(store: Store) -> None:
    shown, other = rich_item(), item("other")
    store.answers.expect(shown, START)
    store.answers.add(answer(of=other))
    store.answers.add(answer(2, of=shown))
    assert [kept.answer.item for kept in store.answers.last(2)] == [shown, other]


def test_an_item_is_kept_when_it_is_shown_and_flushed_with_its_answer(path: Path, store: Store) -> None:
    """What is written ahead is not waited for; each answer is, whatever was written before it."""
    with patch.object(Connection, "_flushing", autospec=True, side_effect=Connection._flushing) as flushing:
        store.answers.expect(item("shown"), START)
        assert [call.args[1] for call in flushing.call_args_list] == ["NORMAL", "FULL"]
    assert store._connection.number("PRAGMA synchronous") == 2
    with closing(sqlite3.connect(path)) as raw:
        assert raw.execute("SELECT count(*) FROM items").fetchone() == (1,)
        assert raw.execute("SELECT count(*) FROM answers").fetchone() == (0,)
    store.answers.add(answer(of=item("shown")), GOOD)
    assert [kept.answer.item for kept in store.answers.last(1)] == [item("shown")]


def test_an_item_that_could_not_be_kept_ahead_is_kept_with_its_answer(path: Path) -> None:
    with closing(open_store(path, "bakery")) as store, patch.object(connection, "BUSY_TIMEOUT_S", 0.0):
        with closing(open_store(path, "bakery")) as busy, closing(sqlite3.connect(path)) as other:
            other.execute("BEGIN IMMEDIATE")
            busy.answers.expect(item("shown"), START)
            other.rollback()
            assert busy._connection.number("PRAGMA synchronous") == 2
            busy.answers.add(answer(of=item("shown")), GOOD)
        assert [kept.answer.item for kept in store.answers.last(1)] == [item("shown")]


def test_an_answer_is_weighed_by_what_stands_in_its_own_transaction(path: Path) -> None:
    with closing(open_store(path, "bakery")) as here, closing(open_store(path, "bakery")) as there:
        here.answers.expect(item("shown"), START)
        there.answers.add(answer(), GOOD)

        def weigh(before: Ahead) -> Weighed:
            assert before.states == there.memory.some((FACT,)) != {FACT: NEW}
            return GOOD, ()

        here.answers.add_weighed(answer(20, of=item("shown")), weigh)
        assert here.memory.states() == replay(here.memory.reviews())


@pytest.mark.parametrize("elsewhere", [True, False])
def test_what_was_read_ahead_is_read_again_after_any_write(path: Path, elsewhere: bool) -> None:
    here = open_store(path, "bakery")
    there = open_store(path, "bakery") if elsewhere else here
    shown = item("shown")
    here.answers.expect(shown, START)
    assert here.answers.ahead(shown) is here.answers.ahead(shown), "nothing was written: read once"
    there.answers.add(answer(of=item("meanwhile")), GOOD, says={FACT: "As it read there."})
    kept = here.answers.add(answer(20, of=shown), GOOD, says={FACT: "As it reads here."})
    assert here.memory.states() == replay(here.memory.reviews())
    state = here.memory.state(FACT)
    assert isinstance(state, Reviewed)
    assert (state.reps, here.evidence.cold_count()) == (2, 1)
    assert here.learned.all()[FACT].says == "As it reads here."
    there.answers.withdraw(kept, START)
    assert here.answers.ahead(shown).states == here.memory.some((FACT,))
    for one in (here, there):
        one.close()


def test_the_last_answers_come_newest_first_and_by_sitting(store: Store) -> None:
    for number in range(4):
        store.answers.add(answer(number, sitting=f"sitting-{number % 2}"))
    assert [kept.answer.item.item_id for kept in store.answers.last(2)] == ["item-3", "item-2"]
    assert [kept.answer.item.item_id for kept in store.answers.last(9, "sitting-0")] == ["item-2", "item-0"]


def test_briefs_go_through_the_log_in_order(store: Store) -> None:
    ids = [store.answers.add(answer(number), GOOD if number == 1 else None) for number in range(3)]
    briefs = store.answers.briefs()
    assert [brief.answer_id for brief in briefs] == ids
    assert [brief.scheduled for brief in briefs] == [False, True, False]
    assert briefs[0].fact_ids == (FACT,)
    assert briefs[0].mode is Mode.REVIEW
    assert store.answers.briefs(after=ids[1]) == briefs[2:]


def test_the_same_item_is_stored_once_and_a_changed_one_again(store: Store, path: Path) -> None:
    for number in range(3):
        store.answers.add(answer(number, of=item("same")))
    store.answers.add(
        answer(4, of=item("same", stem="Which role pulls the image, now that the stem was mended?"))
    )
    with sqlite3.connect(path) as raw:
        assert raw.execute("SELECT count(*) FROM items").fetchone() == (2,)
    raw.close()


def test_a_scheduled_answer_moves_its_facts_and_no_other(store: Store) -> None:
    store.answers.add(answer(1, of=item("two", facts=("fact-1", "fact-2"))), GOOD)
    states = store.memory.states()
    assert list(states) == [FACT]
    assert states[FACT] == review(NEW, Review(FACT, Rating.GOOD, START + timedelta(minutes=1)))
    assert store.memory.state(FactId("fact-2")) == NEW


def test_a_quiz_answer_moves_nothing(store: Store) -> None:
    store.answers.add(answer(mode=Mode.QUIZ))
    assert store.memory.states() == {}
    assert store.memory.reviews() == []


def test_the_desired_retention_of_the_settings_goes_into_the_log(store: Store) -> None:
    store.settings.save(Settings(desired_retention=0.95))
    store.answers.add(answer(), GOOD)
    assert [event.retention for event in store.memory.reviews()] == [0.95]


def test_an_answer_can_count_later_but_only_once(store: Store) -> None:
    kept = store.answers.add(answer(mode=Mode.EXAM))
    for _ in range(2):
        store.answers.rate(kept, GOOD)
    assert len(store.memory.reviews()) == 1
    assert store.answers.last(1)[0].scheduled
    with pytest.raises(NotSo, match="there is no answer 999"):
        store.answers.rate(type(kept)(999), GOOD)


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE answers SET verdict = 'right'",
        "DELETE FROM answers",
        "UPDATE reviews SET rating = 3",
        "DELETE FROM reviews",
        "UPDATE items SET item = '{}'",
        "DELETE FROM items",
    ],
)
def test_nothing_in_the_log_can_be_edited_or_deleted(store: Store, path: Path, change: str) -> None:
    store.answers.add(answer(), GOOD)
    raw = sqlite3.connect(path)
    with pytest.raises(sqlite3.IntegrityError, match="it is only added to"):
        raw.execute(change)
    raw.close()


def memory_bytes(path: Path) -> list[tuple[object, ...]]:
    return rows(path, "SELECT *, hex(stability), hex(difficulty) FROM facts ORDER BY course, fact_id")


@given(log=histories())
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_rebuilding_from_the_log_gives_the_same_bytes(
    tmp_path_factory: pytest.TempPathFactory, log: list[Review]
) -> None:
    path = tmp_path_factory.mktemp("rebuild") / "trainer.db"
    store = open_store(path, "bakery")
    running: dict[FactId, Reviewed] = {}
    for number, event in enumerate(log):
        asked = item(f"item-{number}", facts=(event.fact_id,))
        store.answers.add(answer(number, of=asked, at=event.reviewed_at), {event.fact_id: event.rating})
        running[event.fact_id] = review(running.get(event.fact_id, NEW), event)
    before = memory_bytes(path)
    assert store.memory.reviews() == log
    assert store.memory.states() == running == replay(log)
    store.memory.rebuild()
    assert memory_bytes(path) == before
    store.close()
