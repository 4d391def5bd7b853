"""The records of S3 and DynamoDB: buckets and objects, tables and items."""

from collections.abc import Mapping
from typing import Any

from trainer.sim.model.base import Alone
from trainer.value import dataclass


@dataclass(frozen=True, slots=True)
class Bucket(Alone):
    """An S3 bucket; the key is its name."""

    name: str
    created_ms: int = 0
    eventbridge: bool = False
    """Whether its notifications go to EventBridge [EB-8]."""
    policy: str = ""

    @property
    def key(self) -> str:
        """Its name."""
        return self.name


@dataclass(frozen=True, slots=True)
class StoredObject:
    """An object of a bucket."""

    bucket: str
    name: str
    body: str
    """Its bytes in base64."""
    size: int
    etag: str
    content_type: str = "binary/octet-stream"
    metadata: Mapping[str, str] | None = None
    changed_ms: int = 0

    @property
    def key(self) -> str:
        """Bucket and key."""
        return f"{self.bucket}/{self.name}"

    @property
    def groups(self) -> tuple[str, ...]:
        """Its bucket."""
        return (f"objects:{self.bucket}",)


@dataclass(frozen=True, slots=True)
class DataTable(Alone):
    """A DynamoDB table; the key is its name."""

    name: str
    arn: str
    hash_key: str
    range_key: str = ""
    types: Mapping[str, str] | None = None
    """The types of the key attributes: S, N or B."""
    created_ms: int = 0
    on_demand: bool = True
    read_units: int = 0
    write_units: int = 0

    @property
    def key(self) -> str:
        """Its name."""
        return self.name


@dataclass(frozen=True, slots=True)
class DataItem:
    """An item of a table, in DynamoDB's own JSON: `{"id": {"S": "a"}}`."""

    table: str
    primary: str
    """Its key attributes as one text."""
    data: Mapping[str, Any]

    @property
    def key(self) -> str:
        """Table and primary key."""
        return f"{self.table} {self.primary}"

    @property
    def groups(self) -> tuple[str, ...]:
        """Its table."""
        return (f"items:{self.table}",)
