"""Lessons, pictures and one's own notes: what is shown, what a key does, what is kept."""

import webbrowser
from collections.abc import Iterable
from pathlib import Path

import pytest

from tests.tui.bakery import ITEMS
from tests.tui.screens import asking, note
from tests.tui.snapshots import compare_sizes, press, resized, settled, shown, words
from trainer.activities.desk import Desk
from trainer.activities.read import mark_read
from trainer.tui.app import TrainerApp
from trainer.tui.door import Door
from trainer.tui.screens.figure import FigureScreen
from trainer.tui.screens.lesson import LessonScreen
from trainer.tui.widgets.reader import Reader
from trainer.tui.widgets.typeset import COLUMN, GUTTER

SIZE = (80, 24)
RISING = Door("lessons", "rising")


def place(app: TrainerApp) -> str:
    return str(getattr(app.screen, "place", ""))


def sections_read(desk: Desk) -> set[str]:
    return {reading.section_id for reading in desk.store.readings.all()}


async def test_the_outline_shows_how_far_one_is(desk: Desk) -> None:
    lesson = desk.course.lessons[next(iter(desk.course.lessons))]
    mark_read(desk, lesson.id, lesson.sections[0])
    app = TrainerApp(desk, Door("lessons"))
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await compare_sizes(pilot, "lessons")
        await press(pilot, "enter")
        assert place(app) == "lesson"


async def test_a_lesson_sets_bullets_tables_callouts_and_its_picture(desk: Desk) -> None:
    app = TrainerApp(desk, RISING)
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await press(pilot, "n")
        await compare_sizes(pilot, "lesson")


async def test_turning_on_marks_a_section_as_read_and_after_the_last_come_the_questions(
    bakery_desk: Desk,
) -> None:
    lesson = bakery_desk.course.lessons["flours"]  # type: ignore[index]
    app = TrainerApp(bakery_desk, Door("lessons", "flours"))
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        for section in lesson.sections:
            assert section.id not in sections_read(bakery_desk)
            await press(pilot, "n")
            assert section.id in sections_read(bakery_desk)
        assert place(app) == "question"
        await press(pilot, "escape")
        assert place(app) == "today"


async def test_a_section_read_for_the_first_time_is_followed_by_one_question(ecs_desk: Desk) -> None:
    app = TrainerApp(ecs_desk, Door("lessons", "iam-roles"))
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await press(pilot, "enter")
        assert place(app) == "question"
        assert "1 of 1" in shown(app)
        await press(pilot, "question_mark", "enter")
        assert isinstance(app.screen, LessonScreen), "its verdict is all there is to say"
        assert "section 2 of" in shown(app)
        await press(pilot, "enter", "escape")
        assert "section 3 of" in shown(app), "a question can be skipped"
        await press(pilot, "p", "enter")
        assert "section 3 of" in shown(app), "what was read before is not asked again"


async def test_going_back_a_section_marks_nothing(desk: Desk) -> None:
    app = TrainerApp(desk, RISING)
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await press(pilot, "n", "p")
        assert len(sections_read(desk)) == 1
        assert "section 1 of" in shown(app)


async def test_ask_me_now_asks_on_this_section_and_comes_back_to_it(ecs_desk: Desk) -> None:
    app = TrainerApp(ecs_desk, Door("lessons", "iam-roles"))
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await press(pilot, "n", "a")
        assert place(app) == "question"
        await press(pilot, "question_mark")
        assert ecs_desk.store.answers.briefs()[-1].scheduled
        await press(pilot, "escape")
        assert isinstance(app.screen, LessonScreen)


async def test_what_was_missed_twice_is_read_up_in_the_lesson_that_is_open(ecs_desk: Desk) -> None:
    app = TrainerApp(ecs_desk, Door("lessons", "iam-roles"))
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        open_already = app.screen
        await press(pilot, "n", "a", "question_mark")
        for _ in range(8):
            if "read it up in" in words(app):
                break
            await press(pilot, "enter", "question_mark")
        await press(pilot, "enter")
        assert app.screen is open_already
        assert "section 2 of" in shown(app)


async def test_a_long_title_of_a_section_goes_on_in_the_next_row(ecs_desk: Desk) -> None:
    app = TrainerApp(ecs_desk, Door("lessons", "load-balancers"))
    async with app.run_test(size=(40, 15)) as pilot:
        await settled(pilot)
        title = ecs_desk.course.lessons["load-balancers"].sections[0].title  # type: ignore[index]
        assert len(title) > 40 - GUTTER - 1
        assert title in words(app)


