"""Tasks that wait in PROVISIONING get room as soon as their capacity provider has some.

Stands for CP-6 (waiting instead of failing), EC-6 (until instances register), CH-14 (500 a cluster). AWS:
"Amazon ECS capacity providers for EC2 workloads". That they are tried whenever room may grow is our model.
"""

from trainer.sim.behaviours.launching import Order, order_of, seat
from trainer.sim.events import (
    AgentReconnected,
    InstanceActivated,
    InstanceRegistered,
    RoomConsidered,
    TaskStopped,
)
from trainer.sim.kernel import NOTHING, Later, Reaction
from trainer.sim.model import ContainerInstance, RoomLook, Task, Waiting
from trainer.sim.world import Gone, World


def react(
    world: World,
    event: RoomConsidered | TaskStopped | InstanceRegistered | InstanceActivated | AgentReconnected,
) -> Reaction:
    """Plan a look when room may have grown; then try the kinds of waiting tasks one after the other."""
    if isinstance(event, RoomConsidered):
        return _consider(world, event)
    if isinstance(event, TaskStopped):
        task = world.get(Task, event.task)
        if task is None:
            return NOTHING
        if world.get(Waiting, task.arn) is not None:
            return Reaction((Gone(Waiting, task.arn),))
        return _planned(world, task.cluster) if task.instance else NOTHING
    return _planned(world, world.need(ContainerInstance, event.instance).cluster)


def kinds(world: World, cluster: str) -> list[list[Waiting]]:
    """The waiting tasks of a cluster that still want to run: equal ones together, the oldest first."""
    found: list[tuple[tuple[str, Order], list[Waiting]]] = []
    for one in world.among(Waiting, f"waiting:{cluster}"):
        task = world.need(Task, one.task)
        if not task.wanted:
            continue
        kind = (one.provider, order_of(one, task))
        same = next((members for other, members in found if other == kind), None)
        if same is None:
            found.append((kind, [one]))
        else:
            same.append(one)
    return [members for _, members in found]


def _planned(world: World, cluster: str) -> Reaction:
    look = world.get(RoomLook, cluster)
    if not world.among(Waiting, f"waiting:{cluster}") or (look and look.at_ms == world.now_ms):
        return NOTHING
    return Reaction((RoomLook(cluster, world.now_ms),), (Later(0, RoomConsidered(cluster)),))


def _consider(world: World, event: RoomConsidered) -> Reaction:
    """One kind at an event, so that the next kind sees what this one took."""
    over = RoomLook(event.cluster, -1)
    found = kinds(world, event.cluster)
    if event.tried >= len(found):
        return Reaction((over,))
    members = found[event.tried]
    launched = seat(world, members)
    done = len(launched.tasks) == len(members)
    tried = event.tried if done else event.tried + 1
    reaction = launched.reaction()
    more = (Later(0, RoomConsidered(event.cluster, tried)),) if len(found) - done > tried else ()
    return Reaction((over, *reaction.changes), (*reaction.later, *more), reaction.reasons)
