"""Tags of Auto Scaling groups [EC-12]."""

from collections.abc import Mapping, Sequence
from typing import Any

from trainer.aws.operations.answering import changes, reads
from trainer.aws.operations.autoscaling import find
from trainer.aws.operations.autoscaling.find import paged, wrong
from trainer.aws.operations.autoscaling.show import tag_shown
from trainer.sim.behaviours.group_scaling import MANAGED_TAG
from trainer.sim.kernel import Why, tell
from trainer.sim.model import AutoScalingGroup, CapacityProvider
from trainer.sim.world import World
from trainer.value import replace

TAGS_MAX = 50


def put(world: World, given: Sequence[Mapping[str, Any]], name: str = "") -> None:
    """Add tags to the groups that they name, or to the one of that name."""
    for tag in given:
        group = find.group(world, name or tag.get("ResourceId") or "")
        if not tag.get("Key"):
            raise wrong("The tag's Key must not be empty.")
        kept = [one for one in group.tags if one["Key"] != tag["Key"]]
        if len(kept) >= TAGS_MAX:
            raise wrong(f"A group can have at most {TAGS_MAX} tags.")
        fresh = {
            "Key": tag["Key"],
            "Value": tag.get("Value", ""),
            "PropagateAtLaunch": tag.get("PropagateAtLaunch", False),
        }
        world.put(replace(group, tags=(*kept, fresh)))


def meets(group: AutoScalingGroup, filters: Sequence[Mapping[str, Any]]) -> bool:
    """Whether a group's tags pass the filters `tag-key`, `tag-value` and `tag:…`."""
    for one in filters:
        name, values = one.get("Name") or "", one.get("Values") or ()
        if name == "tag-key":
            found = [tag["Key"] for tag in group.tags]
        elif name == "tag-value":
            found = [tag["Value"] for tag in group.tags]
        elif name.startswith("tag:"):
            found = [tag["Value"] for tag in group.tags if tag["Key"] == name.removeprefix("tag:")]
        else:
            raise wrong(f"Filter type {name} is not supported; use tag-key, tag-value or tag:<key>.")
        if not set(found) & set(values):
            return False
    return True


@changes
def create_or_update_tags(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """CreateOrUpdateTags."""
    for tag in params["Tags"]:
        find.group(world, tag.get("ResourceId") or "")
    put(world, params["Tags"])
    return {}


@reads
def describe_tags(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """DescribeTags: of all groups, by `auto-scaling-group`, `key` and `value`."""
    members = {"auto-scaling-group": "ResourceId", "key": "Key", "value": "Value"}
    found = [tag_shown(group, tag) for group in world.of(AutoScalingGroup).values() for tag in group.tags]
    for one in params.get("Filters") or ():
        member = members.get(one.get("Name") or "")
        if member is None:
            raise wrong(f"Filter type {one.get('Name')} is not correct.")
        found = [tag for tag in found if tag[member] in (one.get("Values") or ())]
    return paged(params, "Tags", found)


@changes
def delete_tags(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """DeleteTags; without its AmazonECSManaged tag a group cannot be scaled by its provider [EC-12]."""
    for tag in params["Tags"]:
        group = find.group(world, tag.get("ResourceId") or "")
        world.put(replace(group, tags=tuple(one for one in group.tags if one["Key"] != tag.get("Key"))))
        if tag.get("Key") == MANAGED_TAG and world.among(CapacityProvider, f"providers:{group.name}"):
            text = f"{group.name} lost its tag {MANAGED_TAG}: its capacity provider can no longer scale it"
            tell(world, Why((group.arn,), text, ("EC-12",)))
    return {}


TAGS = {
    "CreateOrUpdateTags": create_or_update_tags,
    "DescribeTags": describe_tags,
    "DeleteTags": delete_tags,
}
