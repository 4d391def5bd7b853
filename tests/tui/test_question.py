"""Answering: by letter, arrow and mouse; several options, typed words, not knowing; what comes after."""

from dataclasses import replace

from tests.tui.bakery import ITEMS, SECRET, item
from tests.tui.screens import asking
from tests.tui.snapshots import compare_sizes, press, settled, shown, words
from trainer.activities.desk import Desk
from trainer.activities.study import start_review
from trainer.memory.model import Confidence
from trainer.questions.model import MarkKind
from trainer.tui.app import TrainerApp
from trainer.tui.door import TODAY
from trainer.tui.screens.figure import FigureScreen
from trainer.tui.screens.question import QuestionScreen
from trainer.tui.widgets.options import Options
from trainer.tui.widgets.prompt import split_ask

SIZE = (80, 24)
RYE, TWO, PICTURE = ITEMS[0], ITEMS[1], ITEMS[2]
TYPED = replace(
    item("typed", "A baguette wants one oven temperature. Which, in degrees?", ["250"], []),
    options=(),
    select=0,
    kind="recall",
    answer=("250 °C", "250"),
)


async def test_a_question_and_what_comes_after_it_look_as_they_should(desk: Desk) -> None:
    app = TrainerApp(desk, TODAY)
    async with app.run_test(size=SIZE) as pilot:
        await app.push_screen(asking(desk, RYE))
        await settled(pilot)
        await compare_sizes(pilot, "question")
        await press(pilot, "a", "tab")
        await compare_sizes(pilot, "question-chosen")
        await press(pilot, "enter")
        await compare_sizes(pilot, "question-answered")
        await press(pilot, "x")
        await compare_sizes(pilot, "question-all-options")
        await press(pilot, "enter")
        await compare_sizes(pilot, "question-end")


async def test_a_picture_higher_than_the_screen_does_not_hide_the_stem_until_the_cursor_moves(
    desk: Desk,
) -> None:
    app = TrainerApp(desk, TODAY)
    async with app.run_test(size=(60, 13)) as pilot:
        await app.push_screen(asking(desk, PICTURE))
        await settled(pilot)
        assert PICTURE.stem[:30] in words(app)
        await press(pilot, "down")
        assert "the loaf that leaves it" in words(app)


async def test_a_letter_and_enter_answer_and_the_answer_is_kept_before_the_verdict(desk: Desk) -> None:
    app = TrainerApp(desk, TODAY)
    async with app.run_test(size=SIZE) as pilot:
        await app.push_screen(asking(desk))
        await settled(pilot)
        await press(pilot, "d", "enter")
        assert "✓ Right." in shown(app)
        assert desk.store.progress.counts(desk.now()).answers == 1
        await press(pilot, "enter")
        assert "less than half an hour" in words(app)


async def test_arrows_choose_and_enter_confirms(desk: Desk) -> None:
    app = TrainerApp(desk, TODAY)
    async with app.run_test(size=SIZE) as pilot:
        await app.push_screen(asking(desk, RYE))
        await settled(pilot)
        await press(pilot, "down", "enter")
        assert "● B" in shown(app)
        assert "✗" not in shown(app)
        await press(pilot, "enter")
        assert "✗ Wrong. D is right. You chose B." in shown(app)


async def test_a_click_on_an_option_chooses_it_and_a_second_one_answers(desk: Desk) -> None:
    app = TrainerApp(desk, TODAY)
    async with app.run_test(size=SIZE) as pilot:
        await app.push_screen(asking(desk, RYE))
        await settled(pilot)
        await pilot.click(Options, offset=(8, 3))
        await settled(pilot)
        assert "● C" in shown(app)
        await pilot.click(Options, offset=(8, 3))
        await settled(pilot)
        assert "You chose C." in shown(app)


