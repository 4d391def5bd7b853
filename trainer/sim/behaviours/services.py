"""The service scheduler: wakes when something about a service changed and keeps its desired count.

Stands for SV-1 to SV-5 (what a service keeps up), DP-4 to DP-6, DP-8, DP-11 (rolling deployments), DP-18
(throttle logic), CI-11 with DR-2 to DR-5 (draining), ST-6 (what scale-in stops), SQ-4 (protected
tasks). AWS: "Amazon ECS services".
The tick of 10 s and the order of steps inside the bounds are our model.
"""

from collections import Counter
from collections.abc import Mapping

from trainer.sim.behaviours import breaker, daemons, messages, rebalancing, task_sets
from trainer.sim.behaviours.assuming import ready
from trainer.sim.behaviours.deployment_alarms import baked
from trainer.sim.behaviours.launching import WAITING_MAX, Launched, launch
from trainer.sim.behaviours.placement import Placement
from trainer.sim.behaviours.replacing import replace_sick, sort_out
from trainer.sim.behaviours.scene import Scene, draining, look
from trainer.sim.events import SchedulerWoke, SteadinessChecked
from trainer.sim.kernel import NOTHING, Later, Reaction, Why
from trainer.sim.latencies import MESSAGE_REPEAT_MS, SCHEDULER_TICK_MS
from trainer.sim.model import (
    Rollout,
    Scheduling,
    Service,
    Task,
    TaskStatus,
    Unplaced,
)
from trainer.sim.numbers import counted
from trainer.sim.rollout import Counts, bounds, deadlocked, move
from trainer.sim.world import World
from trainer.value import replace


def react(world: World, event: SchedulerWoke) -> Reaction:
    """Do one step for a service; the waking itself is in `waking`."""
    service = world.get(Service, event.service)
    if service is None or service.wake_ms != world.now_ms or service.status == "INACTIVE":
        return NOTHING
    scene = look(world, replace(service, wake_ms=None))
    _tell_of_targets(scene)
    sort_out(scene)
    if service.status == "DRAINING":
        _leave(scene)
    elif service.external:
        task_sets.keep(scene)
    elif service.scheduling is Scheduling.DAEMON:
        daemons.keep(scene)
    else:
        _keep(scene)
    return scene.reaction()


def _tell_of_targets(scene: Scene) -> None:
    """Messages about targets that came and went since the last look."""
    service = scene.service
    if not service.unsaid:
        return
    scene.service = replace(service, unsaid=())
    for word, group, number in service.unsaid:
        scene.say(f"{word} {number} targets in (target-group {group})")
        if word == "deregistered":
            scene.service = messages.draining(scene.world, scene.service, number)


def _leave(scene: Scene) -> None:
    """A deleted service stops its tasks and is INACTIVE when none is left [SV-1]."""
    scene.stop(
        [*scene.stays, *scene.sick, *scene.leaves], "the service is deleted: its tasks stop", ("SV-1",)
    )
    if not scene.tasks:
        scene.why("the service is INACTIVE: its last task is gone", ("SV-1",))
        scene.service = replace(scene.service, status="INACTIVE", task_sets=())


def _keep(scene: Scene) -> None:
    """One step of a replica service [DP-4]."""
    breaker.watch(scene)
    if scene.service.primary.rollout is Rollout.FAILED:
        _sustain(scene)
        return
    rebalancing.set_apart(scene)
    _stop_pending_on_draining(scene)
    step = move(_counts(scene))
    if _replaced_lost(scene):
        pass  # the old revision's own come first
    elif step.start:
        _start(scene, step.start)
    elif scene.service.unplaced is not None and len(scene.stays) >= scene.service.desired_count:
        scene.service = replace(scene.service, unplaced=None)  # nothing more is wanted
    _stop_leaving(scene, step.stop_healthy, step.stop_unhealthy)
    replace_sick(scene)
    _scale_in(scene, step.surplus)
    _conclude(scene, idle=step.idle)


def _counts(scene: Scene) -> Counts:
    service = scene.service
    lower, upper = bounds(service.desired_count, service.minimum_healthy_percent, service.maximum_percent)
    leaves = [task for task in scene.leaves if task.arn not in scene.stopped]
    return Counts(
        desired=service.desired_count,
        lower=lower,
        upper=upper,
        alive=len(scene.tasks),
        new=len(scene.stays),
        new_healthy=sum(task.healthy for task in scene.stays),
        old=len(leaves),
        old_healthy=sum(task.healthy for task in leaves),
        could_not_place=service.unplaced is not None,
    )


def _stop_pending_on_draining(scene: Scene) -> None:
    """Service tasks PENDING on a draining instance stop immediately [DR-2]."""
    pending = [
        task
        for task in scene.leaves
        if task.last_status in (TaskStatus.PROVISIONING, TaskStatus.PENDING) and draining(scene.world, task)
    ]
    scene.stop(pending, f"{len(pending)} pending tasks stop: their instance is DRAINING", ("DR-2",))


