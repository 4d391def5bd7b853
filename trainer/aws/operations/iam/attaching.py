"""IAM: the policies on a role or user, managed and inline, and what they come to."""

from collections.abc import Callable, Mapping
from typing import Any

from trainer.aws.model import Answer
from trainer.aws.operations.answering import Refusal, changes, reads
from trainer.aws.operations.iam import find
from trainer.sim.iam.acting import caller, role_named, sources
from trainer.sim.iam.policies import decide
from trainer.sim.kernel import Why, tell
from trainer.sim.model import ManagedPolicy, Principal, Role, User
from trainer.sim.world import World
from trainer.value import replace

ATTACHED_MAX = 10
Find = Callable[[World, str], Principal]
Handler = Callable[[World, Mapping[str, Any]], Answer]


def _user(world: World, name: str) -> User:
    """The user of that name; the one who calls is always there."""
    return caller(world) if name == "learner" else find.user(world, name)


def operations_on(kind: str, look: Find) -> dict[str, Handler]:
    """AttachRolePolicy and its fellows for one kind of principal: Role or User."""
    member = f"{kind}Name"

    def changed(world: World, before: Principal, after: Principal, text: str) -> Mapping[str, Any]:
        find.changeable(before)
        world.put(after)
        tell(world, Why((after.arn,), f"{text} {kind.lower()} {after.name}", ("RO-1",)))
        return {}

    @changes
    def attach(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
        found, arn = look(world, params[member]), params["PolicyArn"]
        find.policy_exists(world, arn)
        if arn in found.attached:
            return {}
        if len(found.attached) >= ATTACHED_MAX:
            raise Refusal("LimitExceeded", f"Cannot exceed quota for PoliciesPer{kind}: {ATTACHED_MAX}", 409)
        after = replace(found, attached=(*found.attached, arn))
        return changed(world, found, after, f"policy {arn.rpartition('/')[2]} was attached to")

    @changes
    def detach(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
        found, arn = look(world, params[member]), params["PolicyArn"]
        if arn not in found.attached:
            raise find.no_such(f"Policy {arn} was not found.")
        after = replace(found, attached=tuple(held for held in found.attached if held != arn))
        return changed(world, found, after, f"policy {arn.rpartition('/')[2]} was detached from")

    @reads
    def list_attached(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
        attached = look(world, params[member]).attached
        listed = [{"PolicyName": arn.rpartition("/")[2], "PolicyArn": arn} for arn in attached]
        return find.page(params, "AttachedPolicies", listed)

    @changes
    def put(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
        found, name = look(world, params[member]), params["PolicyName"]
        text = find.document(params["PolicyDocument"], "identity")
        return changed(world, found, find.with_inline(found, name, text), f"inline policy {name} was put on")

    @reads
    def get(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
        found, name = look(world, params[member]), params["PolicyName"]
        text = dict(found.inline).get(name)
        if text is None:
            raise find.no_such(f"The {kind.lower()} policy with name {name} cannot be found.")
        return {member: found.name, "PolicyName": name, "PolicyDocument": find.quoted(text)}

    @reads
    def list_inline(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
        return find.page(params, "PolicyNames", sorted(dict(look(world, params[member]).inline)))

    @changes
    def delete(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
        found, name = look(world, params[member]), params["PolicyName"]
        if name not in dict(found.inline):
            raise find.no_such(f"The {kind.lower()} policy with name {name} cannot be found.")
        return changed(
            world, found, find.with_inline(found, name, None), f"inline policy {name} was taken off"
        )

    return {
        f"Attach{kind}Policy": attach,
        f"Detach{kind}Policy": detach,
        f"ListAttached{kind}Policies": list_attached,
        f"Put{kind}Policy": put,
        f"Get{kind}Policy": get,
        f"List{kind}Policies": list_inline,
        f"Delete{kind}Policy": delete,
    }


@reads
def get_user(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """GetUser: without a name the one who calls."""
    return {"User": _user_shown(world, _user(world, params.get("UserName") or "learner"))}


@reads
def list_users(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """ListUsers."""
    return find.page(params, "Users", [_user_shown(world, caller(world))])


def _user_shown(world: World, user: User) -> dict[str, Any]:
    return {
        "Path": "/",
        "UserName": user.name,
        "UserId": "AIDASIMULATEDLEARNER",
        "Arn": user.arn,
        "CreateDate": world.wall(user.created_ms),
    }


@reads
def simulate_principal_policy(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """SimulatePrincipalPolicy: what the policies of a role or user come to."""
    arn = params["PolicySourceArn"]
    who: Principal | None = caller(world) if arn == caller(world).arn else role_named(world, arn)
    if who is None:
        raise find.no_such(f"Entity {arn} does not exist.")
    context = {
        entry["ContextKeyName"]: entry["ContextKeyValues"][0]
        for entry in params.get("ContextEntries") or ()
        if entry.get("ContextKeyValues")
    }
    results = []
    for action in params["ActionNames"]:
        for resource in params.get("ResourceArns") or ["*"]:
            decision = decide(sources(world, who), action, resource, context)
            word = "allowed" if decision.allowed else "explicitDeny" if decision.explicit else "implicitDeny"
            name = decision.source.rpartition(" ")[2]
            matched = [{"SourcePolicyId": name}] if decision.source else []
            results.append(
                {
                    "EvalActionName": action,
                    "EvalResourceName": resource,
                    "EvalDecision": word,
                    "MatchedStatements": matched,
                    "MissingContextValues": [],
                }
            )
    return {"EvaluationResults": results, "IsTruncated": False}


def attached_to(world: World, arn: str) -> list[Principal]:
    """Who has a managed policy."""
    everyone: list[Principal] = [*world.of(Role).values(), caller(world)]
    return [who for who in everyone if arn in who.attached]


def in_use(world: World, policy: ManagedPolicy) -> bool:
    """Whether anybody has it."""
    return bool(attached_to(world, policy.arn))


ATTACHING = {
    **operations_on("Role", find.role),
    **operations_on("User", _user),
    "GetUser": get_user,
    "ListUsers": list_users,
    "SimulatePrincipalPolicy": simulate_principal_policy,
}
