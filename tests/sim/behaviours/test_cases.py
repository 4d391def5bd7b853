"""Given, when, then: every file in a folder beside this one is a case.

`{name}` in a step stands for the ARN of the oldest running task of that service or group; `{instance}` for
the instance registered first; `{group:web}` for a target group, `{balancer:web}` for a load balancer,
`{fleet:hosts}` for an Auto Scaling group, `{steps:more}` for a policy of one, `{host:hosts}` for its oldest
instance, `{sg:tasks}` for a security group, `{file-system}` for the first file system.
"""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import jmespath
import pytest
import yaml

from tests.sim.living import do, live
from trainer.aws.play import end_state
from trainer.sim.model import (
    AutoScalingGroup,
    ContainerInstance,
    FileSystem,
    GroupInstance,
    GroupPolicy,
    LoadBalancer,
    ScalingPolicy,
    SecurityGroup,
    TargetGroup,
    Task,
)
from trainer.sim.start import new_world
from trainer.sim.world import World

PLACE = re.compile(r"\{[\w:.-]+\}")
HERE = Path(__file__).parent
GIVEN: Mapping[str, Any] = yaml.safe_load((HERE / "given.yaml").read_text())
CASES = sorted(HERE.glob("*/*.yaml"))


@pytest.mark.parametrize("path", CASES, ids=[f"{path.parent.name}-{path.stem}" for path in CASES])
def test_case(path: Path) -> None:
    case = yaml.safe_load(path.read_text())
    world = new_world(7)
    failures: list[Any] = []
    for name in case["given"]:
        _do_all(world, GIVEN[name], failures)
    _do_all(world, case["when"], failures)
    for moment in case["then"]:
        _do_all(world, moment.get("do", []), failures)
        live(world, moment["after_s"] * 1000)
        state = end_state(world, failures)
        for query, expected in moment["reads"].items():
            found = jmespath.search(query, state)
            assert found == expected, f"{case['says']}\n{query} at {world.wall():%H:%M:%S}"


_NAMED: Mapping[str, Any] = {
    "group": TargetGroup,
    "balancer": LoadBalancer,
    "policy": ScalingPolicy,
    "fleet": AutoScalingGroup,
    "steps": GroupPolicy,
    "sg": SecurityGroup,
}


def _do_all(world: World, steps: list[dict[str, Any]], failures: list[Any]) -> None:
    for step in steps:
        [(operation, params)] = step.items()
        if operation == "Wait":
            live(world, params["seconds"] * 1000)
        else:
            failures.extend(do(world, operation, _named(world, params)).get("failures", []))


def _named(world: World, value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _named(world, inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_named(world, inner) for inner in value]
    if not isinstance(value, str) or not PLACE.fullmatch(value):
        return value
    return _found(world, value.strip("{}"))


def _found(world: World, name: str) -> str:
    if name == "instance":
        return next(iter(world.of(ContainerInstance)))
    if name == "file-system":
        return next(iter(world.of(FileSystem)))
    kind, colon, own = name.partition(":")
    if colon and kind in _NAMED:
        record = next(one for one in world.of(_NAMED[kind]).values() if one.name == own)
        return str(getattr(record, "arn", record.key))
    if kind == "host":
        return world.among(GroupInstance, f"members:{own}")[0].instance_id
    return _running(world, name)


def _running(world: World, name: str) -> str:
    return next(
        task.arn
        for task in world.of(Task).values()
        if task.wanted and task.group in (name, f"service:{name}") and task.started_ms is not None
    )


def test_every_behaviour_has_a_case() -> None:
    folders = {path.parent.name for path in CASES}
    behaviours = {path.stem for path in Path("trainer/sim/behaviours").glob("*.py")}
    untold = {
        "__init__",
        "counting",
        "launching",
        "messages",
        "order",
        "scene",
        "target_tasks",
        "waking",
    }  # told by the cases of services, placement and invoking
    assert behaviours - untold <= folders
