"""Why things are as they are: the chain of causes behind a service, a task or an instance, in sentences.

Everything is read from what the world kept when it happened; nothing is decided again here.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from trainer.sim.capacity_told import Told, of_group, of_host, of_provider, of_task
from trainer.sim.forgetting import LATEST_KEPT
from trainer.sim.model import (
    Alarm,
    AutoScalingGroup,
    CapacityProvider,
    Cluster,
    ContainerInstance,
    GroupInstance,
    Host,
    Rollout,
    ScalingPolicy,
    Service,
    Target,
    TargetGroup,
    TargetState,
    Task,
    TaskStatus,
    Waiting,
)
from trainer.sim.named import readings, tasks_of_family, thing_named
from trainer.sim.numbers import counted
from trainer.sim.remedies import idle_though_full, remedies
from trainer.sim.rules import RULES
from trainer.sim.standing import standing
from trainer.sim.tasks_told import on_their_way, protected, staying, unused
from trainer.sim.world import Reason, Verdict, World
from trainer.value import dataclass, replace

REASONS_SHOWN = 3
"""So many of the latest reasons about a thing are told."""
DEPTH_MAX = 8
_OF_ONE = re.compile(
    r"[0-9a-f]{32}|(?<![-/\w])[0-9a-f]{8,}(?!\w)|\d{4}-\d\d-\d\dT[\d:]+Z"
    r"|\d+ (?=starts in a row)|\d+ s(?= before the next)|\d+ tasks?(?= could not be placed)"
    r"|(?<=capacity in )\S+|(?<=was placed on )\S+ \S+|(?:\d+(?:\.\d+){3}|i-[0-9a-f]+):\d+"
)
"""What tells one task or try from the next."""
AGAIN = "because it had gone the same way before"
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
    """The causal chain behind a thing, by ARN, id or name, with or without its kind; raises Unknown.

    The first sentence says how it stands; its causes follow, the latest first.
    """
    for name, kinds in readings(thing_id):
        thing = thing_named(world, name, kinds)
        if thing is not None:
            return _TOLD[type(thing)](world, thing)
        found = None if kinds else standing(world, name)
        if found is not None:
            return Sentence(found.text, found.rules, _latest(world, found.about))
        tasks = tasks_of_family(world, name) if kinds is None or Task in kinds else []
        if tasks:
            return _task(world, tasks[-1])
    raise Unknown(
        "There is no service, task, instance, cluster, capacity provider, Auto Scaling group, target group, "
        "alarm, rule, schedule, bucket, queue, topic, role, repository, file system, log group or secret "
        f"'{thing_id}' here."
    )


def _service(world: World, service: Service) -> Sentence:
    tasks = world.among(Task, f"service:{service.arn}")
    running = sum(task.last_status is TaskStatus.RUNNING for task in tasks)
    causes = [*_unplaced(world, service), *_waiting(world, service), *_failed(service)]
    causes += _provisioning(world, tasks)
    if running < service.desired_count:
        causes += _capacity(on_their_way(world, tasks))
    causes += _capacity((*protected(world, service, tasks), *unused(world, service)))
    causes += _unhealthy(world, service)
    causes += _not_scaled_in(world, service)
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
    sentence = _chained(world, _chain(world, reason))
    count = counted(unplaced.missing, "task")
    if "PL-1" in reason.rules:
        _, colon, cause = reason.text.partition(": ")
        text = f"{count} could not be placed since {since}, tried {tried}{colon}{cause}"
        return [replace(sentence, text=text)]
    why_not = reason.text.removeprefix("no task can be started: ")
    return [replace(sentence, text=f"{count} could not be started since {since}, tried {tried}: {why_not}")]


def _waiting(world: World, service: Service) -> list[Sentence]:
    if service.wait_until_ms <= world.now_ms:
        return []
    until = world.wall(service.wait_until_ms).strftime("%H:%M:%S")
    text = f"{service.failures_in_row} starts in a row failed: no new one before {until}"
    return [Sentence(text, ("DP-18",))]


def _failed(service: Service) -> list[Sentence]:
    return [
        Sentence(
            f"deployment {one.id} FAILED: {one.rollout_reason}",
            ("DP-17",) if one.alarm else ("DP-14", "DP-15"),
        )
        for one in service.deployments
        if one.rollout is Rollout.FAILED
    ]


def _unhealthy(world: World, service: Service) -> Iterator[Sentence]:
    """What its targets fail at; while too few are healthy, at least what the last one failed at."""
    for arn in dict.fromkeys(one.group for one in service.launch.balanced):
        targets = world.among(Target, f"targets:{arn}")
        states = Counter(one.state for one in targets)
        failed = [one for one in _about(world, arn) if "TH-3" in one.rules]
        if states[TargetState.HEALTHY] >= service.desired_count or not failed:
            continue
        cause = _chained(world, _chain(world, failed[-1])[:2])
        if failing := states[TargetState.UNHEALTHY]:
            name = world.need(TargetGroup, arn).name
            text = f"{failing} of {len(targets)} targets in target group {name} are unhealthy"
            cause = Sentence(text, ("TH-3",), (cause,))
        yield cause


def _not_scaled_in(world: World, service: Service) -> Iterator[Sentence]:
    """That a service with a scaling policy keeps its tasks while it is deployed [AS-6]."""
    resource = f"service/{service.cluster.rpartition('/')[2]}/{service.name}"
    if len(service.deployments) > 1 and world.among(ScalingPolicy, f"policies:{resource}"):
        yield Sentence("scaling in is off while a deployment is under way", ("AS-6",))


def _about(world: World, thing: str) -> list[Reason]:
    """The latest reasons about a thing, no further back than a world remembers."""
    return [reason for reason in world.reasons if thing in reason.about][-LATEST_KEPT:]


def _task(world: World, task: Task) -> Sentence:
    text = f"task {task.id[:8]} is {task.last_status}"
    if task.stopped_reason:
        text += f" ({task.stop_code}: {task.stopped_reason})"
    return Sentence(text, (), (*_capacity(of_task(world, task)), *_latest(world, task.arn)))


def _capacity(told: Iterable[Told]) -> tuple[Sentence, ...]:
    return tuple(Sentence(text, rules) for text, rules in told)


def _instance(world: World, instance: ContainerInstance) -> Sentence:
    tasks = len(world.among(Task, f"instance:{instance.arn}"))
    agent = "connected" if instance.agent_connected else "disconnected"
    left = (instance.registered.cpu - instance.used.cpu, instance.registered.memory - instance.used.memory)
    text = (
        f"{instance.short} is {instance.status}, agent {agent}, {counted(tasks, 'task')}, "
        f"{left[0]:,} CPU units and {left[1]:,} MiB left"
    )
    stays = _capacity((*staying(world, instance), *of_host(world, instance.host)))
    return Sentence(text, (), (*stays, *_latest(world, instance.arn)))


def _member(world: World, member: GroupInstance) -> Sentence:
    """An instance of a group whose agent has not registered."""
    host = world.need(Host, member.instance_id)
    text = f"{member.instance_id} is {host.state} and no container instance"
    stays = _capacity(of_host(world, member.instance_id))
    return Sentence(text, (), (*stays, *_latest(world, member.instance_id)))


def _fleet(world: World, group: AutoScalingGroup) -> Sentence:
    there = len(world.among(GroupInstance, f"members:{group.name}"))
    causes = (*_capacity(of_group(world, group)), *_latest(world, group.arn))
    return Sentence(f"Auto Scaling group {group.name} has {counted(there, 'instance')}", (), causes)


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

    One that is told already, or inside another, is left out; so is one that only says the same of another
    task, and a cause that was told already is not told again.
    """
    sentences: list[Sentence] = []
    first = world.reason(told)
    chain = _chain(world, first) if first else []
    inside, said = {one.id for one in chain}, {alike(one.text) for one in chain}
    for reason in reversed(_about(world, arn)):
        if reason.id in inside or alike(reason.text) in said:
            continue
        chain = _chain(world, reason)
        known = len(chain) > 1 and alike(chain[1].text) in said
        sentences.append(_chained(world, chain[:1] if known else chain))
        inside.update(one.id for one in chain)
        said.update(alike(one.text) for one in chain)
        if len(sentences) == REASONS_SHOWN:
            break
    return tuple(sentences)


