"""What keeps the application in a task from a call of AWS: the way, credentials, a permission.

Stands for NM-5, RO-1, RO-2 (the task role acts, or nothing does) and what 5.1 says of applications.
"""

from trainer.sim.iam.of_tasks import application, denial
from trainer.sim.model import Task
from trainer.sim.paths import obstacle, place_of_task
from trainer.sim.world import World
from trainer.value import dataclass

ENDPOINTS = {"ecr": "ecr.api"}
"""Prefixes of actions whose endpoint is called otherwise."""


@dataclass(frozen=True, slots=True)
class Hindrance:
    """What an application lacks: a plain sentence, the exception that its SDK raises, the rules."""

    text: str
    said: str
    rules: tuple[str, ...]
    about: tuple[str, ...] = ()


def hindrance(world: World, task: Task, action: str, resource: str) -> Hindrance | None:
    """Why the application in a task cannot do this; None when it can."""
    service, _, operation = action.partition(":")
    if way := obstacle(world, place_of_task(world, task), ENDPOINTS.get(service, service)):
        said = f"Connect timeout on endpoint URL: https://{service}.{world.region}.amazonaws.com/"
        return Hindrance(f"it cannot reach {service}: {way}", said, ("NM-5",))
    actor = application(world, task)
    if actor.role is None and not actor.unknown:
        text = f"it has no credentials: {actor.missing}"
        return Hindrance(text, "Unable to locate credentials", ("RO-2", "RO-1"))
    denied = denial(world, actor, action, resource)
    if denied is None:
        return None
    refused = denied.said.removeprefix("AccessDeniedException: ")
    said = f"An error occurred (AccessDenied) when calling the {operation} operation: {refused}"
    return Hindrance(f"it was denied {action}: {denied.text}", said, ("RO-1",), denied.about)
