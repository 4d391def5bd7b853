"""Why things are as they are: the chain of causes behind a service, a task or an instance, in sentences.

Everything is read from what the world kept when it happened; nothing is decided again here.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from trainer.sim.model import (
    Alarm,
    Cluster,
    ContainerInstance,
    Rollout,
    Service,
    Target,
    TargetGroup,
    Task,
    TaskStatus,
)
from trainer.sim.rules import RULES
from trainer.sim.world import Reason, Verdict, World

REASONS_SHOWN = 3
"""So many of the latest reasons about a thing are told."""
DEPTH_MAX = 8
TIMES_ARE_OURS = "times between steps are our model, not AWS's"


class Unknown(ValueError):  # noqa: N818 - what was asked about, not what failed
    """Nothing in the world goes by that id."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A plain sentence with the rules behind it, and the sentences that it follows from."""

    text: str
    rules: tuple[str, ...] = ()
    because: tuple["Sentence", ...] = ()

    @property
    def pages(self) -> tuple[str, ...]:
        """Titles of the AWS pages that state the rules."""
        return tuple(dict.fromkeys(RULES[rule].page for rule in self.rules))

    @property
    def ours(self) -> bool:
        """Whether it rests on our model rather than on AWS's word."""
        return any(RULES[rule].ours for rule in self.rules)

    def lines(self, depth: int = 0, engineer: bool = False) -> list[str]:
        """The sentence and its causes, indented; learners see the AWS page, engineers the rule ids."""
        mark = "≈ our model" if self.ours else ""
        source = ", ".join(self.rules if engineer else self.pages[:1])
        shown = "; ".join(part for part in (source, mark) if part)
        text = f"{'  ' * depth}{self.text}" + (f"  [{shown}]" if shown else "")
        return [text, *(line for inner in self.because for line in inner.lines(depth + 1, engineer))]


def why(world: World, thing_id: str) -> Sentence:
    """The causal chain behind a thing, by ARN, id or name; raises Unknown.

    The first sentence says how it stands; its causes follow, the latest first.
    """
    thing = _find(world, thing_id)
    if isinstance(thing, Service):
        return _service(world, thing)
    if isinstance(thing, Task):
        return _task(world, thing)
    if isinstance(thing, ContainerInstance):
        return _instance(world, thing)
    if isinstance(thing, Alarm):
        return Sentence(f"alarm {thing.name} is {thing.state}", (), _latest(world, thing.name))
    if isinstance(thing, TargetGroup):
        return _group(world, thing)
    return Sentence(f"cluster {thing.name} is {thing.status}", (), _latest(world, thing.arn))


def _find(world: World, name: str) -> Service | Task | ContainerInstance | Cluster | TargetGroup | Alarm:
    for service in world.of(Service).values():
        if name in (service.arn, service.name):
            return service
    for task in world.of(Task).values():
        if name == task.arn or (len(name) >= 6 and task.id.startswith(name)):
            return task
    for instance in world.of(ContainerInstance).values():
        if name in (instance.arn, instance.host, instance.arn.rpartition("/")[2]):
            return instance
    for group in world.of(TargetGroup).values():
        if name in (group.arn, f"targetgroup/{group.name}"):
            return group
    if alarm := world.get(Alarm, name):
        return alarm
    for cluster in world.of(Cluster).values():
        if name in (cluster.arn, cluster.name):
            return cluster
    kinds = "service, task, container instance, cluster, target group or alarm"
    raise Unknown(f"There is no {kinds} '{name}' here.")


def _service(world: World, service: Service) -> Sentence:
    tasks = world.among(Task, f"service:{service.arn}")
    running = sum(task.last_status is TaskStatus.RUNNING for task in tasks)
    causes = [*_unplaced(world, service), *_waiting(world, service), *_failed(service)]
    told = service.unplaced.reason if service.unplaced else -1
    causes += _latest(world, service.arn, told)
    return Sentence(f"{service.name} wants {service.desired_count}, runs {running}.", (), tuple(causes))


