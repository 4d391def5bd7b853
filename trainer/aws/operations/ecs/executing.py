"""ECS Exec: opens a session into a container, as far as the API's answer goes [OB-9]."""

from collections.abc import Mapping
from typing import Any

from trainer.aws.operations.answering import Refusal, changes, invalid
from trainer.aws.operations.ecs import find, show
from trainer.sim.model import Task, TaskStatus
from trainer.sim.world import World


@changes
def execute_command(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """ExecuteCommand: the task must have been started with it enabled; no shell is behind it."""
    cluster = find.cluster(world, params.get("cluster"))
    if not params["interactive"]:
        raise invalid("Interactive is the only mode supported currently.")
    task = find.task(world, cluster, params["task"])
    if task is None:
        raise invalid("The specified task was not found.")
    if not (task.shown or {}).get("enableExecuteCommand"):
        raise invalid(
            "The execute command failed because execute command was not enabled when the task was run or "
            "the execute command agent isn't running. Wait and try again or run a new task with execute "
            "command enabled and try again."
        )
    if task.last_status is not TaskStatus.RUNNING:
        raise Refusal(
            "TargetNotConnectedException",
            "The execute command failed due to an internal error. Try again later.",
        )
    container = _container(task, params.get("container"))
    session = f"ecs-execute-command-{world.new_id('session', task.arn, length=17)}"
    return {
        "clusterArn": cluster.arn,
        "containerArn": show.container_arn(task, [one.name for one in task.containers].index(container)),
        "containerName": container,
        "interactive": True,
        "session": {
            "sessionId": session,
            "streamUrl": f"wss://ssmmessages.{world.region}.amazonaws.com/v1/data-channel/{session}",
            "tokenValue": world.new_id("token", session),
        },
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


EXECUTING = {"ExecuteCommand": execute_command}
