"""Amazon EFS: file systems, mount targets, access points [VO-1 … VO-3]."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from trainer.aws.operations.answering import Refusal, changes, reads
from trainer.sim.iam.policies import Malformed, check
from trainer.sim.kernel import Why, tell
from trainer.sim.model import AccessPoint, FileSystem, MountTarget, SecurityGroup, StoredFile, Subnet, Tags
from trainer.sim.paths import address_near_end, default_groups
from trainer.sim.world import Gone, World
from trainer.value import replace


def _system(world: World, name: str) -> FileSystem:
    found = world.get(FileSystem, name.rpartition("/")[2])
    if found is None:
        raise Refusal("FileSystemNotFound", f"File system '{name}' does not exist.", 404)
    return found


def _targets(world: World, file_system: str) -> list[MountTarget]:
    return [target for target in world.of(MountTarget).values() if target.file_system == file_system]


def _tags(world: World, arn: str) -> list[dict[str, str]]:
    tags = world.get(Tags, arn)
    return [{"Key": key, "Value": value} for key, value in (tags.tags if tags else ())]


def _put_tags(world: World, arn: str, params: Mapping[str, Any]) -> str:
    """Keep the tags; returns the name among them."""
    given = params.get("Tags") or ()
    if given:
        world.put(Tags(arn, tuple((tag.get("Key", ""), tag.get("Value", "")) for tag in given)))
    return next((tag["Value"] for tag in given if tag.get("Key") == "Name"), "")


@changes
def create_file_system(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """CreateFileSystem: without a mount target nobody can mount it."""
    token = params.get("CreationToken") or world.new_id("efs token", length=32)
    same = [each for each in world.of(FileSystem).values() if each.token == token]
    if same:
        text = f"File system '{same[0].id}' already exists with creation token '{token}'"
        raise Refusal("FileSystemAlreadyExists", text, 409)
    name = f"fs-0{world.new_id('file system', token, length=16)}"
    arn = world.arn(f"file-system/{name}", "elasticfilesystem")
    called = _put_tags(world, arn, params)
    system = FileSystem(
        name,
        arn,
        token,
        called,
        params.get("PerformanceMode") or "generalPurpose",
        params.get("ThroughputMode") or "bursting",
        bool(params.get("Encrypted", False)),
        created_ms=world.now_ms,
    )
    world.put(system)
    tell(world, Why((arn, name), f"CreateFileSystem made {name}", ("VO-2",)))
    return _shown(world, system)


def _shown(world: World, system: FileSystem) -> dict[str, Any]:
    files = world.among(StoredFile, f"files:{system.id}")
    data: dict[str, Any] = {
        "OwnerId": world.account,
        "CreationToken": system.token,
        "FileSystemId": system.id,
        "FileSystemArn": system.arn,
        "CreationTime": world.wall(system.created_ms),
        "LifeCycleState": "available",
        "NumberOfMountTargets": len(_targets(world, system.id)),
        "SizeInBytes": {"Value": 6144 + sum(len(file.text) for file in files)},
        "PerformanceMode": system.performance,
        "Encrypted": system.encrypted,
        "ThroughputMode": system.throughput,
        "Tags": _tags(world, system.arn),
    }
    if system.name:
        data["Name"] = system.name
    return data


@reads
def describe_file_systems(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """DescribeFileSystems by id or token."""
    if params.get("FileSystemId"):
        return {"FileSystems": [_shown(world, _system(world, params["FileSystemId"]))]}
    token = params.get("CreationToken")
    found = [each for each in world.of(FileSystem).values() if token in (None, each.token)]
    return _page(params, "FileSystems", [_shown(world, each) for each in found])


def _page(params: Mapping[str, Any], member: str, items: Sequence[Any]) -> dict[str, Any]:
    marker = str(params.get("Marker") or params.get("NextToken") or "")
    start = int(marker) if marker.isdigit() else 0
    end = start + (params.get("MaxItems") or params.get("MaxResults") or 100)
    shown: dict[str, Any] = {member: list(items[start:end])}
    if len(items) > end:
        shown["NextToken" if member == "AccessPoints" else "NextMarker"] = str(end)
    return shown


@changes
def delete_file_system(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """DeleteFileSystem: not while it has mount targets; its files go with it."""
    system = _system(world, params["FileSystemId"])
    if _targets(world, system.id):
        raise Refusal("FileSystemInUse", f"File system '{system.id}' has mount targets created in it.", 409)
    for file in world.among(StoredFile, f"files:{system.id}"):
        world.remove(Gone(StoredFile, file.key))
    world.remove(Gone(FileSystem, system.id))
    tell(world, Why((system.arn, system.id), f"file system {system.id} was deleted", ("VO-3",)))
    return {}


@changes
def create_mount_target(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """CreateMountTarget: one in each Availability Zone, in one VPC."""
    system = _system(world, params["FileSystemId"])
    subnet = world.get(Subnet, params["SubnetId"])
    if subnet is None:
        raise Refusal("SubnetNotFound", f"The subnet ID '{params['SubnetId']}' does not exist.")
    for other in _targets(world, system.id):
        if other.availability_zone == subnet.availability_zone:
            raise Refusal("MountTargetConflict", "mount target already exists in this AZ", 409)
        if other.vpc_id != subnet.vpc_id:
            raise Refusal(
                "MountTargetConflict", "requested subnet for new mount target is not in the same VPC", 409
            )
    groups = tuple(params.get("SecurityGroups") or ())
    for name in groups:
        if world.get(SecurityGroup, name) is None:
            raise Refusal("SecurityGroupNotFound", f"The security group '{name}' does not exist.")
    target = MountTarget(
        f"fsmt-0{world.new_id('mount target', system.id, length=16)}",
        system.id,
        subnet.subnet_id,
        subnet.vpc_id,
        subnet.availability_zone,
        params.get("IpAddress") or address_near_end(subnet),
        groups,
    )
    world.put(target)
    text = f"{system.id} can be mounted in {subnet.availability_zone} through {target.id}"
    tell(world, Why((system.id, target.id), text, ("VO-2",)))
    return _target_shown(world, target)


def _target_shown(world: World, target: MountTarget) -> dict[str, Any]:
    return {
        "OwnerId": world.account,
        "MountTargetId": target.id,
        "FileSystemId": target.file_system,
        "SubnetId": target.subnet_id,
        "LifeCycleState": "available",
        "IpAddress": target.ip,
        "NetworkInterfaceId": f"eni-0{target.id[-16:]}",
        "AvailabilityZoneName": target.availability_zone,
        "VpcId": target.vpc_id,
    }


def _target(world: World, params: Mapping[str, Any]) -> MountTarget:
    found = world.get(MountTarget, params["MountTargetId"])
    if found is None:
        text = f"Mount target '{params['MountTargetId']}' does not exist."
        raise Refusal("MountTargetNotFound", text, 404)
    return found


@reads
def describe_mount_targets(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """DescribeMountTargets of a file system, an access point, or by id."""
    if params.get("MountTargetId"):
        found = [_target(world, params)]
    elif params.get("AccessPointId"):
        found = _targets(world, _point(world, params["AccessPointId"]).file_system)
    elif params.get("FileSystemId"):
        found = _targets(world, _system(world, params["FileSystemId"]).id)
    else:
        raise Refusal("BadRequest", "Exactly one of FileSystemId, MountTargetId or AccessPointId is wanted.")
    return _page(params, "MountTargets", [_target_shown(world, target) for target in found])


@changes
def delete_mount_target(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """DeleteMountTarget: tasks that start there from now on cannot mount."""
    target = _target(world, params)
    world.remove(Gone(MountTarget, target.id))
    text = f"mount target {target.id} of {target.file_system} was deleted"
    tell(world, Why((target.file_system, target.id), text, ("VO-2",)))
    return {}


@reads
def describe_mount_target_security_groups(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """DescribeMountTargetSecurityGroups: the VPC's default group where none was given."""
    target = _target(world, params)
    return {"SecurityGroups": list(target.groups_of or default_groups(world, target.vpc_id))}


