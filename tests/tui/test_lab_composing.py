"""Three labs done without typing the name of an option: things, deeds and values are chosen."""

from collections.abc import Sequence
from typing import Any

from textual.pilot import Pilot
from textual.widgets import Input, OptionList

from tests.tui.snapshots import press, settled, shown
from trainer.activities.desk import Desk
from trainer.tui.app import TrainerApp
from trainer.tui.door import Door
from trainer.tui.screens.compose import ComposeScreen
from trainer.tui.screens.editor import EditorScreen
from trainer.tui.screens.lab import LabScreen
from trainer.tui.widgets.command_line import CommandLine

SIZE = (100, 30)
Filled = Sequence[tuple[str, str]]


async def choose(pilot: Pilot[Any], words: str) -> None:
    """Narrow the list by words, and take the first that is left."""
    pilot.app.screen.query_one(Input).value = words
    await pilot.pause()
    await press(pilot, "enter")


async def compose(pilot: Pilot[Any], thing: str, deed: str, filled: Filled = ()) -> None:
    """Compose a command by its fields' names, put it at the prompt, run it."""
    await press(pilot, "f10")
    assert isinstance(pilot.app.screen, ComposeScreen)
    await choose(pilot, thing)
    await choose(pilot, deed)
    entries = pilot.app.screen._composing.entries
    for label, value in filled:
        row = next(place for place, (name, _) in enumerate(entries()) if name.lstrip("* ") == label)
        pilot.app.screen.query_one(OptionList).highlighted = row
        pilot.app.screen._turned()
        pilot.app.screen.query_one(Input).value = value
        await pilot.pause()
    await press(pilot, "ctrl+s")
    assert isinstance(pilot.app.screen, LabScreen)
    assert pilot.app.screen.query_one(CommandLine).value.startswith("aws ")
    await press(pilot, "enter")


async def typed(pilot: Pilot[Any], *lines: str) -> None:
    """Words of the prompt: none of them is an option."""
    for line in lines:
        assert "--" not in line
        pilot.app.screen.query_one(CommandLine).value = line
        await press(pilot, "enter")


async def guided(pilot: Pilot[Any], steps: int) -> None:
    """Steps that stand ready."""
    for _ in range(steps):
        await press(pilot, "enter")


async def test_the_first_service_is_made_by_choosing(ecs_desk: Desk) -> None:
    app = TrainerApp(ecs_desk, Door("lab", "first-service"))
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await guided(pilot, 2)
        await compose(
            pilot,
            "cluster shop",
            "ecs create-service",
            [
                ("service name", "web"),
                ("task definition", "web"),
                ("desired count", "2"),
                ("launch type", "FARGATE"),
                ("network configuration › awsvpc configuration › subnets", "subnet-0de0000000000001a"),
                ("network configuration › awsvpc configuration › assign public ip", "ENABLED"),
            ],
        )
        await typed(pilot, "wait until steady", "kill web", "wait until steady")
        assert "✓ Every goal was met." in shown(app)
        assert "first-service" in ecs_desk.store.labs.passed()


async def test_a_stuck_deployment_is_freed_by_choosing(ecs_desk: Desk) -> None:
    app = TrainerApp(ecs_desk, Door("lab", "stuck"))
    maximum = "deployment configuration › maximum percent"
    minimum = "deployment configuration › minimum healthy percent"
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await guided(pilot, 3)
        await compose(pilot, "service web", "update-service", [(maximum, "200"), (minimum, "100")])
        await typed(pilot, "wait until steady")
        await compose(pilot, "service web", "update-service", [(maximum, "150"), (minimum, "100")])
        await typed(pilot, "wait 10m")
        assert "✓ Every goal was met." in shown(app)


async def test_a_thermostat_is_set_by_choosing(ecs_desk: Desk) -> None:
    app = TrainerApp(ecs_desk, Door("lab", "tracking"))
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await guided(pilot, 2)
        await typed(pilot, "load rush", "wait 10m", "wait 10m")
        await compose(pilot, "service web", "register-scalable-target", [("min capacity", "1")])
        await typed(pilot, "wait 90m")
        assert "✓ Every goal was met." in shown(app)


async def test_tab_walks_through_the_choices_and_escape_goes_back_step_by_step(bakery_desk: Desk) -> None:
    app = TrainerApp(bakery_desk, Door("lab", "first-oven"))
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await press(pilot, "f10", "enter")
        await choose(pilot, "register-task-definition")
        await press(pilot, "ctrl+s")
        assert "still needed: family" in shown(app)
        await press(pilot, *"bread", "enter")
        assert "still needed: container definitions › name" in shown(app)
        await press(pilot, "escape")
        assert "What shall be done with it?" in shown(app)
        await press(pilot, "escape", "escape")
        assert isinstance(app.screen, LabScreen)


async def test_a_list_is_given_a_second_entry_with_a_key_and_loses_it_with_another(bakery_desk: Desk) -> None:
    app = TrainerApp(bakery_desk, Door("lab", "first-oven"))
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "f10", "enter")
        await choose(pilot, "register-task-definition")
        await press(pilot, *"bread", "enter", *"oven", "ctrl+n")
        assert "container definitions 2 › name" in shown(app)
        assert "ctrl+n one more  ctrl+r remove" in shown(app)
        await press(pilot, *"door")
        assert "name=oven name=door" in " ".join(shown(app).split())
        await press(pilot, "ctrl+r")
        assert "container definitions 2" not in shown(app)
        assert "name=door" not in shown(app)
        await press(pilot, "ctrl+n", *"lamp", "ctrl+s")
        prompt = app.screen.query_one(CommandLine)
        assert prompt.value.endswith("--container-definitions name=oven name=lamp")


async def test_a_long_line_is_seen_to_its_end_and_edited_over_several_lines(ecs_desk: Desk) -> None:
    app = TrainerApp(ecs_desk, Door("lab", "stuck"))
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert "image=shop/web:2,cpu=256,memory=900" in "".join(shown(app).split())
        await press(pilot, "f12")
        assert isinstance(app.screen, EditorScreen)
        assert "  --family web" in shown(app)
        await press(pilot, "ctrl+s")
        prompt = app.screen.query_one(CommandLine)
        assert prompt.value.startswith(
            "aws ecs register-task-definition --family web --container-definitions"
        )


async def test_what_is_pasted_over_several_lines_is_looked_at_first(bakery_desk: Desk) -> None:
    app = TrainerApp(bakery_desk, Door("lab", "first-oven"))
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        prompt = app.screen.query_one(CommandLine)
        prompt.post_message(
            CommandLine.Pasted("aws ecs create-cluster \\\n  --cluster-name bakery\nwait 1m\n")
        )
        await settled(pilot)
        assert isinstance(app.screen, EditorScreen)
        await press(pilot, "ctrl+s")
        assert "✓ Every goal was met." in shown(app)
        assert "10:01:00" in shown(app)
