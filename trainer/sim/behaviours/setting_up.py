"""What has to be there before containers start: secrets, images, volumes, log drivers, in this order.

Stands for TL-5 (pull times), CH-8 and the rows TaskFailedToStart of 1.5 (CannotPullContainerError,
ResourceInitializationError, CannotStartContainerError, CannotCreateVolumeError). AWS: "Stopped task error
messages". How long each takes, and that all is looked at when the pull begins, is our model (15.1).
"""

from collections.abc import Iterator

from trainer.sim.behaviours import images, injecting, log_drivers, mounting
from trainer.sim.behaviours.agent import heard_task
from trainer.sim.events import ImagesPulled, PullStarted, SetUpFailed
from trainer.sim.kernel import NOTHING, Later, Reaction, Why
from trainer.sim.model import Task, TaskDefinition, TaskStatus
from trainer.sim.trouble import TIMEOUT_MS, Trouble
from trainer.sim.world import World
from trainer.value import replace


def react(world: World, event: PullStarted) -> Reaction:
    """Begin the pull, or find out what is in its way."""
    task = heard_task(world, event)
    if task is None or not task.wanted or task.last_status is not TaskStatus.PENDING:
        return NOTHING
    changed = replace(task, pull_started_ms=world.now_ms, version=task.version + 1)
    duration_ms = images.duration_ms(world, task)
    trouble = next(_troubles(world, changed), None)
    if trouble is None:
        return Reaction((changed,), (Later(duration_ms, ImagesPulled(task.arn)),))
    about = (task.arn, *([task.service] if task.service else []), *trouble.about)
    failed = SetUpFailed(task.arn, trouble.container, trouble.error)
    wait_ms = TIMEOUT_MS if trouble.slow else duration_ms
    return Reaction((changed,), (Later(wait_ms, failed),), (Why(about, trouble.text, trouble.rules),))


def _troubles(world: World, task: Task) -> Iterator[Trouble]:
    """Everything in a task's way, in the order in which AWS meets it."""
    definition = world.need(TaskDefinition, task.definition)
    pairs = [(container, definition.spec(container.name)) for container in task.containers]
    for _, spec in pairs:
        if spec.secrets or spec.credentials or spec.environment_files:
            yield from _one(injecting.trouble(world, task, spec))
    for container, spec in pairs:
        yield from _one(images.trouble(world, task, container, spec))
    for _, spec in pairs:
        if spec.mounts:
            yield from _one(mounting.trouble(world, task, spec))
    for _, spec in pairs:
        yield from _one(log_drivers.trouble(world, task, spec))


def _one(found: Trouble | None) -> Iterator[Trouble]:
    if found is not None:
        yield found
