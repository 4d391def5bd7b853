"""Tags of log groups: by their ARN, or by their name as older clients write."""

from collections.abc import Mapping
from typing import Any

from trainer.aws.operations import arn_tags
from trainer.aws.operations.answering import Refusal, changes, reads
from trainer.sim.model import LogGroup, Tags
from trainer.sim.world import World


def put(world: World, group: LogGroup, tags: Mapping[str, str] | None) -> None:
    """Add tags to a log group."""
    arn_tags.put(world, group.arn, [{"Key": key, "Value": value} for key, value in (tags or {}).items()])


def _group(world: World, params: Mapping[str, Any]) -> LogGroup:
    given = params.get("resourceArn") or params.get("logGroupName") or ""
    name = given.partition(":log-group:")[2].removesuffix(":*") if given.startswith("arn:") else given
    found = world.get(LogGroup, name)
    if found is None:
        raise Refusal("ResourceNotFoundException", "The specified log group does not exist.")
    return found


@changes
def tag(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """TagResource, TagLogGroup."""
    put(world, _group(world, params), params["tags"])
    return {}


@changes
def untag(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """UntagResource, UntagLogGroup."""
    arn_tags.drop(world, _group(world, params).arn, params.get("tagKeys") or params.get("tags") or ())
    return {}


@reads
def list_tags(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """ListTagsForResource, ListTagsLogGroup."""
    found = world.get(Tags, _group(world, params).arn)
    return {"tags": dict(found.tags) if found else {}}


LOG_TAGS = {
    "TagResource": tag,
    "UntagResource": untag,
    "ListTagsForResource": list_tags,
    "TagLogGroup": tag,
    "UntagLogGroup": untag,
    "ListTagsLogGroup": list_tags,
}