def _start(scene: Scene, count: int) -> None:
    service, world = scene.service, scene.world
    if world.now_ms < service.wait_until_ms:
        scene.look_again(service.wait_until_ms)
        return
    if not ready(scene, count):
        return
    launched = launch(world, scene.order(service.primary), count)
    scene.started(launched)
    left = count - len(launched.tasks)
    if left:
        _not_placed(scene, launched, left)
    elif scene.service.unplaced is not None:
        scene.service = replace(scene.service, unplaced=None)


def _replaced_lost(scene: Scene) -> bool:
    """While the new revision cannot start, lost tasks of the old one are replaced by their own [DP-8]."""
    service, source = scene.service, scene.service.completed
    if not service.failures_in_row or source is None or source.id == service.primary.id:
        return False
    _, upper = bounds(service.desired_count, service.minimum_healthy_percent, service.maximum_percent)
    healthy = sum(task.healthy for task in scene.stays)
    old = sum(task.arn not in scene.stopped and not draining(scene.world, task) for task in scene.leaves)
    missing = min(service.desired_count - healthy - old, upper - len(scene.tasks))
    launched = launch(scene.world, scene.order(source), missing) if missing > 0 else Launched()
    scene.started(launched)
    if launched.tasks:
        scene.look_again(scene.world.now_ms + SCHEDULER_TICK_MS)
    return bool(launched.tasks)


def _not_placed(scene: Scene, launched: Launched, left: int) -> None:
    """Keep the verdicts and the count of tries, say it, and try again at the next tick."""
    world, before = scene.world, scene.service.unplaced
    placement = launched.failed[0]
    text = messages.LIMITED if placement.limited else messages.unable_to_place(placement.closest)
    text = messages.NO_CAPACITY if placement.dark else text
    since_ms = before.since_ms if before else world.now_ms
    tries = before.tries + 1 if before else 1
    reason = before.reason if before else -1
    if before is None or before.text != text or before.missing != left:
        sentence = f"{counted(left, 'task')} could not be placed{_cause(placement)}"
        about = (scene.service.arn,)
        scene.reasons.append(Why(about, sentence, ("PL-1",), placement.verdicts))
        reason = world.told + len(scene.reasons) - 1
    scene.service = replace(
        scene.service, unplaced=Unplaced(since_ms, tries, left, reason, text), steady=False
    )
    scene.say(text, repeat=before is None)
    scene.look_again(world.now_ms + SCHEDULER_TICK_MS)


def _cause(placement: Placement) -> str:
    """What a placement without any verdict on an instance lacked; the verdicts tell the rest."""
    if placement.dark:
        return ": AWS has no capacity in the zones of its subnets"
    if placement.limited:
        return f": {WAITING_MAX} tasks of the cluster wait in PROVISIONING already"
    return "" if placement.verdicts else ": the cluster has no container instances"


def _stop_leaving(scene: Scene, healthy: int, unhealthy: bool) -> None:
    """Stop tasks that leave: the unhealthy ones when nothing is to start, healthy ones above the floor."""
    left = _unprotected(scene, [task for task in scene.leaves if task.arn not in scene.stopped])
    chosen = [task for task in left if task.healthy][:healthy]
    if unhealthy:
        chosen += [task for task in left if not task.healthy]
    if chosen:
        all_drain = all(draining(scene.world, task) for task in chosen)
        whose = "its" if len(chosen) == 1 else "their"
        why = f"{whose} instance is DRAINING" if all_drain else "newer tasks take their place"
        rules = ("DR-3", "DR-4") if all_drain else ("DP-4",)
        scene.stop(
            chosen, f"{len(chosen)} {'task stops' if len(chosen) == 1 else 'tasks stop'}: {why}", rules
        )


def _unprotected(scene: Scene, tasks: list[Task]) -> list[Task]:
    """The tasks that may be stopped now; the service is looked at again when a protection ends [SQ-4]."""
    now_ms = scene.world.now_ms
    ends = [task.protected_until_ms for task in tasks if task.protected(now_ms)]
    if not ends:
        return tasks
    scene.look_again(min(end for end in ends if end is not None))
    return [task for task in tasks if not task.protected(now_ms)]


def _scale_in(scene: Scene, surplus: int) -> None:
    """Stop tasks above the desired count, from the fullest zone and instance, newest first [ST-6]."""
    left = {task.arn: task for task in (_unprotected(scene, scene.stays) if surplus else ())}
    zones = Counter(task.availability_zone for task in scene.stays)
    instances = Counter(task.instance for task in scene.stays if task.instance)
    chosen: list[Task] = []
    for _ in range(min(surplus, len(left))):
        task = max(left.values(), key=lambda one: _scale_in_rank(one, zones, instances))
        del left[task.arn]
        zones[task.availability_zone] -= 1
        instances[task.instance] -= 1
        chosen.append(task)
    scene.stays = [task for task in scene.stays if task not in chosen]
    scene.stop(chosen, f"{len(chosen)} more than the desired count: they stop", ("ST-6",))


