"""What the service scheduler does with tasks that fail their checks.

Stands for SV-6 (grace period), DP-9 (replacement first if the maximum allows), TH-6 and HC-5 (replaced, again
and again), DP-8 (a bad task is replaced while a deployment runs), DP-14 (stage 2 of the breaker counts them).
AWS: "Amazon ECS services". That a deployment under way stops its bad tasks at once is our model.
"""

from trainer.sim.behaviours.healthy import complaint
from trainer.sim.behaviours.scene import Scene
from trainer.sim.latencies import SECOND_MS
from trainer.sim.model import Rollout, Service, Task
from trainer.sim.rollout import bounds
from trainer.sim.world import World
from trainer.value import replace


def sort_out(scene: Scene) -> None:
    """Take the tasks that fail their checks out of those that stay; look again when a grace period ends."""
    bad: list[Task] = []
    for task in scene.stays:
        if not task.unhealthy:
            continue
        until_ms = grace_until_ms(scene.service, task)
        if until_ms > scene.world.now_ms:
            scene.look_again(until_ms)
        else:
            bad.append(task)
    for task in bad:
        scene.say(complaint(scene.world, task), repeat=False)
    scene.sick = bad
    scene.stays = [task for task in scene.stays if task not in bad]


def grace_until_ms(service: Service, task: Task) -> int:
    """Until when the scheduler ignores a task's failed checks [SV-6]."""
    return (task.started_ms or 0) + service.grace_s * SECOND_MS


def replace_sick(scene: Scene) -> None:
    """Stop those of the bad tasks whose time has come [DP-9]."""
    if not scene.sick:
        return
    if scene.service.primary.rollout is Rollout.IN_PROGRESS:
        _stop(scene, scene.sick, "a deployment is under way")
        return
    desired = scene.service.desired_count
    if len(scene.stays) >= desired:
        if all(task.healthy for task in scene.stays):
            _stop(scene, scene.sick, "their replacements are healthy")
        return
    upper = bounds(desired, scene.service.minimum_healthy_percent, scene.service.maximum_percent)[1]
    missing = desired - len(scene.stays)
    replacements = len(scene.stays) + len(scene.sick) - desired
    blocked = len(scene.tasks) >= upper or scene.service.unplaced is not None
    count = max(min(missing, replacements), 1 if blocked else 0)
    if count > 0 and not _one_is_stopping(scene):
        _stop(scene, _at_random(scene.world, scene.sick, count), "there is no room for more replacements")


def _one_is_stopping(scene: Scene) -> bool:
    """Whether room is being made already."""
    return any(not task.wanted for task in scene.tasks)


def _at_random(world: World, tasks: list[Task], count: int) -> list[Task]:
    stream = world.chance("sick")
    arns = stream.shuffled(sorted(task.arn for task in tasks))[:count]
    return [task for task in tasks if task.arn in arns]


def _stop(scene: Scene, tasks: list[Task], cause: str) -> None:
    """Stop tasks in the words of the check that failed, and count them for the breaker [DP-14]."""
    noun = "task fails its" if len(tasks) == 1 else "tasks fail their"
    scene.stop(
        tasks, f"{len(tasks)} {noun} checks and are stopped: {cause}", ("DP-9", "TH-6"), for_health=True
    )
    scene.sick = [task for task in scene.sick if task.arn not in scene.stopped]
    primary = scene.service.primary
    if primary.rollout is Rollout.IN_PROGRESS and primary.reached_running:
        failed = primary.failed_tasks + sum(task.deployment == primary.id for task in tasks)
        scene.with_primary(replace(primary, failed_tasks=failed, updated_ms=scene.world.now_ms))
