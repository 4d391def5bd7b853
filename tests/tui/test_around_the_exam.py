"""Placement before, answering instead of reading, options that wait, the warm-up, and what comes after."""

from dataclasses import replace
from datetime import date

from tests.fakes.clock import FixedClock
from tests.tui.screens import settled_learner
from tests.tui.snapshots import compare_sizes, press, settled, shown, words
from trainer.activities.desk import Desk
from trainer.activities.read import mark_read
from trainer.activities.study import start_on_facts
from trainer.activities.today import keep_settings
from trainer.content.model import FactId
from trainer.questions.model import Item, Response
from trainer.tui.app import TrainerApp
from trainer.tui.door import TODAY, Door
from trainer.tui.screens.question import QuestionScreen

SIZE = (80, 24)


def place(app: TrainerApp) -> str:
    return str(getattr(app.screen, "place", ""))


def asked(app: TrainerApp) -> Item:
    assert isinstance(app.screen, QuestionScreen)
    item = app.screen.sitting.current
    assert item is not None
    return item


async def test_placement_may_be_stopped_and_says_what_is_known(ecs_desk: Desk) -> None:
    app = TrainerApp(ecs_desk, Door("placement"))
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        assert "What you know already" in shown(app)
        await press(pilot, "question_mark", "escape")
        assert place(app) == "today"
        assert len(ecs_desk.store.answers.briefs()) == 1


async def test_a_section_answered_right_counts_as_read(ecs_desk: Desk) -> None:
    app = TrainerApp(ecs_desk, Door("lessons", "iam-roles"))
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await press(pilot, "t")
        assert "Answered instead of read" in shown(app)
        while isinstance(app.screen, QuestionScreen) and app.screen.sitting.current is not None:
            item = asked(app)
            if item.options:
                await press(pilot, *item.key, "enter", "enter")
            else:
                await press(pilot, "question_mark", "enter")
        passed = "The section counts as read." in shown(app)
        assert passed or "The section waits to be read." in shown(app)
        assert bool(ecs_desk.store.readings.all()) == passed


async def test_options_of_a_known_fact_wait_for_a_key_and_a_setting_shows_them_at_once(
    ecs_desk: Desk,
) -> None:
    fact = next(fact for fact in sorted(ecs_desk.askable) if _recalled(ecs_desk, fact))
    for hidden in (True, False):
        keep_settings(ecs_desk, replace(ecs_desk.store.settings.load(), commit_first=hidden))
        app = TrainerApp(ecs_desk, TODAY)
        async with app.run_test(size=SIZE) as pilot:
            await settled(pilot)
            sitting = start_on_facts(ecs_desk, [fact])
            screen = QuestionScreen(sitting)
            await app.push_screen(screen)
            await settled(pilot)
            item = asked(app)
            if item.level != "recall" or not item.options:
                continue
            first = item.options[0].text[:20]
            assert (first in words(app)) is not hidden
            if hidden:
                await press(pilot, "a")
                assert not ecs_desk.store.answers.last(1, sitting.sitting_id), "letters choose nothing yet"
                await press(pilot, "enter")
                assert first in words(app)
            await press(pilot, "a")
            assert "● A" in shown(app)


async def test_not_knowing_before_the_options_were_looked_at_shows_them_with_the_verdict(
    ecs_desk: Desk,
) -> None:
    fact = next(fact for fact in sorted(ecs_desk.askable) if _recalled(ecs_desk, fact))
    sitting = start_on_facts(ecs_desk, [fact])
    app = TrainerApp(ecs_desk, TODAY)
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await app.push_screen(QuestionScreen(sitting))
        await settled(pilot)
        item = asked(app)
        hidden = sitting.hides_options
        await press(pilot, "question_mark")
        assert item.options[0].text[:20] in words(app) or not item.options
        await press(pilot, "enter")
        assert sitting.current is None, "one key goes on"
        assert hidden


def _recalled(desk: Desk, fact: FactId) -> bool:
    """Whether the fact, once answered, is asked again by an item that only recalls it."""
    for _ in range(2):
        sitting = start_on_facts(desk, [fact])
        item = sitting.advance()
        if item is None or item.level != "recall" or not item.options:
            return False
        sitting.answer(Response(chosen=item.key))
    return True


async def test_on_the_day_the_warm_up_comes_first_and_keeps_nothing(
    ecs_desk: Desk, clock: FixedClock
) -> None:
    settled_learner(ecs_desk)
    sitting = start_on_facts(ecs_desk, [min(ecs_desk.askable)])
    item = sitting.advance()
    assert item is not None
    sitting.answer(Response(chosen=item.key) if item.options else Response(typed=item.answer[0]))
    keep_settings(ecs_desk, replace(ecs_desk.store.settings.load(), exam_on=clock.now().date()))
    app = TrainerApp(ecs_desk, TODAY)
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        assert "Exam day: warm up" in shown(app)
        await press(pilot, "enter", "question_mark" if not asked_with_options(app) else "a", "enter")
        assert len(ecs_desk.store.answers.briefs()) == 1


def asked_with_options(app: TrainerApp) -> bool:
    return isinstance(app.screen, QuestionScreen) and bool(asked(app).options)


async def test_after_the_exam_it_is_told_how_it_went_and_the_plan_follows(
    bakery_desk: Desk, clock: FixedClock
) -> None:
    settled_learner(bakery_desk)
    exam = next(iter(bakery_desk.course.exams))
    kept = replace(bakery_desk.store.settings.load(), exam=exam, exam_on=date(2026, 11, 21))
    keep_settings(bakery_desk, kept)
    app = TrainerApp(bakery_desk, TODAY)
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        assert "How did the exam go?" in shown(app)
        await press(pilot, "enter")
        await compare_sizes(pilot, "outcome")
        await press(pilot, "down", "down", "enter", "space", "enter")
        assert place(app) == "today"
    (outcome,) = bakery_desk.store.outcomes.all()
    assert outcome.happened == "failed"
    assert outcome.weak == tuple(bakery_desk.course.exams[exam].domains)[:1]
    assert bakery_desk.store.settings.load().exam_on == date(2026, 12, 5), "14 days after the exam"


async def test_a_review_of_five_minutes_ends_on_time(bakery_desk: Desk, clock: FixedClock) -> None:
    settled_learner(bakery_desk)
    lesson = bakery_desk.course.lessons["baking"]  # type: ignore[index]
    for section in lesson.sections:
        mark_read(bakery_desk, lesson.id, section)
    app = TrainerApp(bakery_desk, TODAY)
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await press(pilot, "1")
        assert place(app) == "question"
        clock.advance(minutes=6)
        await press(pilot, "question_mark", "enter")
        assert "Still slipping" in shown(app)
        assert "Next" in shown(app)
