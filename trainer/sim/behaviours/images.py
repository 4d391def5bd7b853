"""Pulling images: cached or not, there or not.

Stands for TL-5 (pull times), the CannotPullContainerError row of 1.5 and SR-2 (an image that does not exist).
AWS: "CannotPullContainer task errors". How long a pull takes is our model (15.1).
"""

from dataclasses import replace

from trainer.sim.behaviours.agent import heard_task
from trainer.sim.events import ImagesPulled, PullFailed, PullStarted
from trainer.sim.kernel import NOTHING, Later, Reaction, Why
from trainer.sim.latencies import PULL_CACHED_MS, PULL_EC2_MS, PULL_FARGATE_MS
from trainer.sim.model import Cached, Image, LaunchType, Task, TaskStatus
from trainer.sim.world import Event, World


def react(world: World, event: Event) -> Reaction:
    """Begin a pull; remember what an instance has."""
    if isinstance(event, PullStarted):
        return _begin(world, event)
    if isinstance(event, ImagesPulled):
        return _kept(world, event)
    return NOTHING


def _begin(world: World, event: PullStarted) -> Reaction:
    task = heard_task(world, event)
    if task is None or not task.wanted or task.last_status is not TaskStatus.PENDING:
        return NOTHING
    changed = replace(task, pull_started_ms=world.now_ms, version=task.version + 1)
    duration_ms = _duration_ms(world, task)
    for container in task.containers:
        image = world.get(Image, container.image)
        if image is not None and not image.exists and not _cached(world, task, container.image):
            why = Why(
                (task.arn,), f"image {container.image} does not exist where it is looked for", ("SR-2",)
            )
            failure = PullFailed(task.arn, container.name, _not_found(container.image))
            return Reaction((changed,), (Later(duration_ms, failure),), (why,))
    return Reaction((changed,), (Later(duration_ms, ImagesPulled(task.arn)),))


def _kept(world: World, event: ImagesPulled) -> Reaction:
    task = heard_task(world, event)
    if task is None or not task.instance:
        return NOTHING
    return Reaction(tuple(Cached(task.instance, container.image) for container in task.containers))


def _duration_ms(world: World, task: Task) -> int:
    if task.launch_type is LaunchType.FARGATE:
        return PULL_FARGATE_MS
    if all(_cached(world, task, container.image) for container in task.containers):
        return PULL_CACHED_MS
    return PULL_EC2_MS


def _cached(world: World, task: Task, image: str) -> bool:
    return bool(task.instance) and world.get(Cached, Cached(task.instance, image).key) is not None


def _not_found(image: str) -> str:
    """AWS's text for an image or tag that the registry does not have; the short name is Docker Hub's."""
    first, _, rest = image.partition("/")
    if not rest:
        image = f"docker.io/library/{image}"
    elif "." not in first and ":" not in first:
        image = f"docker.io/{image}"
    if ":" not in image.rpartition("/")[2] and "@" not in image:
        image += ":latest"
    return (
        "CannotPullContainerError: pull image manifest has been retried 5 time(s): "
        f"failed to resolve ref {image}: {image}: not found"
    )
