"""Balance: no answer of a pattern comes oftener than the facts that are asked make it."""

from collections import Counter

import pytest

from tests.questions.banks import ecs_bank
from trainer.content.model import ConceptId, FactId, PatternId, RelationId
from trainer.questions.balance import NEVER, answers, asked_first, drawn_by, even, shuffled_by
from trainer.questions.distractors import Weighed, draw_around
from trainer.questions.kinds import BY_NAME
from trainer.questions.model import Item, Statement
from trainer.seed import stream

EC2_ONLY = {FactId(name): ["ec2"] for name in ("privileged", "daemon", "placement")}
EITHER = {FactId(name): ["ec2", "fargate"] for name in ("spot", "image", "logs")}


def drawn(keys_of: dict[FactId, list[str]], turns: int = 400) -> Counter[str]:
    weights = even(keys_of)
    return Counter(
        drawn_by(weights, keys, stream("balance", fact, turn))
        for fact, keys in keys_of.items()
        for turn in range(turns)
    )


def test_facts_that_leave_the_key_open_make_up_for_those_that_do_not() -> None:
    found = drawn(EC2_ONLY | EITHER)
    assert found["fargate"] / found.total() == pytest.approx(0.5, abs=0.03)


def test_a_key_that_is_the_only_one_of_most_facts_stays_the_most_frequent() -> None:
    found = drawn(EC2_ONLY | {FactId("spot"): ["ec2", "fargate"]})
    assert found["fargate"] / found.total() == pytest.approx(0.25, abs=0.03)


def test_an_answer_of_two_facts_in_three_weighs_twice_that_of_the_third() -> None:
    assert answers(["task role", "task role", "instance role"]) == {
        "task role": pytest.approx(4 / 3),
        "instance role": pytest.approx(2 / 3),
    }


def test_what_weighs_more_tends_to_come_first() -> None:
    weights = {"often": 1.0, "never": NEVER}
    first = Counter(
        shuffled_by(weights.__getitem__, ["never", "often"], stream("first", turn))[0] for turn in range(500)
    )
    assert first["often"] / first.total() == pytest.approx(1 / (1 + NEVER), abs=0.04)


def test_the_right_number_stands_in_each_rank_alike_whatever_is_likelier_beside_it() -> None:
    others = [10, 20, 30, 300, 400, 600]
    weighed = [
        Weighed(
            Statement(ConceptId("delay"), RelationId("lasts"), str(other)),
            weight=1.0 if other == 300 else NEVER,
        )
        for other in others
    ]
    ranks = Counter(
        sum(int(str(one.object)) < 60 for one in draw_around(weighed, value, 60, 3, stream("rank", turn)))
        for turn in range(400)
    )
    assert all(count / 400 == pytest.approx(0.25, abs=0.06) for count in ranks.values())
    assert len(ranks) == 4


def value(one: Statement) -> float:
    return float(str(one.object))


def test_what_is_never_the_answer_of_a_scenario_seldom_stands_among_its_options() -> None:
    graph = ecs_bank().graph
    pattern = graph.course.patterns[PatternId("least-overhead-growth")]
    kind = BY_NAME[pattern.kind]
    asked = asked_first(graph, kind.facts(graph, pattern))
    shown, right = Counter[str](), Counter[str]()
    for turn in range(120):
        made = kind.make(graph, pattern, stream("parts", turn), None, asked[turn % len(asked)])
        for option in made.options if isinstance(made, Item) else ():
            for words in ("managed scaling", "scales on CPU"):
                shown[words] += words in option.text
                right[words] += words in option.text and option.is_key
    assert right["managed scaling"] and not right["scales on CPU"]
    assert shown["scales on CPU"] < shown["managed scaling"] / 3
