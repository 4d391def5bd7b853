"""One table of actions: every screen reached by keyboard, every action in help, palette and its screen."""

import pytest

from tests.tui.screens import WAYS, settled_learner
from tests.tui.snapshots import compare_sizes, press, settled, shown, words
from trainer.activities.desk import Desk
from trainer.tui.actions import (
    ACTIONS,
    EVERYWHERE,
    EVERYWHERES,
    NAMED,
    actions_of,
    own_actions,
    reachable,
    taken_by,
)
from trainer.tui.app import SCREENS, TrainerApp
from trainer.tui.door import TODAY
from trainer.tui.palette import PLACES, commands
from trainer.tui.screens.help import HelpScreen
from trainer.tui.widgets.keys import KeyHint, KeyRow, fitting

SIZE = (80, 24)
ELSEWHERE = {"exam", "exam-overview", "exam-result", "exam-review", "notes"}
"""Screens inside an exam are tested in `test_exam.py`, notes need a file: `test_reading.py`."""


@pytest.mark.parametrize("place", WAYS)
async def test_each_screen_is_reached_by_keys_and_its_help_and_palette_name_every_action(
    ecs_desk: Desk, place: str
) -> None:
    way = WAYS[place]
    settled_learner(ecs_desk)
    app = TrainerApp(ecs_desk, way.door)
    async with app.run_test(size=(100, 60)) as pilot:
        await settled(pilot)
        await press(pilot, *way.keys)
        screen = app.screen
        assert getattr(screen, "place", "") == place

        for action in own_actions(place):
            assert hasattr(screen, f"action_{action.method}"), f"{place} cannot do {action.name}"
        found = {one.title for one in commands(app, app.desk.course, screen, app.open_door, {})}
        for action in actions_of(place):
            if action.name != "command-palette":
                assert action.words.rstrip(".") in found

        await press(pilot, "f1")
        assert isinstance(app.screen, HelpScreen)
        told = words(app)
        for action in actions_of(place):
            assert action.words in told
            assert any(f" {key} " in told for key in reachable(action, place, {})) or not reachable(
                action, place, {}
            )
        await press(pilot, "escape")
        assert app.screen is screen


@pytest.mark.parametrize("place", [place for place in WAYS if place in NAMED["quick-quiz"].where])
async def test_a_quick_quiz_is_one_key_away(bakery_desk: Desk, place: str) -> None:
    way = WAYS[place]
    settled_learner(bakery_desk)
    app = TrainerApp(bakery_desk, way.door)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, *way.keys, "q")
        assert getattr(app.screen, "place", "") == "question"


def test_what_many_screens_have_comes_after_their_own_but_where_it_is_at_home() -> None:
    lesson = [action.name for action in own_actions("lesson")]
    assert (lesson[0], lesson[-2:]) == ("section-question", ["quick-quiz", "copy"])
    assert [action.name for action in own_actions("today")][:2] == ["start", "quick-quiz"]


def test_every_place_of_the_table_is_tested_somewhere() -> None:
    places = {place for action in ACTIONS for place in action.where} - {EVERYWHERE}
    assert places <= set(WAYS) | ELSEWHERE


def test_every_door_is_in_the_palette_or_needs_a_file_or_a_lesson() -> None:
    named = {door.screen for _, _, door in PLACES}
    assert set(SCREENS) - named == {"welcome", "notes", "check", "test-out", "fact"}


@pytest.mark.parametrize(
    "place", sorted({place for action in ACTIONS for place in action.where} - {EVERYWHERE})
)
def test_no_key_of_a_screen_does_two_things(place: str) -> None:
    keys = [key for action in own_actions(place) for key in action.keys.split(",")]
    assert len(keys) == len(set(keys))


def test_what_works_everywhere_keeps_a_key_on_every_screen() -> None:
    for place in {place for action in ACTIONS for place in action.where} - {EVERYWHERE}:
        for action in EVERYWHERES:
            assert reachable(action, place, {}) or action.keys.split(",")[0] in taken_by(place, {})


async def test_the_palette_finds_a_lesson_by_its_name_and_opens_it(ecs_desk: Desk) -> None:
    settled_learner(ecs_desk)
    app = TrainerApp(ecs_desk, TODAY)
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await press(pilot, "slash", *"iamroles")
        await press(pilot, "enter")
        assert getattr(app.screen, "place", "") == "lesson"


async def test_a_click_on_a_key_does_what_the_key_does(ecs_desk: Desk) -> None:
    settled_learner(ecs_desk)
    app = TrainerApp(ecs_desk, TODAY)
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        row = shown(app).splitlines()[-1]
        await pilot.click(KeyRow, offset=(row.index("lessons"), 0))
        await settled(pilot)
        assert getattr(app.screen, "place", "") == "lessons"


async def test_help_looks_as_it_should(bakery_desk: Desk) -> None:
    settled_learner(bakery_desk)
    app = TrainerApp(bakery_desk, TODAY)
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await press(pilot, "question_mark")
        await compare_sizes(pilot, "help")


@pytest.mark.parametrize("size", [(39, 20), (80, 11), (1, 1)])
async def test_without_room_it_asks_for_room_and_comes_back(ecs_desk: Desk, size: tuple[int, int]) -> None:
    settled_learner(ecs_desk)
    app = TrainerApp(ecs_desk, TODAY)
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        whole = shown(app)
        await pilot.resize_terminal(*size)
        await settled(pilot)
        if size[0] > 10:
            assert "More room, please: at least 40 columns and 12 rows." in words(app)
            assert "Today" not in shown(app)
        await pilot.resize_terminal(*SIZE)
        await settled(pilot)
        assert shown(app) == whole
        await press(pilot, "enter")
        assert getattr(app.screen, "place", "") == "lesson"


def test_the_row_of_keys_shows_whole_keys_only() -> None:
    hints = [KeyHint("a", "first", "x"), KeyHint("b", "second", "x")]
    assert [hint.key for hint in fitting(hints, 7)] == ["a"]
    assert [hint.key for hint in fitting(hints, 6)] == []
    assert [hint.key for hint in fitting(hints, 18)] == ["a", "b"]
