"""How capacity stands, in sentences: why a task waits, why a group does not grow, why an instance stays.

Stands for CP-6, EC-3 to EC-12 as far as they explain a state. Everything is read from what the world kept;
`explain` adds how it came about.
"""

from collections.abc import Iterator

from trainer.sim.blueprints import type_of
from trainer.sim.capacity import reservation
from trainer.sim.model import (
    AutoScalingGroup,
    CapacityProvider,
    ContainerInstance,
    GroupInstance,
    GroupPolicy,
    Host,
    TargetCapacity,
    Task,
    Waiting,
)
from trainer.sim.numbers import counted
from trainer.sim.world import World

Told = tuple[str, tuple[str, ...]]
"""A sentence and its rules."""


def needed_and_there(count: TargetCapacity) -> str:
    """`2 instances and 1 is in service`: managed scaling's M and N [EC-3]."""
    there = f"{count.there} {'is' if count.there == 1 else 'are'} in service"
    return f"{counted(count.needed, 'instance')} and {there}"


def of_task(world: World, task: Task) -> Iterator[Told]:
    """Why a task stays in PROVISIONING, if it waits for a provider."""
    waiting = world.get(Waiting, task.arn)
    if waiting is None:
        return
    since = world.wall(waiting.since_ms).strftime("%H:%M:%S")
    lacks = f": the closest instance lacks {waiting.lacking[0].text}" if waiting.lacking else ""
    yield f"it waits for capacity provider {waiting.provider} since {since}{lacks}", ("CP-6",)
    provider = world.get(CapacityProvider, waiting.provider)
    if provider is not None:
        yield from of_provider(world, provider)


def of_provider(world: World, provider: CapacityProvider) -> Iterator[Told]:
    """What managed scaling counted, and what its group makes of it."""
    count = world.get(TargetCapacity, provider.name)
    if not provider.managed_scaling:
        yield "managed scaling is off: nobody changes its group", ("CP-5",)
    elif count is None:
        yield "managed scaling has not measured yet: it does so every minute", ("EC-8",)
    else:
        value = reservation(count.needed, count.there)
        text = (
            f"its tasks need {needed_and_there(count)}: "
            f"reservation {value:.0f} %, target {provider.target_capacity} %"
        )
        yield text, ("EC-3",)
        if count.unfit:
            yield from _unfit(world, provider, count.unfit)
    group = world.get(AutoScalingGroup, provider.group)
    if group is None:
        yield f"its Auto Scaling group {provider.group} is gone", ("CP-5",)
    else:
        yield from of_group(world, group)


def _unfit(world: World, provider: CapacityProvider, unfit: int) -> Iterator[Told]:
    group = world.get(AutoScalingGroup, provider.group)
    size = type_of(world, group.blueprint) if group else None
    name = size.name if size else "instance that it launches"
    noun = "1 waiting task is" if unfit == 1 else f"{unfit} waiting tasks are"
    yield f"{noun} too large for any {name}: more of them would not help", ("EC-7",)


def of_group(world: World, group: AutoScalingGroup) -> Iterator[Told]:
    """What a group wants and has, and what keeps it from more or less."""
    members = world.among(GroupInstance, f"members:{group.name}")
    there = sum(one.counts for one in members)
    bounds = f"{group.minimum} to {group.maximum}"
    text = f"group {group.name} wants {counted(group.desired, 'instance')} ({bounds}), has {there}"
    on_the_way = sum(one.counts and one.lifecycle.startswith("Pending") for one in members)
    if on_the_way:
        text += f", {on_the_way} of them on their way"
    yield text, ("EC-2",)
    if group.stuck:
        yield f"it is kept from that: {group.stuck}", ("EC-9",) if "protected" in group.stuck else ("EC-2",)
    for policy in world.among(GroupPolicy, f"group policies:{group.name}"):
        if policy.not_scaled:
            yield f"it stays as it is: {policy.not_scaled}", ("EC-5", "EC-8")
    if group.suspended:
        yield f"suspended on it: {', '.join(group.suspended)}", ("EC-2",)


def of_host(world: World, name: str) -> Iterator[Told]:
    """Why an instance of a group is where it is, and whether a scale-in may take it."""
    member, host = world.get(GroupInstance, name), world.get(Host, name)
    if member is None or host is None:
        return
    tasks = [
        task
        for instance in world.among(ContainerInstance, f"host:{name}")
        for task in world.among(Task, f"instance:{instance.arn}")
    ]
    yield f"it is {member.lifecycle} in group {member.group}", ("EC-2",)
    if member.hooks:
        left = f", {len(tasks)} tasks are left on it" if tasks else ""
        yield f"it is not terminated yet: it waits for {', '.join(member.hooks)}{left}", ("EC-10",)
    elif member.protected and not member.leaves:
        runs = f"it runs {len(tasks)} tasks" if tasks else "its protection is on"
        yield f"a scale-in does not take it: {runs}", ("EC-9",)
