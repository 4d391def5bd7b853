"""Finding: anything by its name, lessons by the words in their text, whatever is typed how fast."""

from tests.tui.screens import settled_learner
from tests.tui.snapshots import compare_sizes, press, settled, words
from trainer.activities.desk import Desk
from trainer.activities.search import all_statements, excerpt, found
from trainer.tui.app import TrainerApp
from trainer.tui.widgets.reader import Reader

SIZE = (80, 24)


def test_whole_phrases_come_first_then_words_that_begin_so(desk: Desk) -> None:
    says = [one.says for one in found(all_statements(desk.course), "bak")]
    assert says
    assert all("bak" in one.casefold() for one in says)
    assert found(all_statements(desk.course), "nowhere to be found") == []
    assert found(all_statements(desk.course), "  ") == []


def test_an_excerpt_is_as_wide_as_its_room_and_holds_what_was_looked_for() -> None:
    says = "An agent pulls the image of a task; the execution role makes that call for a task on Fargate."
    for room in (20, 40, 60, 200):
        part = excerpt(says, "execution role", room)
        assert len(part) <= room
        assert "execution" in part
    assert excerpt(says, "execution", 200) == says


async def test_words_of_a_lesson_lead_to_the_statement_that_has_them(bakery_desk: Desk) -> None:
    settled_learner(bakery_desk)
    app = TrainerApp(bakery_desk)
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await press(pilot, "slash", *"oven")
        await compare_sizes(pilot, "find")
        await press(pilot, *["pagedown"] * 9, "enter")
        assert getattr(app.screen, "place", "") == "lesson"
        reader = app.screen.query_one(Reader)
        assert reader.cursor is not None
        assert "oven" in reader.said(reader.cursor)
        await pilot.resize_terminal(60, 20)
        await settled(pilot)
        assert "oven" in reader.said(reader.cursor)


async def test_what_is_typed_before_the_line_stands_is_not_lost_and_quiet_words_find_nothing(
    bakery_desk: Desk,
) -> None:
    settled_learner(bakery_desk)
    app = TrainerApp(bakery_desk)
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await pilot.press("slash", *"qhxz")
        await settled(pilot)
        assert "Nothing has all of: qhxz" in words(app)
        await press(pilot, "up", "down", "enter", "escape")
        assert getattr(app.screen, "place", "") == "today"
