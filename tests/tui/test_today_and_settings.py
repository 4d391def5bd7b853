"""Today's plan and the settings: what is proposed, what is kept, what is said about a wrong entry."""

from dataclasses import replace
from datetime import date

import pytest

from tests.fakes.clock import FixedClock
from tests.tui.screens import practise, settled_learner
from tests.tui.snapshots import compare_sizes, press, settled, shown, words
from trainer.activities.desk import Desk
from trainer.activities.read import mark_read
from trainer.activities.study import start_review
from trainer.activities.today import keep_settings
from trainer.questions.model import Response
from trainer.store.model import Pictures
from trainer.tui.app import TrainerApp
from trainer.tui.door import TODAY, Door
from trainer.tui.themes import CHOICES
from trainer.tui.widgets import pixels

SIZE = (80, 24)


async def test_today_proposes_with_minutes_and_reasons_and_counts_the_days(bakery_desk: Desk) -> None:
    settled_learner(bakery_desk)
    lesson = bakery_desk.course.lessons["baking"]  # type: ignore[index]
    mark_read(bakery_desk, lesson.id, lesson.sections[0])
    exam = next(iter(bakery_desk.course.exams))
    kept = replace(bakery_desk.store.settings.load(), exam=exam, exam_on=date(2026, 12, 11))
    keep_settings(bakery_desk, kept)
    app = TrainerApp(bakery_desk, TODAY)
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        assert "exam in 19 days (11 Dec 2026)" in shown(app)
        await compare_sizes(pilot, "today")


async def test_where_rows_are_few_the_first_line_is_seen_and_keys_reach_the_last(ecs_desk: Desk) -> None:
    settled_learner(ecs_desk)
    practise(ecs_desk)
    lesson = ecs_desk.course.lessons["iam-roles"]  # type: ignore[index]
    for section in lesson.sections:
        mark_read(ecs_desk, lesson.id, section)
    app = TrainerApp(ecs_desk, TODAY)
    async with app.run_test(size=(40, 15)) as pilot:
        await settled(pilot)
        first = shown(app).splitlines()[2]
        assert " facts" in first
        await press(pilot, "end")
        assert "Quick quiz" in shown(app)
        assert "of the last 7 days" in shown(app)
        await press(pilot, "home")
        assert shown(app).splitlines()[2] == first


async def test_a_lesson_with_a_long_name_is_named_whole_beside_its_reason(ecs_desk: Desk) -> None:
    settled_learner(ecs_desk)
    for lesson in list(ecs_desk.course.lessons.values())[:4]:
        for section in lesson.sections:
            mark_read(ecs_desk, lesson.id, section)
    app = TrainerApp(ecs_desk, TODAY)
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        assert "Read: Load balancers in front of a service   2 min  the next lesson" in shown(app)
        assert "on a simulated account" in shown(app)
        assert "…" not in shown(app).split("Ready?")[0]


@pytest.mark.parametrize("theme", CHOICES)
async def test_what_stands_beside_the_title_is_as_muted_as_what_stands_below(
    bakery_desk: Desk, theme: str
) -> None:
    settled_learner(bakery_desk)
    app = TrainerApp(bakery_desk, TODAY)
    app.theme = theme
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "l", "escape")
        assert app.theme == theme
        looks = [
            segment.style and (segment.style.color, bool(segment.style.bold))
            for widget in (app.screen.query_one("#title"), app.screen.query_one("#standing"))
            for y in range(widget.size.height)
            for segment in widget.render_line(y)
            if "minutes a day" in segment.text or "lessons read" in segment.text
        ]
        assert len(looks) == 2
        assert looks[0] == looks[1]


async def test_enter_starts_the_line_under_the_cursor(bakery_desk: Desk) -> None:
    settled_learner(bakery_desk)
    app = TrainerApp(bakery_desk, TODAY)
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await press(pilot, "enter")
        assert getattr(app.screen, "place", "") == "lesson"
        await press(pilot, "escape", "end", "enter")
        assert getattr(app.screen, "place", "") == "question"


async def test_what_was_done_meanwhile_changes_the_plan(ecs_desk: Desk) -> None:
    settled_learner(ecs_desk)
    app = TrainerApp(ecs_desk, TODAY)
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        assert "you have met" not in shown(app)
        await press(pilot, "l")
        lesson = ecs_desk.course.lessons["iam-roles"]  # type: ignore[index]
        for section in lesson.sections:
            mark_read(ecs_desk, lesson.id, section)
        await press(pilot, "escape")
        assert "facts you have met" in shown(app)


