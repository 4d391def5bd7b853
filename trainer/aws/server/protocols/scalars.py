"""Scalars between their Python values and the texts of the wire."""

import base64
import binascii
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from typing import Any

from trainer.aws.server.model import BadRequest
from trainer.aws.times import moment


def to_text(value: Any, shape: Any, time_format: str = "iso8601") -> str:
    """A scalar as XML, a query or a header writes it; `timestampFormat` of the shape wins."""
    match shape.type_name:
        case "boolean":
            return "true" if value else "false"
        case "blob":
            return base64.b64encode(bytes(value)).decode()
        case "timestamp":
            return str(time_out(value, shape.serialization.get("timestampFormat", time_format)))
        case _:
            return str(value)


def from_text(text: str, shape: Any) -> Any:
    """The scalar that a text of the wire stands for. Raises BadRequest when it does not read as one."""
    try:
        match shape.type_name:
            case "integer" | "long":
                return int(text)
            case "float" | "double":
                return float(text)
            case "boolean":
                return text.lower() == "true"
            case "blob":
                return base64.b64decode(text, validate=True)
            case "timestamp":
                return time_in(text)
            case _:
                return text
    except (ValueError, binascii.Error) as error:
        raise BadRequest("SerializationException", f"'{text}' is no {shape.type_name}.") from error


def time_out(value: Any, time_format: str) -> str | float:
    """A time as the wire wants it: seconds since 1970, an HTTP date or ISO 8601."""
    at = moment(value)
    if time_format == "unixTimestamp":
        seconds = at.timestamp()
        return int(seconds) if seconds.is_integer() else round(seconds, 3)
    if time_format == "rfc822":
        return format_datetime(at, usegmt=True)
    return at.isoformat(timespec="milliseconds" if at.microsecond else "seconds").replace("+00:00", "Z")


def time_in(value: Any) -> datetime:
    """A time from the wire in any of its forms, aware."""
    if isinstance(value, str) and "," in value:
        return parsedate_to_datetime(value).astimezone(UTC)
    if isinstance(value, str) and value.replace(".", "", 1).lstrip("-").isdigit():
        return datetime.fromtimestamp(float(value), UTC)
    return moment(value)
