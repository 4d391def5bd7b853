"""Balance: no answer of a pattern comes oftener than the facts that are asked make it."""

from collections import Counter

import pytest

from trainer.content.model import FactId
from trainer.questions.balance import NEVER, answers, drawn_by, even, shuffled_by
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
