"""Statements: sentences that stand side by side do not tell the right one by standing there."""

from tests.courses import ecs
from tests.questions.banks import ecs_bank
from trainer.content.model import PatternId
from trainer.questions.generate import made_of
from trainer.questions.model import Item, Statement
from trainer.seed import stream


def test_what_is_either_of_two_is_not_said_of_two_things_at_once() -> None:
    """Servers are managed by AWS or by you: where Fargate leaves them to AWS and EC2 does, one is right."""
    pattern = ecs().patterns[PatternId("launch-types-one-true-of-four")]
    asked = 0
    for number in range(150):
        item = made_of(ecs_bank(), pattern, stream("mirrored", number))
        if not isinstance(item, Item):
            continue
        others = {(one.relation, one.object, one.holds) for one in _said(item, False)}
        for key in _said(item, True):
            if key.relation == "servers-managed-by":
                asked += 1
                assert (key.relation, key.object, key.holds) not in others
    assert asked > 5


def _said(item: Item, is_key: bool) -> list[Statement]:
    return [
        claim
        for option in item.options
        if option.is_key is is_key
        for claim in option.claims
        if isinstance(claim, Statement)
    ]
