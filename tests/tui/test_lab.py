"""The lab screen: typed to its end, undone, hinted, completed, and laid out for every size."""

from typing import Any

import pytest
from textual.pilot import Pilot

from tests.tui.snapshots import compare, compare_sizes, press, resized, settled, shown, words
from trainer.activities.desk import Desk
from trainer.activities.lab import LabWork
from trainer.tui.app import TrainerApp
from trainer.tui.door import Door
from trainer.tui.screens.lab import LabScreen
from trainer.tui.themes import colour_in
from trainer.tui.widgets.command_line import Busy, CommandLine, shared_start
from trainer.tui.widgets.offers import offered
from trainer.tui.widgets.talk import Talk

SIZE = (100, 30)
OVEN = Door("lab", "first-oven")
CREATE = "aws ecs create-cluster --cluster-name bakery"


async def typed(pilot: Pilot[Any], line: str) -> None:
    """A line, put in at once, and Enter."""
    prompt = pilot.app.screen.query_one(CommandLine)
    prompt.value = line
    await press(pilot, "enter")


async def test_a_lab_begins_with_its_brief_its_goals_and_the_prompt(bakery_desk: Desk) -> None:
    app = TrainerApp(bakery_desk, OVEN)
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        compare(app, "lab-begun")
        await compare_sizes(pilot, "lab-begun")
        assert isinstance(app.focused, CommandLine)


async def test_a_lab_is_typed_to_its_end_and_kept_as_passed(bakery_desk: Desk) -> None:
    app = TrainerApp(bakery_desk, OVEN)
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await typed(pilot, CREATE)
        compare(app, "lab-done")
        assert "✓ Every goal was met." in shown(app)
        assert bakery_desk.store.labs.passed() == {"first-oven"}


async def test_every_solution_of_the_course_ends_its_lab_on_the_screen(ecs_desk: Desk) -> None:
    lab = ecs_desk.course.labs["first-service"]  # type: ignore[index]
    app = TrainerApp(ecs_desk, Door("lab", lab.id))
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        for stage in lab.stages:
            for line in stage.solution:
                await typed(pilot, line)
        assert "✓ Every goal was met." in shown(app)
        await resized(pilot, 80, 24)
        assert "running 2" in shown(app)


async def test_what_is_wrong_has_its_colour_whether_it_needs_one_row_or_two(bakery_desk: Desk) -> None:
    app = TrainerApp(bakery_desk, OVEN)
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await typed(pilot, "bake")
        talk = app.screen.query_one(Talk)
        for width in (100, 200):
            await resized(pilot, width, 30)
            first = next(n for n, row in enumerate(talk.lines) if row.plain.startswith("✗"))
            rows = range(first - talk.scroll_offset.y, len(talk.lines) - talk.scroll_offset.y)
            colours = {
                piece.style.color.triplet.hex
                for row in rows
                for piece in talk.render_line(row)
                if piece.text.strip() and piece.style and piece.style.color and piece.style.color.triplet
            }
            assert colours == {colour_in(app.theme_variables, "error").lower()}


async def test_undo_takes_the_last_command_back_and_the_title_counts(bakery_desk: Desk) -> None:
    app = TrainerApp(bakery_desk, OVEN)
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await typed(pilot, "aws ecs create-cluster --cluster-name other")
        assert "undo 1" in shown(app)
        assert "cluster other" in shown(app)
        await press(pilot, "f8")
        assert "undo 1" not in shown(app)
        assert "cluster other" not in shown(app)


async def test_hint_check_why_and_time_have_keys_and_letters_stay_text(bakery_desk: Desk) -> None:
    app = TrainerApp(bakery_desk, OVEN)
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await press(pilot, "f7")
        assert "It only needs a name." in shown(app)
        await press(pilot, "f6")
        assert "wanted:" in shown(app)
        await press(pilot, "f5")
        assert "10:01:00" in shown(app)
        await press(pilot, "h", "question_mark", "slash")
        assert app.screen.query_one(CommandLine).value == "h?/"


async def test_the_solution_asks_first(bakery_desk: Desk) -> None:
    app = TrainerApp(bakery_desk, OVEN)
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await typed(pilot, "solution")
        assert CREATE not in shown(app)
        await typed(pilot, "solution yes")
        assert CREATE in shown(app)


