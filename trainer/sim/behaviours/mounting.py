"""Volumes: EFS mounted or refused, EBS made for a task and deleted after it, and what is lost when a task
stops.

Stands for VO-1 to VO-6, the table of section 6, the rows of 5.1 on EFS, S3 Files and EBS, CH-4, and the
stop texts of ResourceInitializationError for EFS. AWS: "Storage options for Amazon ECS tasks".
"""

from collections.abc import Iterator

from trainer.sim.events import HostTerminated, SetUpFailed, TaskLaunched, TaskStopped
from trainer.sim.iam.acting import ECS, may, role_named, usable
from trainer.sim.iam.of_tasks import application, denial
from trainer.sim.iam.policies import Source, decide
from trainer.sim.kernel import NOTHING, Later, Reaction, Why
from trainer.sim.model import (
    AccessPoint,
    BlockVolume,
    ContainerSpec,
    FileSystem,
    MountTarget,
    StoredFile,
    Task,
    TaskDefinition,
    TaskStatus,
    Volume,
    Vpc,
)
from trainer.sim.paths import Peer, Place, default_groups, opens, place_of_task
from trainer.sim.trouble import Trouble
from trainer.sim.world import Gone, Record, World
from trainer.value import replace

NFS = 2049
AGAIN_MS = 60_000
"""How often ECS tries again to remove a volume that its role may not remove; our model."""


def react(world: World, event: TaskLaunched | TaskStopped | HostTerminated) -> Reaction:
    """Make a task's EBS volume; take away what goes with a task or a host."""
    if isinstance(event, TaskLaunched):
        return _attached(world, event)
    if isinstance(event, TaskStopped):
        return _left(world, event)
    gone = _files(world, f"host:{event.host}")
    return Reaction(tuple(gone)) if gone else NOTHING


def trouble(world: World, task: Task, spec: ContainerSpec) -> Trouble | None:
    """What is in the way of the volumes that a container mounts."""
    definition = world.need(TaskDefinition, task.definition)
    names = [mount.volume for mount in spec.mounts]
    for volume in definition.volumes:
        if volume.name not in names:
            continue
        if volume.kind == "efs" and (found := next(_of_efs(world, task, spec.name, volume), None)):
            return found
        if volume.kind == "s3files" and (found := _of_s3_files(world, task, spec.name, volume)):
            return found
    return None


def _of_efs(world: World, task: Task, container: str, volume: Volume) -> Iterator[Trouble]:
    settings, place = volume.settings, place_of_task(world, task)
    name = settings["fileSystemId"]
    system = world.get(FileSystem, name)
    address = f"{name}.efs.{world.region}.amazonaws.com"
    lost = f'Failed to resolve "{address}" - check that your file system ID is correct'
    if system is None:
        yield _failed(task, container, f"stderr: {lost}", f"there is no file system {name}", ("VO-2",))
        return
    if place is None:
        return
    target = _target(world, name, place)
    vpc = world.get(Vpc, place.subnet.vpc_id)
    if target is None or (vpc is not None and not (vpc.dns_support and vpc.dns_hostnames)):
        text = (
            f"file system {name} has no mount target in {place.subnet.availability_zone} of "
            f"{place.subnet.vpc_id}"
            if target is None
            else f"DNS is off in {place.subnet.vpc_id}, so that no mount target is found"
        )
        hint = f"{lost}, and ensure that the VPC has an EFS mount target for this file system ID."
        yield _failed(task, container, f"stderr: {hint}", text, ("VO-2",), about=(name,))
        return
    if way := _blocked(world, place, target):
        said = (
            "stderr: Mount attempt 1/3 failed due to timeout after 15 sec, b'mount.nfs4: Connection "
            "timed out'"
        )
        yield _failed(task, container, said, way, ("VO-2",), slow=True, about=(name, target.id))
    yield from _of_access(world, task, container, system, volume)


def _target(world: World, file_system: str, place: Place) -> MountTarget | None:
    for target in world.of(MountTarget).values():
        here = target.vpc_id == place.subnet.vpc_id
        if (
            here
            and target.file_system == file_system
            and target.availability_zone == place.subnet.availability_zone
        ):
            return target
    return None


