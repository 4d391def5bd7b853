"""Services whose deployments someone else controls: each task set keeps its share of the desired count.

Stands for DP-25 (controller EXTERNAL). AWS: "Deploy Amazon ECS services using a third-party controller".
That task sets are looked at in the scheduler's ticks, and that the newest tasks go first, is our model.
"""

from trainer.sim.behaviours import messages
from trainer.sim.behaviours.launching import launch
from trainer.sim.behaviours.scene import Scene
from trainer.sim.latencies import SCHEDULER_TICK_MS
from trainer.sim.model import Deployment, TaskSet, TaskStatus
from trainer.value import replace


def keep(scene: Scene) -> None:
    """One step: every task set gets or gives up tasks; one that drains goes with its last task."""
    scene.stop(scene.sick, "tasks that fail their checks are replaced", ("TH-6",), for_health=True)
    kept: list[TaskSet] = []
    for one in scene.service.task_sets:
        tasks = [task for task in scene.tasks if task.deployment == one.id]
        if one.status == "DRAINING" and not tasks:
            scene.why(f"task set {one.id} is gone with its last task", ("DP-25",))
            continue
        wanted = [task for task in tasks if task.wanted and task.arn not in scene.stopped]
        goal = one.desired(scene.service.desired_count)
        if len(wanted) > goal:
            text = f"task set {one.id} wants {goal}, has {len(wanted)}: the newest stop"
            scene.stop(wanted[goal:], text, ("DP-25",))
        elif len(wanted) < goal:
            _start(scene, one, goal - len(wanted))
        kept.append(
            _counted(scene, one, sum(task.last_status is TaskStatus.RUNNING for task in wanted), goal)
        )
    scene.service = replace(scene.service, task_sets=tuple(kept))
    _conclude(scene)


def _start(scene: Scene, one: TaskSet, count: int) -> None:
    world = scene.world
    if world.now_ms < scene.service.wait_until_ms:
        scene.look_again(scene.service.wait_until_ms)
        return
    launched = launch(world, scene.order(Deployment(one.id, one.definition, one.launch)), count)
    scene.started(launched)
    if launched.failed:
        scene.say(messages.unable_to_place(launched.failed[0].closest), repeat=False)
        scene.look_again(world.now_ms + SCHEDULER_TICK_MS)


def _counted(scene: Scene, one: TaskSet, running: int, goal: int) -> TaskSet:
    """The task set with the time since when it has what it wants."""
    if running != goal:
        return replace(one, steady_ms=None)
    return one if one.steady_ms is not None else replace(one, steady_ms=scene.world.now_ms)


def _conclude(scene: Scene) -> None:
    """Say it once when every task set has what it wants and nothing stops."""
    service = scene.service
    done = all(one.steady_ms is not None for one in service.task_sets) and all(
        task.wanted and task.arn not in scene.stopped for task in scene.tasks
    )
    if done and service.task_sets and not service.steady:
        scene.service = replace(service, steady=True)
        scene.say(messages.STEADY)
    elif not done:
        scene.service = replace(service, steady=False)
