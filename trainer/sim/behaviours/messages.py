"""The events list of a service: AWS's texts, at most 100, none repeated within six hours.

Stands for SV-10 and the table of event messages in 1.6. AWS: "Amazon ECS service event messages".
"""

from collections.abc import Sequence

from trainer.sim.latencies import MESSAGE_REPEAT_MS
from trainer.sim.model import Message, Service, Task
from trainer.sim.world import Lack, Verdict, World
from trainer.value import replace

MESSAGES_MAX = 100
_TROUBLESHOOTING = "For more information, see the Troubleshooting section of the Amazon ECS Developer Guide."


def say(world: World, service: Service, text: str, repeat: bool = True) -> Service:
    """The service with one more message; with `repeat` False only if it was not said lately."""
    full = f"(service {service.name}) {text}"
    if not repeat and any(
        old.text == full and world.now_ms - old.at_ms < MESSAGE_REPEAT_MS for old in service.messages
    ):
        return service
    name = world.new_uuid("message", service.arn, len(service.messages), service.messages[:1])
    messages = (Message(name, world.now_ms, full), *service.messages[: MESSAGES_MAX - 1])
    return replace(service, messages=messages)


def has_started(tasks: Sequence[Task]) -> str:
    """`has started N tasks: (task …).`"""
    return f"has started {len(tasks)} tasks: {_named(tasks)}."


def has_stopped(tasks: Sequence[Task]) -> str:
    """`has stopped N running tasks: (task …).`"""
    return f"has stopped {len(tasks)} running tasks: {_named(tasks)}."


def completed(deployment: str) -> str:
    """`(deployment ecs-svc/…) deployment completed.`"""
    return f"(deployment {deployment}) deployment completed."


def failed(deployment: str, alarm: str = "") -> str:
    """`(deployment ecs-svc/…) deployment failed: tasks failed to start.`, or `… alarm detected.`"""
    cause = "alarm detected" if alarm else "tasks failed to start"
    return f"(deployment {deployment}) deployment failed: {cause}."


def rolling_back(deployment: str) -> str:
    """`rolling back to deployment ecs-svc/….`"""
    return f"rolling back to deployment {deployment}."


def draining(world: World, service: Service, count: int) -> Service:
    """The service with `(service S, taskSet ecs-svc/…) has begun draining connections on N tasks.`"""
    text = f"has begun draining connections on {count} tasks."
    said = say(world, service, text)
    newest, *older = said.messages
    full = f"(service {service.name}, taskSet {service.newest_id}) {text}"
    return replace(said, messages=(replace(newest, text=full), *older))


STEADY = "has reached a steady state."
THROTTLED = "is unable to consistently start tasks successfully. " + _TROUBLESHOOTING
LIMITED = (
    "was unable to place tasks in your cluster because the tasks provisioning capacity limit was exceeded. "
    + _TROUBLESHOOTING
)
CAPACITY_UNAVAILABLE = (
    "Capacity is unavailable at this time. Please try again later or in a different availability zone."
)
NO_CAPACITY = f"was unable to place a task. Reason: {CAPACITY_UNAVAILABLE} {_TROUBLESHOOTING}"
DEADLOCK = (
    "was unable to stop or start tasks during a deployment because of the service deployment configuration. "
    "Update the minimumHealthyPercent or maximumPercent value and try again."
)


def unable_to_place(closest: Verdict | None) -> str:
    """Why a task found no instance, in AWS's words."""
    start = "was unable to place a task because no container instance met all of its requirements. "
    if closest is None:
        return f"{start}Reason: No Container Instances were found in your cluster. {_TROUBLESHOOTING}"
    container_instance = closest.instance.rpartition("/")[2]
    return (
        f"{start}The closest matching (container-instance {container_instance}) "
        f"{_lacking(closest.lacks[0])} {_TROUBLESHOOTING}"
    )


def _lacking(lack: Lack) -> str:
    known = {
        "RESOURCE:CPU": "has insufficient CPU units available.",
        "RESOURCE:MEMORY": "has insufficient memory available.",
        "RESOURCE:PORTS": "is already using a port required by your task.",
    }
    return known.get(lack.code, f'encountered error "{lack.code}".')


def _named(tasks: Sequence[Task]) -> str:
    return " ".join(f"(task {task.id})" for task in tasks)
