"""Tags of ECS resources."""

from collections.abc import Mapping, Sequence
from typing import Any

from trainer.aws.operations.answering import Refusal, changes, invalid, reads
from trainer.aws.operations.ecs import find
from trainer.sim.model import CapacityProvider, ContainerInstance, Service, Tags, Task, TaskDefinition
from trainer.sim.world import World

TAGS_MAX = 50


def shown(world: World, arn: str) -> list[dict[str, str]]:
    """The tags of a resource as AWS shows them."""
    found = world.get(Tags, arn)
    return [{"key": key, "value": value} for key, value in found.tags] if found else []


def check(tags: Sequence[Mapping[str, str]] | None) -> None:
    """Refuse tags that AWS refuses, before anything is made."""
    keys = [tag.get("key", "") for tag in tags or ()]
    if not all(keys):
        raise invalid("Tag keys can't be empty.")
    if len(keys) > TAGS_MAX:
        raise invalid("Too many tags.")
    if any(key.lower().startswith("aws:") for key in keys):
        raise invalid("Tag keys can't start with aws:.")
    if len(set(keys)) != len(keys):
        raise invalid("Duplicate tag keys found. Please note that Tag keys are case insensitive.")


def put(world: World, arn: str, tags: Sequence[Mapping[str, str]] | None) -> None:
    """Add tags to a resource; the value of a key that is there is replaced."""
    if not tags:
        return
    found = world.get(Tags, arn)
    wanted = {tag["key"]: tag.get("value", "") for tag in tags}
    kept = {key: value for key, value in (found.tags if found else ()) if key not in wanted}
    merged = {**kept, **wanted}
    if len(merged) > TAGS_MAX:
        raise invalid("Too many tags.")
    world.put(Tags(arn, tuple(merged.items())))


def _resource(world: World, arn: str) -> str:
    """The ARN, if it names something that can bear tags."""
    if not arn.startswith("arn:"):
        raise invalid("Invalid ARN. Specify a valid ARN and try again.")
    kind = arn.split(":")[-2 if arn.count(":") == 6 else -1].split("/", maxsplit=1)[0]
    if kind == "cluster":
        return find.cluster(world, arn).arn
    tables = {
        "capacity-provider": CapacityProvider,
        "task": Task,
        "service": Service,
        "container-instance": ContainerInstance,
        "task-definition": TaskDefinition,
    }
    if kind not in tables:
        raise invalid(f"Invalid ARN. The resource type '{kind}' cannot be tagged.")
    if world.get(tables[kind], arn.rpartition("/")[2] if kind == "capacity-provider" else arn) is None:
        raise Refusal("ResourceNotFoundException", "The specified resource could not be found.")
    return arn


@changes
def tag_resource(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """TagResource."""
    check(params["tags"])
    put(world, _resource(world, params["resourceArn"]), params["tags"])
    return {}


@changes
def untag_resource(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """UntagResource."""
    arn = _resource(world, params["resourceArn"])
    found = world.get(Tags, arn)
    if found:
        gone = set(params["tagKeys"])
        world.put(Tags(arn, tuple(pair for pair in found.tags if pair[0] not in gone)))
    return {}


@reads
def list_tags_for_resource(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """ListTagsForResource."""
    return {"tags": shown(world, _resource(world, params["resourceArn"]))}


TAGS = {
    "TagResource": tag_resource,
    "UntagResource": untag_resource,
    "ListTagsForResource": list_tags_for_resource,
}
