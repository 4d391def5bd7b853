"""Clusters and their capacity providers: what may be associated, and what ECS then keeps on the group.

Stands for CL-5, CP-2, CP-7 (one cluster with managed scaling), EC-4, EC-8 (the policy), EC-10 (the hook).
"""

from collections.abc import Mapping
from typing import Any

from trainer.aws.operations.answering import Refusal, invalid
from trainer.seed import digest
from trainer.sim.behaviours.launching import FARGATE_PROVIDERS
from trainer.sim.behaviours.managed_draining import HOOK
from trainer.sim.behaviours.managed_scaling import metric
from trainer.sim.behaviours.metering import measuring
from trainer.sim.group_alarms import managed_alarms, tracking_names
from trainer.sim.model import (
    Alarm,
    CapacityProvider,
    Cluster,
    ContainerInstance,
    GroupPolicy,
    Host,
)
from trainer.sim.world import Gone, World
from trainer.value import replace

PER_CLUSTER_MAX = 20


def clusters_of(world: World, provider: CapacityProvider) -> list[Cluster]:
    """The clusters that are associated with a provider."""
    return [
        one
        for one in world.of(Cluster).values()
        if one.status == "ACTIVE" and provider.name in one.capacity_providers
    ]


def check(world: World, cluster: str, names: tuple[str, ...]) -> None:
    """Refuse to associate a cluster (its ARN) with providers that are not there or not free [CP-2, CP-7]."""
    if len(names) > PER_CLUSTER_MAX:
        raise Refusal(
            "LimitExceededException", f"A cluster can have at most {PER_CLUSTER_MAX} capacity providers."
        )
    for name in names:
        if name in FARGATE_PROVIDERS:
            continue
        provider = world.get(CapacityProvider, name)
        if provider is None or provider.status != "ACTIVE":
            raise invalid(
                f"The specified capacity provider '{name}' was not found. Specify a valid name and try again."
            )
        others = [one for one in clusters_of(world, provider) if one.arn != cluster]
        if provider.managed_scaling and others:
            raise invalid(one_cluster(name, others[0]))


def one_cluster(name: str, other: Cluster) -> str:
    """Why a provider with managed scaling cannot be associated with one more cluster [CP-7]."""
    return (
        f"The capacity provider '{name}' uses managed scaling and is associated with cluster {other.name}: "
        "with managed scaling it can belong to one cluster only."
    )


def associate(world: World, before: tuple[str, ...], cluster: Cluster) -> None:
    """Tie a cluster to its new providers, and untie those that it lost."""
    for name in before:
        if name not in cluster.capacity_providers and (lost := world.get(CapacityProvider, name)):
            _untie(world, lost, cluster)
    for name in cluster.capacity_providers:
        if provider := world.get(CapacityProvider, name):
            tie(world, provider, cluster)


def tie(world: World, provider: CapacityProvider, cluster: Cluster) -> None:
    """Managed scaling of a provider for its cluster: a target tracking policy with two alarms on its group.

    Instances of the group that are in the cluster already belong to the provider from now on.
    """
    for instance in world.among(ContainerInstance, f"instances:{cluster.arn}"):
        host = instance.host
        if instance.provider != provider.name and _in_group(world, host, provider.group):
            world.put(replace(instance, provider=provider.name))
    old = policy_of(world, provider)
    if not provider.managed_scaling:
        _drop(world, old)
        return
    name = old.name if old else f"ECSManagedAutoScalingPolicy-{world.new_uuid('managed', provider.name)}"
    place = (
        f"{world.new_uuid('policy', provider.name)}:autoScalingGroupName/{provider.group}:policyName/{name}"
    )
    policy = GroupPolicy(
        provider.group,
        name,
        old.arn if old else world.arn(f"scalingPolicy:{place}", "autoscaling"),
        "TargetTrackingScaling",
        _tracking(provider, cluster),
        provider=provider.name,
        target=float(provider.target_capacity),
        warmup_s=provider.warmup_s,
        last_out_ms=old.last_out_ms if old else None,
    )
    high, low = (old.high_alarm, old.low_alarm) if old else tracking_names(world, policy)
    policy = replace(policy, high_alarm=high, low_alarm=low)
    world.put(policy)
    for alarm in managed_alarms(world, policy, metric(provider.name, cluster.name)):
        world.put(alarm)
    measuring(world)


def _tracking(provider: CapacityProvider, cluster: Cluster) -> dict[str, Any]:
    measured = metric(provider.name, cluster.name)
    return {
        "PolicyType": "TargetTrackingScaling",
        "EstimatedInstanceWarmup": provider.warmup_s,
        "TargetTrackingConfiguration": {
            "CustomizedMetricSpecification": {
                "MetricName": measured.name,
                "Namespace": measured.namespace,
                "Dimensions": [{"Name": name, "Value": value} for name, value in measured.dimensions],
                "Statistic": "Average",
            },
            "TargetValue": float(provider.target_capacity),
            "DisableScaleIn": False,
        },
    }


def _in_group(world: World, host: str, group: str) -> bool:
    found = world.get(Host, host)
    return found is not None and found.group == group


def _untie(world: World, provider: CapacityProvider, cluster: Cluster) -> None:
    _drop(world, policy_of(world, provider))
    for instance in world.among(ContainerInstance, f"instances:{cluster.arn}"):
        if instance.provider == provider.name:
            world.put(replace(instance, provider=""))


def policy_of(world: World, provider: CapacityProvider) -> GroupPolicy | None:
    """The policy of a provider's managed scaling."""
    found = world.among(GroupPolicy, f"group policies:{provider.group}")
    return next((one for one in found if one.provider == provider.name), None)


def _drop(world: World, policy: GroupPolicy | None) -> None:
    if policy is not None:
        for name in (policy.high_alarm, policy.low_alarm):
            world.remove(Gone(Alarm, name))
        world.remove(Gone(GroupPolicy, policy.key))


def attachments(world: World, cluster: Cluster) -> list[dict[str, Any]]:
    """What ECS keeps on the groups of a cluster's providers: policies and draining."""
    found: list[dict[str, Any]] = []
    for name in cluster.capacity_providers:
        provider = world.get(CapacityProvider, name)
        policy = policy_of(world, provider) if provider else None
        if provider is None:
            continue
        if policy is not None:
            details = {"capacityProviderName": name, "scalingPolicyName": policy.name}
            found.append(_attachment(policy.arn, "as_policy", details))
        if provider.draining:
            details = {"capacityProviderName": name, "autoScalingLifecycleHookName": HOOK}
            found.append(_attachment(f"{provider.arn}/draining", "managed_draining", details))
    return found


def _attachment(of: str, kind: str, details: Mapping[str, str]) -> dict[str, Any]:
    digits = digest(of, length=32)
    return {
        "id": "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:])),
        "type": kind,
        "status": "CREATED",
        "details": [{"name": name, "value": value} for name, value in details.items()],
    }
