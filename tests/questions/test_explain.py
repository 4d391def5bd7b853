"""What a learner reads after an answer, and what the JSON contract gives other programs."""

import json

import pytest

from tests.questions.banks import ecs_bank
from trainer.questions.as_json import items_as_json
from trainer.questions.explain import first_view, full_view
from trainer.questions.generate import generate
from trainer.questions.grade import grade
from trainer.questions.model import Item, Request, Response

ITEMS = list(generate(ecs_bank(), Request(count=60, seed=11, reserved=True)))
GRAPH = ecs_bank().graph


@pytest.mark.parametrize("item", ITEMS[:40], ids=lambda item: item.item_id)
def test_the_first_view_has_at_most_45_words_and_speaks_of_the_choice_made(item: Item) -> None:
    wrong = next(option for option in item.options if not option.is_key)
    for response in (Response(item.key), Response((wrong.id,)), Response(known=False)):
        view = first_view(GRAPH, item, grade(item, response))
        assert len(view.text.split()) <= 45
        assert all(words in item.stem for words in view.deciding)
    missed = first_view(GRAPH, item, grade(item, Response((wrong.id,))))
    assert missed.why == wrong.brief
    assert f"You chose {wrong.id.upper()}." in missed.verdict


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.item_id)
def test_the_full_view_gives_every_option_its_reason_and_its_page(item: Item) -> None:
    view = full_view(GRAPH, item)
    assert [reason.option for reason in view.reasons] == [option.id for option in item.options]
    for reason in view.reasons:
        assert reason.why
        assert reason.sources
        assert all(source.title and source.url.startswith("https://") for source in reason.sources)
    assert view.follows.startswith("Follows from these facts, checked against AWS documentation on ")


def test_learners_meet_neither_rule_ids_nor_the_word_proven() -> None:
    for item in ITEMS:
        view = full_view(GRAPH, item)
        words = " ".join((item.stem, view.follows, *(f"{one.text} {one.why}" for one in view.reasons)))
        assert "proven" not in words.lower()
        rules = {rule for fact in item.fact_ids for rule in GRAPH.facts[fact].rules}
        assert not any(rule in words.split() for rule in rules)


def test_typed_answers_are_shown_when_missed() -> None:
    item = next(iter(generate(ecs_bank(), Request(count=1, seed=1, kind="typed"))))
    view = first_view(GRAPH, item, grade(item, Response(typed="no idea")))
    assert view.verdict == f"Wrong. It is {item.answer[0]}."


def test_the_json_has_the_contracts_keys_in_its_order() -> None:
    keys = (
        "item_id kind pattern origin fact_ids topic domains exams tier level reserved stem figure exhibit "
        "options key select answer as_of seed"
    )
    for item in ITEMS:
        line = items_as_json(item)
        assert "\n" not in line
        plain = json.loads(line)
        assert " ".join(plain) == keys
        assert all(
            " ".join(option) == "id text is_key rationale fact_ids proof" for option in plain["options"]
        )
        assert plain["key"] == [option["id"] for option in plain["options"] if option["is_key"]]
        assert plain["as_of"] == str(GRAPH.as_of)
