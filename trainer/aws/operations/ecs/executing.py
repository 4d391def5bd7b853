"""ECS Exec: whether a command would reach a container [OB-9].

Needs enableExecuteCommand at launch, ssmmessages on the task role (on EC2 without one, on the instance
role), and a way to Systems Manager. The session itself is not modelled: its stream leads nowhere.
"""

from collections.abc import Mapping
from typing import Any

from trainer.aws.operations.answering import Refusal, changes, invalid
from trainer.aws.operations.ecs import find
from trainer.aws.operations.ecs.task_show import container_arn
from trainer.sim.iam.of_tasks import application, denial
from trainer.sim.kernel import Why, tell
from trainer.sim.model import Service, Task, TaskStatus
from trainer.sim.paths import obstacle, place_of_task
from trainer.sim.world import World

CHANNELS = ("CreateControlChannel", "CreateDataChannel", "OpenControlChannel", "OpenDataChannel")


@changes
def execute_command(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """ExecuteCommand: a session with a container of a running task."""
    cluster = find.cluster(world, params.get("cluster"))
    if not params["interactive"]:
        raise invalid("Interactive is the only mode supported currently.")
    task = find.task(world, cluster, params["task"])
    if task is None:
        raise invalid("The specified task was not found.")
    if not _enabled(world, task):
        raise invalid(
            "The execute command failed because execute command was not enabled when the task was run or the "
            "execute command agent isn’t running. Wait and try again or run a new task with execute command "
            "enabled and try again."
        )
    if task.last_status is not TaskStatus.RUNNING:
        text = "The execute command failed due to an internal error. Try again later."
        raise Refusal("TargetNotConnectedException", text)
    name = _container(task, params.get("container"))
    if why := _unreachable(world, task):
        raise Refusal(
            "TargetNotConnectedException",
            "The execute command failed due to an internal error. Try again later. "
            f"(The agent in the container is not connected: {why}.)",
        )
    session = f"ecs-execute-command-{world.new_id('session', task.arn, length=17)}"
    text = f"a session was opened in container {name} of task {task.id[:8]}"
    tell(world, Why((task.arn,), text, ("OB-9",)))
    stream = (
        f"wss://ssmmessages.{world.region}.amazonaws.com/v1/data-channel/{session}?role=publish_subscribe"
    )
    return {
        "clusterArn": cluster.arn,
        "containerArn": container_arn(task, [one.name for one in task.containers].index(name)),
        "containerName": name,
        "interactive": True,
        "session": {"sessionId": session, "streamUrl": stream, "tokenValue": world.new_id("token", session)},
        "taskArn": task.arn,
    }


def _container(task: Task, given: str | None) -> str:
    """The named container, or the only one."""
    names = [container.name for container in task.containers]
    if given is None:
        if len(names) > 1:
            raise invalid("The container name must be specified for a task with several containers.")
        return names[0]
    if given not in names:
        raise invalid("The specified container was not found in the task.")
    return given


def _enabled(world: World, task: Task) -> bool:
    service = world.get(Service, task.service) if task.service else None
    told = (service.shown or {}) if service is not None else (task.shown or {})
    return bool(told.get("enableExecuteCommand"))


def _unreachable(world: World, task: Task) -> str:
    """Why the agent in the container is not connected; empty if it is."""
    actor = application(world, task)
    for action in CHANNELS:
        if denied := denial(world, actor, f"ssmmessages:{action}", "*"):
            return denied.text
    return obstacle(world, place_of_task(world, task), "ssmmessages")


EXECUTING = {"ExecuteCommand": execute_command}
