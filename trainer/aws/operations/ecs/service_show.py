"""Services and their deployments as AWS describes them."""

from typing import Any

from trainer.aws.operations.ecs import tags
from trainer.aws.operations.ecs.clusters import item_shown
from trainer.sim.model import (
    Deployment,
    EarlySuccess,
    Launch,
    LaunchType,
    NetworkConfiguration,
    Scheduling,
    Service,
    Task,
    TaskSet,
    TaskStatus,
)
from trainer.sim.world import World

_PENDING = (TaskStatus.PROVISIONING, TaskStatus.PENDING, TaskStatus.ACTIVATING)


def service(world: World, shown: Service, with_tags: bool = True) -> dict[str, Any]:
    """A service."""
    tasks = world.among(Task, f"service:{shown.arn}")
    kept = shown.shown or {}
    data: dict[str, Any] = {
        "serviceArn": shown.arn,
        "serviceName": shown.name,
        "clusterArn": shown.cluster,
        "loadBalancers": kept.get("loadBalancers", []),
        "serviceRegistries": kept.get("serviceRegistries", []),
        "status": shown.status,
        "desiredCount": shown.desired_count,
        "runningCount": running(tasks),
        "pendingCount": pending(tasks),
        "deploymentConfiguration": configuration(shown),
        "deployments": [] if shown.status == "INACTIVE" else _deployments(shown, tasks),
        "events": [
            {"id": message.id, "createdAt": world.wall(message.at_ms), "message": message.text}
            for message in shown.messages
        ],
        "createdAt": world.wall(shown.created_ms),
        "createdBy": f"arn:aws:iam::{world.account}:user/learner",
        "placementConstraints": _constraints(shown.launch),
        "placementStrategy": _placement(shown),
        "schedulingStrategy": str(shown.scheduling),
        "deploymentController": kept.get("deploymentController", {"type": "ECS"}),
        "enableECSManagedTags": kept.get("enableECSManagedTags", False),
        "propagateTags": kept.get("propagateTags", "NONE"),
        "enableExecuteCommand": kept.get("enableExecuteCommand", False),
        "availabilityZoneRebalancing": kept.get("availabilityZoneRebalancing", "ENABLED"),
        "tags": tags.shown(world, shown.arn) if with_tags else [],
    }
    for deployment in data["deployments"]:
        deployment["createdAt"] = world.wall(deployment["createdAt"])
        deployment["updatedAt"] = world.wall(deployment["updatedAt"])
    if "healthCheckGracePeriodSeconds" in kept:
        data["healthCheckGracePeriodSeconds"] = kept["healthCheckGracePeriodSeconds"]
    if shown.definition:
        data["taskDefinition"] = shown.definition
    if shown.external:
        data["taskSets"] = [task_set(world, shown, one, with_tags) for one in shown.task_sets]
    if kept.get("role"):
        data["roleArn"] = kept["role"]
    return {**data, **where(shown.launch)}


def network(shown: NetworkConfiguration) -> dict[str, Any]:
    """An awsvpcConfiguration."""
    return {
        "subnets": list(shown.subnets),
        "securityGroups": list(shown.security_groups),
        "assignPublicIp": shown.assign_public_ip or "DISABLED",
    }


def _deployments(shown: Service, tasks: list[Task]) -> list[dict[str, Any]]:
    """Its deployments, newest first; times still in ms."""
    return [
        _deployment(shown, one, [task for task in tasks if task.deployment == one.id])
        for one in shown.deployments
    ]


def _deployment(owner: Service, shown: Deployment, tasks: list[Task]) -> dict[str, Any]:
    primary = shown.status == "PRIMARY"
    connect = (owner.shown or {}).get("serviceConnectConfiguration") if primary else None
    return {
        "id": shown.id,
        "status": shown.status,
        "taskDefinition": shown.definition,
        "desiredCount": owner.desired_count if primary else sum(task.wanted for task in tasks),
        "pendingCount": pending(tasks),
        "runningCount": running(tasks),
        "failedTasks": shown.failed_tasks,
        "createdAt": shown.created_ms,
        "updatedAt": shown.updated_ms,
        "rolloutState": str(shown.rollout),
        "rolloutStateReason": shown.rollout_reason or f"ECS deployment {shown.id} in progress.",
        **({"serviceConnectConfiguration": connect} if connect else {}),
        **where(shown.launch),
    }


