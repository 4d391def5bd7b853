"""Questions made in a process of their own: the same ones, whatever becomes of the process."""

import os
import signal
from dataclasses import replace
from itertools import islice

import pytest

from tests.activities.test_apart import runs
from trainer.activities.apart import Far
from trainer.activities.desk import Desk
from trainer.activities.study import start_quiz
from trainer.questions.generate import generate, item_for
from trainer.questions.model import InTurns, Item, ItemId, Request
from trainer.seed import stream

TEN = Request(count=10, seed=5)


@pytest.fixture
def apart(desk: Desk) -> Desk:
    """The same learner, with questions made in a process of their own."""
    desk.move_out()
    return desk


def process_of(desk: Desk) -> int:
    port = desk.questions._port
    assert isinstance(port, Far)
    return port.process_id


def test_every_way_to_ask_brings_there_what_it_brings_here(desk: Desk, apart: Desk) -> None:
    here = replace(desk)
    assert list(apart.questions.items(TEN)) == list(generate(here.bank, TEN))
    turns = [
        InTurns(5, exam, domain, several)
        for exam, told in desk.course.exams.items()
        for domain in told.domains
        for several in (False, True)
    ]
    made = [list(islice(apart.questions.items(one), 6)) for one in turns]
    assert made == [list(islice(here.questions.items(one), 6)) for one in turns]
    assert any(made)
    fact = next(iter(desk.kinds))
    assert apart.questions.on_fact(fact, ("x", 1)) == item_for(here.bank, fact, stream("x", 1))
    assert apart.questions.kinds() == here.questions.kinds()
    assert "bank" not in apart.__dict__


def test_where_all_were_asked_one_comes_again_if_it_may(apart: Desk) -> None:
    fact = next(iter(apart.kinds))
    seen: set[ItemId] = set()
    for number in range(200):
        item = apart.questions.on_fact(fact, ("x", number), seen)
        if item is None:
            break
        seen.add(item.item_id)
    assert apart.questions.on_fact(fact, ("y",), seen) is None
    again = apart.questions.on_fact(fact, ("y",), seen, else_any=True)
    assert again is not None
    assert again.item_id in seen


def test_a_sitting_goes_on_after_its_process_was_killed_and_after_a_rest(apart: Desk) -> None:
    told = [item.item_id for item in generate(replace(apart).bank, TEN)]
    sitting = start_quiz(apart, 10, 5)
    asked = [item.item_id for item in (sitting.advance(), sitting.advance()) if item]
    os.kill(process_of(apart), signal.SIGKILL)
    asked += [item.item_id for item in (sitting.advance(), sitting.advance()) if item]
    apart.rest()
    while (item := sitting.advance()) is not None:
        asked.append(item.item_id)
    assert asked == told


def test_two_sittings_of_the_same_seed_do_not_take_each_others_items(apart: Desk) -> None:
    one, other = start_quiz(apart, 10, 5), start_quiz(apart, 10, 5)
    pairs = [(one.advance(), other.advance()) for _ in range(4)]
    assert all(first == second for first, second in pairs)
    assert len({first.item_id for first, _ in pairs if first}) == 4


def test_a_rest_ends_the_process_and_so_does_closing_the_desk(apart: Desk) -> None:
    for end in (apart.rest, apart.close):
        apart.questions.ready()
        child = process_of(apart)
        assert runs(child)
        end()
        assert not runs(child)


def test_a_course_that_changed_meanwhile_is_asked_in_this_process(apart: Desk) -> None:
    older = replace(apart.course, version="another")
    desk = replace(apart, load_course=lambda: older)
    desk.move_out()
    assert [item.item_id for item in desk.questions.items(TEN)]
    assert desk.questions._port is None
    assert "bank" in desk.__dict__


def test_where_no_process_can_be_had_questions_are_made_all_the_same(
    apart: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError

    monkeypatch.setattr("subprocess.Popen", refuse)
    assert isinstance(next(apart.questions.items(TEN)), Item)


def test_which_kinds_ask_a_fact_is_kept_and_a_damaged_file_only_costs_time(apart: Desk) -> None:
    told = apart.kinds
    kept = next((apart.home / "cache").glob("kinds-*.json"))
    for text in ("{", "[]", "null", '{"no-such-fact": ["lookup"]}', '{"": 3}'):
        kept.write_text(text, encoding="utf-8")
        assert replace(apart).kinds == told