def alike(text: str) -> str:
    """What a reason's text says, whichever task or try it says it of."""
    return _OF_ONE.sub("…", text)


def _chain(world: World, reason: Reason) -> list[Reason]:
    """A reason and what it came of; what says the same again of an earlier task is passed over."""
    chain = [reason]
    said = {alike(reason.text)}
    before = reason
    for _ in range(DEPTH_MAX):
        found = world.reason(before.because)
        if found is None:
            break
        before = found
        if alike(before.text) not in said:
            chain.append(before)
            said.add(alike(before.text))
    return chain


def _chained(world: World, chain: Sequence[Reason]) -> Sentence:
    last = world.reason(chain[-1].because) if len(chain) > 1 else None
    again = last is not None and alike(last.text) in {alike(one.text) for one in chain}
    causes: tuple[Sentence, ...] = (Sentence(AGAIN),) if again else ()
    for place in range(len(chain) - 1, -1, -1):
        reason = chain[place]
        if place == 0:
            causes = (*_verdicts(reason.verdicts), *causes)
        lead = "because " if place else ""
        if place and chain[place - 1].because != reason.id:
            lead = "because, after the same before, "
        text = f"{lead}{reason.text}, at {world.wall(reason.at_ms):%H:%M:%S}"
        causes = (Sentence(text, reason.rules, causes),)
    return causes[0]


def _verdicts(verdicts: Sequence[Verdict]) -> list[Sentence]:
    """What placement found on each instance that did not fit."""
    return [
        Sentence(f"{verdict.name}   {lack.text}", (lack.rule,))
        for verdict in verdicts
        for lack in verdict.lacks
    ]


def why_last(world: World) -> Sentence | None:
    """The causal chain behind what happened last; None in a world in which nothing did."""
    return _chained(world, _chain(world, world.reasons[-1])) if world.reasons else None
