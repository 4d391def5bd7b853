"""Roles that act in a world: whether one may be assumed, and whether its policies allow a request.

Stands for RO-1 to RO-5 and N-1 to N-3 as far as they say whose permission counts; which role an action of ECS
needs is in `behaviours/permitted.py`.
"""

import json
from collections.abc import Mapping

from trainer.sim.iam.managed import MANAGED, PREFIX, SERVICE_LINKED
from trainer.sim.iam.policies import Source, decide, trusts
from trainer.sim.model import InstanceProfile, ManagedPolicy, Principal, Role, User
from trainer.sim.world import Record, World
from trainer.value import dataclass

TASKS = "ecs-tasks.amazonaws.com"
"""Who assumes task roles and task execution roles."""
ECS = "ecs.amazonaws.com"
EC2 = "ec2.amazonaws.com"
EVENTS = "events.amazonaws.com"
SCHEDULER = "scheduler.amazonaws.com"
AUTO_SCALING = "ecs.application-autoscaling.amazonaws.com"
ADMINISTRATOR = f"{PREFIX}AdministratorAccess"

_CONSOLE_MADE: Mapping[str, tuple[str, str]] = {
    "ecsTaskExecutionRole": (TASKS, "service-role/AmazonECSTaskExecutionRolePolicy"),
    "ecsInstanceRole": (EC2, "service-role/AmazonEC2ContainerServiceforEC2Role"),
}
"""Roles that the ECS console makes for whoever first needs them, by name."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether somebody may do something, and if not why, in a plain sentence."""

    allowed: bool
    text: str = ""
    action: str = ""
    explicit: bool = False

    @property
    def tail(self) -> str:
        """How AWS's error messages end for it."""
        if self.explicit:
            return "with an explicit deny in an identity-based policy"
        return f"because no identity-based policy allows the {self.action} action"


ALLOWED = Verdict(True)


def role_named(world: World, name: str) -> Role | None:
    """The role of a name or an ARN of this account."""
    return world.get(Role, name.rpartition("/")[2]) if _of_account(world, name) else None


def _of_account(world: World, name: str) -> bool:
    return not name.startswith("arn:") or f":iam::{world.account}:role/" in name


def usable(world: World, name: str, service: str) -> Verdict:
    """Whether a service can assume the role of that name or ARN."""
    role = role_named(world, name)
    short = name.rpartition("/")[2]
    if role is None:
        return Verdict(False, f"there is no role {short}")
    if not trusts(role.trust, service):
        return Verdict(False, f"the trust policy of role {short} does not let {service} assume it")
    return ALLOWED


def may(
    world: World,
    who: Principal,
    action: str,
    resource: str,
    context: Mapping[str, str] | None = None,
    *,
    resource_policy: Source | None = None,
) -> Verdict:
    """Whether a role or user may do that to a resource (an ARN or `*`), in the world's account."""
    kind = "user" if isinstance(who, User) else "role"
    decision = decide(
        sources(world, who), action, resource, context, resource_policy=resource_policy, caller=(who.arn,)
    )
    if decision.allowed:
        return ALLOWED
    at = "" if resource == "*" else f" on {resource}"
    if decision.explicit:
        return Verdict(
            False, f"{decision.source} on {kind} {who.name} explicitly denies {action}{at}", action, True
        )
    return Verdict(False, f"no statement on {kind} {who.name} allows {action}{at}", action)


def sources(world: World, who: Principal) -> list[Source]:
    """The identity policies of a role or user."""
    found = [Source(f"inline policy {name}", document) for name, document in who.inline]
    for arn in who.attached:
        document = MANAGED.get(arn)
        if document is None:
            own = world.get(ManagedPolicy, arn)
            document = own.document if own else None
        if document is not None:
            found.append(Source(f"policy {arn.rpartition('/')[2]}", document))
    return found


def cannot_assume(world: World, name: str) -> str:
    """AWS's words for a role that ECS cannot assume for a task."""
    arn = name if name.startswith("arn:") else f"arn:aws:iam::{world.account}:role/{name}"
    return (
        f"ECS was unable to assume the role '{arn}' that was provided for this task. Please verify that the "
        "role being passed has the proper trust relationship and permissions and that your IAM user has "
        "permissions to pass this role."
    )


def profile_role(world: World, profile: str) -> Role | None:
    """The role inside an instance profile."""
    found = world.get(InstanceProfile, profile.rpartition("/")[2])
    return world.get(Role, found.role) if found is not None and found.role else None


def trust_document(service: str) -> str:
    """A trust policy for one service."""
    statement = {"Effect": "Allow", "Principal": {"Service": service}, "Action": "sts:AssumeRole"}
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})


def console_made(world: World, name: str) -> tuple[Record, ...]:
    """`ecsTaskExecutionRole`, or `ecsInstanceRole` with its profile, as the ECS console makes them.

    So that whoever never created a role can name the one that AWS's pages name. Empty for other names and
    where the role is there.
    """
    short = name.rpartition("/")[2]
    made = _CONSOLE_MADE.get(short)
    if made is None or not (_of_account(world, name) or ":instance-profile/" in name):
        return ()
    service, policy = made
    records: list[Record] = []
    start = f"arn:aws:iam::{world.account}"
    if world.get(Role, short) is None:
        arn, trust = f"{start}:role/{short}", trust_document(service)
        records.append(Role(short, arn, (PREFIX + policy,), created_ms=world.now_ms, trust=trust))
    if service == EC2 and world.get(InstanceProfile, short) is None:
        records.append(InstanceProfile(short, f"{start}:instance-profile/{short}", short, world.now_ms))
    return tuple(records)


def link_service(world: World, service: str) -> Role:
    """The service-linked role of a service, made if it is not there [CL-4]."""
    name, policy = SERVICE_LINKED[service]
    found = world.get(Role, name)
    if found is not None:
        return found
    attached = (f"{PREFIX}aws-service-role/{policy}",) if policy else ()
    arn = f"arn:aws:iam::{world.account}:role/aws-service-role/{service}/{name}"
    role = Role(name, arn, attached, created_ms=world.now_ms, trust=trust_document(service))
    world.put(role)
    return role


def linked(world: World, service: str) -> bool:
    """Whether the service-linked role of a service is there, or the caller may make it: then it is made."""
    if SERVICE_LINKED[service][0] in world.of(Role):
        return True
    user = world.get(User, "learner")
    if user is not None and not may(world, user, "iam:CreateServiceLinkedRole", "*").allowed:
        return False
    link_service(world, service)
    return True


def caller(world: World) -> User:
    """The user who calls: an administrator until told otherwise."""
    return world.get(User, "learner") or User(
        "learner", f"arn:aws:iam::{world.account}:user/learner", (ADMINISTRATOR,)
    )