async def test_several_options_are_counted_and_only_all_of_them_answer(desk: Desk) -> None:
    app = TrainerApp(desk, TODAY)
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await app.push_screen(asking(desk, TWO))
        await settled(pilot)
        assert "0 of 2 chosen" in shown(app)
        await press(pilot, "a", "n")
        assert desk.store.progress.counts(desk.now()).answers == 0
        assert "Choose 2 options first" in words(app)
        await press(pilot, "enter")
        assert "1 of 2 chosen" in shown(app)
        await press(pilot, "e", "enter")
        assert desk.store.answers.briefs()[-1].right


async def test_of_several_options_a_click_takes_one_back_and_never_answers(desk: Desk) -> None:
    app = TrainerApp(desk, TODAY)
    async with app.run_test(size=SIZE) as pilot:
        await app.push_screen(asking(desk, TWO))
        await settled(pilot)
        for row, count in ((0, 1), (1, 2), (1, 1), (2, 2), (2, 1)):
            await pilot.click(Options, offset=(8, row + 1))
            await settled(pilot)
            assert f"{count} of 2 chosen" in shown(app)
        assert desk.store.progress.counts(desk.now()).answers == 0


async def test_a_cursor_on_an_option_that_the_next_item_has_not_is_not_followed(desk: Desk) -> None:
    app = TrainerApp(desk, TODAY)
    async with app.run_test(size=SIZE) as pilot:
        await app.push_screen(asking(desk, TWO, RYE))
        await settled(pilot)
        options = app.screen.query_one(Options)
        options.highlighted = len(TWO.options) - 1  # its message waits
        options.ask([("a", "60 minutes")], 1)
        await settled(pilot)
        assert app.is_running
        assert options.highlighted == 0


async def test_a_typed_answer_is_graded_and_its_letters_are_no_keys(desk: Desk) -> None:
    app = TrainerApp(desk, TODAY)
    async with app.run_test(size=SIZE) as pilot:
        await app.push_screen(asking(desk, TYPED))
        await settled(pilot)
        await press(pilot, *"250x", "backspace", "enter")
        assert "✓ Right." in shown(app)
        await press(pilot, "enter")
        assert "1 of 1 right" in shown(app)


async def test_not_knowing_is_an_answer_by_key_and_by_a_typed_question_mark(desk: Desk) -> None:
    app = TrainerApp(desk, TODAY)
    async with app.run_test(size=SIZE) as pilot:
        await app.push_screen(asking(desk, RYE, TYPED))
        await settled(pilot)
        await press(pilot, "question_mark")
        assert "? Not known. D is right." in shown(app)
        await press(pilot, "enter", "question_mark", "enter")
        assert "? Not known." in shown(app)
        assert [brief.right for brief in desk.store.answers.briefs()] == [False, False]


async def test_how_sure_one_is_goes_round_and_is_kept_with_the_answer(desk: Desk) -> None:
    app = TrainerApp(desk, TODAY)
    async with app.run_test(size=SIZE) as pilot:
        await app.push_screen(asking(desk, RYE))
        await settled(pilot)
        await press(pilot, "tab")
        assert "● guess ○ unsure ○ sure" in shown(app)
        await press(pilot, "tab", "d", "enter")
        assert desk.store.answers.briefs()[-1].confidence is Confidence.UNSURE


async def test_every_option_is_explained_in_its_place_and_closed_again(desk: Desk) -> None:
    app = TrainerApp(desk, TODAY)
    async with app.run_test(size=(100, 40)) as pilot:
        await app.push_screen(asking(desk, RYE))
        await settled(pilot)
        await press(pilot, "a", "enter")
        assert shown(app).count(f"{SECRET}:") == 0
        await press(pilot, "x")
        assert shown(app).count(f"{SECRET}:") == len(RYE.options)
        await press(pilot, "x")
        assert shown(app).count(f"{SECRET}:") == 0