@pytest.mark.parametrize(
    ("days", "said"),
    [(0, "exam today"), (1, "exam tomorrow"), (-3, "exam was on")],
)
async def test_the_days_near_the_exam_have_words(
    bakery_desk: Desk, clock: FixedClock, days: int, said: str
) -> None:
    settled_learner(bakery_desk)
    kept = replace(bakery_desk.store.settings.load(), exam_on=date(2026, 11, 22))
    keep_settings(bakery_desk, kept)
    clock.advance(days=-days)
    app = TrainerApp(bakery_desk, TODAY)
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        assert said in shown(app)


async def test_settings_are_kept_and_the_colours_with_them(
    bakery_desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        pixels, "find_spec", lambda _: None
    )  # what is said of the extra is the same everywhere
    settled_learner(bakery_desk)
    app = TrainerApp(bakery_desk, Door("settings"))
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await compare_sizes(pilot, "settings")
        await press(pilot, "up", "enter", *"2027-01-31", "enter", "end", *["backspace"] * 2, *"40", "enter")
        await press(pilot, "end", *["backspace"] * 2, *"85", "enter", *["space", "enter"] * 2)
        await press(pilot, "space", "tab", "down", "enter")
        await press(pilot, "down", "enter")
        kept = bakery_desk.store.settings.load()
        assert (kept.exam, kept.exam_on, kept.minutes_a_day) == ("BAKER-1", date(2027, 1, 31), 40)
        assert kept.theme == list(CHOICES)[1] == app.theme
        assert (kept.desired_retention, kept.sparing, kept.commit_first, kept.motion) == (
            0.85,
            True,
            False,
            True,
        )
        assert kept.pictures is Pictures.PIXELS
        assert app.animation_level == "full"
        assert getattr(app.screen, "place", "") == "today"


@pytest.mark.parametrize(
    ("typed", "complaint"),
    [("31.1.27", '"31.1.27" is no date'), ("2020-01-01", "lies in the past")],
)
async def test_a_wrong_date_is_said_and_nothing_is_kept(
    bakery_desk: Desk, typed: str, complaint: str
) -> None:
    app = TrainerApp(bakery_desk, Door("settings"))
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await press(pilot, "tab", *typed, "ctrl+s")
        assert complaint in words(app)
        assert getattr(app.screen, "place", "") == "settings"
        assert bakery_desk.store.settings.load().exam_on is None


async def test_minutes_have_bounds(bakery_desk: Desk) -> None:
    app = TrainerApp(bakery_desk, Door("settings"))
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await press(pilot, "tab", "tab", "end", *"99", "ctrl+s")
        assert "a number from 1 to 600" in words(app)


async def test_recall_has_bounds(bakery_desk: Desk) -> None:
    app = TrainerApp(bakery_desk, Door("settings"))
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await press(pilot, "tab", "tab", "tab", "end", *"9", "ctrl+s")
        assert "recall must be a number from 70 to 97" in words(app)


async def test_leaving_the_settings_takes_the_colours_back(bakery_desk: Desk) -> None:
    app = TrainerApp(bakery_desk, Door("settings"))
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        before = app.theme
        await press(pilot, *["tab"] * 8, "down")
        assert app.theme != before
        await press(pilot, "escape")
        assert app.theme == before


async def test_after_a_gap_a_short_restart_is_offered_first(bakery_desk: Desk, clock: FixedClock) -> None:
    settled_learner(bakery_desk)
    lesson = bakery_desk.course.lessons["baking"]  # type: ignore[index]
    for section in lesson.sections:
        mark_read(bakery_desk, lesson.id, section)
    sitting = start_review(bakery_desk)
    while (item := sitting.advance()) is not None:
        sitting.answer(Response(chosen=item.key) if item.options else Response(typed=item.answer[0]))
    clock.advance(days=20)
    app = TrainerApp(bakery_desk, TODAY)
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        assert "Welcome back" in shown(app)
        assert "Begin again with" in shown(app)
        await press(pilot, "enter")
        assert getattr(app.screen, "place", "") == "question"
