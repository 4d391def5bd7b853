"""A simulated cluster as text: services, instances as bars, tasks, events; what changed is marked."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rich.console import Console
from rich.text import Text

from trainer.labs.view import Around, ClusterView, InstanceLine, LoadLine, ServiceLine, TaskLine, WorldView
from trainer.tui.widgets.prompt import Colour

_CONSOLE = Console(width=400, color_system=None)
"""Rich wants one for measuring; nothing is ever printed on it."""
BAR = 10
BAR_LEAST = 4
LEAD = 11
"""Columns of an instance's id and zone."""
EVENTS_SHOWN = 6
TITLE, NAME_LEAST = 10, 12
"""Columns of what things around the clusters are, and those that a name keeps beside long words on it."""

SINGLY = 12
"""Tasks outside instances that are shown one by one."""
ON_INSTANCE = 6
"""Tasks on an instance that are shown one by one."""
CURVE = "▁▂▃▄▅▆▇█"
TARGET_COLOURS = {"healthy": "success", "unhealthy": "error", "draining": "warning", "initial": "secondary"}
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
    if not world.clusters and not world.around:
        text.append("Nothing in it yet.", style=colour("muted"))
    room = width - 2
    lines = [line for cluster in world.clusters for line in _cluster(cluster, room, colour)]
    if world.around:
        lines.append(Text())
    lines.extend(line for kind in world.around for line in _around(kind, room, colour))
    lines.extend(line for cluster in world.clusters for line in _events(cluster, room, colour))
    for line in lines:
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
    columns = _columns(cluster.instances, width)
    for instance in cluster.instances:
        yield from _instance(instance, columns, width, colour)
    if cluster.loose:
        yield Text()
        yield Text("tasks on Fargate or waiting", style=colour("muted"))
        yield from _loose(cluster.loose, width, colour)
    if cluster.stopped:
        yield Text()
        yield Text("stopped", style=colour("muted"))
        for task in cluster.stopped:
            yield _task(task, width, colour, instance=False)


def _events(cluster: ClusterView, width: int, colour: Colour) -> Iterator[Text]:
    """What the services tell: last, since it is the longest."""
    if cluster.events:
        yield Text()
        yield Text("events", style=colour("muted"))
    for event in cluster.events[:EVENTS_SHOWN]:
        words = event.text.replace("(service ", "").replace(") ", " ", 1)
        yield _cut(Text.assemble((f"{event.at:%H:%M:%S} ", colour("muted")), words), width)


def _around(kind: Around, width: int, colour: Colour) -> Iterator[Text]:
    """Things of a kind, one a line; a long name gives way to what is to be said of it."""
    title = f"{kind.title:{TITLE}}"
    for one in kind.lines:
        lead = f"{title}  " if one.within else title
        room = max(NAME_LEAST, width - len(lead) - 2 - len(one.told))
        name = one.name if len(one.name) <= room else f"{one.name[: room - 1]}…"
        told = (one.told, colour("warning" if one.wrong else "muted"))
        yield _cut(Text.assemble((lead, colour("muted")), name, "  ", told), width)
        title = " " * TITLE
    if kind.more:
        yield Text(f"{title}and {kind.more} more", style=colour("muted"))


def _service(service: ServiceLine, width: int, colour: Colour) -> Iterator[Text]:
    line = Text(f"{service.name}", style="bold")
    style = colour("success") if service.running == service.desired else colour("warning")
    line.append(f"  desired {service.desired}  ", style="not bold")
    line.append(f"running {service.running}", style=f"not bold {style}")
    line.append(f"  pending {service.pending}", style="not bold")
    yield _cut(line, width)
    for deployment in service.deployments:
        yield _cut(Text(f"  {deployment}", style=colour("muted")), width)
    for group in service.targets:
        line = Text(f"  {group.group}", style=colour("muted"))
        for state, count in group.states:
            style = colour(TARGET_COLOURS.get(state, "foreground")) if count else colour("muted")
            line.append(f"  {count} {state}", style=style)
        yield _cut(line, width)
    if service.load is not None:
        yield _cut(_load(service.load, colour), width)
    if service.unplaced:
        why = service.unplaced_text.split(" because ", 1)[-1]
        text = Text(f"▲ {service.unplaced} cannot be placed: {why}", style=colour("error"))
        yield from text.wrap(_CONSOLE, width)


