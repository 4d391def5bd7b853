"""`wait`: time passes, for a while or until the account is steady."""

from trainer.labs.going import duration_ms
from trainer.labs.model import Halt, Said, Work
from trainer.labs.words.word import changed, error, note, on_copy
from trainer.sim.load import running
from trainer.sim.model import Service, Target, TargetState, Task, TaskStatus
from trainer.sim.world import World

WAIT_MOST_S = 7 * 86_400
STEADY_MOST_S = 3600


def wait(work: Work, rest: str, halt: Halt) -> tuple[Work, Said]:
    """`wait 5m`, `wait until steady`."""
    if rest in ("until steady", "steady"):
        return _until_steady(work, halt)
    wanted_ms = duration_ms(rest or "1m")
    if not 1 <= wanted_ms <= WAIT_MOST_S * 1000:
        return work, error(
            "How long? Such as: wait 30s, wait 5m, wait 2h (at most 7 days), wait until steady."
        )
    going = on_copy(work, halt)
    going.on(wanted_ms)
    now = f"{going.world.wall():%H:%M:%S}"
    if going.stopped:
        return changed(work, _took(work, going.world), going, note(f"Stopped at {now}."))
    line = f"wait {wanted_ms // 1000}s" if wanted_ms % 1000 == 0 else f"wait {wanted_ms}ms"
    return changed(work, line, going, note(f"It is {now}."))


def _until_steady(work: Work, halt: Halt) -> tuple[Work, Said]:
    going = on_copy(work, halt)
    going.on(0)  # what happens at this very moment may unsettle it
    steady = going.on(STEADY_MOST_S * 1000, is_steady)
    now = f"{going.world.wall():%H:%M:%S}"
    if going.stopped:
        return changed(work, _took(work, going.world), going, note(f"Stopped at {now}."))
    told = "Steady" if steady else "Not steady after an hour"
    return changed(work, "wait until steady", going, note(f"{told} at {now}."))


def _took(work: Work, world: World) -> str:
    """What was waited as a line that a replay takes: when somebody stopped it is known afterwards only."""
    return f"wait {max(1, world.now_ms - work.world.now_ms)}ms"


def is_steady(world: World) -> bool:
    """Whether services run what they want in one deployment, no task is on its way and no target fails."""
    resting = (TaskStatus.RUNNING, TaskStatus.STOPPED)
    if any(task.last_status not in resting for task in world.of(Task).values()):
        return False
    # asked after every event: read from the world, not through AWS's answers
    return all(
        len(service.deployments) == 1 and len(running(world, service)) == service.desired_count
        for service in world.of(Service).values()
        if service.status == "ACTIVE"
    ) and not any(
        target.state is TargetState.INITIAL or (target.state is TargetState.UNHEALTHY and target.task)
        for target in world.of(Target).values()
    )
