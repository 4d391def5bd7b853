"""Orders by moving, matches by pairing: by keys and by mouse, and what they look like before and after."""

from tests.tui.bakery import MATCH, ORDER
from tests.tui.screens import asking
from tests.tui.snapshots import compare_sizes, press, settled, shown, words
from trainer.activities.desk import Desk
from trainer.tui.app import TrainerApp
from trainer.tui.door import TODAY
from trainer.tui.widgets.arranging import Arranging
from trainer.tui.widgets.pairing import Left, Pairing

SIZE = (80, 24)


async def test_steps_are_named_one_after_the_other_and_the_order_is_graded(desk: Desk) -> None:
    app = TrainerApp(desk, TODAY)
    async with app.run_test(size=SIZE) as pilot:
        await app.push_screen(asking(desk, ORDER))
        await settled(pilot)
        await compare_sizes(pilot, "question-order")
        await press(pilot, "d", "b", "c")
        assert app.screen.query_one(Arranging).order == ("d", "b", "c", "a")
        await press(pilot, "enter")
        assert "✓ Right." in shown(app)


async def test_a_step_is_picked_up_carried_and_put_down(desk: Desk) -> None:
    app = TrainerApp(desk, TODAY)
    async with app.run_test(size=SIZE) as pilot:
        await app.push_screen(asking(desk, ORDER))
        await settled(pilot)
        steps = app.screen.query_one(Arranging)
        await press(pilot, "space", "down", "down")
        assert "≡ 3. A" in shown(app)
        await press(pilot, "space", "up")
        assert steps.order == ("b", "c", "a", "d")
        await press(pilot, "shift+up")
        assert steps.order == ("c", "b", "a", "d")
        await press(pilot, "enter")
        assert "✗ Wrong. It is D, B, C, A." in words(app)
        await compare_sizes(pilot, "question-order-answered")
        assert steps.order == ("c", "b", "a", "d"), "what was answered stays"


async def test_a_click_picks_a_step_up_and_the_next_click_puts_it_there(desk: Desk) -> None:
    app = TrainerApp(desk, TODAY)
    async with app.run_test(size=SIZE) as pilot:
        await app.push_screen(asking(desk, ORDER))
        await settled(pilot)
        await pilot.click(Arranging, offset=(8, 1))
        await settled(pilot)
        await pilot.click(Arranging, offset=(8, 4))
        await settled(pilot)
        assert app.screen.query_one(Arranging).order == ("b", "c", "d", "a")


async def test_each_line_gets_its_letter_and_only_whole_matchings_are_answered(desk: Desk) -> None:
    app = TrainerApp(desk, TODAY)
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await app.push_screen(asking(desk, MATCH))
        await settled(pilot)
        await compare_sizes(pilot, "question-match")
        await press(pilot, "b", "c", "enter")
        assert "letter first" in words(app)
        assert not desk.store.answers.briefs()
        await press(pilot, "a", "enter")
        assert "✓ Right." in shown(app)


async def test_a_letter_belongs_to_one_line_and_can_be_given_back(desk: Desk) -> None:
    app = TrainerApp(desk, TODAY)
    async with app.run_test(size=SIZE) as pilot:
        await app.push_screen(asking(desk, MATCH))
        await settled(pilot)
        pairs = app.screen.query_one(Pairing)
        await press(pilot, "b", "b")
        assert list(pairs.pairs) == ["2b"], "the cursor went on, the letter with it"
        await press(pilot, "up", "up", "b")
        assert list(pairs.pairs) == ["1b"]
        await press(pilot, "home", "b")
        assert list(pairs.pairs) == []
        await press(pilot, "right", "right", "left")
        assert list(pairs.pairs) == ["1a"]


async def test_a_matching_is_made_with_the_mouse(desk: Desk) -> None:
    app = TrainerApp(desk, TODAY)
    async with app.run_test(size=SIZE) as pilot:
        await app.push_screen(asking(desk, MATCH))
        await settled(pilot)
        for row, letter in ((0, 1), (1, 2), (2, 0)):
            await pilot.click(Left, offset=(8, row))
            await pilot.click("#rights", offset=(8, letter))
            await settled(pilot)
        assert app.screen.query_one(Pairing).pairs == MATCH.answer
        await press(pilot, "enter")
        await compare_sizes(pilot, "question-match-answered")