def _load(load: LoadLine, colour: Colour) -> Text:
    """The last minutes as a curve from 0 to 100 percent; the latest in words, and what is aimed at."""
    line = Text("  cpu % ", style=colour("muted"))
    for percent in load.percents:
        over = load.target is not None and percent > load.target
        step = min(len(CURVE) - 1, int(percent * len(CURVE) / 100))
        line.append(CURVE[step], style=colour("warning" if over else "primary"))
    line.append(f" {load.percents[-1]:.0f}", style=colour("foreground"))
    line.append(f"  target {load.target:g}" if load.target is not None else "", style=colour("muted"))
    return line


def _loose(tasks: Sequence[TaskLine], width: int, colour: Colour) -> Iterator[Text]:
    """Each task; of many those alike on one line."""
    if len(tasks) <= SINGLY:
        yield from (_task(task, width, colour, instance=False) for task in tasks)
    else:
        yield from _alike(tasks, width, colour)


def _alike(tasks: Sequence[TaskLine], width: int, colour: Colour) -> Iterator[Text]:
    """Those of one status, definition and owner on one line."""
    for (status, definition, owner), count in Counter(
        (task.status, task.definition, task.owner) for task in tasks
    ).items():
        line = Text(f" {count:>5} × ", style=colour("muted"))
        line.append(f"{status:12} ", style=colour(STATUS_COLOURS.get(status, "warning")))
        line.append(definition, style=colour("foreground"))
        line.append(f" {owner}" if owner else "", style=colour("muted"))
        yield _cut(line, width)


@dataclass(frozen=True, slots=True)
class _Columns:
    """How wide the parts of an instance's line are; without room for both, memory goes below CPU."""

    bar: int
    numbers: int
    below: bool


def _columns(instances: Sequence[InstanceLine], width: int) -> _Columns:
    numbers = max(
        (
            len(f"{used}/{total}")
            for one in instances
            for used, total in ((one.cpu_used, one.cpu), (one.memory_used, one.memory))
        ),
        default=0,
    )
    room = (width - LEAD - 2 * (len(" cpu ") + numbers + 1)) // 2
    if room >= BAR_LEAST:
        return _Columns(min(BAR, room), numbers, below=False)
    return _Columns(max(BAR_LEAST, min(BAR, width - LEAD - 6 - numbers)), numbers, below=True)


def _instance(instance: InstanceLine, columns: _Columns, width: int, colour: Colour) -> Iterator[Text]:
    head = Text(f"{instance.id} {instance.zone[-2:]}", style="bold")
    head.append(" " * max(0, LEAD - head.cell_len))
    if not instance.agent_connected:
        head.append(" agent off", style=f"not bold {colour('error')}")
        yield _cut(head, width)
    elif instance.status != "ACTIVE":
        head.append(f" {instance.status}", style=f"not bold {colour('warning')}")
        yield _cut(head, width)
    else:
        cpu = _meter("cpu", instance.cpu_used, instance.cpu, columns, colour)
        memory = _meter("mem", instance.memory_used, instance.memory, columns, colour)
        if columns.below:
            yield _cut(Text.assemble(head, cpu), width)
            yield _cut(Text.assemble(" " * LEAD, memory), width)
        else:
            yield _cut(Text.assemble(head, cpu, memory), width)
    if len(instance.tasks) <= ON_INSTANCE:
        yield from (_task(task, width, colour, instance=True) for task in instance.tasks)
    else:
        yield from _alike(instance.tasks, width, colour)


def _meter(name: str, used: int, total: int, columns: _Columns, colour: Colour) -> Text:
    filled = round(columns.bar * used / total) if total else 0
    text = Text()
    text.append(f" {name} ", style=colour("muted"))
    text.append("█" * filled, style=colour("primary"))
    text.append("░" * (columns.bar - filled), style=colour("muted"))
    text.append(f" {f'{used}/{total}':{columns.numbers}}")
    return text


def _task(task: TaskLine, width: int, colour: Colour, *, instance: bool) -> Text:
    line = Text("  " if instance else " ")
    line.append(f"{task.id} ", style=colour("muted"))
    line.append(f"{task.status:12} ", style=colour(STATUS_COLOURS.get(task.status, "warning")))
    line.append(task.definition)
    if task.owner:
        line.append(f" {task.owner}", style=colour("muted"))
    if not instance and task.zone:
        line.append(f" {task.zone[-2:]}", style=colour("muted"))
    if task.note:
        line.append(f" {task.note}", style=colour("muted"))
    return _cut(line, width)


def _cut(line: Text, width: int) -> Text:
    line.truncate(width, overflow="ellipsis")
    return line
