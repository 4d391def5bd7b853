"""What a container agent asks and tells, and what is asked of it [CI-14, TL-8].

The simulator's own agents tell it everything; a foreign one may report that a task or a container stopped.
"""

from collections.abc import Mapping
from typing import Any

from trainer.aws.operations.answering import Refusal, changes, client, invalid, reads
from trainer.aws.operations.ecs import find, instance_show
from trainer.sim.events import ContainerExited
from trainer.sim.kernel import Why, tell
from trainer.sim.model import InstanceStatus, Task, TaskDefinition, TaskStatus
from trainer.sim.run import happen
from trainer.sim.world import World

_ACKNOWLEDGED = {"acknowledgment": "ACK"}


@reads
def discover_poll_endpoint(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:  # noqa: ARG001
    """DiscoverPollEndpoint: addresses of AWS's form; nothing listens there."""
    base = f"https://ecs-a-1.{world.region}.amazonaws.com/"
    return {
        "endpoint": base,
        "telemetryEndpoint": base.replace("ecs-a", "ecs-t"),
        "serviceConnectEndpoint": base.replace("ecs-a", "ecs-sc"),
    }


@changes
def update_container_agent(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """UpdateContainerAgent: all agents here have the newest version [CI-14]."""
    cluster = find.cluster(world, params.get("cluster"))
    found = find.instance(world, cluster, params["containerInstance"])
    if found is None or found.status is InstanceStatus.INACTIVE:
        raise invalid("The referenced container instance was not found.")
    if not found.agent_connected:
        raise client("The container agent is disconnected: it cannot be updated.")
    raise Refusal(
        "NoUpdateAvailableException",
        f"There is no update available for your container agent on {instance_show.AGENT_VERSION}.",
    )


@changes
def submit_container_state_change(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """SubmitContainerStateChange: STOPPED ends the container with its exit code; the rest is acknowledged."""
    task = _task(world, params)
    if task is not None and params.get("status") == "STOPPED":
        _stopped(world, task, params.get("containerName") or "", params.get("exitCode") or 0)
    return _ACKNOWLEDGED


@changes
def submit_task_state_change(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """SubmitTaskStateChange: containers that stopped, or all essential ones when the task itself did."""
    task = _task(world, params)
    if task is None:
        return _ACKNOWLEDGED
    gone = {
        item.get("containerName") or "": item.get("exitCode") or 0
        for item in params.get("containers") or ()
        if item.get("status") == "STOPPED"
    }
    if params.get("status") == "STOPPED" and not gone:
        specs = world.need(TaskDefinition, task.definition).containers
        gone = {spec.name: 0 for spec in specs if spec.essential}
    for name, code in gone.items():
        _stopped(world, world.need(Task, task.arn), name, code)
    return _ACKNOWLEDGED


@changes
def submit_attachment_state_changes(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """SubmitAttachmentStateChanges: acknowledged; interfaces are attached by the simulator itself."""
    find.cluster(world, params.get("cluster"))
    return _ACKNOWLEDGED


def _task(world: World, params: Mapping[str, Any]) -> Task | None:
    cluster = find.cluster(world, params.get("cluster"))
    return find.task(world, cluster, params["task"]) if params.get("task") else None


def _stopped(world: World, task: Task, name: str, code: int) -> None:
    """Let a container of a running task have exited; one that is not running is no news."""
    there = {container.name: container for container in task.containers}
    if name not in there:
        raise client(f"Task {task.id} has no container '{name}'.")
    if task.last_status is not TaskStatus.RUNNING or there[name].status == "STOPPED":
        return
    text = f"the agent told that container {name} of task {task.id[:8]} exited with {code}"
    world.cause = tell(world, Why((task.arn,), text, ("TL-8",)))
    happen(world, ContainerExited(task.arn, name, code))


AGENTS = {
    "DiscoverPollEndpoint": discover_poll_endpoint,
    "UpdateContainerAgent": update_container_agent,
    "SubmitContainerStateChange": submit_container_state_change,
    "SubmitTaskStateChange": submit_task_state_change,
    "SubmitAttachmentStateChanges": submit_attachment_state_changes,
}
