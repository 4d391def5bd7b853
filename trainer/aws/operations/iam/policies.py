"""IAM: managed policies, AWS's and the account's own, with their versions."""

from collections.abc import Mapping
from typing import Any

from trainer.aws.operations.answering import Refusal, changes, reads
from trainer.aws.operations.iam import find
from trainer.aws.operations.iam.attaching import attached_to, in_use
from trainer.sim.iam.managed import MANAGED
from trainer.sim.kernel import Why, tell
from trainer.sim.model import ManagedPolicy, PolicyVersion, Role, User
from trainer.sim.world import Gone, World
from trainer.value import replace

VERSIONS_MAX = 5


def _policy(world: World, arn: str) -> ManagedPolicy:
    """A managed policy, AWS's as if it were a record."""
    if arn in MANAGED:
        version = PolicyVersion("v1", MANAGED[arn], 0)
        return ManagedPolicy(arn, arn.rpartition("/")[2], (version,))
    return find.own_policy(world, arn)


def _shown(world: World, policy: ManagedPolicy) -> dict[str, Any]:
    return {
        "PolicyName": policy.name,
        "PolicyId": find.identifier("ANPA", policy.arn),
        "Arn": policy.arn,
        "Path": find.path_of(policy.arn),
        "DefaultVersionId": policy.default,
        "AttachmentCount": len(attached_to(world, policy.arn)),
        "PermissionsBoundaryUsageCount": 0,
        "IsAttachable": True,
        "CreateDate": world.wall(policy.created_ms),
        "UpdateDate": world.wall(max(version.created_ms for version in policy.versions)),
        **({"Description": policy.description} if policy.description else {}),
    }


def _version_shown(world: World, policy: ManagedPolicy, version: PolicyVersion) -> dict[str, Any]:
    return {
        "VersionId": version.id,
        "IsDefaultVersion": version.id == policy.default,
        "CreateDate": world.wall(version.created_ms),
    }


@changes
def create_policy(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """CreatePolicy: a managed policy of the account."""
    name, path = params["PolicyName"], params.get("Path") or "/"
    arn = f"arn:aws:iam::{world.account}:policy{path}{name}"
    find.new_name(name, "Policy", arn in world.of(ManagedPolicy))
    text = find.document(params["PolicyDocument"], "identity")
    version = PolicyVersion("v1", text, world.now_ms)
    policy = ManagedPolicy(
        arn, name, (version,), description=params.get("Description") or "", created_ms=world.now_ms
    )
    world.put(policy)
    tell(world, Why((arn,), f"CreatePolicy made policy {name}", ("RO-1",)))
    return {"Policy": _shown(world, policy)}


@reads
def get_policy(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """GetPolicy."""
    return {"Policy": _shown(world, _policy(world, params["PolicyArn"]))}


@reads
def list_policies(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """ListPolicies by scope: AWS, Local or All."""
    scope = params.get("Scope") or "All"
    arns = [*(world.of(ManagedPolicy) if scope != "AWS" else ()), *(MANAGED if scope != "Local" else ())]
    found = [_shown(world, _policy(world, arn)) for arn in arns]
    if params.get("OnlyAttached"):
        found = [item for item in found if item["AttachmentCount"]]
    return find.page(params, "Policies", found)


@changes
def delete_policy(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """DeletePolicy: not while it is attached."""
    policy = find.own_policy(world, params["PolicyArn"])
    if in_use(world, policy):
        raise Refusal("DeleteConflict", "Cannot delete a policy attached to entities.", 409)
    if len(policy.versions) > 1:
        text = "This policy has more than one version. Before you delete a policy, you must delete the "
        raise Refusal("DeleteConflict", f"{text}policy's versions.", 409)
    world.remove(Gone(ManagedPolicy, policy.arn))
    return {}


@changes
def create_policy_version(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """CreatePolicyVersion: at most five."""
    policy = find.own_policy(world, params["PolicyArn"])
    if len(policy.versions) >= VERSIONS_MAX:
        text = f"A managed policy can have up to {VERSIONS_MAX} versions. Before you create a new version, "
        raise Refusal("LimitExceeded", f"{text}you must delete an existing version.", 409)
    text = find.document(params["PolicyDocument"], "identity")
    number = policy.last_version + 1
    version = PolicyVersion(f"v{number}", text, world.now_ms)
    changed = replace(policy, versions=(version, *policy.versions), last_version=number)
    if params.get("SetAsDefault"):
        changed = replace(changed, default=version.id)
    world.put(changed)
    tell(world, Why((policy.arn,), f"policy {policy.name} got version {version.id}", ("RO-1",)))
    return {"PolicyVersion": _version_shown(world, changed, version)}


def _version(policy: ManagedPolicy, name: str) -> PolicyVersion:
    found = next((version for version in policy.versions if version.id == name), None)
    if found is None:
        raise find.no_such(f"Policy {policy.arn} version {name} does not exist or is not attachable.")
    return found


@reads
def get_policy_version(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """GetPolicyVersion: with its document."""
    policy = _policy(world, params["PolicyArn"])
    version = _version(policy, params["VersionId"])
    return {
        "PolicyVersion": {
            "Document": find.quoted(version.document),
            **_version_shown(world, policy, version),
        }
    }


@reads
def list_policy_versions(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """ListPolicyVersions."""
    policy = _policy(world, params["PolicyArn"])
    return find.page(params, "Versions", [_version_shown(world, policy, each) for each in policy.versions])


@changes
def set_default_policy_version(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """SetDefaultPolicyVersion."""
    policy = find.own_policy(world, params["PolicyArn"])
    world.put(replace(policy, default=_version(policy, params["VersionId"]).id))
    return {}


@changes
def delete_policy_version(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """DeletePolicyVersion: not the default one."""
    policy = find.own_policy(world, params["PolicyArn"])
    gone = _version(policy, params["VersionId"])
    if gone.id == policy.default:
        raise Refusal("DeleteConflict", "Cannot delete the default version of a policy.", 409)
    world.put(replace(policy, versions=tuple(each for each in policy.versions if each.id != gone.id)))
    return {}


@reads
def list_entities_for_policy(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """ListEntitiesForPolicy."""
    policy = _policy(world, params["PolicyArn"])
    have = attached_to(world, policy.arn)
    roles = [
        {"RoleName": who.name, "RoleId": find.identifier("AROA", who.arn)}
        for who in have
        if isinstance(who, Role)
    ]
    users = [
        {"UserName": who.name, "UserId": find.identifier("AIDA", who.arn)}
        for who in have
        if isinstance(who, User)
    ]
    return {"PolicyRoles": roles, "PolicyUsers": users, "PolicyGroups": [], "IsTruncated": False}


POLICIES = {
    "CreatePolicy": create_policy,
    "GetPolicy": get_policy,
    "ListPolicies": list_policies,
    "DeletePolicy": delete_policy,
    "CreatePolicyVersion": create_policy_version,
    "GetPolicyVersion": get_policy_version,
    "ListPolicyVersions": list_policy_versions,
    "SetDefaultPolicyVersion": set_default_policy_version,
    "DeletePolicyVersion": delete_policy_version,
    "ListEntitiesForPolicy": list_entities_for_policy,
}
