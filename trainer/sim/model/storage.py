"""The records of storage: EFS, volumes of EBS, and the files that applications left there [VO]."""

from collections.abc import Mapping
from typing import Any

from trainer.sim.model.base import Alone
from trainer.value import dataclass


@dataclass(frozen=True, slots=True)
class Volume:
    """A volume of a task definition: its name, its kind, and what its configuration says.

    Kinds: host, docker, efs, fsx, s3files, launch (EBS, configured at launch).
    """

    name: str
    kind: str
    settings: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Mount:
    """Where a container mounts a volume."""

    volume: str
    path: str
    read_only: bool = False


@dataclass(frozen=True, slots=True)
class FileSystem(Alone):
    """A file system of EFS; the key is its id."""

    id: str
    arn: str
    token: str
    name: str = ""
    performance: str = "generalPurpose"
    throughput: str = "bursting"
    encrypted: bool = False
    policy: str = ""
    created_ms: int = 0

    @property
    def key(self) -> str:
        """Its id."""
        return self.id


@dataclass(frozen=True, slots=True)
class MountTarget(Alone):
    """A mount target of a file system in a subnet; the key is its id."""

    id: str
    file_system: str
    subnet_id: str
    vpc_id: str
    availability_zone: str
    ip: str
    groups_of: tuple[str, ...] = ()
    """Its security groups."""

    @property
    def key(self) -> str:
        """Its id."""
        return self.id


@dataclass(frozen=True, slots=True)
class AccessPoint(Alone):
    """An access point of a file system; the key is its id."""

    id: str
    arn: str
    file_system: str
    token: str
    root: str = "/"
    name: str = ""
    shown: Mapping[str, Any] | None = None
    """What is only shown again: user and creation info."""

    @property
    def key(self) -> str:
        """Its id."""
        return self.id


@dataclass(frozen=True, slots=True)
class BlockVolume(Alone):
    """An EBS volume; the key is its id."""

    id: str
    size_gib: int
    type: str
    availability_zone: str
    state: str = "in-use"
    task: str = ""
    name: str = ""
    """Its name in the task definition."""
    role: str = ""
    delete_on_termination: bool = True
    attachment: str = ""
    created_ms: int = 0
    shown: Mapping[str, Any] | None = None

    @property
    def key(self) -> str:
        """Its id."""
        return self.id


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file that an application wrote. `place` says where it lies and how long.

    Places: `fs-…` (EFS), `vol-…` (EBS), `task:ARN:volume` (with the task), `container:ARN:name` (likewise),
    `host:i-…` (with the EC2 instance), `bucket:…` (S3 Files).
    """

    place: str
    path: str
    text: str
    written_ms: int
    task: str

    @property
    def key(self) -> str:
        """Place and path."""
        return f"{self.place} {self.path}"

    @property
    def groups(self) -> tuple[str, ...]:
        """Its place."""
        return (f"files:{self.place}",)
