"""IAM: roles and their trust policies, service-linked roles [RO, CL-4]."""

from collections.abc import Mapping
from typing import Any, cast

from trainer.aws.operations.answering import Refusal, changes, reads
from trainer.aws.operations.iam import find
from trainer.sim.iam.acting import AUTO_SCALING, ECS, link_service
from trainer.sim.iam.managed import SERVICE_LINKED
from trainer.sim.kernel import Why, tell
from trainer.sim.model import Cluster, InstanceProfile, Role, ScalableTarget, Tags, Token
from trainer.sim.world import Gone, World
from trainer.value import replace


def shown(world: World, role: Role, full: bool = True) -> dict[str, Any]:
    """A role as IAM describes it."""
    data: dict[str, Any] = {
        "Path": find.path_of(role.arn),
        "RoleName": role.name,
        "RoleId": find.identifier("AROA", role.arn),
        "Arn": role.arn,
        "CreateDate": world.wall(role.created_ms),
        "AssumeRolePolicyDocument": find.quoted(role.trust),
        "MaxSessionDuration": role.max_session_s,
    }
    if role.description:
        data["Description"] = role.description
    if full and (tags := world.get(Tags, role.arn)):
        data["Tags"] = [{"Key": key, "Value": value} for key, value in tags.tags]
    return data


