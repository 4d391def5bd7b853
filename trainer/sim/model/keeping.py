"""The records of what is kept for tasks: secrets, parameters, logs [TD-16, OB-6]."""

from trainer.sim.model.base import Alone
from trainer.value import dataclass


@dataclass(frozen=True, slots=True)
class SecretVersion:
    """One value of a secret with its stages (AWSCURRENT, AWSPREVIOUS)."""

    id: str
    value: str
    stages: tuple[str, ...]
    created_ms: int
    binary: bool = False


@dataclass(frozen=True, slots=True)
class Secret(Alone):
    """A secret of Secrets Manager; the key is its ARN."""

    arn: str
    name: str
    versions: tuple[SecretVersion, ...] = ()
    description: str = ""
    kms_key: str = ""
    policy: str = ""
    created_ms: int = 0
    changed_ms: int = 0
    deleted_ms: int | None = None
    recovery_days: int = 30

    @property
    def key(self) -> str:
        """Its ARN."""
        return self.arn

    def version(self, stage: str = "AWSCURRENT", id_: str = "") -> SecretVersion | None:
        """The version of that id, or with that stage."""
        return next((one for one in self.versions if (one.id == id_ if id_ else stage in one.stages)), None)


@dataclass(frozen=True, slots=True)
class Parameter(Alone):
    """A parameter of Systems Manager; the key is its name. `values` are all versions, oldest first."""

    name: str
    arn: str
    type: str
    values: tuple[str, ...]
    description: str = ""
    tier: str = "Standard"
    changed_ms: int = 0

    @property
    def key(self) -> str:
        """Its name."""
        return self.name


@dataclass(frozen=True, slots=True)
class LogGroup(Alone):
    """A log group; the key is its name."""

    name: str
    arn: str
    retention_days: int | None = None
    created_ms: int = 0
    kms_key: str = ""

    @property
    def key(self) -> str:
        """Its name."""
        return self.name


@dataclass(frozen=True, slots=True)
class LogStream:
    """A log stream; the key joins group and name."""

    group: str
    name: str
    created_ms: int = 0
    lines: int = 0

    @property
    def key(self) -> str:
        """Group and name."""
        return f"{self.group} {self.name}"

    @property
    def groups(self) -> tuple[str, ...]:
        """Its log group."""
        return (f"streams:{self.group}",)


@dataclass(frozen=True, slots=True)
class LogLine:
    """A log event; the key joins its stream and its number there. Its own time is in ms since 1970."""

    group: str
    stream: str
    number: int
    time_ms: int
    text: str
    taken_ms: int = 0
    """When CloudWatch Logs took it, in the world's time."""

    @property
    def key(self) -> str:
        """Stream and number."""
        return f"{self.group} {self.stream} {self.number}"

    @property
    def groups(self) -> tuple[str, ...]:
        """Its log group and its stream."""
        return (f"lines:{self.group}", f"lines:{self.group} {self.stream}")