def _blocked(world: World, place: Place, target: MountTarget) -> str:
    """Which security group keeps port 2049 closed; empty if none does."""
    groups = target.groups_of or default_groups(world, target.vpc_id)
    if not opens(world, place.groups, "egress", NFS, Peer(groups, target.ip)):
        return f"no security group of the task lets port {NFS} out to mount target {target.id}"
    if not opens(world, groups, "ingress", NFS, Peer(place.groups, place.ip)):
        return f"no security group of mount target {target.id} lets port {NFS} in from the task"
    return ""


def _of_access(
    world: World, task: Task, container: str, system: FileSystem, volume: Volume
) -> Iterator[Trouble]:
    """Permission, access point, directory [VO-1]."""
    settings = volume.settings
    authorization = settings.get("authorizationConfig") or {}
    denied_by_server = "stderr: b'mount.nfs4: access denied by server while mounting 127.0.0.1:/'"
    policy = Source("the file system policy", system.policy) if system.policy else None
    mount = "elasticfilesystem:ClientMount"
    if authorization.get("iam") == "ENABLED":
        actor = application(world, task)
        if denied := denial(world, actor, mount, system.arn, policy):
            yield _failed(
                task, container, denied_by_server, denied.text, ("VO-1", "RO-1"), about=denied.about
            )
    elif policy is not None and not decide((), mount, system.arn, resource_policy=policy).allowed:
        text = (
            f"the policy of file system {system.id} allows no anonymous client, and the volume's iam "
            "is not ENABLED"
        )
        yield _failed(task, container, denied_by_server, text, ("VO-1",), about=(system.id,))
    point = authorization.get("accessPointId")
    if point:
        found = world.get(AccessPoint, point)
        if found is None or found.file_system != system.id:
            text = f"file system {system.id} has no access point {point}"
            yield _failed(task, container, denied_by_server, text, ("VO-1",))
        return
    root = settings.get("rootDirectory") or "/"
    there = root == "/" or any(
        file.path.startswith(f"{root.rstrip('/')}/") for file in world.among(StoredFile, f"files:{system.id}")
    )
    if not there:
        said = (
            f"stderr: mount.nfs4: mounting {system.id}:{root} failed, reason given by server: No such "
            "file or directory"
        )
        text = f"file system {system.id} has no directory {root}"
        yield _failed(task, container, said, text, ("VO-1",), about=(system.id,))


def _failed(
    task: Task,
    container: str,
    said: str,
    text: str,
    rules: tuple[str, ...],
    *,
    slow: bool = False,
    about: tuple[str, ...] = (),
) -> Trouble:
    if task.instance:
        error = (
            "CannotCreateVolumeError: Error response from daemon: VolumeDriver.Create: mounting "
            "volume failed: "
            f"{said.removeprefix('stderr: ')}"
        )
    else:
        error = (
            "ResourceInitializationError: failed to invoke EFS utils commands to set up EFS volumes: "
            f"{said} : "
            "unsuccessful EFS utils command execution; code: 32"
        )
    return Trouble(container, error, f"the mount failed: {text}", rules, slow, about)


def _of_s3_files(world: World, task: Task, container: str, volume: Volume) -> Trouble | None:
    """S3 Files asks the task role [CH-4]."""
    arn = volume.settings.get("fileSystemArn") or "*"
    denied = denial(world, application(world, task), "s3files:ClientMount", arn)
    if denied is None:
        return None
    error = f"ResourceInitializationError: failed to set up Amazon S3 Files volumes: {denied.said}"
    return Trouble(container, error, f"the mount failed: {denied.text}", ("CH-4",), about=denied.about)


