"""Whether a service may start tasks at all: ECS has to assume the roles of its task definition.

Stands for the row of 1.6 on roles that cannot be assumed (bad trust policy, missing role) and RO-3.
AWS: "Amazon ECS service event messages".
"""

from trainer.sim.behaviours.scene import Scene
from trainer.sim.iam.acting import cannot_assume
from trainer.sim.iam.of_tasks import unassumable
from trainer.sim.latencies import SCHEDULER_TICK_MS
from trainer.sim.model import TaskDefinition, Unplaced
from trainer.value import replace


def ready(scene: Scene, missing: int) -> bool:
    """False, said and kept, while a role of the newest deployment cannot be assumed; looked at again then."""
    world, service = scene.world, scene.service
    definition = world.need(TaskDefinition, service.primary.definition)
    role, why = unassumable(world, definition)
    if not role:
        return True
    text = f"failed to launch a task with (error {cannot_assume(world, role)})."
    before = service.unplaced
    reason = before.reason if before is not None else -1
    if before is None or before.text != text:
        scene.why(f"no task can be started: {why}", ("RO-3", "RO-1"))
        reason = world.told + len(scene.reasons) - 1
    since_ms, tries = (before.since_ms, before.tries + 1) if before is not None else (world.now_ms, 1)
    scene.service = replace(service, unplaced=Unplaced(since_ms, tries, missing, reason, text), steady=False)
    scene.say(text, repeat=False)
    scene.look_again(world.now_ms + SCHEDULER_TICK_MS)
    return False
