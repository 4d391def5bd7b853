"""What there is in a world to begin a command with, and the operations that take it."""

from collections.abc import Callable, Iterator, Mapping

from trainer.aws.answer import OWN_SERVICE
from trainer.aws.command_line.arguments import arguments
from trainer.aws.command_line.names import cli_service
from trainer.aws.operations import OPERATIONS
from trainer.aws.service_model import dashed
from trainer.sim import model as records
from trainer.sim.model import InstanceStatus, TaskStatus
from trainer.sim.world import World
from trainer.value import dataclass, field

LOOKS = ("describe-", "list-", "get-", "head-", "query", "scan")
FIRST = ("create-", "run-", "update-", "register-", "put-", "modify-", "stop-")


@dataclass(frozen=True, slots=True)
class Thing:
    """Something in the account. `fills` are options with the value that names it, by service."""

    kind: str
    name: str
    services: tuple[str, ...] = ()
    """botocore's names of the services whose operations take it; empty for the account itself."""
    fills: Mapping[str, str] = field(default_factory=dict)
    known_by: tuple[str, ...] = ()
    """Of `fills` those by which an operation takes this very thing, and not only its cluster."""


@dataclass(frozen=True, slots=True)
class Deed:
    """An operation on a thing."""

    service: str
    operation: str
    """botocore's name."""

    @property
    def words(self) -> str:
        """As the command line writes it: "ecs update-service"."""
        return f"{cli_service(self.service)} {dashed(self.operation)}"

    @property
    def looks(self) -> bool:
        """Whether it only looks."""
        return dashed(self.operation).startswith(LOOKS)


ACCOUNT = Thing("account", "make something new, or anything else")


def things(world: World) -> tuple[Thing, ...]:
    """Everything that can be selected, the account itself first."""
    return (ACCOUNT, *(thing for kind in KINDS for thing in kind(world)))


def deeds(thing: Thing) -> tuple[Deed, ...]:
    """The operations that take a thing: those that change something first."""
    found = [
        Deed(service, operation)
        for service, operation in OPERATIONS
        if service != OWN_SERVICE and _takes(thing, service, operation)
    ]
    return tuple(sorted(found, key=lambda deed: (deed.looks, deed.service != "ecs", _rank(deed), deed.words)))


def _takes(thing: Thing, service: str, operation: str) -> bool:
    if not thing.services:
        return True
    if service not in thing.services:
        return False
    options = arguments(service, operation)
    made = dashed(operation).startswith("create-") and f"{thing.kind}-name" in options
    return not made and any(name in options for name in thing.known_by)


def _rank(deed: Deed) -> int:
    name = dashed(deed.operation)
    return next((place for place, first in enumerate(FIRST) if name.startswith(first)), len(FIRST))


def _clusters(world: World) -> Iterator[Thing]:
    for one in world.of(records.Cluster).values():
        if one.status == "ACTIVE":
            fills = dict.fromkeys(("cluster", "clusters"), one.name)
            yield Thing("cluster", one.name, ("ecs",), fills, ("cluster", "clusters"))


def _services(world: World) -> Iterator[Thing]:
    for one in world.of(records.Service).values():
        if one.status != "INACTIVE":
            cluster = one.cluster.rpartition("/")[2]
            known = ("service", "services", "service-name", "resource-id")
            fills = {
                **dict.fromkeys(known[:3], one.name),
                "cluster": cluster,
                "resource-id": f"service/{cluster}/{one.name}",
                "service-namespace": "ecs",
                "scalable-dimension": "ecs:service:DesiredCount",
            }
            yield Thing("service", one.name, ("ecs", "application-autoscaling"), fills, known)


def _tasks(world: World) -> Iterator[Thing]:
    for one in world.of(records.Task).values():
        if one.last_status is not TaskStatus.STOPPED:
            fills = {
                **dict.fromkeys(("task", "tasks"), one.id),
                "cluster": one.cluster.rpartition("/")[2],
            }
            yield Thing("task", one.id, ("ecs",), fills, ("task", "tasks"))


def _instances(world: World) -> Iterator[Thing]:
    for one in world.of(records.ContainerInstance).values():
        if one.status is not InstanceStatus.INACTIVE:
            known = ("container-instance", "container-instances")
            fills = {
                **dict.fromkeys(known, one.arn.rpartition("/")[2]),
                "cluster": one.cluster.rpartition("/")[2],
            }
            yield Thing("container instance", one.host, ("ecs",), fills, known)


def _definitions(world: World) -> Iterator[Thing]:
    for one in world.of(records.TaskDefinition).values():
        if one.status == "ACTIVE":
            name = f"{one.family}:{one.revision}"
            known = ("task-definition", "task-definitions", "family")
            fills = {**dict.fromkeys(known[:2], name), "family": one.family}
            yield Thing("task definition", name, ("ecs",), fills, known)


def _arns(kind: str, table: type[records.TargetGroup | records.LoadBalancer], option: str) -> "Kind":
    def look(world: World) -> Iterator[Thing]:
        for one in world.of(table).values():
            known = (option, f"{option}s")
            yield Thing(kind, one.name, ("elbv2",), dict.fromkeys(known, one.arn), known)

    return look


def _alarms(world: World) -> Iterator[Thing]:
    for name in world.of(records.Alarm):
        known = ("alarm-name", "alarm-names")
        yield Thing("alarm", name, ("cloudwatch",), dict.fromkeys(known, name), known)


def _groups(world: World) -> Iterator[Thing]:
    for name in world.of(records.AutoScalingGroup):
        known = ("auto-scaling-group-name", "auto-scaling-group-names")
        yield Thing("Auto Scaling group", name, ("autoscaling",), dict.fromkeys(known, name), known)


def _roles(world: World) -> Iterator[Thing]:
    for role in world.of(records.Role).values():
        yield Thing("role", role.name, ("iam",), {"role-name": role.name}, ("role-name",))


def _buckets(world: World) -> Iterator[Thing]:
    for name in world.of(records.Bucket):
        yield Thing("bucket", name, ("s3",), {"bucket": name}, ("bucket",))


def _rules(world: World) -> Iterator[Thing]:
    for one in world.of(records.EventRule).values():
        yield Thing("rule", one.name, ("events",), {"rule": one.name, "name": one.name}, ("rule", "name"))


Kind = Callable[[World], Iterator[Thing]]

KINDS: tuple[Kind, ...] = (
    _clusters,
    _services,
    _instances,
    _tasks,
    _definitions,
    _arns("target group", records.TargetGroup, "target-group-arn"),
    _arns("load balancer", records.LoadBalancer, "load-balancer-arn"),
    _alarms,
    _groups,
    _roles,
    _buckets,
    _rules,
)