def _attached(world: World, event: TaskLaunched) -> Reaction:
    """ECS makes the volume with the infrastructure role, while the task is PROVISIONING."""
    task = world.get(Task, event.task)
    if task is None or not task.volumes or not task.wanted:
        return NOTHING
    given = task.volumes[0]
    managed = given["managedEBSVolume"]
    role = managed["roleArn"]
    verdict = usable(world, role, ECS)
    found = role_named(world, role)
    if not verdict.allowed or found is None:
        error = (
            f"ECS was unable to assume the configured ECS Infrastructure Role '{role}'. Please verify "
            "that the "
            "role being passed has the proper trust relationship with Amazon ECS"
        )
        return _not_attached(task, error, verdict.text)
    for action in ("ec2:CreateVolume", "ec2:AttachVolume"):
        asked = may(world, found, action, "*")
        if not asked.allowed:
            error = (
                f"ECS was unable to create an EBS volume: the configured ECS Infrastructure Role '{role}' "
                f"is not authorized to perform: {action}"
            )
            return _not_attached(task, error, asked.text)
    kept = (managed.get("terminationPolicy") or {}).get("deleteOnTermination", True)
    volume = BlockVolume(
        f"vol-0{world.new_id('volume', task.arn, length=16)}",
        managed.get("sizeInGiB") or 8,
        managed.get("volumeType") or "gp3",
        task.availability_zone,
        task=task.arn,
        name=given["name"],
        role=role,
        delete_on_termination=bool(kept) or bool(task.service),
        attachment=world.new_id("volume attachment", task.arn),
        created_ms=world.now_ms,
        shown=managed,
    )
    text = (
        f"volume {volume.id} of {volume.size_gib} GiB was made for task {task.id[:8]} in "
        f"{volume.availability_zone}"
    )
    return Reaction((volume,), (), (Why((task.arn, volume.id), text, ("VO-3", "VO-6")),))


def _not_attached(task: Task, error: str, text: str) -> Reaction:
    why = Why((task.arn,), f"the EBS volume of task {task.id[:8]} could not be made: {text}", ("VO-6",))
    return Reaction((), (Later(0, SetUpFailed(task.arn, task.containers[0].name, error)),), (why,))


def removable(world: World, task: Task) -> str:
    """What keeps ECS from removing a task's EBS volumes; empty if nothing does."""
    for volume in _volumes(world, task.arn):
        role = role_named(world, volume.role)
        if role is None:
            return f"the infrastructure role {volume.role.rpartition('/')[2]} is gone"
        for action in ("ec2:DetachVolume", *(("ec2:DeleteVolume",) if volume.delete_on_termination else ())):
            asked = may(world, role, action, "*")
            if not asked.allowed:
                return asked.text
    return ""


def _volumes(world: World, task: str) -> list[BlockVolume]:
    return [one for one in world.of(BlockVolume).values() if one.task == task and one.state == "in-use"]


def _left(world: World, event: TaskStopped) -> Reaction:
    """What went with the task: its layers and bind mounts; its EBS volume, unless it is to stay."""
    task = world.get(Task, event.task)
    if task is None or task.last_status is not TaskStatus.STOPPED:
        return NOTHING
    changes: list[Record | Gone] = []
    reasons: list[Why] = []
    lost = [file for file in world.of(StoredFile).values() if _goes(file, task)]
    changes.extend(Gone(StoredFile, file.key) for file in lost)
    if lost:
        paths = ", ".join(file.path for file in lost)
        text = (
            f"{paths} went with task {task.id[:8]}: bind mounts and container layers last as long as the task"
        )
        reasons.append(Why((task.arn,), text, ("VO-4",)))
    for volume in _volumes(world, task.arn):
        if volume.delete_on_termination:
            changes += [Gone(BlockVolume, volume.id), *_files(world, volume.id)]
            text = f"volume {volume.id} was deleted with task {task.id[:8]}"
        else:
            changes.append(replace(volume, state="available"))
            text = f"volume {volume.id} stays after task {task.id[:8]}: deleteOnTermination is false"
        reasons.append(Why((task.arn, volume.id), text, ("VO-3",)))
    return Reaction(tuple(changes), (), tuple(reasons)) if changes else NOTHING


def _goes(file: StoredFile, task: Task) -> bool:
    return file.place.startswith((f"task:{task.arn}:", f"container:{task.arn}:"))


def _files(world: World, place: str) -> list[Gone]:
    return [Gone(StoredFile, file.key) for file in world.among(StoredFile, f"files:{place}")]
