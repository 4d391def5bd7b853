"""The progress screen: counts, topics, evidence, what was done, in words beside every bar."""

from dataclasses import replace
from datetime import UTC, datetime

from tests.fakes.clock import FixedClock
from tests.tui.bakery import ITEMS, begun
from tests.tui.snapshots import compare_sizes, press, resized, settled, shown
from trainer.activities.desk import Desk
from trainer.activities.read import mark_read
from trainer.content.model import FactId, TopicId
from trainer.questions.grade import grade
from trainer.questions.model import Item, Response
from trainer.store.model import Answer, Mode
from trainer.tui.app import TrainerApp
from trainer.tui.door import Door
from trainer.tui.screens.progress import MODES, last_sittings

DOOR = Door("progress")
SIZE = (80, 24)


def answered(desk: Desk, item: Item, chosen: str, mode: Mode) -> None:
    """One answer in the log, on the sample course's own topics."""
    mark = grade(item, Response(tuple(chosen)))
    desk.store.answers.add(Answer(item, mark, mode, f"{mode}-1", desk.course.version, desk.now()))


def test_a_day_of_quizzes_is_one_line_and_exams_are_not_repeated(desk: Desk, clock: FixedClock) -> None:
    answered(desk, ITEMS[0], "a", Mode.QUIZ)
    clock.advance(days=1)
    answered(desk, ITEMS[0], "d", Mode.QUIZ)
    answered(desk, ITEMS[4], "a", Mode.QUIZ)
    answered(desk, ITEMS[5], "c", Mode.REVIEW)
    found = last_sittings(desk.store.answers.briefs(), 2)
    assert [(sat.mode, sat.right, sat.of) for sat in found] == [(Mode.REVIEW, 1, 1), (Mode.QUIZ, 1, 2)]
    assert (found[0].day - datetime(2026, 11, 22, tzinfo=UTC).date()).days in (0, 1, 2)


async def test_a_beginner_is_told_what_would_fill_the_page(desk: Desk) -> None:
    app = TrainerApp(desk, DOOR)
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await compare_sizes(pilot, "progress-empty")
        assert "%" not in shown(app).split("evidence")[0]


async def test_progress_has_words_beside_every_bar_in_every_size(desk: Desk, clock: FixedClock) -> None:
    lesson = next(iter(desk.course.lessons.values()))
    for section in lesson.sections:
        mark_read(desk, lesson.id, section)
    exam = begun(desk)
    exam.answer(("d",))
    exam.submit()
    clock.advance(minutes=10)
    for item, chosen in ((ITEMS[0], "d"), (ITEMS[4], "a"), (ITEMS[5], "c")):
        answered(desk, item, chosen, Mode.QUIZ)
    begun(desk)
    app = TrainerApp(desk, DOOR)
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await compare_sizes(pilot, "progress")
        for line in shown(app).splitlines():
            assert "━" not in line or "%" in line or " of " in line
        await resized(pilot, *SIZE)
        await press(pilot, "end")
        assert "Last sittings" in shown(app)


async def test_the_page_scrolls_by_key_and_leads_back(desk: Desk) -> None:
    app = TrainerApp(desk, DOOR)
    async with app.run_test(size=(40, 15)) as pilot:
        await press(pilot, "pagedown", "pagedown", "end")
        assert "Last sittings" in shown(app)
        await press(pilot, "escape")
        assert getattr(app.screen, "place", "") == "today"


async def test_no_figure_is_shown_below_the_floors(desk: Desk) -> None:
    """99 answers on facts not met for a night are not 100."""
    for number in range(99):
        one = replace(ITEMS[0], fact_ids=(FactId(f"fact-{number}"),), topic=TopicId("baking"))
        answered(desk, one, "d", Mode.QUIZ)
    app = TrainerApp(desk, DOOR)
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        assert "No figure yet" in shown(app)
        assert "99 of 100 answers after a night" in shown(app)


def test_every_way_of_answering_has_a_name_among_the_last_sittings() -> None:
    assert set(MODES) == set(Mode)
