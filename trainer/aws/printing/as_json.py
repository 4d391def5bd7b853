"""Replies as JSON, four blanks deep."""

import json
from typing import Any


def as_json(found: Any) -> str:
    """JSON and a line end; an empty reply prints nothing, a query that finds nothing prints `null`."""
    return "" if found == {} else json.dumps(found, indent=4, ensure_ascii=False) + "\n"
