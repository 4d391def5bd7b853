"""How the applications in containers answer their checks: what was told of them from outside.

Applications are our own: ECS only sees whether their checks pass.
"""

from trainer.sim.checks import Answering
from trainer.sim.latencies import SECOND_MS
from trainer.sim.model import Container, Health, Task
from trainer.sim.registries import behaviour_of
from trainer.sim.world import World

CONTAINER_CHECK = ""
"""The path of the command that checks inside of the container."""


def answering(world: World, task: Task, container: Container, path: str) -> Answering:
    """How a container of a task answers a check of that path."""
    started_ms = container.started_ms
    if container.status != "RUNNING" or started_ms is None:
        return Answering(False, world.now_ms)
    told = _told(world, task, container, path)
    ok, since_ms, hangs = (told.healthy, told.since_ms, told.hangs) if told else (True, 0, False)
    image = behaviour_of(world, container)
    ready_ms = started_ms + (image.answers_after_s * SECOND_MS if image else 0)
    if ok and world.now_ms < ready_ms:
        return Answering(False, started_ms, turns_ms=ready_ms)
    return Answering(ok, max(since_ms, ready_ms if ok else started_ms), hangs)


def _told(world: World, task: Task, container: Container, path: str) -> Health | None:
    """What was told last of the task, its service, or the image."""
    table = world.of(Health)
    if not table:
        return None
    subjects = (task.arn, task.service, container.image)
    paths = (path, "") if path else ("",)
    found = [
        health
        for subject in subjects
        if subject
        for each in paths
        if (health := table.get(f"{subject} {each}"))
    ]
    return max(found, key=lambda health: health.number, default=None)
