"""Why things are as they are: the chain of causes behind a service, a task or an instance, in sentences.

Everything is read from what the world kept when it happened; nothing is decided again here.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from trainer.sim.capacity_told import Told, of_group, of_host, of_provider, of_task
from trainer.sim.model import (
    Alarm,
    AutoScalingGroup,
    CapacityProvider,
    Cluster,
    ContainerInstance,
    GroupInstance,
    Host,
    Rollout,
    Service,
    Target,
    TargetGroup,
    Task,
    TaskStatus,
    Waiting,
)
from trainer.sim.remedies import idle_though_full, remedies
from trainer.sim.rules import RULES
from trainer.sim.standing import standing
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
    if thing is None:
        return _beside(world, thing_id)
    return _TOLD[type(thing)](world, thing)


def _find(world: World, name: str) -> Any:
    """The record of ECS that goes by that name; None when none does."""
    for table, goes_by in _NAMED.items():
        for record in world.of(table).values():
            if goes_by(record, name):
                return record
    return None


_NAMED: Mapping[type[Any], Callable[[Any, str], bool]] = {
    Service: lambda one, name: name in (one.arn, one.name),
    Task: lambda one, name: name == one.arn or (len(name) >= 6 and one.id.startswith(name)),
    ContainerInstance: lambda one, name: name in (one.arn, one.host, one.arn.rpartition("/")[2]),
    TargetGroup: lambda one, name: name in (one.arn, f"targetgroup/{one.name}"),
    Alarm: lambda one, name: name == one.name,
    GroupInstance: lambda one, name: name == one.instance_id,
    AutoScalingGroup: lambda one, name: name in (one.arn, one.name),
    CapacityProvider: lambda one, name: name in (one.arn, one.name),
    Cluster: lambda one, name: name in (one.arn, one.name),
}


def _beside(world: World, name: str) -> Sentence:
    """What is not ECS's own: rules, schedules, buckets, queues, messages, topics, tables."""
    found = standing(world, name)
    if found is None:
        kinds = "service, task, instance, cluster, capacity provider, Auto Scaling group, target group, alarm"
        raise Unknown(
            f"There is no {kinds}, rule, schedule, bucket, queue, topic, role, repository, file system, log "
            f"group or secret '{name}' here."
        )
    return Sentence(found.text, found.rules, _latest(world, found.about))


def _service(world: World, service: Service) -> Sentence:
    tasks = world.among(Task, f"service:{service.arn}")
    running = sum(task.last_status is TaskStatus.RUNNING for task in tasks)
    causes = [*_unplaced(world, service), *_waiting(world, service), *_failed(service)]
    causes += _provisioning(world, tasks)
    told = service.unplaced.reason if service.unplaced else -1
    causes += _latest(world, service.arn, told)
    causes += _counsel(world, service)
    return Sentence(f"{service.name} wants {service.desired_count}, runs {running}.", (), tuple(causes))


def _counsel(world: World, service: Service) -> list[Sentence]:
    """For a service in trouble: what its trouble is mistaken for, whose the times are, what would help."""
    helps = remedies(world, service)
    if not helps:
        return []
    reason = world.reason(service.unplaced.reason) if service.unplaced else None
    idle = idle_though_full(world, service, reason.verdicts) if reason else ""
    return [
        *([Sentence(idle, ("RA-2",))] if idle else []),
        Sentence(f"≈ {TIMES_ARE_OURS}"),
        Sentence(f"What would help: {' · '.join(helps)}"),
    ]


def _provisioning(world: World, tasks: Sequence[Task]) -> list[Sentence]:
    """Its tasks that wait for room, told of the first of them."""
    waiting = [task for task in tasks if world.get(Waiting, task.arn)]
    if not waiting:
        return []
    first = _capacity(of_task(world, waiting[0]))
    noun = "1 task waits" if len(waiting) == 1 else f"{len(waiting)} tasks wait"
    return [Sentence(f"{noun} in PROVISIONING for room", ("CP-6",), first)]


