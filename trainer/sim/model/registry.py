"""The records of Amazon ECR: repositories, their images, and the registry's settings [ER]."""

from collections.abc import Mapping
from typing import Any

from trainer.sim.model.base import Alone
from trainer.value import dataclass


@dataclass(frozen=True, slots=True)
class Repository(Alone):
    """A private repository; the key is its name."""

    name: str
    arn: str
    uri: str
    mutability: str = "MUTABLE"
    exclusions: tuple[str, ...] = ()
    """Tag patterns for which the opposite of the mutability holds."""
    scan_on_push: bool = False
    encryption: Mapping[str, Any] | None = None
    policy: str = ""
    lifecycle: str = ""
    lifecycle_ms: int = 0
    """When the lifecycle policy was last evaluated."""
    expiry_planned: bool = False
    created_ms: int = 0

    @property
    def key(self) -> str:
        """Its name."""
        return self.name


@dataclass(frozen=True, slots=True)
class RegistryImage:
    """An image of a repository, by its digest; the key joins both."""

    repository: str
    digest: str
    manifest: str
    media_type: str
    tags: tuple[str, ...] = ()
    pushed_ms: int = 0
    size: int = 0
    scan: str = ""
    """The status of its last scan; empty before any."""
    scanned_ms: int = 0
    pulled_ms: int | None = None

    @property
    def key(self) -> str:
        """Repository and digest."""
        return f"{self.repository}@{self.digest}"

    @property
    def groups(self) -> tuple[str, ...]:
        """Its repository."""
        return (f"images:{self.repository}",)


@dataclass(frozen=True, slots=True)
class PullThroughRule(Alone):
    """A pull-through cache rule; the key is the prefix [ER-10]."""

    prefix: str
    upstream_url: str
    upstream: str = ""
    credential: str = ""
    created_ms: int = 0

    @property
    def key(self) -> str:
        """Its prefix."""
        return self.prefix


@dataclass(frozen=True, slots=True)
class Registry(Alone):
    """The settings of the account's registry [ER-8, ER-9]."""

    account: str
    scan_type: str = "BASIC"
    scan_rules: tuple[Mapping[str, Any], ...] = ()
    replication: tuple[Mapping[str, Any], ...] = ()
    policy: str = ""

    @property
    def key(self) -> str:
        """The account."""
        return self.account
