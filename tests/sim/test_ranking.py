"""The kept-up ranking chooses what looking at every instance would choose, and keeps the same verdicts."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.seed import stream
from trainer.sim.behaviours.placement import Asked, Room, judge, left, take, value_of
from trainer.sim.behaviours.ranking import VERDICTS_KEPT, choose, rank, taken
from trainer.sim.model import Constraint, ContainerInstance, Resources, Strategy

NEEDS = Resources(256, 300)
STRATEGIES = st.lists(
    st.sampled_from(
        [
            Strategy("spread", "attribute:ecs.availability-zone"),
            Strategy("spread", "attribute:stack"),
            Strategy("spread", "instanceId"),
            Strategy("binpack", "cpu"),
            Strategy("binpack", "memory"),
        ]
    ),
    max_size=4,
)


def instance(number: int, used: tuple[int, int]) -> ContainerInstance:
    return ContainerInstance(
        f"arn-{number}",
        "shop",
        f"i-{number}",
        Resources(2048, 3870, (22,)),
        Resources(used[0], used[1], (22,)),
        {"ecs.availability-zone": "abc"[number % 3], "stack": "xy"[number % 2]},
    )


@given(
    used=st.lists(st.tuples(st.integers(0, 2048), st.integers(0, 3870)), min_size=1, max_size=70),
    strategies=STRATEGIES,
    distinct=st.booleans(),
    busy=st.dictionaries(st.integers(0, 5), st.integers(1, 3)),
)
def test_it_agrees_with_looking_at_all(
    used: list[tuple[int, int]], strategies: list[Strategy], distinct: bool, busy: dict[int, int]
) -> None:
    instances = [instance(number, each) for number, each in enumerate(used)]
    counts = {f"arn-{number}": count for number, count in busy.items() if number < len(instances)}
    room = Room({one.arn: one for one in instances}, counts, {})
    constraints = (Constraint("distinctInstance", ""),) if distinct else ()
    asked = Asked(NEEDS, constraints, tuple(strategies))
    ranking = rank(room, asked, instances)
    for _ in range(12):
        found = choose(ranking)
        assert (found.instance.arn if found.instance else None) == best(room, asked)
        verdicts = sorted(
            (judge(room, one, asked) for one in room.instances.values()), key=lambda one: len(one.lacks)
        )
        assert found.verdicts == tuple(verdicts[:VERDICTS_KEPT])
        if found.instance is None:
            return
        take(room, room.instances[found.instance.arn], NEEDS, "group")
        taken(ranking, found.instance.arn)


def best(room: Room, asked: Asked) -> str | None:
    """Each strategy narrows the candidates in turn [ST-4]; the first registered of the rest [ST-7]."""
    candidates = [one for one in room.instances.values() if not judge(room, one, asked).lacks]
    for strategy in asked.strategies:
        if not candidates:
            return None
        if strategy.type == "binpack":
            scores = {one.arn: left(one, strategy.field) for one in candidates}
        else:
            counts: dict[str, int] = {}
            for arn, one in room.instances.items():
                value = value_of(one, strategy.field)
                counts[value] = counts.get(value, 0) + room.group_counts.get(arn, 0)
            scores = {one.arn: counts[value_of(one, strategy.field)] for one in candidates}
        candidates = [one for one in candidates if scores[one.arn] == min(scores.values())]
    return candidates[0].arn if candidates else None


@pytest.mark.parametrize(
    "strategies", [(), (Strategy("random"),), (Strategy("binpack", "cpu"), Strategy("random"))]
)
def test_chance_takes_any_of_the_equally_good(strategies: tuple[Strategy, ...]) -> None:
    instances = [instance(number, (0, 0)) for number in range(4)]
    instances[3] = replace(instances[3], used=Resources(2048, 3870))
    room = Room({one.arn: one for one in instances}, {}, {})
    ranking = rank(room, Asked(NEEDS, (), strategies), instances)
    found = [choose(ranking, stream("place", number)).instance for number in range(60)]
    assert {one.arn for one in found if one} == {"arn-0", "arn-1", "arn-2"}
