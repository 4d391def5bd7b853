"""Which instance of an Auto Scaling group goes first when there are too many.

Stands for EC-9 (protected instances never go) and EC-2. AWS: "Configure termination policies for Amazon EC2
Auto Scaling". What is random in AWS goes by the launch here, oldest first: our model.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from trainer.sim.latencies import HOUR_MS
from trainer.sim.model import AutoScalingGroup, GroupInstance, LaunchTemplate
from trainer.sim.world import World

POLICIES = (
    "Default",
    "AllocationStrategy",
    "OldestLaunchTemplate",
    "OldestLaunchConfiguration",
    "ClosestToNextInstanceHour",
    "NewestInstance",
    "OldestInstance",
)
_DEFAULT = ("OldestLaunchConfiguration", "OldestLaunchTemplate", "ClosestToNextInstanceHour")


def least_wanted(
    world: World, group: AutoScalingGroup, members: Sequence[GroupInstance], count: int
) -> list[GroupInstance]:
    """Up to `count` unprotected instances: from the fullest zone, then as the group's policies say."""
    zones = Counter(one.availability_zone for one in members)
    left = [one for one in members if not one.protected]
    chosen: list[GroupInstance] = []
    while left and len(chosen) < count:
        fullest = max(zones[one.availability_zone] for one in left)
        there = [one for one in left if zones[one.availability_zone] == fullest]
        one = min(there, key=lambda member: _rank(world, group, member))
        chosen.append(one)
        left.remove(one)
        zones[one.availability_zone] -= 1
    return chosen


def _rank(world: World, group: AutoScalingGroup, member: GroupInstance) -> tuple[Any, ...]:
    names: list[str] = []
    for name in group.termination_policies:
        names += _DEFAULT if name == "Default" else [name]
    ranks = [_RANKS[name](world, member) for name in names if name in _RANKS]
    return (member.lifecycle == "InService", *ranks, member.launched_ms, member.instance_id)


def _by_template(world: World, member: GroupInstance) -> int:
    """Older versions first; instances of a template that is gone before all."""
    template = world.get(LaunchTemplate, member.template)
    return member.version if template else -1


def _by_configuration(_: World, member: GroupInstance) -> int:
    """Instances of a launch configuration before those of a template."""
    return 0 if member.configuration else 1


_RANKS: Mapping[str, Callable[[World, GroupInstance], int]] = {
    "OldestLaunchTemplate": _by_template,
    "OldestLaunchConfiguration": _by_configuration,
    "ClosestToNextInstanceHour": lambda world, one: -((world.now_ms - one.launched_ms) % HOUR_MS),
    "NewestInstance": lambda _, one: -one.launched_ms,
    "OldestInstance": lambda _, one: one.launched_ms,
}
