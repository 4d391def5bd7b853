"""Whose permission counts for what a task needs.

Stands for RO-1, RO-2 (the instance role is there for all tasks on the instance), RO-4 (overrides), RO-5 (who
pulls from ECR), N-1 to N-3 and the rows of table 5.1.
"""

from trainer.sim.iam.acting import TASKS, may, profile_role, role_named, usable
from trainer.sim.iam.policies import Source
from trainer.sim.model import ContainerInstance, Host, Role, Task, TaskDefinition
from trainer.sim.world import World
from trainer.value import dataclass


@dataclass(frozen=True, slots=True)
class Actor:
    """A role as it acts for a task: none where there is no role to act."""

    role: Role | None
    called: str
    """How a person calls it: `the task execution role`."""
    session: str
    missing: str = ""
    """Why there is none."""
    unknown: bool = False
    """Whether it is not known here: an instance that registered by itself, from outside of this world."""

    def arn(self, world: World) -> str:
        """The ARN under which it appears in error messages."""
        name = self.role.name if self.role else "unknown"
        return f"arn:aws:sts::{world.account}:assumed-role/{name}/{self.session}"


@dataclass(frozen=True, slots=True)
class Denial:
    """That an actor may not do something: AWS's words, and a plain sentence."""

    said: str
    text: str
    about: tuple[str, ...]


def execution(world: World, task: Task) -> Actor:
    """The task execution role [RO-4]."""
    return _of_definition(world, task, "executionRoleArn", "the task execution role")


def application(world: World, task: Task) -> Actor:
    """Whose permissions the application has: the task role, on EC2 without one the instance role [RO-2]."""
    name = _named(world, task, "taskRoleArn")
    if not name and task.instance:
        return instance(world, task)
    return _of_definition(world, task, "taskRoleArn", "the task role")


def instance(world: World, task: Task) -> Actor:
    """The container instance role of the task's host."""
    found = world.get(ContainerInstance, task.instance)
    host = world.get(Host, found.host) if found is not None else None
    if host is None:
        return Actor(None, "the container instance role", "", "its host is not of this world", unknown=True)
    return of_host(world, host)


def of_host(world: World, host: Host) -> Actor:
    """The role that an EC2 instance has through its instance profile."""
    role = profile_role(world, host.profile) if host.profile else None
    missing = ""
    if not host.profile:
        missing = f"instance {host.instance_id} has no instance profile"
    elif role is None:
        missing = f"instance profile {host.profile} holds no role"
    return Actor(role, "the container instance role", host.instance_id, missing)


def pulling(world: World, task: Task) -> Actor:
    """Who pulls images from ECR: on EC2 the instance role, on Fargate the execution role [RO-5]."""
    return instance(world, task) if task.instance else execution(world, task)


def logging(world: World, task: Task) -> Actor:
    """Who sends logs: the execution role if there is one, else on EC2 the instance role."""
    if task.instance and not _named(world, task, "executionRoleArn"):
        return instance(world, task)
    return execution(world, task)


def denial(
    world: World, actor: Actor, action: str, resource: str, resource_policy: Source | None = None
) -> Denial | None:
    """Why an actor may not do that, or None if it may."""
    if actor.unknown:
        return None
    if actor.role is None:
        text = f"{actor.called} is missing: {actor.missing}"
        return Denial(f"NoCredentialProviders: no valid providers in chain ({actor.missing})", text, ())
    verdict = may(world, actor.role, action, resource, resource_policy=resource_policy)
    if verdict.allowed:
        return None
    said = (
        f"AccessDeniedException: User: {actor.arn(world)} is not authorized to perform: {action} "
        f"on resource: {resource} {verdict.tail}"
    )
    text = verdict.text if verdict.explicit else verdict.text.replace("role ", f"{actor.called} ", 1)
    return Denial(said, text, (actor.role.arn,))


def unassumable(world: World, definition: TaskDefinition) -> tuple[str, str]:
    """The first role of a task definition that ECS cannot assume, and why; both empty if there is none."""
    for name in (definition.task_role, definition.execution_role):
        if name and not (verdict := usable(world, name, TASKS)).allowed:
            return name, verdict.text
    return "", ""


def _of_definition(world: World, task: Task, member: str, called: str) -> Actor:
    name = _named(world, task, member)
    if not name:
        return Actor(None, called, task.id, f"the task definition names no {member}")
    verdict = usable(world, name, TASKS)
    role = role_named(world, name) if verdict.allowed else None
    return Actor(role, called, task.id, verdict.text)


def _named(world: World, task: Task, member: str) -> str:
    overrides = (task.shown or {}).get("overrides") or {}
    if overrides.get(member):
        return str(overrides[member])
    definition = world.need(TaskDefinition, task.definition)
    return definition.task_role if member == "taskRoleArn" else definition.execution_role
