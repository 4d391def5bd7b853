"""See it happen: the timeline by moments, stepped and played."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.tui.snapshots import open_on, press, settled, shown
from trainer.activities.desk import Desk
from trainer.activities.watch import Happening, Kind, moments, turning_point, watch
from trainer.content.model import PatternId
from trainer.questions.generate import opening_item
from trainer.questions.model import Item
from trainer.tui.app import TrainerApp
from trainer.tui.door import TODAY
from trainer.tui.screens.lab import LabScreen
from trainer.tui.screens.watch import WatchScreen
from trainer.tui.widgets.command_line import CommandLine

BEGAN = datetime(2026, 1, 1, 10, tzinfo=UTC)


def happening(seconds: int, kind: Kind, text: str, running: int = 0) -> Happening:
    return Happening(BEGAN + timedelta(seconds=seconds), kind, text, running, 2)


@pytest.fixture
def scene(ecs_desk: Desk) -> Item:
    """The question that a newcomer meets first; it can be watched."""
    item = opening_item(ecs_desk.bank)
    assert isinstance(item, Item)
    return item


def test_the_opening_question_can_be_watched(ecs_desk: Desk, scene: Item) -> None:
    assert ecs_desk.course.opening == scene.pattern == PatternId(scene.pattern)
    assert len(moments(watch(ecs_desk, scene))) > 3


def test_like_things_of_one_moment_are_counted_together_and_ids_are_short() -> None:
    told = [
        happening(0, Kind.COMMAND, "create-service shop web 2"),
        happening(0, Kind.TASK, "task 01234567 PENDING"),
        happening(0, Kind.TASK, "task 89abcdef PENDING"),
        happening(9, Kind.TASK, "task 01234567 RUNNING", 1),
        happening(
            9, Kind.EVENT, f"(service web) has started 2 tasks: (task {'0' * 32}) (task {'1' * 32}).", 1
        ),
        happening(9, Kind.EVENT, f"(service web) has stopped 1 running tasks: (task {'a' * 32}).", 1),
    ]
    first, second = moments(told)
    assert first.lines == ((Kind.COMMAND, "create-service shop web 2"), (Kind.TASK, "2 tasks PENDING"))
    assert second.lines[0] == (Kind.TASK, "task 01234567 RUNNING")
    assert second.lines[1] == (Kind.EVENT, "(service web) has started 2 tasks.")
    assert (second.running, second.wanted) == (1, 2)


def test_the_story_begins_with_the_last_command() -> None:
    told = [
        happening(0, Kind.COMMAND, "create-service"),
        happening(5, Kind.TASK, "task 01234567 RUNNING"),
        happening(9, Kind.COMMAND, "kill-task web"),
        happening(12, Kind.TASK, "task 01234567 STOPPED"),
    ]
    assert turning_point(moments(told)) == 2
    assert turning_point(()) == 0


async def test_arrows_step_through_the_moments_and_stop_at_both_ends(ecs_desk: Desk, scene: Item) -> None:
    app = TrainerApp(ecs_desk, TODAY)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = WatchScreen(ecs_desk, scene)
        await app.push_screen(screen)
        await settled(pilot)
        begun = screen.moment
        await press(pilot, "right")
        assert screen.moment == begun + 1
        count = len(moments(watch(ecs_desk, scene)))
        await press(pilot, *["right"] * count)
        assert screen.moment == count - 1
        await press(pilot, *["left"] * count)
        assert screen.moment == 0


async def test_it_plays_from_the_beginning_and_stops_on_the_same_key(ecs_desk: Desk, scene: Item) -> None:
    app = TrainerApp(ecs_desk, TODAY)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = WatchScreen(ecs_desk, scene)
        await app.push_screen(screen)
        await settled(pilot)
        await press(pilot, "space")
        assert screen.moment == 0
        assert "space stop" in shown(app)
        for _ in range(100):
            if screen.moment >= 2:
                break
            await pilot.pause(0.02)
        await press(pilot, "space")
        assert screen.moment >= 2
        assert "space play" in shown(app)


async def test_a_narrow_window_keeps_the_numbers(ecs_desk: Desk, scene: Item) -> None:
    app = TrainerApp(ecs_desk, TODAY)
    async with app.run_test(size=(40, 15)) as pilot:
        await app.push_screen(WatchScreen(ecs_desk, scene))
        await settled(pilot)
        assert "running" in shown(app)
        assert "/" in shown(app)


async def test_one_key_takes_the_account_over_at_the_prompt(ecs_desk: Desk, scene: Item) -> None:
    app = TrainerApp(ecs_desk, TODAY)
    async with app.run_test(size=(100, 30)) as pilot:
        await open_on(pilot, WatchScreen(ecs_desk, scene))
        await press(pilot, "w")
        assert isinstance(app.screen, LabScreen)
        app.screen.query_one(CommandLine).value = "wait 1m"
        await press(pilot, "enter")
        assert "The world of the question" in shown(app)
        assert ecs_desk.store.labs.unfinished() == (), "nothing of it is kept"