def _unplaced(world: World, service: Service) -> list[Sentence]:
    """Tasks without room: since when, how often tried, and what was found on each instance."""
    unplaced = service.unplaced
    if unplaced is None:
        return []
    reason = world.reasons[unplaced.reason]
    since = world.wall(unplaced.since_ms).strftime("%H:%M:%S")
    tried = "once" if unplaced.tries == 1 else f"{unplaced.tries} times"
    sentence = _chained(world, reason)
    noun = "task" if unplaced.missing == 1 else "tasks"
    return [
        replace(sentence, text=f"{unplaced.missing} {noun} could not be placed since {since}, tried {tried}")
    ]


def _waiting(world: World, service: Service) -> list[Sentence]:
    if service.wait_until_ms <= world.now_ms:
        return []
    until = world.wall(service.wait_until_ms).strftime("%H:%M:%S")
    text = f"{service.failures_in_row} starts in a row failed: no new one before {until}"
    return [Sentence(text, ("DP-18",))]


def _failed(service: Service) -> list[Sentence]:
    return [
        Sentence(f"deployment {one.id} FAILED: {one.rollout_reason}", ("DP-14", "DP-15"))
        for one in service.deployments
        if one.rollout is Rollout.FAILED
    ]


def _task(world: World, task: Task) -> Sentence:
    text = f"task {task.id[:8]} is {task.last_status}"
    if task.stopped_reason:
        text += f" ({task.stop_code}: {task.stopped_reason})"
    return Sentence(text, (), _latest(world, task.arn))


def _instance(world: World, instance: ContainerInstance) -> Sentence:
    tasks = len(world.among(Task, f"instance:{instance.arn}"))
    agent = "connected" if instance.agent_connected else "disconnected"
    left = (instance.registered.cpu - instance.used.cpu, instance.registered.memory - instance.used.memory)
    text = (
        f"{instance.short} is {instance.status}, agent {agent}, {tasks} tasks, "
        f"{left[0]:,} CPU units and {left[1]:,} MiB left"
    )
    return Sentence(text, (), _latest(world, instance.arn))


def _group(world: World, group: TargetGroup) -> Sentence:
    targets = world.among(Target, f"targets:{group.arn}")
    states = Counter(str(target.state) for target in targets)
    counted = ", ".join(f"{count} {state}" for state, count in sorted(states.items())) or "none"
    return Sentence(f"target group {group.name} has targets: {counted}", (), _latest(world, group.arn))


def _latest(world: World, arn: str, told: int = -1) -> tuple[Sentence, ...]:
    """The latest reasons about a thing, newest first, each with its chain.

    One that is told already, or inside another, is left out.
    """
    about = [reason for reason in world.reasons if arn in reason.about]
    sentences: list[Sentence] = []
    inside: set[int] = set(_chain(world, world.reasons[told])) if told >= 0 else set()
    for reason in reversed(about):
        if reason.id in inside:
            continue
        inside.update(_chain(world, reason))
        sentences.append(_chained(world, reason))
        if len(sentences) == REASONS_SHOWN:
            break
    return tuple(sentences)


def _chain(world: World, reason: Reason) -> list[int]:
    ids = [reason.id]
    while reason.because >= 0 and len(ids) < DEPTH_MAX:
        reason = world.reasons[reason.because]
        ids.append(reason.id)
    return ids


def _chained(world: World, reason: Reason, depth: int = 0) -> Sentence:
    at = world.wall(reason.at_ms).strftime("%H:%M:%S")
    causes = list(_verdicts(reason.verdicts)) if depth == 0 else []
    if reason.because >= 0 and depth < DEPTH_MAX:
        cause = _chained(world, world.reasons[reason.because], depth + 1)
        causes.append(replace(cause, text=f"because {cause.text}"))
    return Sentence(f"{reason.text}, at {at}", reason.rules, tuple(causes))


def _verdicts(verdicts: Sequence[Verdict]) -> list[Sentence]:
    """What placement found on each instance that did not fit."""
    return [
        Sentence(f"{verdict.name}   {lack.text}", (lack.rule,))
        for verdict in verdicts
        for lack in verdict.lacks
    ]


def why_last(world: World) -> Sentence | None:
    """The causal chain behind what happened last; None in a world in which nothing did."""
    return _chained(world, world.reasons[-1]) if world.reasons else None