@changes
def create_role(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """CreateRole: the trust policy must name a principal."""
    name = params["RoleName"]
    find.new_name(name, "Role", name in world.of(Role))
    trust = find.document(params["AssumeRolePolicyDocument"], "trust")
    path = params.get("Path") or "/"
    arn = f"arn:aws:iam::{world.account}:role{path}{name}"
    role = Role(
        name,
        arn,
        created_ms=world.now_ms,
        trust=trust,
        description=params.get("Description") or "",
        max_session_s=params.get("MaxSessionDuration") or 3600,
    )
    world.put(role)
    _tag(world, arn, params)
    tell(world, Why((arn,), f"CreateRole made role {name}", ("RO-1",)))
    return {"Role": shown(world, role)}


@reads
def get_role(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """GetRole."""
    return {"Role": shown(world, find.role(world, params["RoleName"]))}


@reads
def list_roles(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """ListRoles, narrowed by path."""
    prefix = params.get("PathPrefix") or "/"
    found = [
        shown(world, role, full=False)
        for role in sorted(world.of(Role).values(), key=lambda role: role.name)
        if find.path_of(role.arn).startswith(prefix)
    ]
    return find.page(params, "Roles", found)


@changes
def delete_role(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """DeleteRole: only without policies and outside of instance profiles."""
    role = find.role(world, params["RoleName"])
    find.changeable(role)
    if any(profile.role == role.name for profile in world.of(InstanceProfile).values()):
        raise Refusal(
            "DeleteConflict", "Cannot delete entity, must remove roles from instance profile first.", 409
        )
    if role.attached:
        raise Refusal("DeleteConflict", "Cannot delete entity, must detach all policies first.", 409)
    if role.inline:
        raise Refusal("DeleteConflict", "Cannot delete entity, must delete policies first.", 409)
    world.remove(Gone(Role, role.name))
    tell(world, Why((role.arn,), f"DeleteRole took role {role.name} away", ("RO-1",)))
    return {}


@changes
def update_role(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """UpdateRole: description and the longest session."""
    role = find.role(world, params["RoleName"])
    find.changeable(role)
    world.put(
        replace(
            role,
            description=params.get("Description", role.description),
            max_session_s=params.get("MaxSessionDuration", role.max_session_s),
        )
    )
    return {}


@changes
def update_assume_role_policy(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """UpdateAssumeRolePolicy: another trust policy; it counts at once."""
    role = find.role(world, params["RoleName"])
    find.changeable(role)
    world.put(replace(role, trust=find.document(params["PolicyDocument"], "trust")))
    tell(world, Why((role.arn,), f"the trust policy of role {role.name} was changed", ("RO-1",)))
    return {}


@changes
def create_service_linked_role(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """CreateServiceLinkedRole for a service that has one."""
    service = params["AWSServiceName"]
    if service not in SERVICE_LINKED:
        raise Refusal("InvalidInput", f"Service role {service} is not a valid service principal.")
    name = SERVICE_LINKED[service][0]
    if name in world.of(Role):
        raise Refusal(
            "InvalidInput",
            f"Service role name {name} has been taken in this account, please try a different suffix.",
        )
    role = link_service(world, service)
    tell(world, Why((role.arn,), f"CreateServiceLinkedRole made {name}", ("CL-4",)))
    return {"Role": shown(world, role)}


@changes
def delete_service_linked_role(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """DeleteServiceLinkedRole: done at once; it fails while the service still needs the role."""
    role = find.role(world, params["RoleName"])
    if not role.service_linked:
        raise Refusal("InvalidInput", f"Role {role.name} is not a service-linked role.")
    users = _users(world, role)
    name = f"task{find.path_of(role.arn)}{role.name}/{world.new_id('deletion', role.name)}"
    world.put(Token(f"iam deletion {name}", "FAILED" if users else "SUCCEEDED", tuple(users)))
    if not users:
        world.remove(Gone(Role, role.name))
        tell(world, Why((role.arn,), f"the service-linked role {role.name} was deleted", ("CL-4",)))
    return {"DeletionTaskId": name}


def _users(world: World, role: Role) -> list[str]:
    """ARNs of what still needs a service-linked role: clusters, or scalable targets."""
    if role.name == SERVICE_LINKED[ECS][0]:
        return [cluster.arn for cluster in world.of(Cluster).values() if cluster.status == "ACTIVE"]
    if role.name == SERVICE_LINKED[AUTO_SCALING][0]:
        return [target.arn for target in world.of(ScalableTarget).values()]
    return []


@reads
def service_linked_role_deletion_status(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """GetServiceLinkedRoleDeletionStatus: what became of a deletion, and what kept the role."""
    token = world.get(Token, f"iam deletion {params['DeletionTaskId']}")
    if token is None:
        raise find.no_such(f"Deletion task {params['DeletionTaskId']} cannot be found.")
    if token.asked == "SUCCEEDED":
        return {"Status": "SUCCEEDED"}
    usage = [{"Region": world.region, "Resources": list(token.made)}]
    text = "A service-linked role cannot be deleted while resources of its service need it."
    return {"Status": "FAILED", "Reason": {"Reason": text, "RoleUsageList": usage}}


def _tag(world: World, arn: str, params: Mapping[str, Any]) -> None:
    if params.get("Tags"):
        before = world.get(Tags, arn)
        known = dict(before.tags) if before else {}
        known.update((tag["Key"], tag["Value"]) for tag in params["Tags"])
        world.put(Tags(arn, tuple(known.items())))


@changes
def tag_role(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """TagRole."""
    _tag(world, find.role(world, params["RoleName"]).arn, params)
    return {}


@changes
def untag_role(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """UntagRole."""
    arn = find.role(world, params["RoleName"]).arn
    before = world.get(Tags, arn)
    kept = tuple(
        (key, value) for key, value in (before.tags if before else ()) if key not in params["TagKeys"]
    )
    world.put(Tags(arn, kept))
    return {}


@reads
def list_role_tags(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """ListRoleTags."""
    tags = world.get(Tags, find.role(world, params["RoleName"]).arn)
    listed = [{"Key": key, "Value": value} for key, value in (tags.tags if tags else ())]
    return cast("Mapping[str, Any]", find.page(params, "Tags", listed))


ROLES = {
    "CreateRole": create_role,
    "GetRole": get_role,
    "ListRoles": list_roles,
    "DeleteRole": delete_role,
    "UpdateRole": update_role,
    "UpdateAssumeRolePolicy": update_assume_role_policy,
    "CreateServiceLinkedRole": create_service_linked_role,
    "DeleteServiceLinkedRole": delete_service_linked_role,
    "GetServiceLinkedRoleDeletionStatus": service_linked_role_deletion_status,
    "TagRole": tag_role,
    "UntagRole": untag_role,
    "ListRoleTags": list_role_tags,
}
