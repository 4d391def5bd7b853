"""Daemon services: one task on each container instance that meets the constraints.

Stands for SV-2, DP-2 (min 0, max 100), CQ-5 and the daemon half of CI-11. AWS: "Amazon ECS services: daemon".
That all instances are handled in one step is our model.
"""

from trainer.sim.behaviours import messages
from trainer.sim.behaviours.assuming import ready
from trainer.sim.behaviours.launching import launch_on
from trainer.sim.behaviours.placement import room_of, subject_of
from trainer.sim.behaviours.scene import Scene, draining
from trainer.sim.latencies import SCHEDULER_TICK_MS
from trainer.sim.model import ContainerInstance, InstanceStatus, Rollout, Scheduling, Service, Task
from trainer.sim.query import matches
from trainer.sim.world import World
from trainer.value import replace


def keep(scene: Scene) -> None:
    """One step of a daemon service: old ones stop, each suitable instance without a task gets one."""
    world, service = scene.world, scene.service
    room = room_of(world, service.cluster, service.arn, "")
    wanted = [
        instance
        for instance in room.instances.values()
        if instance.status is InstanceStatus.ACTIVE
        and all(
            constraint.type != "memberOf" or matches(constraint.expression, subject_of(room, instance))
            for constraint in service.primary.launch.constraints
        )
    ]
    scene.service = replace(service, desired_count=len(wanted))
    places = {instance.arn for instance in wanted}
    strays = [task for task in scene.stays if task.instance not in places]
    scene.stays = [task for task in scene.stays if task.instance in places]
    leaving = [task for task in (*scene.leaves, *strays) if not _others_stay(scene, task)]
    scene.stop(leaving, "daemon tasks stop: a newer revision or no place for them", ("SV-2",))
    scene.stop(scene.sick, "daemon tasks that fail their checks are replaced", ("TH-6",), for_health=True)
    busy = {task.instance for task in scene.tasks}
    _start(scene, [one for one in wanted if one.arn not in busy and one.agent_connected])
    _conclude(scene, len(wanted))


def _others_stay(scene: Scene, task: Task) -> bool:
    """Whether a draining instance still runs tasks of other services: a daemon's is the last [SV-2]."""
    if not draining(scene.world, task):
        return False
    others = scene.world.among(Task, f"instance:{task.instance}")
    return any(one.service and not _daemon(scene.world, one.service) for one in others)


def _daemon(world: World, arn: str) -> bool:
    return world.need(Service, arn).scheduling is Scheduling.DAEMON


def _start(scene: Scene, free: list[ContainerInstance]) -> None:
    if not free:
        return
    if scene.world.now_ms < scene.service.wait_until_ms:
        scene.look_again(scene.service.wait_until_ms)
        return
    if not ready(scene, len(free)):
        return
    launched = launch_on(scene.world, scene.order(scene.service.primary), tuple(free))
    scene.started(launched)
    if launched.failed:
        scene.say(messages.unable_to_place(launched.failed[0].closest), repeat=False)
        scene.look_again(scene.world.now_ms + SCHEDULER_TICK_MS)


def _conclude(scene: Scene, desired: int) -> None:
    done = (
        len(scene.stays) == desired == len(scene.tasks)
        and not scene.stopped
        and all(task.healthy for task in scene.stays)
    )
    primary = scene.service.primary
    if done and primary.rollout is Rollout.IN_PROGRESS:
        finished = replace(primary, rollout=Rollout.COMPLETED, updated_ms=scene.world.now_ms)
        scene.complete(finished)
        scene.say(messages.completed(primary.id))
    if done and not scene.service.steady:
        scene.service = replace(scene.service, steady=True)
        scene.say(messages.STEADY)
    elif not done:
        scene.service = replace(scene.service, steady=False)
