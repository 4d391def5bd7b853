"""The agent's ear: what happens on a container instance reaches ECS only while its agent is connected.

Stands for CI-3 and CI-14 (a disconnected agent takes no placements, its containers go on) and HC-4.
AWS: "Amazon ECS container agent". That everything is reported at once on reconnecting is our model.
"""

from typing import cast

from trainer.sim.events import AgentDisconnected, AgentEvent, AgentReconnected, TaskEvent
from trainer.sim.kernel import NOTHING, Later, Reaction, Why
from trainer.sim.model import ContainerInstance, Task, TaskStatus
from trainer.sim.world import Event, World
from trainer.value import replace


def react(world: World, event: AgentEvent | AgentDisconnected | AgentReconnected) -> Reaction:
    """Keep what ECS cannot hear, and tell it when the agent is back."""
    if isinstance(event, AgentEvent):
        return _overheard(world, event)
    if isinstance(event, AgentDisconnected):
        return _lost(world, event)
    return _back(world, event)


def heard_task(world: World, event: TaskEvent) -> Task | None:
    """The task of an event, if it is alive and ECS can hear of the event."""
    task = world.get(Task, event.task)
    if task is None or task.last_status is TaskStatus.STOPPED:
        return None
    if task.instance and isinstance(event, AgentEvent):
        instance = world.need(ContainerInstance, task.instance)
        return task if instance.agent_connected else None
    return task


def _overheard(world: World, event: AgentEvent) -> Reaction:
    task = world.get(Task, event.task)
    if task is None or not task.instance or task.last_status is TaskStatus.STOPPED:
        return NOTHING
    instance = world.need(ContainerInstance, task.instance)
    if instance.agent_connected:
        return NOTHING
    return Reaction((replace(instance, unheard=(*instance.unheard, event)),))


def _lost(world: World, event: AgentDisconnected) -> Reaction:
    instance = world.need(ContainerInstance, event.instance)
    changed = replace(
        instance, agent_connected=False, agent_changed_ms=world.now_ms, version=instance.version + 1
    )
    why = Why((instance.arn,), f"the agent on {instance.short} disconnected", ("CI-3",))
    return Reaction((changed,), (), (why,))


def _back(world: World, event: AgentReconnected) -> Reaction:
    instance = world.need(ContainerInstance, event.instance)
    changed = replace(
        instance,
        agent_connected=True,
        agent_changed_ms=world.now_ms,
        unheard=(),
        version=instance.version + 1,
    )
    why = Why((instance.arn,), f"the agent on {instance.short} reconnected", ("CI-3",))
    later = tuple(Later(0, cast(Event, unheard)) for unheard in instance.unheard)
    return Reaction((changed,), later, (why,))