def _scale_in_rank(
    task: Task, zones: Mapping[str, int], instances: Mapping[str, int]
) -> tuple[bool, bool, int, int, int, str]:
    """What stops first: what does not run, then what is not healthy, then by ST-6."""
    on_instance = instances[task.instance] if task.instance else 0
    fresh = task.last_status is not TaskStatus.RUNNING
    return (fresh, not task.healthy, zones[task.availability_zone], on_instance, task.created_ms, task.arn)


def _sustain(scene: Scene) -> None:
    """A FAILED deployment starts nothing; what it was to replace is kept up [DP-3, DP-8, DP-15]."""
    service = scene.service
    replace_sick(scene)
    there = [*scene.stays, *scene.sick, *scene.leaves]
    if len(there) > service.desired_count:
        weakest = sorted(there, key=lambda task: (task.healthy, -task.created_ms))
        surplus = weakest[: len(there) - service.desired_count]
        scene.stop(surplus, f"{len(surplus)} more than the desired count: they stop", ("ST-6",))
    source = service.completed
    if source is None or source.id == service.primary.id:
        return
    _, upper = bounds(service.desired_count, service.minimum_healthy_percent, service.maximum_percent)
    missing = min(service.desired_count - len(there), upper - len(scene.tasks))
    if missing > 0:
        scene.started(launch(scene.world, scene.order(source), missing))


def _conclude(scene: Scene, idle: bool) -> None:
    """Say what came of it: completed, steady, deadlocked; look again while something is under way."""
    service = scene.service
    primary = service.primary
    there = len(scene.stays) == service.desired_count and all(task.healthy for task in scene.stays)
    done = there and len(scene.tasks) == len(scene.stays) + len(scene.extra)
    if primary.rollout is Rollout.IN_PROGRESS and (done or _early_success(scene)):
        if not baked(scene):
            return
        _complete(scene)
    if done:
        if not scene.service.steady:
            scene.service = replace(scene.service, steady=True, failures_in_row=0, wait_until_ms=0)
            scene.say(messages.STEADY)
        else:
            scene.say(messages.STEADY, repeat=False)
        _say_again_later(scene)
        rebalancing.rebalance(scene)
    else:
        scene.service = replace(scene.service, steady=False)
        if idle and deadlocked(_counts(scene)) and len(scene.tasks) == len(scene.leaves) + len(scene.stays):
            _say_deadlock(scene)


def _say_again_later(scene: Scene) -> None:
    """See to it that a steady service says so again every six hours [SV-10]; one such look lies ahead."""
    service, now_ms = scene.service, scene.world.now_ms
    if service.steady_look_ms > now_ms:
        return
    said_ms = next((one.at_ms for one in service.messages if one.text.endswith(messages.STEADY)), now_ms)
    look_ms = max(said_ms + MESSAGE_REPEAT_MS, now_ms + SCHEDULER_TICK_MS)
    scene.service = replace(service, steady_look_ms=look_ms)
    scene.later.append(Later(look_ms - now_ms, SteadinessChecked(service.arn)))


def _early_success(scene: Scene) -> bool:
    """Whether enough new tasks are healthy, and, if that blocks, no previous one is left [DP-10]."""
    service, early = scene.service, scene.service.early
    if early is None or service.primary.rolls_back:
        return False
    wanted = -(-service.desired_count * early.healthy_percent // 100)
    healthy = sum(task.healthy for task in scene.stays)
    old = any(task.deployment != service.primary.id for task in scene.tasks)
    return healthy >= wanted and not (early.blocking and old)


def _complete(scene: Scene) -> None:
    world, primary = scene.world, scene.service.primary
    finished = replace(
        primary,
        rollout=Rollout.COMPLETED,
        rollout_reason=f"ECS deployment {primary.id} completed.",
        updated_ms=world.now_ms,
    )
    scene.complete(finished)
    whole = len(scene.stays) == len(scene.tasks) - len(scene.extra) == scene.service.desired_count
    text = (
        "all its tasks are healthy, no older one is left" if whole else "its early success criteria are met"
    )
    scene.why(f"deployment {primary.id} is COMPLETED: {text}", ("DP-4",) if whole else ("DP-10",))
    scene.say(messages.completed(primary.id))


def _say_deadlock(scene: Scene) -> None:
    service = scene.service
    if any(messages.DEADLOCK in message.text for message in service.messages[:1]):
        return
    lower, upper = bounds(service.desired_count, service.minimum_healthy_percent, service.maximum_percent)
    text = (
        f"no task can stop or start: at least {lower} must stay healthy, at most {upper} may be there "
        f"with {service.desired_count} desired"
    )
    scene.why(text, ("DP-5", "DR-5"))
    scene.say(messages.DEADLOCK, repeat=False)
