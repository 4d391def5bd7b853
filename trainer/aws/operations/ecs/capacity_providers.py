"""Capacity providers over Auto Scaling groups: made, changed, deleted, described [CP-1, CP-5, CP-8]."""

import re
from collections.abc import Mapping
from typing import Any

from trainer.aws.operations.answering import changes, client, invalid, reads
from trainer.aws.operations.ecs import association, find, tags
from trainer.aws.operations.ecs.pages import page
from trainer.sim.behaviours.group_scaling import MANAGED_TAG
from trainer.sim.behaviours.launching import FARGATE_PROVIDERS
from trainer.sim.behaviours.managed_draining import HOOK, hook_for
from trainer.sim.behaviours.termination_protection import misjudged
from trainer.sim.events import GroupConsidered
from trainer.sim.kernel import Why, tell
from trainer.sim.model import (
    AutoScalingGroup,
    CapacityProvider,
    LifecycleHook,
    Service,
)
from trainer.sim.run import happen
from trainer.sim.world import Gone, World
from trainer.value import replace

PER_CLUSTER_MAX = 20
_NAME = re.compile(r"[A-Za-z0-9_-]{1,255}")
_TAKEN = ("aws", "ecs", "fargate")


@changes
def create_capacity_provider(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """CreateCapacityProvider: over a group that no other provider has; the group gets a tag and a hook."""
    name = params["name"]
    if not _NAME.fullmatch(name):
        raise invalid(
            "The specified capacity provider name is invalid. Up to 255 characters are allowed: letters "
            "(uppercase and lowercase), numbers, underscores, and hyphens."
        )
    if name.lower().startswith(_TAKEN):
        raise invalid(
            "The specified capacity provider name is invalid. The name cannot be prefixed with 'aws', 'ecs', "
            "or 'fargate'."
        )
    old = world.get(CapacityProvider, name)
    if old is not None and old.status == "ACTIVE":
        raise invalid(
            f"A capacity provider named '{name}' already exists. Use UpdateCapacityProvider to change it."
        )
    given = params.get("autoScalingGroupProvider")
    if not given:
        raise invalid(
            "An autoScalingGroupProvider is wanted: this simulator does not model Managed Instances, and "
            "FARGATE and FARGATE_SPOT are there already."
        )
    tags.check(params.get("tags"))
    group = _group(world, given["autoScalingGroupArn"])
    if taken := world.among(CapacityProvider, f"providers:{group.name}"):
        raise invalid(
            f"The specified Auto Scaling group ARN is already being used by capacity provider "
            f"'{taken[0].name}'. Specify a unique Auto Scaling group ARN and try again."
        )
    provider = CapacityProvider(name, world.arn(f"capacity-provider/{name}"), group.name)
    provider = _configured(group, provider, given)
    world.put(provider)
    tags.put(world, provider.arn, params.get("tags"))
    from trainer.aws.operations.autoscaling import tags as group_tags

    group_tags.put(world, [{"Key": MANAGED_TAG, "PropagateAtLaunch": True}], group.name)
    _set_hook(world, provider)
    text = f"CreateCapacityProvider put {name} over Auto Scaling group {group.name}"
    tell(world, Why((provider.name, group.arn), text, ("CP-5", "EC-12")))
    return {"capacityProvider": shown(world, provider)}


def _group(world: World, arn: str) -> AutoScalingGroup:
    found = world.get(AutoScalingGroup, arn.rpartition("autoScalingGroupName/")[2])
    if found is None or found.deleting or (arn.startswith("arn:") and arn != found.arn):
        raise invalid("The specified Auto Scaling group ARN is invalid. Specify a valid ARN and try again.")
    return found


def _configured(
    group: AutoScalingGroup, provider: CapacityProvider, given: Mapping[str, Any]
) -> CapacityProvider:
    """The provider with what the request says; the rest stays [CP-5]."""
    scaling = given.get("managedScaling") or {}
    status = scaling.get("status")
    changed = replace(
        provider,
        managed_scaling=provider.managed_scaling if status is None else status == "ENABLED",
        target_capacity=scaling.get("targetCapacity", provider.target_capacity),
        step_min=scaling.get("minimumScalingStepSize", provider.step_min),
        step_max=scaling.get("maximumScalingStepSize", provider.step_max),
        warmup_s=scaling.get("instanceWarmupPeriod", provider.warmup_s),
        termination_protection=_on(given, "managedTerminationProtection", provider.termination_protection),
        draining=_on(given, "managedDraining", provider.draining),
    )
    if not 1 <= changed.target_capacity <= 100:
        raise invalid("The managed scaling targetCapacity must be between 1 and 100.")
    if not 1 <= changed.step_min <= changed.step_max <= 10_000:
        raise invalid(
            "The managed scaling step sizes must be between 1 and 10000, the minimum not above the maximum."
        )
    if not 0 <= changed.warmup_s <= 10_000:
        raise invalid("The managed scaling instanceWarmupPeriod must be between 0 and 10000.")
    if changed.termination_protection and not changed.managed_scaling:
        raise invalid(
            "The managed termination protection setting for the capacity provider is invalid. To enable "
            "managed termination protection for a capacity provider, managed scaling must be enabled."
        )
    if changed.termination_protection and not group.protects_new:
        raise invalid(
            "The managed termination protection setting for the capacity provider is invalid. To enable "
            "managed termination protection for a capacity provider, the Auto Scaling group must have "
            "instance protection from scale in enabled."
        )
    return changed


def _on(given: Mapping[str, Any], name: str, before: bool) -> bool:
    return before if given.get(name) is None else given[name] == "ENABLED"


@changes
def update_capacity_provider(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """UpdateCapacityProvider: managed scaling, protection, draining; the group stays."""
    provider = _need(world, params["name"])
    given = params.get("autoScalingGroupProvider")
    if not given:
        raise invalid("An autoScalingGroupProvider is wanted: there is nothing else to update.")
    group = world.get(AutoScalingGroup, provider.group)
    if group is None:
        raise client(f"The Auto Scaling group {provider.group} of the capacity provider does not exist.")
    changed = replace(_configured(group, provider, given), update_status="UPDATE_COMPLETE")
    users = association.clusters_of(world, provider)
    if changed.managed_scaling and len(users) > 1:
        raise invalid(association.one_cluster(provider.name, users[0]))
    world.put(changed)
    _set_hook(world, changed)
    text = f"UpdateCapacityProvider changed {provider.name}"
    world.cause = tell(world, Why((provider.name, group.arn), text, ("CP-5",)))
    for cluster in users:
        association.tie(world, changed, cluster)
    for member in misjudged(world, changed):
        world.put(member)
        happen(world, GroupConsidered(member.group))
    return {"capacityProvider": shown(world, changed)}


def _set_hook(world: World, provider: CapacityProvider) -> None:
    """The group of a provider with managed draining has ECS's hook [EC-10]."""
    group = world.need(AutoScalingGroup, provider.group)
    if provider.draining:
        world.put(hook_for(group))
    else:
        world.remove(Gone(LifecycleHook, f"{group.name} {HOOK}"))


@changes
def delete_capacity_provider(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """DeleteCapacityProvider: only one that no service and no cluster uses [CP-1, CP-8]."""
    name = params["capacityProvider"].rpartition("/")[2]
    if name in FARGATE_PROVIDERS:
        raise invalid(
            f"The specified capacity provider '{name}' is reserved and cannot be deleted. It can only be "
            "disassociated from a cluster by PutClusterCapacityProviders."
        )
    provider = _need(world, name)
    for service in world.of(Service).values():
        if service.status == "ACTIVE" and any(item.provider == name for item in service.launch.strategy):
            raise invalid(
                f"The capacity provider cannot be deleted because it is in use by service {service.name}. "
                "Remove the capacity provider from the service's capacity provider strategy and try again."
            )
    if users := association.clusters_of(world, provider):
        raise invalid(
            "The capacity provider cannot be deleted because it is associated with cluster: "
            f"{users[0].name}. Remove the capacity provider from the cluster and try again."
        )
    gone = replace(provider, status="INACTIVE", update_status="DELETE_COMPLETE")
    world.put(gone)
    world.remove(Gone(LifecycleHook, f"{provider.group} {HOOK}"))
    tell(world, Why((name,), f"DeleteCapacityProvider made {name} INACTIVE", ("CP-8",)))
    return {"capacityProvider": shown(world, gone)}


def _need(world: World, given: str) -> CapacityProvider:
    found = world.get(CapacityProvider, given.rpartition("/")[2])
    if found is None or found.status != "ACTIVE":
        raise client(
            "The specified capacity provider does not exist. Specify a valid name or ARN and try again."
        )
    return found


@reads
def describe_capacity_providers(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """DescribeCapacityProviders: FARGATE and FARGATE_SPOT are always there; `failures` has unknown ones."""
    names = [name.rpartition("/")[2] for name in params.get("capacityProviders") or ()]
    if params.get("cluster"):
        own = find.cluster(world, params["cluster"]).capacity_providers
        names = [name for name in names or own if name in own]
    everything = [_predefined(world, name) for name in FARGATE_PROVIDERS]
    with_tags = "TAGS" in (params.get("include") or ())
    everything += [shown(world, one, with_tags) for one in world.of(CapacityProvider).values()]
    known = {item["name"]: item for item in everything}
    if not names and not params.get("cluster"):
        names = [name for name, item in known.items() if item["status"] == "ACTIVE"]
    found, more = page(params, [known[name] for name in names if name in known])
    failures = [find.missing(world.arn(f"capacity-provider/{name}")) for name in names if name not in known]
    return {"capacityProviders": found, "failures": failures, **more}


def _predefined(world: World, name: str) -> dict[str, Any]:
    arn = world.arn(f"capacity-provider/{name}")
    return {"capacityProviderArn": arn, "name": name, "status": "ACTIVE", "type": name, "tags": []}


def shown(world: World, provider: CapacityProvider, with_tags: bool = True) -> dict[str, Any]:
    """A capacity provider as AWS describes it."""
    group = world.get(AutoScalingGroup, provider.group)
    return {
        "capacityProviderArn": provider.arn,
        "name": provider.name,
        "status": provider.status,
        "type": "EC2_AUTOSCALING",
        "autoScalingGroupProvider": {
            "autoScalingGroupArn": group.arn if group else "",
            "managedScaling": {
                "status": _word(provider.managed_scaling),
                "targetCapacity": provider.target_capacity,
                "minimumScalingStepSize": provider.step_min,
                "maximumScalingStepSize": provider.step_max,
                "instanceWarmupPeriod": provider.warmup_s,
            },
            "managedTerminationProtection": _word(provider.termination_protection),
            "managedDraining": _word(provider.draining),
        },
        "updateStatus": provider.update_status,
        "tags": tags.shown(world, provider.arn) if with_tags else [],
    }


def _word(on: bool) -> str:
    return "ENABLED" if on else "DISABLED"


CAPACITY_PROVIDERS = {
    "CreateCapacityProvider": create_capacity_provider,
    "UpdateCapacityProvider": update_capacity_provider,
    "DeleteCapacityProvider": delete_capacity_provider,
    "DescribeCapacityProviders": describe_capacity_providers,
}
