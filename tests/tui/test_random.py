"""Random keys, clicks and sizes on every screen: nothing breaks, nothing that was kept is lost."""

from pathlib import Path

import pytest
from textual import events

from tests.tui.screens import WAYS, settled_learner
from tests.tui.snapshots import press, settled
from tests.tui.wanderer import MORE, wander
from trainer.activities.desk import Desk
from trainer.tui.actions import own_actions
from trainer.tui.app import SCREENS, TrainerApp
from trainer.tui.door import Door
from trainer.tui.page import Page
from trainer.tui.screens.find import FindScreen
from trainer.tui.screens.help import HelpScreen

KEYS = 200
"""On each screen; `python -m tests.bench.wander` does 5,000."""


@pytest.mark.parametrize("place", [*WAYS, *MORE, "notes"])
async def test_whatever_is_pressed_the_program_goes_on(bakery_desk: Desk, place: str, tmp_path: Path) -> None:
    settled_learner(bakery_desk)
    wandered = await wander(bakery_desk, place, seed=1, keys=KEYS, folder=tmp_path)
    kept = bakery_desk.store.answers.briefs()
    assert len(kept) >= wandered.answers - 1  # an answer may have been taken back


@pytest.mark.parametrize("door", sorted(SCREENS))
async def test_a_screen_that_is_left_before_it_stands_breaks_nothing(bakery_desk: Desk, door: str) -> None:
    settled_learner(bakery_desk)
    app = TrainerApp(bakery_desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        for _ in range(3):
            app.open_door(Door(door, facts=tuple(bakery_desk.course.facts)[:1]))
            if len(app.screen_stack) > 2:  # some have nothing to show here and say so
                app.pop_screen()
            await pilot.pause()
        await settled(pilot)
        assert getattr(app.screen, "place", "") == "today"


@pytest.mark.parametrize("door", sorted(SCREENS))
async def test_a_key_that_reaches_a_screen_before_it_stands_breaks_nothing(
    bakery_desk: Desk, door: str
) -> None:
    settled_learner(bakery_desk)
    app = TrainerApp(bakery_desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        app.open_door(Door(door, facts=tuple(bakery_desk.course.facts)[:1]))
        screen = app.screen
        for action in own_actions(getattr(screen, "place", "")):
            await app.run_action(action.method, screen)
        while not app.screen.is_mounted:
            await pilot.pause()
        await settled(pilot)
        assert app.is_running
        assert app.return_code is None


async def test_a_click_where_something_has_just_gone_does_nothing(bakery_desk: Desk) -> None:
    settled_learner(bakery_desk)
    app = TrainerApp(bakery_desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        gone = app.screen.query_one("#title")
        place = gone.region.offset
        parent = gone.parent
        gone._detach()  # as while a notice leaves: it is on the screen until the next layout
        assert app.screen._compositor.get_widget_and_offset_at(*place)[0] is gone
        await pilot.mouse_down(offset=place)
        assert app.is_running
        assert parent is not None
        gone._attach(parent)


async def test_what_was_left_with_an_answer_is_not_left_twice(bakery_desk: Desk) -> None:
    settled_learner(bakery_desk)
    app = TrainerApp(bakery_desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("l", "slash")
        await settled(pilot)
        found = app.screen
        assert isinstance(found, FindScreen)
        await pilot.press("f1")
        await settled(pilot)
        found.dismiss()  # a click from before the help came
        await settled(pilot)
        assert isinstance(app.screen, HelpScreen)
        await pilot.press("escape")
        await settled(pilot)
        for _ in range(2):  # two clicks in one moment
            found.dismiss()
        await settled(pilot)
        assert getattr(app.screen, "place", "") == "lessons"


async def test_what_was_to_be_done_after_a_refresh_is_dropped_with_the_page(bakery_desk: Desk) -> None:
    settled_learner(bakery_desk)
    app = TrainerApp(bakery_desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "l")
        page = app.screen
        assert isinstance(page, Page)
        done: list[str] = []
        page.call_after_refresh(done.append, "stands")
        await settled(pilot)
        await page.remove_children()
        page.call_after_refresh(done.append, "gone")
        await settled(pilot)
        assert done == ["stands"]


async def test_a_key_that_comes_after_the_one_that_left_does_nothing(bakery_desk: Desk) -> None:
    settled_learner(bakery_desk)
    app = TrainerApp(bakery_desk, Door("pictures"))
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        app.pop_screen()  # as while the program ends
        await app.action_back()
        assert len(app.screen_stack) == 1
    assert not app.screen_stack
    await app.on_event(events.Key("a", "a"))
