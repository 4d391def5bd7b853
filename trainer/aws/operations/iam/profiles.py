"""IAM: instance profiles, which hand exactly one role to an EC2 instance."""

from collections.abc import Mapping
from typing import Any

from trainer.aws.operations.answering import Refusal, changes, reads
from trainer.aws.operations.iam import find, roles
from trainer.sim.kernel import Why, tell
from trainer.sim.model import InstanceProfile, Role
from trainer.sim.world import Gone, World
from trainer.value import replace


def _shown(world: World, profile: InstanceProfile) -> dict[str, Any]:
    role = world.get(Role, profile.role)
    return {
        "Path": find.path_of(profile.arn),
        "InstanceProfileName": profile.name,
        "InstanceProfileId": find.identifier("AIPA", profile.arn),
        "Arn": profile.arn,
        "CreateDate": world.wall(profile.created_ms),
        "Roles": [roles.shown(world, role, full=False)] if role else [],
    }


@changes
def create_instance_profile(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """CreateInstanceProfile: empty at first."""
    name = params["InstanceProfileName"]
    find.new_name(name, "Instance Profile", name in world.of(InstanceProfile))
    path = params.get("Path") or "/"
    arn = f"arn:aws:iam::{world.account}:instance-profile{path}{name}"
    profile = InstanceProfile(name, arn, created_ms=world.now_ms)
    world.put(profile)
    return {"InstanceProfile": _shown(world, profile)}


@changes
def add_role_to_instance_profile(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """AddRoleToInstanceProfile: one role only."""
    profile = find.profile(world, params["InstanceProfileName"])
    role = find.role(world, params["RoleName"])
    if profile.role:
        raise Refusal("LimitExceeded", "Cannot exceed quota for InstanceSessionsPerInstanceProfile: 1", 409)
    world.put(replace(profile, role=role.name))
    text = f"instance profile {profile.name} now holds role {role.name}"
    tell(world, Why((profile.arn, role.arn), text, ("RO-1",)))
    return {}


@changes
def remove_role_from_instance_profile(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """RemoveRoleFromInstanceProfile."""
    profile = find.profile(world, params["InstanceProfileName"])
    if profile.role != params["RoleName"]:
        raise find.no_such(f"Role {params['RoleName']} in instance profile {profile.name} cannot be found.")
    world.put(replace(profile, role=""))
    text = f"role {params['RoleName']} was taken out of instance profile {profile.name}"
    tell(world, Why((profile.arn,), text, ("RO-1",)))
    return {}


@reads
def get_instance_profile(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """GetInstanceProfile."""
    return {"InstanceProfile": _shown(world, find.profile(world, params["InstanceProfileName"]))}


@reads
def list_instance_profiles(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """ListInstanceProfiles."""
    found = [_shown(world, profile) for profile in world.of(InstanceProfile).values()]
    return find.page(params, "InstanceProfiles", found)


@reads
def list_instance_profiles_for_role(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """ListInstanceProfilesForRole."""
    role = find.role(world, params["RoleName"])
    found = [_shown(world, each) for each in world.of(InstanceProfile).values() if each.role == role.name]
    return find.page(params, "InstanceProfiles", found)


@changes
def delete_instance_profile(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """DeleteInstanceProfile: only an empty one."""
    profile = find.profile(world, params["InstanceProfileName"])
    if profile.role:
        text = "Cannot delete entity, must remove roles from instance profile first."
        raise Refusal("DeleteConflict", text, 409)
    world.remove(Gone(InstanceProfile, profile.name))
    return {}


PROFILES = {
    "CreateInstanceProfile": create_instance_profile,
    "AddRoleToInstanceProfile": add_role_to_instance_profile,
    "RemoveRoleFromInstanceProfile": remove_role_from_instance_profile,
    "GetInstanceProfile": get_instance_profile,
    "ListInstanceProfiles": list_instance_profiles,
    "ListInstanceProfilesForRole": list_instance_profiles_for_role,
    "DeleteInstanceProfile": delete_instance_profile,
}
