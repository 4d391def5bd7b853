"""The deployment circuit breaker: a deployment whose tasks do not get up fails, and is rolled back if wanted.

Stands for DP-12 to DP-16. AWS: "How the Amazon ECS deployment circuit breaker detects failures". Tasks
that fail to reach RUNNING are counted by `waking`, tasks replaced for failed checks by `replacing`.
"""

from trainer.sim.behaviours import messages
from trainer.sim.behaviours.scene import Scene
from trainer.sim.model import Deployment, Rollout, Service
from trainer.sim.rollout import threshold
from trainer.sim.world import World
from trainer.value import replace

BREAKER = "ECS deployment circuit breaker:"
ALARM = "ECS deployment alarm:"


def watch(scene: Scene) -> None:
    """Fail the newest deployment when its failures reach the threshold; roll back when that is wanted."""
    service, primary = scene.service, scene.service.primary
    if primary.rollout is not Rollout.IN_PROGRESS:
        return
    if primary.alarm:
        text = f"deployment {primary.id} FAILED: alarm {primary.alarm} sounded"
        _fail(scene, "ECS deployment alarm: alarm detected.", text, "DP-17", service.alarms.rollback)
        return
    if primary.stop_asked:
        text = f"deployment {primary.id} was stopped: StopServiceDeployment asked for {primary.stop_asked}"
        _fail(scene, "Service deployment stopped.", text, "DP-15", primary.stop_asked == "ROLLBACK")
        return
    limit = threshold(service.breaker, service.desired_count)
    if not service.breaker.enable or primary.failed_tasks < limit:
        return
    how = "were replaced for failed checks" if primary.reached_running else "failed to start"
    counted = f"{primary.failed_tasks} tasks {how}, the breaker's threshold is {limit}"
    text = f"deployment {primary.id} FAILED: {counted}"
    _fail(scene, f"{BREAKER} tasks failed to start.", text, "DP-14", service.breaker.rollback)


def _fail(scene: Scene, reason: str, text: str, rule: str, rollback: bool) -> None:
    service, primary = scene.service, scene.service.primary
    back = service.completed if rollback and not primary.rolls_back else None
    if back is not None:
        reason = f"{BREAKER if not primary.alarm else ALARM} rolling back to deploymentId {back.id}."
    scene.with_primary(
        replace(primary, rollout=Rollout.FAILED, rollout_reason=reason, updated_ms=scene.world.now_ms)
    )
    scene.why(text, (rule,) if rule == "DP-17" else ("DP-13", rule))
    scene.say(messages.failed(primary.id, primary.alarm))
    if back is not None:
        _roll_back(scene, back, reason)


def _roll_back(scene: Scene, back: Deployment, reason: str) -> None:
    failed = scene.service.primary
    scene.service = with_deployment(
        scene.world, scene.service, replace(back, rolls_back=failed.id, rollout_reason="")
    )
    newest = scene.service.primary
    scene.service = replace(
        scene.service,
        deployments=(
            replace(newest, rollout_reason=reason),
            *scene.service.deployments[1:],
        ),
    )
    scene.why(f"rolling back to the most recent completed deployment {back.id}", ("DP-15",))
    scene.say(messages.rolling_back(back.id))
    scene.leaves.extend(scene.stays)
    scene.stays.clear()
    kept = [task for task in scene.leaves if task.deployment == newest.id]
    scene.stays.extend(kept)
    scene.leaves[:] = [task for task in scene.leaves if task not in kept]


def with_deployment(world: World, service: Service, like: Deployment) -> Service:
    """The service with a new PRIMARY deployment like this one; the others become ACTIVE [DP-3, DP-11]."""
    number = int(world.new_id("deployment", service.arn), 16) % 10**19
    newest = replace(
        like,
        id=f"ecs-svc/{number:019d}",
        status="PRIMARY",
        rollout=Rollout.IN_PROGRESS,
        created_ms=world.now_ms,
        updated_ms=world.now_ms,
        failed_tasks=0,
        reached_running=False,
        alarm="",
        alarms_ignored=(),
        done_ms=None,
    )
    older = tuple(replace(one, status="ACTIVE") for one in service.deployments)
    return replace(
        service,
        definition=newest.definition,
        launch=newest.launch,
        deployments=(newest, *older),
        steady=False,
        failures_in_row=0,
        wait_until_ms=0,
        unplaced=None,
    )
