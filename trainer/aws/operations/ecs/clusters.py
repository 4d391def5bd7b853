"""Clusters [CL]."""

from collections.abc import Mapping
from typing import Any

from trainer.aws.operations.answering import Refusal, changes, named, reads
from trainer.aws.operations.ecs import association, find, tags
from trainer.aws.operations.ecs.pages import page
from trainer.aws.operations.ecs.placing import strategy_of
from trainer.sim.iam.acting import ECS, linked
from trainer.sim.kernel import Why, tell
from trainer.sim.model import Cluster, ContainerInstance, Service, StrategyItem, Task, TaskStatus
from trainer.sim.world import World
from trainer.value import replace

_SHOWN = ("configuration", "serviceConnectDefaults")
_INSIGHTS_OFF = {"name": "containerInsights", "value": "disabled"}
_PENDING = (TaskStatus.PROVISIONING, TaskStatus.PENDING, TaskStatus.ACTIVATING)


@changes
def create_cluster(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """CreateCluster: the same name again answers with the cluster that is there."""
    name = params.get("clusterName") or "default"
    tags.check(params.get("tags"))
    arn = world.arn(f"cluster/{name}")
    found = world.get(Cluster, arn)
    if found is not None and found.status == "ACTIVE":
        return {"cluster": shown(world, found, {"TAGS", "SETTINGS", "CONFIGURATIONS"})}
    providers = tuple(dict.fromkeys(params.get("capacityProviders") or ()))
    association.check(world, arn, providers)
    cluster = Cluster(
        arn,
        name,
        capacity_providers=providers,
        settings=tuple(named(params.get("settings"), "A setting").values()) or (_INSIGHTS_OFF,),
        shown={key: params[key] for key in _SHOWN if key in params},
    )
    cluster = replace(
        cluster, default_strategy=strategy_of(cluster, params.get("defaultCapacityProviderStrategy") or ())
    )
    world.put(cluster)
    tags.put(world, arn, params.get("tags"))
    linked(world, ECS)
    world.cause = tell(world, Why((arn,), f"CreateCluster made cluster {name}", ("CL-1", "CL-4")))
    association.associate(world, (), cluster)
    return {"cluster": shown(world, cluster, {"TAGS", "SETTINGS", "CONFIGURATIONS"})}


def shown(world: World, cluster: Cluster, include: set[str]) -> dict[str, Any]:
    """A cluster as AWS describes it; what is not asked for by `include` stays empty."""
    tasks = world.among(Task, f"tasks:{cluster.arn}")
    running = sum(task.last_status is TaskStatus.RUNNING for task in tasks)
    services = world.among(Service, f"services:{cluster.arn}")
    data: dict[str, Any] = {
        "clusterArn": cluster.arn,
        "clusterName": cluster.name,
        "status": cluster.status,
        "registeredContainerInstancesCount": len(world.among(ContainerInstance, f"instances:{cluster.arn}")),
        "runningTasksCount": running,
        "pendingTasksCount": sum(task.last_status in _PENDING for task in tasks),
        "activeServicesCount": sum(service.status == "ACTIVE" for service in services),
        "statistics": _statistics(tasks) if "STATISTICS" in include else [],
        "tags": tags.shown(world, cluster.arn) if "TAGS" in include else [],
        "settings": list(cluster.settings) if "SETTINGS" in include else [],
        "capacityProviders": list(cluster.capacity_providers),
        "defaultCapacityProviderStrategy": [item_shown(item) for item in cluster.default_strategy],
    }
    if "ATTACHMENTS" in include and (found := association.attachments(world, cluster)):
        data |= {"attachments": found, "attachmentsStatus": "UPDATE_COMPLETE"}
    if "CONFIGURATIONS" in include and cluster.shown:
        data.update(cluster.shown)
    return data


def item_shown(item: StrategyItem) -> dict[str, Any]:
    """A line of a capacity provider strategy as AWS shows it."""
    return {"capacityProvider": item.provider, "weight": item.weight, "base": item.base}


def _statistics(tasks: list[Task]) -> list[dict[str, str]]:
    def count(kind: str, statuses: tuple[TaskStatus, ...]) -> int:
        return sum(task.launch_type == kind and task.last_status in statuses for task in tasks)

    return [
        {"name": f"{word}{label}TasksCount", "value": str(count(kind, statuses))}
        for word, statuses in (("running", (TaskStatus.RUNNING,)), ("pending", _PENDING))
        for label, kind in (("EC2", "EC2"), ("Fargate", "FARGATE"), ("External", "EXTERNAL"))
    ]


@reads
def describe_clusters(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """DescribeClusters: unknown ones are in `failures`."""
    include = set(params.get("include") or ())
    clusters: list[dict[str, Any]] = []
    failures: list[dict[str, str]] = []
    for name in params.get("clusters") or ("default",):
        arn = find.cluster_arn(world, name)
        found = world.get(Cluster, arn)
        if found is None:
            failures.append(find.missing(arn))
        else:
            clusters.append(shown(world, found, include))
    return {"clusters": clusters, "failures": failures}


@reads
def list_clusters(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """ListClusters."""
    active = [arn for arn, cluster in world.of(Cluster).items() if cluster.status == "ACTIVE"]
    arns, more = page(params, active)
    return {"clusterArns": arns, **more}


@changes
def update_cluster(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """UpdateCluster: settings, configuration, Service Connect defaults."""
    found = find.cluster(world, params["cluster"])
    kept = {**(found.shown or {}), **{key: params[key] for key in _SHOWN if key in params}}
    cluster = replace(found, shown=kept, settings=_merged(found, params))
    world.put(cluster)
    return {"cluster": shown(world, cluster, {"TAGS", "SETTINGS", "CONFIGURATIONS"})}


@changes
def update_cluster_settings(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """UpdateClusterSettings."""
    found = find.cluster(world, params["cluster"])
    cluster = replace(found, settings=_merged(found, params))
    world.put(cluster)
    return {"cluster": shown(world, cluster, {"TAGS", "SETTINGS"})}


def _merged(cluster: Cluster, params: Mapping[str, Any]) -> tuple[Mapping[str, Any], ...]:
    settings = {item["name"]: item for item in cluster.settings}
    settings.update(named(params.get("settings"), "A setting"))
    return tuple(settings.values())


@changes
def put_cluster_capacity_providers(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """PutClusterCapacityProviders: the whole new list; a provider in use cannot go [CL-5]."""
    found = find.cluster(world, params["cluster"])
    providers = tuple(dict.fromkeys(params["capacityProviders"]))
    association.check(world, found.arn, providers)
    for task in world.among(Task, f"tasks:{found.arn}"):
        if task.capacity_provider and task.capacity_provider not in providers:
            raise Refusal("ResourceInUseException", "The specified resource is in-use and can't be removed.")
    changed = replace(found, capacity_providers=providers)
    changed = replace(
        changed, default_strategy=strategy_of(changed, params["defaultCapacityProviderStrategy"])
    )
    world.put(changed)
    text = f"PutClusterCapacityProviders set {', '.join(providers) or 'none'} on cluster {found.name}"
    world.cause = tell(world, Why((found.arn,), text, ("CL-5",)))
    association.associate(world, found.capacity_providers, changed)
    return {"cluster": shown(world, changed, {"TAGS", "SETTINGS", "ATTACHMENTS"})}


@changes
def delete_cluster(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """DeleteCluster: only an empty one [CL-2, CL-3]."""
    found = find.cluster(world, params["cluster"])
    if world.among(ContainerInstance, f"instances:{found.arn}"):
        raise Refusal(
            "ClusterContainsContainerInstancesException",
            "The Cluster cannot be deleted while Container Instances are active or draining.",
        )
    if any(service.status == "ACTIVE" for service in world.among(Service, f"services:{found.arn}")):
        raise Refusal(
            "ClusterContainsServicesException", "The Cluster cannot be deleted while Services are active."
        )
    if world.among(Task, f"tasks:{found.arn}"):
        raise Refusal(
            "ClusterContainsTasksException", "The Cluster cannot be deleted while Tasks are active."
        )
    gone = replace(found, status="INACTIVE", capacity_providers=(), default_strategy=())
    world.put(gone)
    association.associate(world, found.capacity_providers, gone)
    tell(world, Why((found.arn,), f"DeleteCluster made cluster {found.name} INACTIVE", ("CL-2",)))
    return {"cluster": shown(world, gone, set())}


CLUSTERS = {
    "CreateCluster": create_cluster,
    "DeleteCluster": delete_cluster,
    "DescribeClusters": describe_clusters,
    "ListClusters": list_clusters,
    "UpdateCluster": update_cluster,
    "UpdateClusterSettings": update_cluster_settings,
    "PutClusterCapacityProviders": put_cluster_capacity_providers,
}
