"""A call of AWS's API and what comes back, as values."""

from collections.abc import Mapping
from typing import Any, TypeAlias

from trainer.value import dataclass


@dataclass(frozen=True, slots=True)
class Call:
    """One API call: botocore's service and operation names, parameters in AWS's own spelling."""

    service: str
    operation: str
    params: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Reply:
    """The service did it; `data` has the shape that botocore's model gives the operation's output.

    Times are aware datetimes, blobs are bytes, as botocore itself hands them to a client.
    """

    data: Mapping[str, Any]
    apart: bool = False
    """Whether the world holds nothing of it, so that a client may get it as it is."""


@dataclass(frozen=True, slots=True)
class Rejected:
    """The service refused, in AWS's own words."""

    code: str
    message: str
    status: int = 400


Answer: TypeAlias = Reply | Rejected