async def test_the_deciding_words_are_marked_in_the_stem(desk: Desk) -> None:
    app = TrainerApp(desk, TODAY)
    async with app.run_test(size=SIZE) as pilot:
        await app.push_screen(asking(desk, RYE))
        await settled(pilot)
        await press(pilot, "a", "enter")
        assert "Deciding words: “rye loaf”" in shown(app)


async def test_a_report_is_kept_with_the_question_as_it_was_seen(desk: Desk) -> None:
    app = TrainerApp(desk, TODAY)
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await app.push_screen(asking(desk, RYE))
        await settled(pilot)
        await press(pilot, "a", "enter", "exclamation_mark")
        (report,) = desk.store.reports.all()
        assert (report.item.item_id, report.chosen) == (RYE.item_id, ("a",))


async def test_the_picture_of_a_question_opens_large_with_its_mark(desk: Desk) -> None:
    app = TrainerApp(desk, TODAY)
    async with app.run_test(size=(100, 40)) as pilot:
        await app.push_screen(asking(desk, PICTURE))
        await settled(pilot)
        await press(pilot, "v")
        assert isinstance(app.screen, FigureScreen)
        await press(pilot, "escape")
        assert isinstance(app.screen, QuestionScreen)


async def test_without_a_scene_the_simulator_is_not_offered(desk: Desk) -> None:
    app = TrainerApp(desk, TODAY)
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await app.push_screen(asking(desk, RYE))
        await settled(pilot)
        await press(pilot, "a", "enter")
        assert "see it happen" not in shown(app)
        await press(pilot, "s")
        assert "cannot play this question" in words(app)


async def test_a_review_with_nothing_due_says_what_would_bring_something(desk: Desk) -> None:
    app = TrainerApp(desk, TODAY)
    async with app.run_test(size=SIZE) as pilot:
        await app.push_screen(QuestionScreen(start_review(desk)))
        await settled(pilot)
        assert "Nothing is due." in shown(app)
        await press(pilot, "enter")
        assert getattr(app.screen, "place", "") == "today"


async def test_an_answer_is_taken_back_and_its_question_asked_again(desk: Desk) -> None:
    app = TrainerApp(desk, TODAY)
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await app.push_screen(asking(desk, RYE, TWO))
        await settled(pilot)
        await press(pilot, "u")
        assert "no answer of this sitting" in words(app)
        await press(pilot, "a", "enter", "u")
        assert "how long does the loaf have to bake" in words(app)
        assert desk.store.answers.briefs() == []
        await press(pilot, "d", "enter")
        assert "✓ Right." in shown(app)
        await press(pilot, "enter", "u")
        assert "how long does the loaf have to bake" in words(app), "the one before, from the next question"
        await press(pilot, "d", "enter", "enter")
        assert "2 of 2" in shown(app)


async def test_an_answered_question_is_copied_with_its_reasons_and_sources(desk: Desk) -> None:
    app = TrainerApp(desk, TODAY)
    async with app.run_test(size=SIZE) as pilot:
        await app.push_screen(asking(desk, RYE))
        await settled(pilot)
        await press(pilot, "y")
        assert SECRET not in app.clipboard, "before the answer it holds no reason"
        await press(pilot, "a", "enter", "y")
        assert "* D. 60 minutes" in app.clipboard
        assert app.clipboard.splitlines()[-1].startswith("AWS: ")
        assert "https://" in app.clipboard


def test_the_sentence_that_asks_stands_apart() -> None:
    assert split_ask("A bakery opens. It has 3.5 ovens. Which one is hot?") == (
        "A bakery opens. It has 3.5 ovens.",
        "Which one is hot?",
    )
    assert split_ask("Which two are hot? (Select TWO.)") == ("", "Which two are hot? (Select TWO.)")
    assert split_ask("One question only?") == ("", "One question only?")


def test_each_verdict_has_a_sign_of_its_own() -> None:
    from trainer.tui.widgets.verdict import VERDICTS

    signs = [VERDICTS[kind][0] for kind in MarkKind]
    assert len(set(signs)) == len(signs)
