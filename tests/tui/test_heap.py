"""What an evening leaves behind is let go; what is needed again is made anew, and is the same."""

from textual.geometry import Region
from textual.widgets import OptionList

from tests.tui.screens import settled_learner
from tests.tui.snapshots import press, settled, words
from trainer.activities.about import listed
from trainer.activities.desk import Desk
from trainer.questions.generate import generate
from trainer.questions.model import Request
from trainer.questions.wording import content_words
from trainer.tui.app import TrainerApp
from trainer.tui.door import Door
from trainer.tui.heap import give_back
from trainer.tui.screens.find import FindScreen

SIZE = (80, 24)


def test_what_textual_keeps_to_be_quick_is_emptied() -> None:
    Region(0, 0, 2, 2).union(Region(1, 1, 4, 4))
    assert Region.union.cache_info().currsize
    give_back()
    assert not Region.union.cache_info().currsize


def test_the_same_questions_are_made_after_a_rest(bakery_desk: Desk) -> None:
    request = Request(count=8, seed=3)
    before = list(generate(bakery_desk.bank, request))
    assert content_words.cache_info().currsize
    bakery_desk.rest()
    assert not content_words.cache_info().currsize
    assert list(generate(bakery_desk.bank, request)) == before


async def test_names_to_find_are_let_go_with_their_screen(bakery_desk: Desk) -> None:
    settled_learner(bakery_desk)
    app = TrainerApp(bakery_desk)
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await press(pilot, "slash", *"oven")
        find = app.screen
        assert isinstance(find, FindScreen)
        assert find.names
        await press(pilot, "escape")
        assert not find.names


async def test_of_a_long_list_only_lines_that_are_seen_are_made(ecs_desk: Desk) -> None:
    settled_learner(ecs_desk)
    app = TrainerApp(ecs_desk, Door("facts"))
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        facts = app.screen.query_one(OptionList)
        made = [len(facts._option_render_cache)]
        await press(pilot, "end")
        made.append(len(facts._option_render_cache))
        assert 0 < made[0] < made[1] < 4 * SIZE[1] < facts.option_count
        assert listed(ecs_desk)[-1].says[:40] in words(app)
