"""The page of a fact: what it says, and what a learner may want of it."""

import pytest
from textual.widgets import OptionList

from tests.tui.bakery import FACT, ITEMS
from tests.tui.screens import asking
from tests.tui.snapshots import compare_sizes, press, resized, settled, shown, words
from trainer.activities.about import Which, about, listed
from trainer.activities.desk import Desk
from trainer.activities.study import start_on_facts
from trainer.activities.wishes import flag
from trainer.questions.model import Response
from trainer.tui.app import TrainerApp
from trainer.tui.door import TODAY, Door
from trainer.tui.screens.question import QuestionScreen

SIZE = (80, 24)


async def test_it_looks_composed_in_every_size(desk: Desk) -> None:
    app = TrainerApp(desk, Door("fact", facts=(FACT, "baguette-time")))
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await compare_sizes(pilot, "fact")
        await press(pilot, "tab")
        assert "2 of 2" in shown(app)


async def test_from_an_answered_question_one_key_leads_to_its_fact_and_back(desk: Desk) -> None:
    app = TrainerApp(desk, TODAY)
    async with app.run_test(size=SIZE) as pilot:
        await app.push_screen(asking(desk, ITEMS[0]))
        await settled(pilot)
        await press(pilot, "i")
        assert isinstance(app.screen, QuestionScreen), "not before the answer: the fact would tell it"
        await press(pilot, "d", "enter", "i")
        assert getattr(app.screen, "place", "") == "fact"
        await press(pilot, "escape")
        assert "✓ Right." in shown(app)


async def test_what_is_wanted_of_a_fact_is_kept_and_can_be_taken_back(desk: Desk) -> None:
    app = TrainerApp(desk, Door("fact", facts=(FACT,)))
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await press(pilot, "f", "u")
        wish = desk.store.wishes.of(FACT)
        assert wish.flagged
        assert wish.suspended
        assert "not asked until you take that back" in words(app)
        await press(pilot, "f", "u", "t")
        wish = desk.store.wishes.of(FACT)
        assert not wish.flagged
        assert not wish.suspended
        assert "not before tomorrow" in words(app)


async def test_a_note_is_kept_beside_it_and_letters_in_it_are_no_keys(desk: Desk) -> None:
    app = TrainerApp(desk, Door("fact", facts=(FACT,)))
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await press(pilot, "n", *"fut", "enter")
        assert desk.store.wishes.of(FACT).note == "fut"
        assert not desk.store.wishes.of(FACT).flagged
        assert "Your note" in shown(app)


async def test_a_fact_that_was_answered_says_how_well_it_is_remembered(ecs_desk: Desk) -> None:
    fact = min(ecs_desk.askable)
    sitting = start_on_facts(ecs_desk, [fact])
    item = sitting.advance()
    assert item is not None
    sitting.answer(Response(chosen=item.key) if item.options else Response(typed=item.answer[0]))
    app = TrainerApp(ecs_desk, Door("fact", facts=(fact,)))
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        assert "100 % now · asked once · back in" in shown(app)


async def test_its_source_opens_outside_and_is_copied(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr("webbrowser.open", opened.append)
    app = TrainerApp(desk, Door("fact", facts=(FACT,)))
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await press(pilot, "o", "y")
        assert opened[0].startswith("https://")
        assert opened[0] in app.clipboard


async def test_the_list_of_facts_is_chosen_from_and_leads_to_a_page(desk: Desk) -> None:
    app = TrainerApp(desk, Door("facts"))
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await compare_sizes(pilot, "facts")
        await press(pilot, "w", "w")
        assert "Nothing is flagged or noted" in words(app)
        await press(pilot, "w", "w", "enter")
        assert getattr(app.screen, "place", "") == "fact"
        await press(pilot, "f", "escape", "w", "w")
        assert "1 fact" in shown(app)
        assert "⚑" in shown(app)


async def test_a_line_that_has_no_room_is_shown_whole_below_the_list(desk: Desk) -> None:
    app = TrainerApp(desk, Door("facts"))
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        long = listed(desk)[0].says
        assert words(app).count(long) == 1
        await resized(pilot, 44, 24)
        assert f"{long[:30]}" in words(app)
        assert long in words(app), "below the list, in two rows"
        await press(pilot, "down", "down", "down")
        assert long not in words(app), "another line is under the cursor, and it fits"


async def test_a_line_that_went_before_its_key_was_heard_is_not_another_one(desk: Desk) -> None:
    app = TrainerApp(desk, Door("facts"))
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        options = app.screen.query_one(OptionList)
        late = OptionList.OptionSelected(options, options.get_option_at_index(9), 9)
        await press(pilot, "w", "w")  # nothing is flagged: the list is empty
        app.screen.post_message(late)
        await settled(pilot)
        assert getattr(app.screen, "place", "") == "facts"


def test_facts_that_one_sentence_tells_are_one_line(ecs_desk: Desk) -> None:
    lines = listed(ecs_desk)
    assert len({(one.topic, one.says) for one in lines}) == len(lines)
    facts = [fact for one in lines for fact in one.facts]
    assert len(set(facts)) == len(facts) > len(lines)
    shared = next(one for one in lines if len(one.facts) > 1)
    for fact in shared.facts:
        assert ecs_desk.course.facts[fact].says == shared.says
    flag(ecs_desk, shared.facts[-1], on=True)
    (marked,) = listed(ecs_desk, Which.MARKED)
    assert (marked.says, marked.facts, marked.flagged) == (shared.says, shared.facts[-1:], True)


async def test_a_number_leads_to_a_fact_beside_it_and_back(desk: Desk) -> None:
    app = TrainerApp(desk, Door("fact", facts=(FACT,)))
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        beside = about(desk, FACT).beside
        assert beside
        first = shown(app)
        await press(pilot, "1")
        assert beside[0].says.split(",")[0][:40] in words(app)
        assert shown(app) != first
        await press(pilot, "escape")
        assert shown(app) == first
        await press(pilot, "6")
        assert len(beside) >= 6 or shown(app) == first
