"""Whether a service of AWS may do something: under a role that it assumes, or by a resource policy.

Stands for EB-5 and RO-1 to RO-3: roles of rules and schedules, policies of topics and queues.
"""

from trainer.sim.iam.acting import TASKS, may, role_named, usable
from trainer.sim.iam.policies import Malformed, Source, decide
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
