"""Tags of load balancers, target groups, listeners and rules."""

from collections.abc import Mapping, Sequence
from typing import Any

from trainer.aws.operations.answering import Refusal, changes, reads
from trainer.aws.operations.elbv2 import find
from trainer.sim.model import Tags
from trainer.sim.world import World

TAGS_MAX = 50


def put(world: World, arn: str, tags: Sequence[Mapping[str, str]] | None) -> None:
    """Add tags to a resource."""
    if not tags:
        return
    keys = [tag["Key"] for tag in tags]
    if len(set(keys)) != len(keys):
        raise Refusal("DuplicateTagKeys", "Tag keys must be unique")
    found = world.get(Tags, arn)
    merged = {**dict(found.tags if found else ()), **{tag["Key"]: tag.get("Value", "") for tag in tags}}
    if len(merged) > TAGS_MAX:
        raise Refusal("TooManyTags", f"A resource can have at most {TAGS_MAX} tags")
    world.put(Tags(arn, tuple(merged.items())))


def _check(world: World, arns: Sequence[str]) -> None:
    for arn in arns:
        kind = arn.split(":", 5)[-1].split("/", maxsplit=1)[0]
        look = {
            "loadbalancer": find.balancer,
            "targetgroup": find.group,
            "listener": find.listener,
            "listener-rule": find.rule,
        }.get(kind)
        if look is None:
            raise find.refused(f"'{arn}' is not a valid load balancer ARN")
        look(world, arn)


@changes
def add_tags(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """AddTags."""
    _check(world, params["ResourceArns"])
    before = {arn: world.get(Tags, arn) for arn in params["ResourceArns"]}
    try:
        for arn in params["ResourceArns"]:
            put(world, arn, params["Tags"])
    except Refusal:
        for found in before.values():
            if found is not None:
                world.put(found)
        raise
    return {}


@changes
def remove_tags(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """RemoveTags."""
    _check(world, params["ResourceArns"])
    gone = set(params["TagKeys"])
    for arn in params["ResourceArns"]:
        found = world.get(Tags, arn)
        if found is not None:
            world.put(Tags(arn, tuple(pair for pair in found.tags if pair[0] not in gone)))
    return {}


@reads
def describe_tags(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """DescribeTags."""
    _check(world, params["ResourceArns"])
    found = {arn: world.get(Tags, arn) for arn in params["ResourceArns"]}
    return {
        "TagDescriptions": [
            {"ResourceArn": arn, "Tags": [{"Key": key, "Value": value} for key, value in tags.tags]}
            if tags
            else {"ResourceArn": arn, "Tags": []}
            for arn, tags in found.items()
        ]
    }


TAGS = {"AddTags": add_tags, "RemoveTags": remove_tags, "DescribeTags": describe_tags}
