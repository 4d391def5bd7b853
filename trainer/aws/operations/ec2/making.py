"""What EC2's operations share: ids, tags of what is made, finding what must be there."""

from collections.abc import Mapping
from typing import Any, TypeVar

from trainer.aws.operations.answering import Refusal
from trainer.aws.operations.ec2.describing import not_found
from trainer.sim.model import SecurityGroup, Subnet, Tags, Vpc
from trainer.sim.world import Record, World

R = TypeVar("R", bound=Record)


def new_id(world: World, prefix: str, *names: object) -> str:
    """An id as EC2 gives it: `subnet-0…`."""
    return f"{prefix}-0{world.new_id(prefix, *names, length=16)}"


def tag(world: World, resource: str, params: Mapping[str, Any], kind: str) -> None:
    """Keep the tags that a TagSpecification gives this kind of resource."""
    given = [
        (each.get("Key", ""), each.get("Value", ""))
        for specification in params.get("TagSpecifications") or ()
        if specification.get("ResourceType") == kind
        for each in specification.get("Tags") or ()
    ]
    if given:
        world.put(Tags(resource, tuple(given)))


def need(world: World, table: type[R], noun: str, name: str) -> R:
    """The record of that id, or EC2's refusal."""
    found = world.get(table, name)
    if found is None:
        raise not_found(noun, name)
    return found


def vpc(world: World, name: str) -> Vpc:
    """The VPC of that id."""
    return need(world, Vpc, "vpc", name)


def subnet(world: World, name: str) -> Subnet:
    """The subnet of that id."""
    return need(world, Subnet, "subnet", name)


def group(world: World, name: str) -> SecurityGroup:
    """The security group of that id."""
    return need(world, SecurityGroup, "group", name)


def in_use(resource: str, by: str) -> Refusal:
    """DependencyViolation."""
    return Refusal("DependencyViolation", f"{resource} has dependencies and cannot be deleted: {by}.")
