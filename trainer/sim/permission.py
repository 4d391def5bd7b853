"""Whether AWS lets someone do something, asked by what happens beside ECS.

Stands for EB-5 and RO-1 to RO-3: roles that services assume, the role of a task, policies of topics and
queues.
"""

from trainer.sim.iam.acting import TASKS, may, profile_role, role_named, usable
from trainer.sim.iam.policies import Malformed, Source, decide
from trainer.sim.model import ContainerInstance, Host, NetworkMode, Role, Task, TaskDefinition
from trainer.sim.world import World


def role_lacks(world: World, role: str, service: str, action: str, resource: str) -> str:
    """Why a role (its ARN), assumed by that service, may not do this; empty when it may."""
    if not role:
        return f"no role is given under which {service} may call {action}"
    assumed = usable(world, role, service)
    found = role_named(world, role)
    if not assumed.allowed or found is None:
        return assumed.text
    context = {"iam:PassedToService": TASKS} if action == "iam:PassRole" else None
    return may(world, found, action, resource, context).text


def application_lacks(world: World, task: Task, action: str, resource: str) -> str:
    """Why the application in a task may not do this, as its SDK says it; empty when it may [RO-1, RO-2]."""
    definition = world.need(TaskDefinition, task.definition)
    overrides = (task.shown or {}).get("overrides") or {}
    name = overrides.get("taskRoleArn") or definition.data.get("taskRoleArn") or ""
    if name:
        assumed = usable(world, name, TASKS)
        found = role_named(world, name)
        if not assumed.allowed or found is None:
            return f"Unable to locate credentials: {assumed.text}"
        return _denial(world, found, action, resource, "task role")
    found = _of_instance(world, task, definition)
    if found is None:
        return "Unable to locate credentials: the task has no task role"
    return _denial(world, found, action, resource, "instance role, for want of a task role,")


def _of_instance(world: World, task: Task, definition: TaskDefinition) -> Role | None:
    """The instance's role, which containers of bridge and host mode can reach [RO-2]."""
    instance = world.get(ContainerInstance, task.instance) if task.instance else None
    host = world.get(Host, instance.host) if instance else None
    if host is None or definition.network_mode is NetworkMode.AWSVPC:
        return None
    return profile_role(world, getattr(host, "profile", ""))


def _denial(world: World, role: Role, action: str, resource: str, kind: str) -> str:
    verdict = may(world, role, action, resource)
    if verdict.allowed:
        return ""
    return f"AccessDenied: the {kind} {role.name} may not call {action} on {resource}: {verdict.text}"


def policy_lacks(policy: str, service: str, action: str, resource: str, source: str = "") -> str:
    """Why the resource policy (its text) does not let a service of AWS do this; empty when it does [EB-5]."""
    context = {"aws:SourceArn": source, "aws:SourceAccount": source.split(":")[4] if ":" in source else ""}
    if policy:
        try:
            decision = decide(
                (), action, resource, context, resource_policy=Source("its policy", policy), caller=(service,)
            )
        except Malformed:
            return "its resource policy is no policy"
        if decision.allowed:
            return ""
    return f"the resource policy of {resource.rpartition(':')[2]} does not let {service} call {action}"
