"""Names, ids and ARNs of a request -> records of the world, or AWS's refusal."""

from typing import TypeVar

from trainer.aws.operations.answering import Refusal, client, invalid
from trainer.sim.model import Cluster, ContainerInstance, Family, Service, Task, TaskDefinition
from trainer.sim.world import Record, World

R = TypeVar("R", bound=Record)


def cluster_arn(world: World, given: str | None) -> str:
    """The ARN a request means, whether the cluster exists or not; none given means `default` [CL-1]."""
    name = given or "default"
    return name if name.startswith("arn:") else world.arn(f"cluster/{name}")


def cluster(world: World, given: str | None, active: bool = True) -> Cluster:
    """The cluster; refuses with ClusterNotFoundException."""
    found = world.get(Cluster, cluster_arn(world, given))
    if found is None or (active and found.status != "ACTIVE"):
        raise Refusal("ClusterNotFoundException", "Cluster not found.")
    return found


def definition(world: World, given: str) -> TaskDefinition:
    """The task definition of `family`, `family:revision` or ARN; a family is its latest ACTIVE one [TD-1]."""
    found = find_definition(world, given)
    if found is None:
        raise client("Unable to describe task definition.")
    return found


def find_definition(world: World, given: str) -> TaskDefinition | None:
    """Like `definition`, None when there is none."""
    name = given.rpartition("/")[2] if given.startswith("arn:") else given
    family, colon, revision = name.partition(":")
    if colon:
        return world.get(TaskDefinition, world.arn(f"task-definition/{family}:{revision}"))
    if world.get(Family, family) is None:
        return None
    active = [found for found in world.among(TaskDefinition, f"family:{family}") if found.status == "ACTIVE"]
    return active[-1] if active else None


def service(world: World, owner: Cluster, given: str) -> Service | None:
    """The service of that name or ARN in the cluster."""
    if given.startswith("arn:"):
        name = given.rpartition("/")[2]
        if given.count("/") == 2 and given.split("/")[1] != owner.name:
            return None
    else:
        name = given
    return world.get(Service, world.arn(f"service/{owner.name}/{name}"))


def need_service(world: World, owner: Cluster, given: str) -> Service:
    """The service; refuses with ServiceNotFoundException."""
    found = service(world, owner, given)
    if found is None:
        raise Refusal("ServiceNotFoundException", "Service not found.")
    return found


def task(world: World, owner: Cluster, given: str) -> Task | None:
    """The task of that id or ARN in the cluster."""
    found = world.get(Task, full_arn(world, owner, "task", given))
    return found if found is not None and found.cluster == owner.arn else None


def need_task(world: World, owner: Cluster, given: str) -> Task:
    """The task; refuses as StopTask does."""
    found = task(world, owner, given)
    if found is None:
        raise invalid("The referenced task was not found.")
    return found


def instance(world: World, owner: Cluster, given: str) -> ContainerInstance | None:
    """The container instance of that id, ARN or EC2 instance id in the cluster."""
    found = world.get(ContainerInstance, full_arn(world, owner, "container-instance", given))
    return found if found is not None and found.cluster == owner.arn else None


def full_arn(world: World, owner: Cluster, kind: str, given: str) -> str:
    """The ARN of a part of the cluster that was given by id or ARN."""
    return given if given.startswith("arn:") else world.arn(f"{kind}/{owner.name}/{given}")


def missing(arn: str) -> dict[str, str]:
    """The entry of `failures` for something that is not there."""
    return {"arn": arn, "reason": "MISSING"}
