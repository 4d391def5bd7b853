"""One step of the service scheduler at work: the service as it finds it, and what it decides.

Stands for SV-1 (tasks are the service's own), DR-3 (tasks on draining instances leave), the texts of 1.6
and the stop reason of ServiceSchedulerInitiated. AWS: "Amazon ECS services".
"""

from collections.abc import Sequence

from trainer.sim.behaviours import messages
from trainer.sim.behaviours.launching import Launched, Order
from trainer.sim.events import SchedulerWoke, TaskStopRequested
from trainer.sim.kernel import Later, Reaction, Why
from trainer.sim.model import (
    ContainerInstance,
    Deployment,
    InstanceStatus,
    Service,
    StopCode,
    Tags,
    Task,
    TaskDefinition,
)
from trainer.sim.world import Gone, Record, World
from trainer.value import dataclass, field, replace

DEPLOYMENTS_KEPT = 50
"""So many deployments that are over a service still lists."""


@dataclass(slots=True)
class Scene:
    """A service in one step of its scheduler: what is there, and what is decided."""

    world: World
    service: Service
    tasks: list[Task]
    """All that are not STOPPED, oldest first."""
    stays: list[Task] = field(default_factory=list)
    """Tasks of the newest deployment, meant to run, on instances that do not drain."""
    leaves: list[Task] = field(default_factory=list)
    """Tasks meant to run that have to go: older deployments, draining instances."""
    extra: list[Task] = field(default_factory=list)
    """The task that balances the zones, while it is not healthy yet [DP-19]."""
    sick: list[Task] = field(default_factory=list)
    """Tasks of the newest deployment that fail their checks."""
    records: list[Record | Gone] = field(default_factory=list)
    later: list[Later] = field(default_factory=list)
    reasons: list[Why] = field(default_factory=list)
    stopped: dict[str, None] = field(default_factory=dict)
    again_ms: int | None = None
    """When to look again though nothing may have changed."""

    def why(self, text: str, rules: tuple[str, ...], about: tuple[str, ...] = ()) -> int:
        """Keep a reason; returns its place, for what comes from it."""
        self.reasons.append(Why((self.service.arn, *about), text, rules))
        return len(self.reasons) - 1

    def say(self, text: str, repeat: bool = True) -> None:
        """Add a message to the service."""
        self.service = messages.say(self.world, self.service, text, repeat)

    def look_again(self, at_ms: int) -> None:
        """Look at the service at that time, or before."""
        self.again_ms = at_ms if self.again_ms is None else min(self.again_ms, at_ms)

    def stop(
        self, tasks: Sequence[Task], text: str, rules: tuple[str, ...], for_health: bool = False
    ) -> None:
        """Tell tasks to stop, as the service scheduler does; `for_health` names the failed check."""
        if not tasks:
            return
        place = self.why(text, rules, tuple(task.arn for task in tasks))
        for task in tasks:
            scaling = f"Scaling activity initiated by (deployment {self.service.newest_id})"
            reason = task.unhealthy if for_health else scaling
            request = TaskStopRequested(task.arn, StopCode.SERVICE_SCHEDULER_INITIATED, reason)
            self.later.append(Later(0, request, place))
            self.stopped[task.arn] = None
        self.say(messages.has_stopped(tasks))

    def started(self, launched: Launched) -> None:
        """Take over what a launch brought."""
        if not launched.tasks:
            return
        first = len(self.reasons)
        self.reasons.extend(launched.reasons)
        self.records.extend((*launched.touched, *launched.tasks))
        self.records.extend(Tags(task.arn, tags) for task in launched.tasks if (tags := self._tags(task)))
        self.later.extend(Later(0, event, first + number) for number, event in enumerate(launched.events()))
        self.say(messages.has_started(launched.tasks))

    def _tags(self, task: Task) -> tuple[tuple[str, str], ...]:
        """What a new task inherits: its service's or definition's tags, and those that ECS adds if wanted."""
        shown = self.service.shown or {}
        sources = {"SERVICE": self.service.arn, "TASK_DEFINITION": task.definition}
        found = self.world.get(Tags, sources.get(shown.get("propagateTags") or "", ""))
        tags = dict(found.tags) if found is not None else {}
        if shown.get("enableECSManagedTags"):
            tags["aws:ecs:clusterName"] = self.service.cluster.rpartition("/")[2]
            tags["aws:ecs:serviceName"] = self.service.name
        return tuple(tags.items())

    def order(self, deployment: Deployment) -> Order:
        """What a new task of that deployment is."""
        definition = self.world.need(TaskDefinition, deployment.definition)
        service = self.service
        return Order(
            service.cluster,
            definition,
            deployment.launch,
            f"service:{service.name}",
            deployment.id,
            service.arn,
            deployment.id,
        )

    def with_primary(self, deployment: Deployment) -> None:
        """Put a changed newest deployment into the service."""
        self.service = replace(self.service, deployments=(deployment, *self.service.deployments[1:]))

    def complete(self, finished: Deployment) -> None:
        """The newest deployment is done: the others are over, and kept for the list of deployments."""
        over = (*self.service.deployments[1:], *self.service.history)[:DEPLOYMENTS_KEPT]
        self.service = replace(self.service, deployments=(finished,), completed=finished, history=over)

    def reaction(self) -> Reaction:
        """All decisions; the service is planned to be looked at again if need be."""
        service = self.service
        if self.again_ms is not None:
            service = replace(service, wake_ms=self.again_ms)
            wait_ms = self.again_ms - self.world.now_ms
            self.later.append(Later(wait_ms, SchedulerWoke(service.arn)))
        return Reaction((service, *self.records), tuple(self.later), tuple(self.reasons))


def look(world: World, service: Service) -> Scene:
    """The service with its tasks sorted into those that stay and those that leave."""
    scene = Scene(world, service, world.among(Task, f"service:{service.arn}"))
    for task in scene.tasks:
        if task.wanted:
            older = not service.external and task.deployment != service.newest_id
            leaves = older or draining(world, task)
            (scene.leaves if leaves else scene.stays).append(task)
    return scene


def draining(world: World, task: Task) -> bool:
    """Whether the task runs on a container instance that is DRAINING."""
    if not task.instance:
        return False
    return world.need(ContainerInstance, task.instance).status is InstanceStatus.DRAINING
