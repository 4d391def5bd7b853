"""Alarms that fail a deployment: one that enters ALARM while it runs or bakes.

Stands for DP-17. AWS: "How CloudWatch alarms detect Amazon ECS deployment failures".
How long a deployment bakes is our model: the longest evaluation of its alarms.
"""

from trainer.sim.behaviours.scene import Scene
from trainer.sim.events import AlarmTurned, ServiceUpdated
from trainer.sim.kernel import NOTHING, Later, Reaction, Why
from trainer.sim.latencies import SECOND_MS
from trainer.sim.model import Alarm, AlarmState, Rollout, Service
from trainer.sim.world import Record, World
from trainer.value import replace


def react(world: World, event: AlarmTurned) -> Reaction:
    """Mark the deployments that an alarm fails; the scheduler does the rest."""
    if event.state != AlarmState.ALARM:
        return NOTHING
    changes: list[Record] = []
    later: list[Later] = []
    reasons: list[Why] = []
    for service in world.of(Service).values():
        primary = service.primary
        watches = service.alarms.enable and event.alarm in service.alarms.names
        if not watches or primary.rollout is not Rollout.IN_PROGRESS or service.status != "ACTIVE":
            continue
        if event.alarm in primary.alarms_ignored or primary.rolls_back:
            continue
        failed = replace(primary, alarm=event.alarm)
        changes.append(replace(service, deployments=(failed, *service.deployments[1:])))
        text = f"alarm {event.alarm} fails deployment {primary.id}"
        later.append(Later(0, ServiceUpdated(service.arn), len(reasons)))
        reasons.append(Why((service.arn,), text, ("DP-17",)))
    return Reaction(tuple(changes), tuple(later), tuple(reasons)) if changes else NOTHING


def sounding(world: World, service: Service) -> tuple[str, ...]:
    """Alarms that are in ALARM before a deployment begins: they do not count for it."""
    names = service.alarms.names if service.alarms.enable else ()
    found = [world.get(Alarm, name) for name in names]
    return tuple(alarm.name for alarm in found if alarm is not None and alarm.state is AlarmState.ALARM)


def baked(scene: Scene) -> bool:
    """Whether a finished deployment has baked long enough; if not, it is looked at again then."""
    service, primary, world = scene.service, scene.service.primary, scene.world
    found = [world.get(Alarm, name) for name in service.alarms.names] if service.alarms.enable else []
    known = [alarm for alarm in found if alarm is not None]
    if not known or primary.rolls_back:
        return True
    if primary.done_ms is None:
        primary = replace(primary, done_ms=world.now_ms)
        scene.with_primary(primary)
    bake_ms = max(max(60, alarm.period_s) * alarm.periods for alarm in known) * SECOND_MS
    until_ms = (primary.done_ms or world.now_ms) + bake_ms
    if world.now_ms >= until_ms:
        return True
    scene.look_again(until_ms)
    return False