@changes
def modify_mount_target_security_groups(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """ModifyMountTargetSecurityGroups."""
    target = _target(world, params)
    world.put(replace(target, groups_of=tuple(params.get("SecurityGroups") or ())))
    return {}


def _point(world: World, name: str) -> AccessPoint:
    found = world.get(AccessPoint, name.rpartition("/")[2])
    if found is None:
        raise Refusal("AccessPointNotFound", f"Access point '{name}' does not exist.", 404)
    return found


@changes
def create_access_point(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """CreateAccessPoint: a root directory and a user of its own."""
    system = _system(world, params["FileSystemId"])
    token = params["ClientToken"]
    name = f"fsap-0{world.new_id('access point', token, length=16)}"
    arn = world.arn(f"access-point/{name}", "elasticfilesystem")
    called = _put_tags(world, arn, params)
    root = params.get("RootDirectory") or {}
    kept = {key: params[key] for key in ("PosixUser", "RootDirectory") if key in params}
    point = AccessPoint(name, arn, system.id, token, root.get("Path") or "/", called, kept)
    world.put(point)
    tell(world, Why((system.id, name), f"{name} opens {point.root} of {system.id}", ("VO-1",)))
    return _point_shown(world, point)


def _point_shown(world: World, point: AccessPoint) -> dict[str, Any]:
    data: dict[str, Any] = {
        "ClientToken": point.token,
        "Tags": _tags(world, point.arn),
        "AccessPointId": point.id,
        "AccessPointArn": point.arn,
        "FileSystemId": point.file_system,
        "RootDirectory": {"Path": point.root},
        "OwnerId": world.account,
        "LifeCycleState": "available",
        **(point.shown or {}),
    }
    return {**data, "Name": point.name} if point.name else data


@reads
def describe_access_points(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """DescribeAccessPoints of a file system, or by id."""
    if params.get("AccessPointId"):
        found = [_point(world, params["AccessPointId"])]
    else:
        system = _system(world, params["FileSystemId"]).id if params.get("FileSystemId") else None
        found = [each for each in world.of(AccessPoint).values() if system in (None, each.file_system)]
    return _page(params, "AccessPoints", [_point_shown(world, point) for point in found])


@changes
def delete_access_point(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """DeleteAccessPoint: its directory stays."""
    world.remove(Gone(AccessPoint, _point(world, params["AccessPointId"]).id))
    return {}


@changes
def put_file_system_policy(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """PutFileSystemPolicy: from then on a client needs its permission, or one of its own."""
    system = _system(world, params["FileSystemId"])
    try:
        check(params["Policy"], "resource")
    except Malformed as error:
        raise Refusal("InvalidPolicyException", str(error)) from error
    policy = json.dumps(json.loads(params["Policy"]), separators=(",", ":"))
    world.put(replace(system, policy=policy))
    tell(world, Why((system.arn, system.id), f"file system {system.id} got a policy", ("VO-1",)))
    return {"FileSystemId": system.id, "Policy": policy}


@reads
def describe_file_system_policy(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """DescribeFileSystemPolicy."""
    system = _system(world, params["FileSystemId"])
    if not system.policy:
        raise Refusal("PolicyNotFound", f"File system '{system.id}' has no policy.", 404)
    return {"FileSystemId": system.id, "Policy": system.policy}


@changes
def delete_file_system_policy(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """DeleteFileSystemPolicy."""
    world.put(replace(_system(world, params["FileSystemId"]), policy=""))
    return {}


EFS = {
    "CreateFileSystem": create_file_system,
    "DescribeFileSystems": describe_file_systems,
    "DeleteFileSystem": delete_file_system,
    "CreateMountTarget": create_mount_target,
    "DescribeMountTargets": describe_mount_targets,
    "DeleteMountTarget": delete_mount_target,
    "DescribeMountTargetSecurityGroups": describe_mount_target_security_groups,
    "ModifyMountTargetSecurityGroups": modify_mount_target_security_groups,
    "CreateAccessPoint": create_access_point,
    "DescribeAccessPoints": describe_access_points,
    "DeleteAccessPoint": delete_access_point,
    "PutFileSystemPolicy": put_file_system_policy,
    "DescribeFileSystemPolicy": describe_file_system_policy,
    "DeleteFileSystemPolicy": delete_file_system_policy,
}
"""EFS's operations by name."""
