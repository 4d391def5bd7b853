"""Times as AWS's clients give them."""

from datetime import UTC, datetime
from typing import Any


def moment(value: Any) -> datetime:
    """A time in any form that AWS's clients take: ISO 8601, seconds since 1970, a datetime; aware, in UTC.

    Raises ValueError for a text that is no time.
    """
    if isinstance(value, datetime):
        return value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC)
    from botocore.utils import parse_timestamp

    found: datetime = parse_timestamp(value)
    return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)
