"""Tags of resources that go by ARNs, for the services that spell them `Key` and `Value`."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from trainer.aws.model import Answer
from trainer.aws.operations.answering import changes, reads
from trainer.sim.model import Tags
from trainer.sim.world import World

Find = Callable[[World, str], None]
"""Refuses an ARN that names nothing."""


def put(world: World, arn: str, tags: Sequence[Mapping[str, str]] | None) -> None:
    """Add tags to a resource; the value of a key that is there is replaced."""
    if tags:
        found = world.get(Tags, arn)
        merged = dict(found.tags) if found else {}
        merged.update((tag["Key"], tag.get("Value", "")) for tag in tags)
        world.put(Tags(arn, tuple(merged.items())))


def drop(world: World, arn: str, keys: Iterable[str]) -> None:
    """Take tags off a resource."""
    found = world.get(Tags, arn)
    if found:
        gone = set(keys)
        world.put(Tags(arn, tuple(pair for pair in found.tags if pair[0] not in gone)))


def shown(world: World, arn: str) -> list[dict[str, str]]:
    """The tags of a resource as AWS shows them."""
    found = world.get(Tags, arn)
    return [{"Key": key, "Value": value} for key, value in found.tags] if found else []


def operations(find: Find, member: str) -> dict[str, Callable[[World, Mapping[str, Any]], Answer]]:
    """TagResource, UntagResource and ListTagsForResource of a service whose ARNs lie in that member."""

    @changes
    def tag_resource(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
        find(world, params[member])
        put(world, params[member], params["Tags"])
        return {}

    @changes
    def untag_resource(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
        find(world, params[member])
        drop(world, params[member], params["TagKeys"])
        return {}

    @reads
    def list_tags_for_resource(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
        find(world, params[member])
        return {"Tags": shown(world, params[member])}

    return {
        "TagResource": tag_resource,
        "UntagResource": untag_resource,
        "ListTagsForResource": list_tags_for_resource,
    }