async def test_the_text_column_is_never_wider_than_it_reads_well(ecs_desk: Desk) -> None:
    app = TrainerApp(ecs_desk, Door("lessons", "iam-roles"))
    async with app.run_test(size=(160, 40)) as pilot:
        await settled(pilot)
        rows = app.screen.query_one(Reader).rows
        running = [row for row in rows if row.facts]
        assert running
        assert all(row.text.cell_len <= COLUMN for row in running)
        for width in (40, 60, 97):
            await resized(pilot, width, 24)
            rows = app.screen.query_one(Reader).rows
            assert all(row.text.cell_len + GUTTER <= width for row in rows if row.facts), width


async def test_a_picture_opens_large_is_drawn_wider_and_scrolls_both_ways(desk: Desk) -> None:
    app = TrainerApp(desk, RISING)
    async with app.run_test(size=(60, 14)) as pilot:
        await settled(pilot)
        await press(pilot, "n", "f")
        assert isinstance(app.screen, FigureScreen)
        await compare_sizes(pilot, "figure")
        await resized(pilot, 60, 14)
        reader = app.screen.query_one(Reader)
        await press(pilot, "down", "down")
        assert reader.scroll_offset.y > 0
        await press(pilot, *["plus"] * 4)
        assert reader.virtual_size.width > 60
        await press(pilot, "right", "right")
        assert reader.scroll_offset.x > 0
        await press(pilot, "escape")
        assert isinstance(app.screen, LessonScreen)


async def test_the_png_opens_outside(ecs_desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr(webbrowser, "open", opened.append)
    app = TrainerApp(ecs_desk, Door("lessons", "iam-roles"))
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await press(pilot, "o")
        assert [Path(address).name for address in opened] == ["iam-roles.png"]


# --- one's own notes ------------------------------------------------------------------------------------


async def test_notes_stay_as_they_came_with_a_mark_beside_each_statement(desk: Desk, tmp_path: Path) -> None:
    app = TrainerApp(desk, Door("notes", path=note(tmp_path)))
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await compare_sizes(pilot, "notes")
        await press(pilot, "n")
        await compare_sizes(pilot, "notes-verdict")


async def test_missing_pictures_lead_to_the_redrawn_ones(desk: Desk, tmp_path: Path) -> None:
    app = TrainerApp(desk, Door("notes", path=note(tmp_path)))
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        assert "oven.png: picture not supplied" in shown(app)
        await press(pilot, "f")
        assert place(app) == "pictures"
        await press(pilot, "enter")
        assert place(app) == "figure"


async def test_the_next_statement_that_is_not_simply_right_is_one_key_away(
    desk: Desk, tmp_path: Path
) -> None:
    app = TrainerApp(desk, Door("notes", path=note(tmp_path)))
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await settled(pilot)
        await press(pilot, "t")
        assert "✓ right" not in shown(app)
        await press(pilot, *["n"] * 9)
        assert "That was the last one." in words(app)


async def test_control_characters_of_a_note_do_not_reach_the_terminal(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "evil.md"
    file.write_text("# A \x1b]0;owned\x07 title\n\n- rye \x1b[31mloaf\x9b2J\n", encoding="utf-8")
    app = TrainerApp(desk, Door("notes", path=file))
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        assert not set(controls(shown(app)))


def controls(text: str) -> Iterable[str]:
    """Characters that would steer a terminal."""
    return (sign for sign in text if sign != "\n" and (ord(sign) < 32 or 127 <= ord(sign) < 160))


async def test_reading_up_in_the_midst_of_a_sitting_leads_back_to_what_is_left_of_it(desk: Desk) -> None:
    app = TrainerApp(desk, RISING)
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await app.push_screen(asking(desk, ITEMS[0], ITEMS[0], ITEMS[1]))
        await settled(pilot)
        sitting = app.screen
        await press(pilot, "question_mark", "enter", "question_mark")
        assert "read it up" in words(app)
        await press(pilot, "enter")
        assert place(app) == "lesson"
        await press(pilot, "escape")
        assert app.screen is sitting
        await press(pilot, "enter")
        assert "3 of 3" in shown(app)


async def test_what_is_nested_stays_within_the_column(desk: Desk, tmp_path: Path) -> None:
    words = "one two three four five six seven " * 8
    file = tmp_path / "Deep.md"
    file.write_text(f"# Deep\n\n- {words}\n    - {words}\n        - {words}\n", encoding="utf-8")
    app = TrainerApp(desk, Door("notes", path=file))
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        widths = [row.text.cell_len for row in app.screen.query_one(Reader).rows]
        assert COLUMN - 7 <= max(widths) <= COLUMN