def task_set_arn(world: World, owner: Service, shown: TaskSet) -> str:
    """The ARN of a task set."""
    return world.arn(f"task-set/{owner.cluster.rpartition('/')[2]}/{owner.name}/{shown.id}")


def task_set(world: World, owner: Service, shown: TaskSet, with_tags: bool = True) -> dict[str, Any]:
    """A task set of a service [DP-25]."""
    arn = task_set_arn(world, owner, shown)
    tasks = [task for task in world.among(Task, f"service:{owner.arn}") if task.deployment == shown.id]
    steady = shown.steady_ms is not None
    data: dict[str, Any] = {
        "id": shown.id,
        "taskSetArn": arn,
        "serviceArn": owner.arn,
        "clusterArn": owner.cluster,
        "status": shown.status,
        "taskDefinition": shown.definition,
        "computedDesiredCount": shown.desired(owner.desired_count),
        "pendingCount": pending(tasks),
        "runningCount": running(tasks),
        "createdAt": world.wall(shown.created_ms),
        "updatedAt": world.wall(shown.updated_ms),
        "loadBalancers": list(shown.load_balancers),
        "serviceRegistries": list(shown.registries),
        "scale": {"value": shown.scale, "unit": "PERCENT"},
        "stabilityStatus": "STEADY_STATE" if steady else "STABILIZING",
        "stabilityStatusAt": world.wall(shown.steady_ms if steady else shown.updated_ms),
        **where(shown.launch),
    }
    if shown.external_id:
        data["externalId"] = shown.external_id
    if with_tags:
        data["tags"] = tags.shown(world, arn)
    return data


def where(launch: Launch) -> dict[str, Any]:
    """Launch type or strategy, platform and network."""
    data: dict[str, Any] = {}
    if launch.strategy:
        data["capacityProviderStrategy"] = [item_shown(item) for item in launch.strategy]
    else:
        data["launchType"] = str(launch.launch_type)
    if launch.launch_type is LaunchType.FARGATE:
        data["platformVersion"] = launch.platform_version
        data["platformFamily"] = "Linux"
    if launch.network:
        data["networkConfiguration"] = {"awsvpcConfiguration": network(launch.network)}
    return data


def configuration(shown: Service) -> dict[str, Any]:
    """A deploymentConfiguration."""
    breaker, alarms = shown.breaker, shown.alarms
    watched = {"alarmNames": list(alarms.names), "enable": alarms.enable, "rollback": alarms.rollback}
    early = shown.early
    return {
        **({"alarms": watched} if alarms.names else {}),
        **({"earlySuccessCriteria": _early(early)} if early else {}),
        "deploymentCircuitBreaker": {"enable": breaker.enable, "rollback": breaker.rollback},
        "maximumPercent": shown.maximum_percent,
        "minimumHealthyPercent": shown.minimum_healthy_percent,
        "strategy": "ROLLING",
    }


def _early(shown: EarlySuccess) -> dict[str, Any]:
    cleanup = "BLOCKING" if shown.blocking else "DEFERRED"
    return {
        "enable": True,
        "healthyPercent": shown.healthy_percent,
        "sourceServiceRevisionCleanup": cleanup,
    }


def _constraints(launch: Launch) -> list[dict[str, str]]:
    return [
        {"type": item.type, "expression": item.expression} if item.expression else {"type": item.type}
        for item in launch.constraints
    ]


def _placement(shown: Service) -> list[dict[str, str]]:
    if shown.scheduling is Scheduling.DAEMON:
        return []
    return [
        {"type": item.type, "field": item.field} if item.field else {"type": item.type}
        for item in shown.launch.placement
    ]


def running(tasks: list[Task]) -> int:
    """How many are RUNNING [SV-4]."""
    return sum(task.last_status is TaskStatus.RUNNING for task in tasks)


def pending(tasks: list[Task]) -> int:
    """How many are on their way to RUNNING [SV-4]."""
    return sum(task.last_status in _PENDING for task in tasks)