def _unplaced(world: World, service: Service) -> list[Sentence]:
    """Tasks without room: since when, how often tried, and what was found on each instance."""
    unplaced = service.unplaced
    if unplaced is None:
        return []
    reason = world.reason(unplaced.reason)
    if reason is None:
        return []
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
    return Sentence(text, (), (*_capacity(of_task(world, task)), *_latest(world, task.arn)))


def _capacity(told: Iterator[Told]) -> tuple[Sentence, ...]:
    return tuple(Sentence(text, rules) for text, rules in told)


def _instance(world: World, instance: ContainerInstance) -> Sentence:
    tasks = len(world.among(Task, f"instance:{instance.arn}"))
    agent = "connected" if instance.agent_connected else "disconnected"
    left = (instance.registered.cpu - instance.used.cpu, instance.registered.memory - instance.used.memory)
    text = (
        f"{instance.short} is {instance.status}, agent {agent}, {tasks} tasks, "
        f"{left[0]:,} CPU units and {left[1]:,} MiB left"
    )
    stays = _capacity(of_host(world, instance.host))
    return Sentence(text, (), (*stays, *_latest(world, instance.arn)))


def _member(world: World, member: GroupInstance) -> Sentence:
    """An instance of a group whose agent has not registered."""
    host = world.need(Host, member.instance_id)
    text = f"{member.instance_id} is {host.state} and no container instance"
    stays = _capacity(of_host(world, member.instance_id))
    return Sentence(text, (), (*stays, *_latest(world, member.instance_id)))


def _fleet(world: World, group: AutoScalingGroup) -> Sentence:
    text = f"Auto Scaling group {group.name} has {len(world.among(GroupInstance, f'members:{group.name}'))}"
    causes = (*_capacity(of_group(world, group)), *_latest(world, group.arn))
    return Sentence(f"{text} instances", (), causes)


def _provider(world: World, provider: CapacityProvider) -> Sentence:
    group = world.get(AutoScalingGroup, provider.group)
    causes = (
        *_capacity(of_provider(world, provider)),
        *_latest(world, group.arn if group else provider.name),
    )
    return Sentence(f"capacity provider {provider.name} is {provider.status}", (), causes)


def _group(world: World, group: TargetGroup) -> Sentence:
    targets = world.among(Target, f"targets:{group.arn}")
    states = Counter(str(target.state) for target in targets)
    counted = ", ".join(f"{count} {state}" for state, count in sorted(states.items())) or "none"
    return Sentence(f"target group {group.name} has targets: {counted}", (), _latest(world, group.arn))


def _alarm(world: World, alarm: Alarm) -> Sentence:
    return Sentence(f"alarm {alarm.name} is {alarm.state}", (), _latest(world, alarm.name))


def _cluster(world: World, cluster: Cluster) -> Sentence:
    return Sentence(f"cluster {cluster.name} is {cluster.status}", (), _latest(world, cluster.arn))


_TOLD: Mapping[type[Any], Callable[[World, Any], Sentence]] = {
    Service: _service,
    Task: _task,
    ContainerInstance: _instance,
    TargetGroup: _group,
    Alarm: _alarm,
    GroupInstance: _member,
    AutoScalingGroup: _fleet,
    CapacityProvider: _provider,
    Cluster: _cluster,
}


def _latest(world: World, arn: str, told: int = -1) -> tuple[Sentence, ...]:
    """The latest reasons about a thing, newest first, each with its chain.

    One that is told already, or inside another, is left out.
    """
    about = [reason for reason in world.reasons if arn in reason.about]
    sentences: list[Sentence] = []
    inside: set[int] = set(_chain(world, first)) if (first := world.reason(told)) else set()
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
    while len(ids) < DEPTH_MAX and (before := world.reason(reason.because)) is not None:
        reason = before
        ids.append(reason.id)
    return ids


def _chained(world: World, reason: Reason, depth: int = 0) -> Sentence:
    at = world.wall(reason.at_ms).strftime("%H:%M:%S")
    causes = list(_verdicts(reason.verdicts)) if depth == 0 else []
    before = world.reason(reason.because) if depth < DEPTH_MAX else None
    if before is not None:
        cause = _chained(world, before, depth + 1)
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
