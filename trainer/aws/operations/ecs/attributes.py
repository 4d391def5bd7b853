"""Custom attributes of container instances [CI-9]."""

from collections.abc import Mapping, Sequence
from typing import Any

from trainer.aws.operations.answering import Refusal, changes, invalid, reads
from trainer.aws.operations.ecs import find
from trainer.aws.operations.ecs.pages import page
from trainer.sim.kernel import Why, tell
from trainer.sim.model import Cluster, ContainerInstance
from trainer.sim.world import World
from trainer.value import replace

OWN_MAX = 10
OWN_PREFIXES = ("ecs.", "com.amazonaws.ecs.")
"""Attributes that the agent registers, not the customer."""


def _target(world: World, cluster: Cluster, item: Mapping[str, Any]) -> ContainerInstance:
    """The container instance that an attribute names, by ARN or by id."""
    given, kind = item.get("targetId") or "", item.get("targetType")
    if kind not in (None, "container-instance"):
        raise invalid(f"The target type '{kind}' is not valid: it should be container-instance.")
    if not given.startswith("arn:") and kind is None:
        raise invalid("A targetType is required for a targetId that is no ARN.")
    found = find.instance(world, cluster, given)
    if found is None:
        raise Refusal("TargetNotFoundException", f"Could not find {given}")
    return found


def _grouped(
    world: World, cluster: Cluster, given: Sequence[Mapping[str, Any]]
) -> dict[str, list[Mapping[str, Any]]]:
    """The attributes of a request by the instance they belong to."""
    if not 1 <= len(given) <= OWN_MAX:
        raise invalid(f"attributes should have between 1 and {OWN_MAX} items.")
    grouped: dict[str, list[Mapping[str, Any]]] = {}
    for item in given:
        if not item.get("name"):
            raise invalid("An attribute must have a name.")
        grouped.setdefault(_target(world, cluster, item).arn, []).append(item)
    return grouped


def _own(instance: ContainerInstance) -> dict[str, str]:
    return {name: value for name, value in instance.attributes.items() if not name.startswith(OWN_PREFIXES)}


@changes
def put_attributes(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """PutAttributes: at most 10 of one's own on an instance; a name that is there gets the new value."""
    cluster = find.cluster(world, params.get("cluster"))
    grouped = _grouped(world, cluster, params["attributes"])
    changed: list[ContainerInstance] = []
    for arn, items in grouped.items():
        instance = world.need(ContainerInstance, arn)
        merged = {**instance.attributes, **{item["name"]: item.get("value") or "" for item in items}}
        wanted = replace(instance, attributes=merged, version=instance.version + 1)
        if len(_own(wanted)) > OWN_MAX:
            raise Refusal(
                "AttributeLimitExceededException",
                f"You can apply up to {OWN_MAX} custom attributes for each resource.",
            )
        changed.append(wanted)
    for wanted in changed:
        world.put(wanted)
        text = (
            f"PutAttributes set {', '.join(item['name'] for item in grouped[wanted.arn])} on {wanted.short}"
        )
        tell(world, Why((wanted.arn,), text, ("CI-9",)))
    return {"attributes": list(params["attributes"])}


@changes
def delete_attributes(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """DeleteAttributes: by name, and by value where one is given."""
    cluster = find.cluster(world, params.get("cluster"))
    for arn, items in _grouped(world, cluster, params["attributes"]).items():
        instance = world.need(ContainerInstance, arn)
        left = dict(instance.attributes)
        for item in items:
            if item["name"] in left and item.get("value") in (None, left[item["name"]]):
                del left[item["name"]]
        world.put(replace(instance, attributes=left, version=instance.version + 1))
        names = ", ".join(item["name"] for item in items)
        tell(world, Why((arn,), f"DeleteAttributes took {names} from {instance.short}", ("CI-9",)))
    return {"attributes": list(params["attributes"])}


@reads
def list_attributes(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """ListAttributes: of all container instances of the cluster, by name and value."""
    cluster = find.cluster(world, params.get("cluster"))
    name, value = params.get("attributeName"), params.get("attributeValue")
    if value is not None and name is None:
        raise invalid("attributeName is required when attributeValue is given.")
    found = [
        {
            "name": key,
            **({"value": held} if held else {}),
            "targetType": params["targetType"],
            "targetId": one.arn,
        }
        for one in world.among(ContainerInstance, f"instances:{cluster.arn}")
        for key, held in sorted(one.attributes.items())
        if name in (None, key) and value in (None, held)
    ]
    attributes, more = page(params, found)
    return {"attributes": attributes, **more}


ATTRIBUTES = {
    "PutAttributes": put_attributes,
    "DeleteAttributes": delete_attributes,
    "ListAttributes": list_attributes,
}
