"""The records of IAM: roles, customer managed policies, instance profiles, users [RO].

Policy documents are kept as JSON text, so that equal documents are parsed once.
"""

from trainer.sim.model.base import Alone
from trainer.value import dataclass


@dataclass(frozen=True, slots=True)
class Principal(Alone):
    """Somebody with policies: what roles and users share. The key is the name."""

    name: str
    arn: str
    attached: tuple[str, ...] = ()
    """ARNs of managed policies, AWS's or the account's own."""
    inline: tuple[tuple[str, str], ...] = ()
    """Inline policies: name and document."""
    created_ms: int = 0

    @property
    def key(self) -> str:
        """Its name."""
        return self.name


@dataclass(frozen=True, slots=True)
class Role(Principal):
    """A role: its trust policy says who may assume it."""

    trust: str = ""
    description: str = ""
    max_session_s: int = 3600

    @property
    def service_linked(self) -> bool:
        """Whether AWS made it for one of its services."""
        return ":role/aws-service-role/" in self.arn


@dataclass(frozen=True, slots=True)
class User(Principal):
    """A user; a world has the one who calls."""


@dataclass(frozen=True, slots=True)
class PolicyVersion:
    """One version of a managed policy."""

    id: str
    document: str
    created_ms: int


@dataclass(frozen=True, slots=True)
class ManagedPolicy(Alone):
    """A managed policy of the account; the key is its ARN. AWS's own are not records."""

    arn: str
    name: str
    versions: tuple[PolicyVersion, ...]
    default: str = "v1"
    last_version: int = 1
    description: str = ""
    created_ms: int = 0

    @property
    def key(self) -> str:
        """Its ARN."""
        return self.arn

    @property
    def document(self) -> str:
        """The document of its default version."""
        return next(version.document for version in self.versions if version.id == self.default)


@dataclass(frozen=True, slots=True)
class InstanceProfile(Alone):
    """What hands a role, at most one, to an EC2 instance; the key is its name."""

    name: str
    arn: str
    role: str = ""
    created_ms: int = 0

    @property
    def key(self) -> str:
        """Its name."""
        return self.name
