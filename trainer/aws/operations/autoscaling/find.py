"""Names of a request -> records of a group, or this service's refusal; and pages."""

from collections.abc import Mapping, Sequence
from typing import Any

from trainer.aws.operations.answering import Refusal
from trainer.sim.model import AutoScalingGroup, GroupInstance
from trainer.sim.world import World

PAGE_MAX = 100


def wrong(message: str) -> Refusal:
    """This service's ValidationError."""
    return Refusal("ValidationError", message)


def group(world: World, name: str) -> AutoScalingGroup:
    """The group of that name or ARN; one that is being deleted is there until its last instance is gone."""
    found = world.get(AutoScalingGroup, name.rpartition("autoScalingGroupName/")[2])
    if found is None:
        raise wrong(f"AutoScalingGroup name not found - AutoScalingGroup '{name}' not found")
    return found


def member(world: World, instance_id: str, of: str | None = None) -> GroupInstance:
    """The instance as its group sees it."""
    found = world.get(GroupInstance, instance_id)
    if found is None or (of and found.group != of):
        where = f"group {of}" if of else "an Auto Scaling group"
        raise wrong(f"Instance Id not found - Instance {instance_id} is not in {where}")
    return found


def paged(params: Mapping[str, Any], name: str, items: Sequence[Any], most: int = PAGE_MAX) -> dict[str, Any]:
    """The part of a list that MaxRecords and NextToken ask for."""
    size = min(params.get("MaxRecords") or 50, most)
    token = params.get("NextToken")
    if token is not None and not token.isdigit():
        raise Refusal("InvalidNextToken", f"Invalid NextToken: {token}")
    start = int(token or 0)
    page: dict[str, Any] = {name: list(items[start : start + size])}
    if start + size < len(items):
        page["NextToken"] = str(start + size)
    return page
