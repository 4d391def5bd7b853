"""A reply, narrowed by `--query`, as JSON, text, table or YAML."""

import base64
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from trainer.aws.printing.as_json import as_json
from trainer.aws.printing.as_table import as_table
from trainer.aws.printing.as_text import as_text
from trainer.aws.printing.as_yaml import as_yaml


def render(operation: str, data: Mapping[str, Any], output: str = "json", query: str | None = None) -> str:
    """The text for stdout, ending with a line end; empty where the CLI prints nothing.

    `output` is json, text, table, yaml, yaml-stream or off; `operation` heads a table. Raises ValueError,
    with a sentence, when the query fails on this reply.
    """
    found = searched(printable(data), query)
    match output:
        case "off":
            return ""
        case "text":
            return as_text(found)
        case "table":
            return as_table(operation, found)
        case "yaml":
            return as_yaml(found)
        case "yaml-stream":
            return as_yaml([found])
        case _:
            return as_json(found)


def searched(data: Any, query: str | None) -> Any:
    """What a JMESPath expression finds. Raises ValueError when it does not fit the data."""
    if query is None:
        return data
    import jmespath
    from jmespath.exceptions import JMESPathError

    try:
        return jmespath.search(query, data)
    except (JMESPathError, TypeError, RecursionError) as error:
        raise ValueError(f"Bad value for --query {query}: {error}") from error


def printable(value: Any) -> Any:
    """Times as ISO 8601 and blobs as base64, as version 2 of the CLI prints them."""
    if isinstance(value, Mapping):
        return {str(key): printable(item) for key, item in value.items()}
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, bytes | bytearray):
        return base64.b64encode(bytes(value)).decode()
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [printable(item) for item in value]
    return value