async def test_tab_completes_and_offers_what_is_possible(bakery_desk: Desk) -> None:
    app = TrainerApp(bakery_desk, OVEN)
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        prompt = app.screen.query_one(CommandLine)
        prompt.insert_text_at_cursor("aws ecs create-")
        await press(pilot, "c", "tab")
        assert prompt.value.startswith("aws ecs create-c")
        assert "create-cluster" in shown(app).split("aws ecs create-c")[0]
        await press(pilot, *"lus", "tab")
        assert prompt.value == "aws ecs create-cluster "
        prompt.insert_text_at_cursor("--cluster")
        await press(pilot, "tab")
        assert prompt.value == "aws ecs create-cluster --cluster-name "


async def test_what_was_typed_comes_back_by_arrow(bakery_desk: Desk) -> None:
    app = TrainerApp(bakery_desk, OVEN)
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await typed(pilot, "hint")
        await press(pilot, "up")
        assert app.screen.query_one(CommandLine).value == "hint"
        await press(pilot, "down")
        assert app.screen.query_one(CommandLine).value == ""


async def test_a_wrong_line_is_said_with_a_sign_and_changes_nothing(bakery_desk: Desk) -> None:
    app = TrainerApp(bakery_desk, OVEN)
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await typed(pilot, "bake")
        assert '✗ "bake" is no command here.' in shown(app)
        assert bakery_desk.store.labs.latest("first-oven") is None  # type: ignore[arg-type]


async def test_a_lab_goes_on_where_it_was_left(bakery_desk: Desk) -> None:
    app = TrainerApp(bakery_desk, OVEN)
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await typed(pilot, "aws ecs create-cluster --cluster-name other")
        await press(pilot, "escape", "b", "enter")
        assert isinstance(app.screen, LabScreen)
        assert "You go on after 1 command." in words(app)
        assert "cluster other" in shown(app)


async def test_panes_change_places_also_where_only_one_has_room(bakery_desk: Desk) -> None:
    app = TrainerApp(bakery_desk, OVEN)
    async with app.run_test(size=(40, 15)) as pilot:
        await settled(pilot)
        assert "your account" not in shown(app)
        await press(pilot, "f4")
        assert "your account" in shown(app)
        await press(pilot, "f4")
        assert "your account" not in shown(app)
        await resized(pilot, 100, 30)
        assert "your account" in shown(app)


@pytest.mark.parametrize("size", [(80, 24), (40, 15)])
async def test_what_is_said_is_seen_also_from_a_large_cluster_and_time_leaves_it(
    bakery_desk: Desk, size: tuple[int, int]
) -> None:
    app = TrainerApp(bakery_desk, OVEN)
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        talk = app.screen.query_one(Talk)
        await press(pilot, "f4", "f5")
        assert not talk.region.height
        await press(pilot, "f6")
        assert "$ check" in shown(app)
        await press(pilot, "f4")
        assert not talk.region.height
        await press(pilot, "f3")
        assert talk.region.height


async def test_a_key_that_comes_too_early_is_told_what_it_waits_for(
    bakery_desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = TrainerApp(bakery_desk, OVEN)
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await settled(pilot)
        monkeypatch.setattr(LabWork, "busy", True)
        await press(pilot, "f6")
        assert "The account is being made ready; once more in a moment." in words(app)
        app.screen.query_one(CommandLine).busy(Busy())
        await press(pilot, "f6")
        assert "The line before is still worked on; esc stops it." in words(app)


async def test_the_list_of_labs_says_what_is_done(bakery_desk: Desk) -> None:
    app = TrainerApp(bakery_desk, OVEN)
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await typed(pilot, CREATE)
        await press(pilot, "escape", "b")
        await compare_sizes(pilot, "labs")


def test_words_are_offered_in_columns_and_the_rest_is_counted() -> None:
    assert offered(["aa", "bb", "cc", "dd"], 8, rows=2) == "aa  cc\nbb  dd"
    assert offered(["aa", "bb", "cc"], 4, rows=2) == "aa\n… 2 more"[:7]
    assert offered([], 80) == ""


def test_what_words_share() -> None:
    assert shared_start(["create-cluster", "create-capacity-provider"]) == "create-c"
    assert shared_start(["one"]) == "one"
    assert shared_start([]) == ""
