"""The records of task definitions, and of the images they name [TD]."""

from collections.abc import Mapping
from typing import Any

from trainer.sim.model.base import Alone
from trainer.sim.model.network import NetworkMode
from trainer.sim.model.storage import Mount, Volume
from trainer.value import dataclass


@dataclass(frozen=True, slots=True)
class Family(Alone):
    """The revisions of a task definition family: numbers are never used again [TD-1]. The key is its name."""

    name: str
    last_revision: int = 0

    @property
    def key(self) -> str:
        """Its name."""
        return self.name


@dataclass(frozen=True, slots=True)
class PortMapping:
    """A port a container listens on; host port 0 means a dynamic one [RA-3]."""

    container_port: int
    host_port: int
    protocol: str = "tcp"


@dataclass(frozen=True, slots=True)
class ContainerCheck:
    """A container's own health check [HC-1]."""

    interval_s: int = 30
    timeout_s: int = 5
    retries: int = 3
    start_period_s: int = 0


@dataclass(frozen=True, slots=True)
class Restart:
    """A container's restart policy [TD-14]."""

    ignored_exit_codes: tuple[int, ...] = ()
    attempt_period_s: int = 300


@dataclass(frozen=True, slots=True)
class Dependency:
    """Another container and the state it has to reach: START, COMPLETE, SUCCESS, HEALTHY [TD-12]."""

    container: str
    condition: str


@dataclass(frozen=True, slots=True)
class Log:
    """A container's log driver and its options [OB-6]."""

    driver: str
    options: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ContainerSpec:
    """What a task definition says of a container, as far as the simulator acts on it."""

    name: str
    image: str
    essential: bool = True
    cpu: int = 0
    memory: int | None = None
    memory_reservation: int | None = None
    ports: tuple[PortMapping, ...] = ()
    stop_timeout_s: int = 30
    check: ContainerCheck | None = None
    depends_on: tuple[Dependency, ...] = ()
    start_timeout_s: int = 180
    restart: Restart | None = None
    secrets: tuple[tuple[str, str], ...] = ()
    """Name of the variable and where its value comes from [TD-16]."""
    credentials: str = ""
    """The secret that logs in to a private registry that is not AWS's."""
    environment_files: tuple[str, ...] = ()
    log: Log | None = None
    mounts: tuple[Mount, ...] = ()
    version_consistency: bool = True


@dataclass(frozen=True, slots=True)
class Constraint:
    """A placement constraint: distinctInstance or memberOf with an expression [CQ]."""

    type: str
    expression: str = ""


@dataclass(frozen=True, slots=True)
class TaskDefinition:
    """A revision of a family [TD]. `data` is its JSON as AWS would show it, without status and times."""

    arn: str
    family: str
    revision: int
    data: Mapping[str, Any]
    containers: tuple[ContainerSpec, ...]
    network_mode: NetworkMode
    compatibilities: tuple[str, ...]
    cpu: int | None = None
    memory: int | None = None
    constraints: tuple[Constraint, ...] = ()
    task_role: str = ""
    execution_role: str = ""
    volumes: tuple[Volume, ...] = ()
    status: str = "ACTIVE"
    registered_ms: int = 0
    deregistered_ms: int | None = None
    delete_requested_ms: int | None = None

    @property
    def key(self) -> str:
        """Its ARN."""
        return self.arn

    def spec(self, name: str) -> ContainerSpec:
        """What it says of the container of that name."""
        return next(spec for spec in self.containers if spec.name == name)

    @property
    def name(self) -> str:
        """`family:revision`."""
        return f"{self.family}:{self.revision}"

    @property
    def groups(self) -> tuple[str, ...]:
        """Its family."""
        return (f"family:{self.family}",)


@dataclass(frozen=True, slots=True)
class Deed:
    """One thing that an application does with AWS, under the task's role.

    Actions: `s3:GetObject`, `s3:PutObject` (on `bucket/key`), `dynamodb:PutItem` (on a table),
    `sqs:SendMessage` (on a queue's name), `sns:Publish` (on a topic's name), and `sqs:ReceiveMessage` (on a
    queue's name), which receives, works for `each_s`, deletes, and goes on so as long as it runs. `${NAME}`
    in the texts stands for an environment variable of its container, `${BODY}` for what it read last.
    """

    action: str
    resource: str
    data: Mapping[str, Any] | str = ""
    """The item in DynamoDB's JSON, or the body."""
    after_s: int = 0
    """Seconds after the start of its container."""
    each_s: float = 1


@dataclass(frozen=True, slots=True)
class Act:
    """What an application does once it has started: `calls` AWS, `writes` or `reads` a file, `prints`."""

    kind: str
    what: str
    """The action (`s3:GetObject`), the path, or the line; `$NAME` in a line is an environment variable."""
    on: str = ""
    """The ARN that a call is about, or the text that is written."""


@dataclass(frozen=True, slots=True)
class Image(Alone):
    """An image and the application in it; the key is its name. Those not told of exist and run for ever."""

    name: str
    exists: bool = True
    stops_in_s: int | None = None
    """Seconds from SIGTERM to its own exit; None: it ignores the signal and is killed."""
    exits_after_s: int | None = None
    """Seconds after which the process ends by itself; None: it runs on."""
    exit_code: int = 0
    answers_after_s: int = 0
    """Seconds from its start until it answers checks."""
    does: tuple[Deed, ...] = ()
    """What it does with AWS; when AWS refuses, it ends with exit code 1."""
    acts: tuple[Act, ...] = ()
    exits_on_error: bool = False
    """Whether the process ends, with code 1, when one of its acts fails."""
    private: bool = False
    """Whether its registry, which is not AWS's, asks for a login."""

    @property
    def key(self) -> str:
        """Its name."""
        return self.name


@dataclass(frozen=True, slots=True)
class Cached(Alone):
    """That a container instance has an image already; the key joins both."""

    instance: str
    image: str
    digest: str = ""

    @property
    def key(self) -> str:
        """Instance and image."""
        return f"{self.instance} {self.image}"
