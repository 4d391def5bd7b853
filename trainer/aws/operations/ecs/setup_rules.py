"""What a task definition says of secrets, logs, volumes and roles, and what AWS refuses of it.

Stands for TD-15 to TD-18, OB-6, 5.1, the table of section 6 and VO-1, VO-4, VO-6.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from trainer.aws.operations.answering import client, invalid
from trainer.sim.model import Log, Mount, TaskDefinition, Volume
from trainer.sim.world import World

_KINDS = {
    "dockerVolumeConfiguration": "docker",
    "efsVolumeConfiguration": "efs",
    "fsxWindowsFileServerVolumeConfiguration": "fsx",
    "s3filesVolumeConfiguration": "s3files",
}
_ENVIRONMENT_FILES_MAX = 10


def secrets(container: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    """Variables and where their values come from, those of the log driver among them."""
    own = container.get("secrets") or ()
    of_log = (container.get("logConfiguration") or {}).get("secretOptions") or ()
    return tuple((item["name"], item["valueFrom"]) for item in (*own, *of_log))


def log(given: Mapping[str, Any] | None) -> Log | None:
    """A log configuration."""
    return Log(given["logDriver"], dict(given.get("options") or {})) if given else None


def mounts(container: Mapping[str, Any]) -> tuple[Mount, ...]:
    """Where the container mounts volumes."""
    return tuple(
        Mount(item["sourceVolume"], item["containerPath"], item.get("readOnly", False))
        for item in container.get("mountPoints") or ()
        if item.get("sourceVolume") and item.get("containerPath")
    )


def volumes(given: Sequence[Mapping[str, Any]]) -> tuple[Volume, ...]:
    """The volumes of a task definition by their kinds."""
    return tuple(_volume(item) for item in given)


def _volume(item: Mapping[str, Any]) -> Volume:
    name = item.get("name") or ""
    if item.get("configuredAtLaunch"):
        return Volume(name, "launch", {})
    for member, kind in _KINDS.items():
        if item.get(member):
            return Volume(name, kind, item[member])
    return Volume(name, "host", item.get("host") or {})


def check_roles(world: World, params: Mapping[str, Any]) -> None:
    """Refuse what cannot be set up: missing roles, logs without a group, volumes that are not told."""
    for member in ("taskRoleArn", "executionRoleArn"):
        role = params.get(member)
        if role and role.startswith("arn:") and ":role/" not in role:
            raise client("Role is not valid")
    fargate = "FARGATE" in (params.get("requiresCompatibilities") or ())
    for container in params["containerDefinitions"]:
        _check_logs(container, fargate)
        _check_secrets(container, params)
        if fargate and not params.get("executionRoleArn"):
            _check_execution(world, container)
    _check_volumes(params, fargate)


def _check_execution(world: World, container: Mapping[str, Any]) -> None:
    """What Fargate does with the execution role only [5.1]."""
    start = "Fargate requires task definition to have execution role ARN to support"
    if f"{world.account}.dkr.ecr." in container["image"]:
        raise client(f"{start} ECR images.")
    if (container.get("logConfiguration") or {}).get("logDriver") == "awslogs":
        raise client(f"{start} log driver awslogs.")


def check_execution(world: World, definition: TaskDefinition) -> None:
    """Refuse a definition that Fargate could only run with an execution role."""
    if not definition.execution_role:
        for container in definition.data["containerDefinitions"]:
            _check_execution(world, container)


def _check_secrets(container: Mapping[str, Any], params: Mapping[str, Any]) -> None:
    wants = secrets(container) or container.get("repositoryCredentials") or container.get("environmentFiles")
    if wants and not params.get("executionRoleArn"):
        raise client(
            "When you are specifying container secrets, you must also specify a value for 'executionRoleArn'."
        )
    names = [name for name, _ in secrets(container)]
    plain = [item.get("name") for item in container.get("environment") or ()]
    doubled = next((name for name in names if names.count(name) > 1 or name in plain), None)
    if doubled is not None:
        raise client(
            f"The secret name must be unique and not shared with any new or existing environment "
            f"variables set on the container, such as '{doubled}'."
        )
    if len(container.get("environmentFiles") or ()) > _ENVIRONMENT_FILES_MAX:
        raise client(f"A container can have at most {_ENVIRONMENT_FILES_MAX} environment files.")
    for item in container.get("environmentFiles") or ():
        if not item["value"].startswith("arn:aws:s3:::") or not item["value"].endswith(".env"):
            raise client(
                f"Invalid environment file '{item['value']}': the ARN of an .env file in S3 is wanted."
            )


def _check_logs(container: Mapping[str, Any], fargate: bool) -> None:
    given = container.get("logConfiguration") or {}
    if given.get("logDriver") != "awslogs":
        return
    options = given.get("options") or {}
    needed = ["awslogs-group", "awslogs-region", *(["awslogs-stream-prefix"] if fargate else [])]
    missing = [name for name in needed if not options.get(name)]
    if missing:
        raise client(f"Log driver awslogs requires options: {', '.join(missing)}")
    if options.get("mode") not in (None, "blocking", "non-blocking"):
        raise client("Log driver option 'mode' must be 'blocking' or 'non-blocking'.")


def _check_volumes(params: Mapping[str, Any], fargate: bool) -> None:
    given = params.get("volumes") or ()
    names = [item.get("name") or "" for item in given]
    if not all(names):
        raise client("Volume.name should not be null or empty.")
    if len(set(names)) != len(names):
        raise client("Volume names must be unique.")
    for container in params["containerDefinitions"]:
        for mount in container.get("mountPoints") or ():
            if mount.get("sourceVolume") not in names:
                raise client(f"Unknown volume '{mount.get('sourceVolume')}'.")
    if sum(bool(item.get("configuredAtLaunch")) for item in given) > 1:
        raise client("Only one volume can be marked as configuredAtLaunch.")
    for item in given:
        if item.get("efsVolumeConfiguration"):
            _check_efs(item["efsVolumeConfiguration"])
        if item.get("s3filesVolumeConfiguration") and not params.get("taskRoleArn"):
            raise client("A task role is required for Amazon S3 Files volumes.")
    size = (params.get("ephemeralStorage") or {}).get("sizeInGiB")
    if size is not None and (not fargate or not 21 <= size <= 200):
        raise client("Ephemeral storage is supported on Fargate only, between 21 and 200 GiB.")


def _check_efs(given: Mapping[str, Any]) -> None:
    """IAM authorisation and access points need TLS; an access point has its own root [VO-1]."""
    authorization = given.get("authorizationConfig") or {}
    secure = given.get("transitEncryption") == "ENABLED"
    if authorization.get("iam") == "ENABLED" and not secure:
        raise client("EFS transit encryption must be enabled when IAM authorization is used.")
    if authorization.get("accessPointId"):
        if not secure:
            raise client("EFS transit encryption must be enabled when an access point is used.")
        if given.get("rootDirectory") not in (None, "", "/"):
            raise client("EFS root directory must be omitted or '/' when an access point is used.")


_SIZES = {"gp2": (1, 16384), "gp3": (1, 16384), "io1": (4, 16384), "io2": (4, 16384), "st1": (125, 16384),
          "sc1": (125, 16384), "standard": (1, 1024)}  # fmt: skip


def launch_volumes(
    definition_volumes: Sequence[Volume], given: Sequence[Mapping[str, Any]]
) -> tuple[Any, ...]:
    """The EBS volumes that a request configures, checked against the task definition [VO-6]."""
    wanted = [volume.name for volume in definition_volumes if volume.kind == "launch"]
    if len(given) > 1:
        raise invalid("Only one volume configuration is allowed.")
    for item in given:
        if item.get("name") not in wanted:
            raise invalid(
                f"Volume '{item.get('name')}' is not marked as configuredAtLaunch in the task definition."
            )
        managed = item.get("managedEBSVolume")
        if not managed:
            raise invalid("managedEBSVolume must be specified for the volume configuration.")
        kind, size = managed.get("volumeType") or "gp3", managed.get("sizeInGiB")
        least, most = _SIZES.get(kind, (1, 16384))
        if size is None and not managed.get("snapshotId"):
            raise invalid("Either sizeInGiB or snapshotId must be specified for an Amazon EBS volume.")
        if size is not None and not least <= size <= most:
            raise invalid(f"The size of a {kind} volume must be between {least} and {most} GiB.")
        iops = managed.get("iops")
        if kind == "gp3" and iops is not None and not 3000 <= iops <= 16000:
            raise invalid("The IOPS of a gp3 volume must be between 3000 and 16000.")
        if kind in ("io1", "io2") and iops is None:
            raise invalid(f"iops must be specified for volume type {kind}.")
        if managed.get("filesystemType") not in (None, "xfs", "ext3", "ext4", "ntfs"):
            raise invalid("filesystemType should be one of xfs, ext3, ext4, ntfs.")
    if wanted and not given:
        raise invalid(
            f"Volume '{wanted[0]}' is configured at launch: volumeConfigurations must be specified."
        )
    return tuple(given)
