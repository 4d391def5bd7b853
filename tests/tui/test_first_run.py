"""The first run: a question before any form, its consequence, then exam and date, then three ways on."""

from datetime import date

import pytest

from tests.tui.screens import settled_learner
from tests.tui.snapshots import open_on, press, settled, shown, words
from trainer.activities.desk import Desk
from trainer.tui.app import TrainerApp
from trainer.tui.card import WELCOME as TITLE
from trainer.tui.card import Card
from trainer.tui.curtain import Curtain
from trainer.tui.door import TODAY, Door
from trainer.tui.screens.watch import WatchScreen
from trainer.tui.widgets.prompt import Prompt

SIZE = (80, 24)
WELCOME = Door("welcome")


def place(app: TrainerApp) -> str:
    return str(getattr(app.screen, "place", ""))


async def test_two_keys_answer_the_first_question_and_one_more_shows_its_consequence(ecs_desk: Desk) -> None:
    app = TrainerApp(ecs_desk, WELCOME)
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        assert "Welcome" in shown(app)
        await press(pilot, "a", "enter")
        assert ecs_desk.store.progress.counts(ecs_desk.now()).answers == 1
        await press(pilot, "s")
        assert isinstance(app.screen, WatchScreen)
        assert "It shows:" in shown(app)
        await press(pilot, "enter")
        assert place(app) == "welcome"


@pytest.mark.parametrize("columns", [80, 120])
async def test_the_first_words_stay_where_they_were_painted_first(ecs_desk: Desk, columns: int) -> None:
    app = TrainerApp(ecs_desk, WELCOME)
    async with app.run_test(size=(columns, 40)) as pilot:
        await settled(pilot)
        there = app.screen.query_one(Prompt).content_region.offset
        await open_on(pilot, Curtain(Card(TITLE, "A question.")))
        assert app.screen.query_one(Prompt).content_region.offset == there
        settled_learner(ecs_desk)
        app.open_door(TODAY)
        await settled(pilot)
        there = app.screen.query_one("#title").content_region.offset
        await open_on(pilot, Curtain(Card("trainer", "Today")))
        assert app.screen.query_one(Prompt).content_region.offset == there


async def test_exam_and_date_come_after_the_question_and_are_kept(ecs_desk: Desk) -> None:
    app = TrainerApp(ecs_desk, WELCOME)
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await press(pilot, "a", "enter", "enter")
        assert place(app) == "setup"
        await press(pilot, "down", "enter", *"2026-12-11", "enter")
        assert place(app) == "ways"
        kept = ecs_desk.store.settings.load()
        assert (kept.exam, kept.exam_on, kept.first_run_done) == ("DVA-C02", date(2026, 12, 11), True)


async def test_a_wrong_date_is_said_and_stays_until_it_is_mended(ecs_desk: Desk) -> None:
    app = TrainerApp(ecs_desk, WELCOME)
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await press(pilot, "a", "enter", "enter", "enter", *"11.12.", "enter")
        assert place(app) == "setup"
        assert '"11.12." is no date; write it as year-month-day' in words(app)
        await press(pilot, *["backspace"] * 6, *"2020-01-01", "enter")
        assert "lies in the past" in words(app)


async def test_both_may_be_skipped_and_the_three_ways_are_there(ecs_desk: Desk) -> None:
    app = TrainerApp(ecs_desk, WELCOME)
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await press(pilot, "a", "enter", "enter", "escape")
        assert place(app) == "ways"
        assert ecs_desk.store.settings.load().exam is None
        assert {"Read:", "quiz", "lab:"} <= set(shown(app).split())


async def test_each_way_leads_on_and_back_leads_to_today(ecs_desk: Desk) -> None:
    for keys, reached in (
        ((), "lesson"),
        (("down",), "question"),
        (("down",) * 2, "question"),
        (("down",) * 3, "lab"),
        (("end",), "today"),
    ):
        app = TrainerApp(ecs_desk, WELCOME)
        async with app.run_test(size=SIZE) as pilot:
            await settled(pilot)
            await press(pilot, "a", "enter", "enter", "escape", *keys, "enter")
            assert place(app) == reached
            await press(pilot, "escape")
            assert place(app) == "today"


async def test_who_skips_the_question_is_not_asked_it_again(ecs_desk: Desk) -> None:
    app = TrainerApp(ecs_desk, WELCOME)
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await press(pilot, "q")
        assert place(app) == "today"
        assert ecs_desk.store.settings.load().first_run_done


async def test_the_way_past_the_question_is_named_in_the_row_of_keys(ecs_desk: Desk) -> None:
    app = TrainerApp(ecs_desk, Door("welcome"))
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert "esc skip" in shown(app).splitlines()[-1]
        await press(pilot, "escape")
        assert getattr(app.screen, "place", "") == "today"


async def test_from_today_back_leads_out_and_asks_nothing(ecs_desk: Desk) -> None:
    app = TrainerApp(ecs_desk, TODAY)
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await press(pilot, "l", "enter", "escape", "escape")
        assert place(app) == "today"
        await pilot.press("escape")
    assert app.return_code == 0
