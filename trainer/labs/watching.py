"""A described world run before one's eyes: what was done, what happened and when."""

from collections.abc import Iterator, Sequence

from trainer.aws.answer import answer
from trainer.aws.model import Call, Rejected
from trainer.aws.service_model import dashed
from trainer.content.model import Plain, Step
from trainer.labs.model import SEED
from trainer.labs.timeline import Happening, Kind
from trainer.sim.model import Service, Task, TaskStatus
from trainer.sim.run import run_until, step
from trainer.sim.start import new_world
from trainer.sim.world import World


def timeline(steps: Sequence[Step], run_s: int) -> tuple[Happening, ...]:
    """Everything worth seeing from the first command to `run_s` seconds after the last one."""
    world = new_world(SEED)
    told: list[Happening] = []
    seen = _Seen()
    for one in steps:
        until = world.now_ms + _waits_ms(one)
        if until > world.now_ms:
            told += _until(world, until, seen)
            continue
        result = answer(world, Call(one.service, one.operation, one.params))
        refused = isinstance(result, Rejected)
        kind = Kind.REFUSED if refused else Kind.COMMAND
        told.append(
            _happening(
                world, kind, f"{worded(one)}{f' → {result.code}' if isinstance(result, Rejected) else ''}"
            )
        )
        told += seen.news(world)
    told += _until(world, world.now_ms + run_s * 1000, seen)
    return tuple(told)


def worded(one: Step) -> str:
    """A step as a person would say it: the operation and what it names."""
    named = [str(value) for name, value in one.params.items() if name in _TELLING]
    return " ".join((dashed(one.operation), *named))


_TELLING = (
    *("cluster", "clusterName", "serviceName", "service", "family", "taskDefinition", "desiredCount"),
    *("count", "task", "instanceType", "launchType", "instance", "status"),
)


def _waits_ms(one: Step) -> int:
    seconds: Plain = (
        one.params.get("seconds") if (one.service, one.operation) == ("trainer", "Wait") else None
    )
    return int(seconds) * 1000 if isinstance(seconds, int | float) else 0


def _until(world: World, at_ms: int, seen: "_Seen") -> Iterator[Happening]:
    while world.agenda and world.agenda[0].at_ms <= at_ms:
        step(world)
        yield from seen.news(world)
    run_until(world, at_ms)


class _Seen:
    """What was told already, so that only news is told."""

    def __init__(self) -> None:
        self._tasks: dict[str, str] = {}
        self._events: set[str] = set()

    def news(self, world: World) -> Iterator[Happening]:
        """Tasks that changed their status, and new service events."""
        for task in world.of(Task).values():
            status = task.last_status.value
            if self._tasks.get(task.arn) != status:
                self._tasks[task.arn] = status
                if status in _SHOWN:
                    why = f": {task.stopped_reason}" if status == "STOPPED" and task.stopped_reason else ""
                    yield _happening(world, Kind.TASK, f"task {task.id[:8]} {status}{why}")
        for service in world.of(Service).values():
            for message in reversed(service.messages):
                if message.id not in self._events:
                    self._events.add(message.id)
                    yield _happening(world, Kind.EVENT, message.text)


_SHOWN = frozenset({"PROVISIONING", "PENDING", "RUNNING", "DEACTIVATING", "STOPPED"})


def _happening(world: World, kind: Kind, text: str) -> Happening:
    tasks = world.of(Task).values()
    running = sum(task.last_status is TaskStatus.RUNNING for task in tasks)
    services = [service for service in world.of(Service).values() if service.status == "ACTIVE"]
    loose = sum(not task.service and task.wanted for task in tasks)
    return Happening(
        world.wall(), kind, text, running, sum(service.desired_count for service in services) + loose
    )
