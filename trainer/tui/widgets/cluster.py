"""A simulated cluster as text: services, instances as bars, tasks, events; what changed is marked."""

from collections.abc import Iterator
from dataclasses import dataclass

from rich.text import Text

from trainer.labs.view import ClusterView, InstanceLine, ServiceLine, TaskLine, WorldView
from trainer.tui.widgets.prompt import Colour

BAR = 10
EVENTS_SHOWN = 6

STATUS_COLOURS = {
    "RUNNING": "success",
    "PROVISIONING": "secondary",
    "PENDING": "secondary",
    "ACTIVATING": "secondary",
    "STOPPED": "error",
}


@dataclass(frozen=True, slots=True)
class Shown:
    """The text, and the signature of each line: those not there before are marked as news."""

    text: Text
    signatures: frozenset[str]


def cluster_text(world: WorldView, width: int, colour: Colour, before: frozenset[str]) -> Shown:
    """All clusters at this width; lines whose signature is not in `before` get a mark."""
    text = Text()
    signatures = set()
    if not world.clusters:
        text.append("No cluster yet.", style="dim")
    for cluster in world.clusters:
        for line in _cluster(cluster, width - 2, colour):
            signatures.add(line.plain)
            news = bool(before) and bool(line.plain.strip()) and line.plain not in before
            text.append("▌" if news else " ", style=colour("accent"))
            text.append_text(line).append("\n")
    return Shown(text, frozenset(signatures))


def _cluster(cluster: ClusterView, width: int, colour: Colour) -> Iterator[Text]:
    yield Text(f"cluster {cluster.name}", style=f"bold {colour('primary')}")
    for service in cluster.services:
        yield from _service(service, width, colour)
    if cluster.instances:
        yield Text()
    for instance in cluster.instances:
        yield from _instance(instance, width, colour)
    if cluster.loose:
        yield Text()
        yield Text("tasks on Fargate or waiting", style="dim")
        for task in cluster.loose:
            yield _task(task, width, colour, instance=False)
    if cluster.stopped:
        yield Text()
        yield Text("stopped", style="dim")
        for task in cluster.stopped:
            yield _task(task, width, colour, instance=False)
    if cluster.events:
        yield Text()
        yield Text("events", style="dim")
        for event in cluster.events[:EVENTS_SHOWN]:
            yield _cut(Text.assemble((f"{event.at:%H:%M:%S} ", "dim"), event.text), width)


def _service(service: ServiceLine, width: int, colour: Colour) -> Iterator[Text]:
    line = Text(f"{service.name}", style="bold")
    style = colour("success") if service.running == service.desired else colour("warning")
    line.append(f"  desired {service.desired}  ", style="not bold")
    line.append(f"running {service.running}", style=f"not bold {style}")
    line.append(f"  pending {service.pending}", style="not bold")
    yield _cut(line, width)
    for deployment in service.deployments:
        yield _cut(Text(f"  {deployment}", style="dim"), width)
    if service.unplaced:
        yield _cut(
            Text(f"▲ {service.unplaced} cannot be placed: {service.unplaced_text}", style=colour("error")),
            width,
        )


def _instance(instance: InstanceLine, width: int, colour: Colour) -> Iterator[Text]:
    line = Text(f"{instance.id} {instance.zone[-2:]} ", style="bold")
    if not instance.agent_connected:
        line.append("agent off  ", style=f"not bold {colour('error')}")
    elif instance.status != "ACTIVE":
        line.append(f"{instance.status}  ", style=f"not bold {colour('warning')}")
    for name, used, total in (
        ("cpu", instance.cpu_used, instance.cpu),
        ("mem", instance.memory_used, instance.memory),
    ):
        filled = round(BAR * used / total) if total else 0
        line.append(f"{name} ", style="not bold dim")
        line.append("█" * filled + "░" * (BAR - filled), style=f"not bold {colour('primary')}")
        line.append(f" {used}/{total}  ", style="not bold")
    yield _cut(line, width)
    for task in instance.tasks:
        yield _task(task, width, colour, instance=True)


def _task(task: TaskLine, width: int, colour: Colour, *, instance: bool) -> Text:
    line = Text("  " if instance else " ")
    line.append(f"{task.id} ", style="dim")
    line.append(f"{task.status:12} ", style=colour(STATUS_COLOURS.get(task.status, "warning")))
    line.append(task.definition)
    if task.owner:
        line.append(f" {task.owner}", style="dim")
    if not instance and task.zone:
        line.append(f" {task.zone[-2:]}", style="dim")
    if task.note:
        line.append(f" {task.note}", style="dim")
    return _cut(line, width)


def _cut(line: Text, width: int) -> Text:
    line.truncate(width, overflow="ellipsis")
    return line
