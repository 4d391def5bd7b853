"""Writing down a run as it goes: how many tasks ran when, how tasks ended, and what was used for how long.

A world tells how it stands; goals that ask what happened meanwhile, the cost drivers of a design and the
debrief read this. No prices: what is billed is named with its amount.
"""

from trainer.labs.trace import Point, Trace
from trainer.sim.model import (
    Cluster,
    Host,
    LaunchType,
    LoadBalancer,
    Service,
    Task,
    TaskDefinition,
    TaskStatus,
)
from trainer.sim.world import World

HOUR_MS = 3_600_000
UNBILLED = (TaskStatus.PROVISIONING, TaskStatus.STOPPED)


class Recorder:
    """Writes a trace on while a world runs: shown the world after each event."""

    def __init__(self, trace: Trace, world: World) -> None:
        self._services = {name: list(points) for name, points in trace.services.items()}
        self._stops = dict(trace.stops)
        self._used = dict(trace.used)
        self._alive = set(trace.alive)
        self._at_ms = trace.at_ms
        self._rates = rates(world)
        self._state = (-1, -1, -1)

    def see(self, world: World) -> None:
        """What is to be seen now."""
        self._measure(world.now_ms)
        alive: set[str] = set()
        for cluster in world.of(Cluster).values():
            alive.update(world.index.get(f"tasks:{cluster.arn}", ()))
        for arn in sorted(self._alive - alive):
            self._ended(world.get(Task, arn))
        self._alive = alive
        for service in world.of(Service).values():
            if service.status != "INACTIVE":
                self._note(world, service)
        tasks = world.of(Task)
        waiting = sum(tasks[arn].last_status is TaskStatus.PROVISIONING for arn in alive)
        state = (len(world.reasons), len(alive), waiting)
        if state != self._state:  # whatever changes what is used is told, or changes how many there are
            self._state = state
            self._rates = rates(world)

    def trace(self) -> Trace:
        """The trace up to what was seen last."""
        return Trace(
            {name: tuple(points) for name, points in self._services.items()},
            dict(self._stops),
            dict(self._used),
            frozenset(self._alive),
            self._at_ms,
        )

    def _measure(self, now_ms: int) -> None:
        hours = (now_ms - self._at_ms) / HOUR_MS
        if hours > 0:
            for name, rate in self._rates.items():
                self._used[name] = self._used.get(name, 0.0) + rate * hours
        self._at_ms = now_ms

    def _ended(self, task: Task | None) -> None:
        if task is None or task.stop_code is None:
            return
        name = task.group.removeprefix("service:").removeprefix("family:")
        key = f"{name} {task.stop_code}"
        self._stops[key] = self._stops.get(key, 0) + 1

    def _note(self, world: World, service: Service) -> None:
        tasks = world.among(Task, f"service:{service.arn}")
        running = sum(task.last_status is TaskStatus.RUNNING for task in tasks)
        unplaced = service.unplaced.missing if service.unplaced else 0
        points = self._services.setdefault(service.name, [])
        point = Point(world.now_ms, running, service.desired_count, unplaced)
        last = points[-1] if points else None
        if last is None or (last.running, last.desired, last.unplaced) != (running, point.desired, unplaced):
            points.append(point)


def rates(world: World) -> dict[str, float]:
    """What is used at this moment, by the name under which it is billed."""
    found: dict[str, float] = {}

    def add(name: str, amount: float) -> None:
        found[name] = found.get(name, 0.0) + amount

    for host in world.of(Host).values():
        if host.state == "running":
            add(f"EC2 {host.instance_type} hours", 1)
    for cluster in world.of(Cluster).values():
        for task in world.among(Task, f"tasks:{cluster.arn}"):
            if task.launch_type is LaunchType.FARGATE and task.last_status not in UNBILLED:
                spot = " Spot" if task.capacity_provider == "FARGATE_SPOT" else ""
                definition = world.get(TaskDefinition, task.definition)
                if definition is not None:
                    add(f"Fargate{spot} vCPU hours", (definition.cpu or 0) / 1024)
                    add(f"Fargate{spot} GB hours", (definition.memory or 0) / 1024)
    for balancer in world.of(LoadBalancer).values():
        add(f"{balancer.type} load balancer hours", 1)
    return found
