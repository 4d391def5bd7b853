"""Deployments of a service as things of their own: listed, described, stopped; and its revisions [DP-3]."""

from collections.abc import Iterator, Mapping
from typing import Any

from trainer.aws.operations.answering import Refusal, changes, invalid, reads
from trainer.aws.operations.ecs import find, service_show
from trainer.aws.operations.ecs.pages import page
from trainer.seed import digest
from trainer.sim.events import ServiceUpdated
from trainer.sim.kernel import Why, tell
from trainer.sim.model import Deployment, Rollout, Service, Task, TaskDefinition
from trainer.sim.rollout import threshold
from trainer.sim.run import happen
from trainer.sim.world import World
from trainer.value import replace

DESCRIBED_MAX = 20


@reads
def list_service_deployments(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """ListServiceDeployments: newest first, by status and time of making."""
    cluster = find.cluster(world, params.get("cluster"))
    service = find.need_service(world, cluster, params["service"])
    span = params.get("createdAt") or {}
    wanted = params.get("status") or ()
    found = [
        _brief(world, service, one)
        for one in _deployments(service)
        if (not wanted or status(service, one) in wanted)
        and ("before" not in span or world.wall(one.created_ms) < span["before"])
        and ("after" not in span or world.wall(one.created_ms) > span["after"])
    ]
    briefs, more = page(params, found)
    return {"serviceDeployments": briefs, **more}


@reads
def describe_service_deployments(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """DescribeServiceDeployments: up to 20 ARNs; unknown ones are in `failures`."""
    arns = params["serviceDeploymentArns"]
    if not 1 <= len(arns) <= DESCRIBED_MAX:
        raise invalid(f"serviceDeploymentArns can have at most {DESCRIBED_MAX} items and not be empty.")
    known = {
        arn_of(world, service, one): (service, one)
        for service in world.of(Service).values()
        for one in _deployments(service)
    }
    return {
        "serviceDeployments": [_whole(world, *known[arn]) for arn in arns if arn in known],
        "failures": [find.missing(arn) for arn in arns if arn not in known],
    }


def arn_of(world: World, service: Service, shown: Deployment) -> str:
    """The ARN of a service deployment."""
    return world.arn(f"service-deployment/{_path(service)}/{digest(shown.id, length=21)}")


def revision_arn(world: World, service: Service, shown: Deployment) -> str:
    """The ARN of the service revision that a deployment brings."""
    return world.arn(f"service-revision/{_path(service)}/{shown.id.rpartition('/')[2]}")


def status(service: Service, shown: Deployment) -> str:
    """AWS's word for how it went; a rollback belongs to the deployment that it takes back."""
    back = next((one for one in (*service.deployments, *service.history) if one.rolls_back == shown.id), None)
    if back is not None:
        words = {
            Rollout.IN_PROGRESS: "ROLLBACK_IN_PROGRESS",
            Rollout.COMPLETED: "ROLLBACK_SUCCESSFUL",
            Rollout.FAILED: "ROLLBACK_FAILED",
        }
        return words[back.rollout]
    if shown.rollout is Rollout.IN_PROGRESS and shown.status == "PRIMARY":
        asked = {"ROLLBACK": "ROLLBACK_REQUESTED", "ABORT": "STOP_REQUESTED"}
        return asked.get(shown.stop_asked, "IN_PROGRESS")
    return "SUCCESSFUL" if shown.rollout is Rollout.COMPLETED else "STOPPED"


def _path(service: Service) -> str:
    return f"{service.cluster.rpartition('/')[2]}/{service.name}"


def _deployments(service: Service) -> Iterator[Deployment]:
    """All but rollbacks, newest first."""
    return (one for one in (*service.deployments, *service.history) if not one.rolls_back)


def _brief(world: World, service: Service, shown: Deployment) -> dict[str, Any]:
    data: dict[str, Any] = {
        "serviceDeploymentArn": arn_of(world, service, shown),
        "serviceArn": service.arn,
        "clusterArn": service.cluster,
        "startedAt": world.wall(shown.created_ms),
        "createdAt": world.wall(shown.created_ms),
        "targetServiceRevisionArn": revision_arn(world, service, shown),
        "status": status(service, shown),
        "statusReason": shown.rollout_reason,
    }
    if data["status"] != "IN_PROGRESS":
        data["finishedAt"] = world.wall(shown.updated_ms)
    return data


def _whole(world: World, service: Service, shown: Deployment) -> dict[str, Any]:
    data = _brief(world, service, shown)
    del data["targetServiceRevisionArn"]
    primary = shown.id == service.primary.id
    older = [one for one in service.deployments if one.created_ms < shown.created_ms] if primary else []
    data.update(
        updatedAt=world.wall(shown.updated_ms),
        targetServiceRevision=_revision(world, service, shown),
        sourceServiceRevisions=[_revision(world, service, one) for one in older],
        deploymentConfiguration=service_show.configuration(service),
        deploymentCircuitBreaker=_breaker(service, shown),
    )
    back = next((one for one in service.deployments if one.rolls_back == shown.id), None)
    if back is not None:
        data["rollback"] = {
            "reason": back.rollout_reason,
            "startedAt": world.wall(back.created_ms),
            "serviceRevisionArn": revision_arn(world, service, back),
        }
    return data


def _revision(world: World, service: Service, shown: Deployment) -> dict[str, Any]:
    tasks = [one for one in world.among(Task, f"service:{service.arn}") if one.deployment == shown.id]
    primary = shown.id == service.primary.id
    return {
        "arn": revision_arn(world, service, shown),
        "requestedTaskCount": service.desired_count if primary else sum(task.wanted for task in tasks),
        "runningTaskCount": service_show.running(tasks),
        "pendingTaskCount": service_show.pending(tasks),
    }


def _breaker(service: Service, shown: Deployment) -> dict[str, Any]:
    if not service.breaker.enable:
        return {"status": "DISABLED"}
    over = {Rollout.FAILED: "TRIGGERED", Rollout.COMPLETED: "MONITORING_COMPLETE"}
    return {
        "status": over.get(shown.rollout, "MONITORING"),
        "failureCount": shown.failed_tasks,
        "threshold": threshold(service.breaker, service.desired_count),
    }


@changes
def stop_service_deployment(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """StopServiceDeployment: one under way; rolled back to the last completed one unless told to ABORT."""
    arn = params["serviceDeploymentArn"]
    service, shown = _found(world, arn)
    kind = params.get("stopType") or "ROLLBACK"
    if shown.id != service.primary.id or shown.rollout is not Rollout.IN_PROGRESS or shown.stop_asked:
        raise Refusal(
            "ConflictException",
            f"The service deployment {arn} cannot be stopped: its status is {status(service, shown)}.",
        )
    if kind == "ROLLBACK" and service.completed is None:
        raise invalid(
            "The service deployment cannot be rolled back: there is no completed deployment before it."
        )
    asked = replace(shown, stop_asked=kind, updated_ms=world.now_ms)
    world.put(replace(service, deployments=(asked, *service.deployments[1:])))
    text = f"StopServiceDeployment asked deployment {shown.id} to stop ({kind})"
    world.cause = tell(world, Why((service.arn,), text, ("DP-15",)))
    happen(world, ServiceUpdated(service.arn))
    return {"serviceDeploymentArn": arn}


@changes
def continue_service_deployment(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """ContinueServiceDeployment: there are no lifecycle hooks here, so that none can be waiting."""
    _found(world, params["serviceDeploymentArn"])
    raise invalid(
        f"The lifecycle hook {params['hookId']} is not waiting: this simulator has no lifecycle hooks."
    )


def _found(world: World, arn: str) -> tuple[Service, Deployment]:
    for service in world.of(Service).values():
        for one in _deployments(service):
            if arn_of(world, service, one) == arn:
                return service, one
    raise Refusal("ServiceDeploymentNotFoundException", "The specified service deployment wasn't found.")


@reads
def describe_service_revisions(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """DescribeServiceRevisions: up to 20 ARNs; unknown ones are in `failures`."""
    arns = params["serviceRevisionArns"]
    if not 1 <= len(arns) <= DESCRIBED_MAX:
        raise invalid(f"serviceRevisionArns can have at most {DESCRIBED_MAX} items and not be empty.")
    known = {
        revision_arn(world, service, one): (service, one)
        for service in world.of(Service).values()
        for one in (*service.deployments, *service.history)
    }
    return {
        "serviceRevisions": [_revision_whole(world, arn, *known[arn]) for arn in arns if arn in known],
        "failures": [find.missing(arn) for arn in arns if arn not in known],
    }


def _revision_whole(world: World, arn: str, service: Service, shown: Deployment) -> dict[str, Any]:
    definition = world.need(TaskDefinition, shown.definition)
    return {
        "serviceRevisionArn": arn,
        "serviceArn": service.arn,
        "clusterArn": service.cluster,
        "taskDefinition": shown.definition,
        **service_show.where(shown.launch),
        "loadBalancers": [
            {"targetGroupArn": one.group, "containerName": one.container, "containerPort": one.port}
            for one in shown.launch.balanced
        ],
        "serviceRegistries": list((service.shown or {}).get("serviceRegistries", [])),
        "containerImages": [
            {"containerName": spec.name, "image": spec.image} for spec in definition.containers
        ],
        "guardDutyEnabled": False,
        "createdAt": world.wall(shown.created_ms),
    }


SERVICE_DEPLOYMENTS = {
    "ListServiceDeployments": list_service_deployments,
    "DescribeServiceDeployments": describe_service_deployments,
    "StopServiceDeployment": stop_service_deployment,
    "ContinueServiceDeployment": continue_service_deployment,
    "DescribeServiceRevisions": describe_service_revisions,
}
