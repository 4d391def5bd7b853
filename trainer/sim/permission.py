"""Whether AWS lets someone do something, asked by what happens beside ECS.

Stands for EB-5 and RO-1 to RO-3: roles that services assume, the role of a task, policies of topics and
queues.
"""

from dataclasses import dataclass

from trainer.sim.iam.acting import TASKS, may, role_named, usable
from trainer.sim.iam.of_tasks import application, denial
from trainer.sim.iam.policies import Malformed, Source, decide
from trainer.sim.model import Task
from trainer.sim.paths import obstacle, place_of_task
from trainer.sim.world import World


@dataclass(frozen=True, slots=True)
class Lack:
    """What an application lacks: a sentence, what its SDK says, and the rule."""

    text: str
    said: str
    rule: str


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


def application_lacks(world: World, task: Task, action: str, resource: str) -> Lack | None:
    """What keeps the application in a task from doing this: the way, a role, a permission [RO-1, RO-2]."""
    service = action.partition(":")[0]
    if way := obstacle(world, place_of_task(world, task), service):
        said = f"Connect timeout on endpoint URL: https://{service}.{world.region}.amazonaws.com/"
        return Lack(f"it cannot reach {service}: {way}", said, "NM-5")
    actor = application(world, task)
    if actor.role is None and not actor.unknown:
        return Lack(f"it has no credentials: {actor.missing}", "Unable to locate credentials", "RO-2")
    denied = denial(world, actor, action, resource)
    return Lack(denied.text, denied.said, "RO-1") if denied is not None else None


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
