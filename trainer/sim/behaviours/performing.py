"""What applications do inside of their task once they have started: write and read files, print, call AWS.

Stands for RO-1, RO-2 and the rows of 5.1 on calls of the application (the task role's permissions;
AccessDenied in the application's own log, while the task runs on), and for what section 6 says of
files. Applications are our own: `SetApplication` tells what one does. A call here is only allowed or
denied; calls that do something at the other end are in `working`.
"""

import re

from trainer.sim.behaviours.agent import heard_task
from trainer.sim.behaviours.log_drivers import written
from trainer.sim.calling import hindrance
from trainer.sim.deeds import environment
from trainer.sim.events import ContainerExited, ContainersStarted
from trainer.sim.files import spot_of
from trainer.sim.kernel import NOTHING, Later, Reaction, Why
from trainer.sim.latencies import SECOND_MS
from trainer.sim.model import Act, Container, Image, StoredFile, Task, TaskDefinition
from trainer.sim.registries import behaviour_of
from trainer.sim.world import Record, World
from trainer.value import dataclass, field

FAILED_CODE = 1


@dataclass(slots=True)
class _Work:
    """The acts of one container under way."""

    lines: list[str] = field(default_factory=list)
    records: list[Record] = field(default_factory=list)
    reasons: list[Why] = field(default_factory=list)
    written: dict[str, str] = field(default_factory=dict)
    """Files that earlier acts wrote: key and text."""
    failed: bool = False


def react(world: World, event: ContainersStarted | ContainerExited) -> Reaction:
    """Let the applications in containers that just started do what they do."""
    if not world.of(Image):
        return NOTHING
    task = heard_task(world, event)
    if task is None:
        return NOTHING
    records: list[Record] = []
    later: list[Later] = []
    reasons: list[Why] = []
    for container in task.containers:
        image = behaviour_of(world, container)
        fresh = container.started_ms == world.now_ms and container.status == "RUNNING"
        if image is None or not image.acts or not fresh:
            continue
        work = _done(world, task, container, image)
        records.extend(work.records)
        reasons.extend(work.reasons)
        if work.failed and image.exits_on_error:
            ended = ContainerExited(task.arn, container.name, FAILED_CODE, start=container.restarts)
            later.append(Later(SECOND_MS, ended))
    return Reaction(tuple(records), tuple(later), tuple(reasons)) if records or reasons or later else NOTHING


def _done(world: World, task: Task, container: Container, image: Image) -> _Work:
    work = _Work()
    for act in image.acts:
        trouble = _STEPS[act.kind](world, task, container, act, work)
        if trouble:
            work.failed = True
            work.lines.append(trouble)
            if image.exits_on_error:
                break
    spec = world.need(TaskDefinition, task.definition).spec(container.name)
    work.records.extend(written(world, spec.log, task, container.name, work.lines))
    return work


def _prints(world: World, task: Task, container: Container, act: Act, work: _Work) -> str:
    values = environment(world, task, container)
    work.lines.append(re.sub(r"\$\{?(\w+)\}?", lambda found: values.get(found[1], ""), act.what))
    return ""


def _calls(world: World, task: Task, container: Container, act: Act, work: _Work) -> str:
    """A call of AWS's API with the application's permissions."""
    if lacks := hindrance(world, task, act.what, act.on or "*"):
        about = (task.arn, *([task.service] if task.service else []), *lacks.about)
        text = f"the application in {container.name} of task {task.id[:8]} failed: {lacks.text}"
        work.reasons.append(Why(about, text, lacks.rules))
        return lacks.said
    work.lines.append(f"{act.what.partition(':')[2]} {act.on}".strip() + ": done")
    return ""


def _writes(world: World, task: Task, container: Container, act: Act, work: _Work) -> str:
    spot = spot_of(world, task, container.name, act.what)
    if spot.read_only:
        return f"cannot write {act.what}: Read-only file system"
    values = environment(world, task, container)
    text = re.sub(r"\$\{?(\w+)\}?", lambda found: values.get(found[1], ""), act.on)
    work.records.append(StoredFile(spot.place, spot.path, text, world.now_ms, task.arn))
    work.written[spot.key] = text
    work.lines.append(f"wrote {act.what}")
    return ""


def _reads(world: World, task: Task, container: Container, act: Act, work: _Work) -> str:
    spot = spot_of(world, task, container.name, act.what)
    found = world.get(StoredFile, spot.key)
    text = work.written.get(spot.key, found.text if found is not None else None)
    if text is None:
        about = (task.arn, *([task.service] if task.service else []))
        lies = (
            "on a volume that is shared and kept"
            if spot.place.startswith("fs-")
            else f"at {spot.place.partition(':')[0]}"
        )
        why = f"task {task.id[:8]} does not find {act.what}: nothing was written {lies}"
        work.reasons.append(Why(about, why, ("VO-3", "VO-4")))
        return f"cannot read {act.what}: No such file or directory"
    work.lines.append(f"read {act.what}: {text}")
    return ""


_STEPS = {"prints": _prints, "calls": _calls, "writes": _writes, "reads": _reads}
