"""Conditions of listener rules, with the limits and texts that the service refuses by [LB-5]."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from trainer.aws.operations.elbv2 import find

FIELDS = {
    "host-header": "HostHeaderConfig",
    "path-pattern": "PathPatternConfig",
    "http-header": "HttpHeaderConfig",
    "query-string": "QueryStringConfig",
    "http-request-method": "HttpRequestMethodConfig",
    "source-ip": "SourceIpConfig",
}
_SHORT = ("host-header", "path-pattern")
"""Fields that may also be given as plain `Values`, of which there may be one."""
_LONGEST = {"http-request-method": 40}
VALUE_MAX, NAME_MAX = 128, 40


def checked(given: Sequence[Mapping[str, Any]]) -> tuple[Mapping[str, Any], ...]:
    """The conditions as they are kept; refuses those that the service refuses."""
    if not given:
        raise find.refused("A condition must be specified")
    for condition in given:
        field = condition.get("Field")
        if field not in FIELDS:
            raise find.refused(f"Condition field '{field}' must be one of '[{', '.join(FIELDS)}]'")
        _check(field, condition)
    return tuple(given)


def _check(field: str, condition: Mapping[str, Any]) -> None:
    config = condition.get(FIELDS[field])
    if field in _SHORT and condition.get("Values"):
        if len(condition["Values"]) > 1:
            raise find.refused(f"The '{field}' field contains too many values; the limit is '1'")
        _check_lengths(field, condition["Values"])
        return
    if config is None and field not in _SHORT:
        raise find.refused(f"A '{FIELDS[field]}' must be specified with '{field}'")
    values = (config or {}).get("Values") or ()
    if not values:
        which = "condition" if field in _SHORT else f"'{field}'"
        raise find.refused(f"A {which} value must be specified")
    if field == "query-string":
        for pair in values:
            if not pair.get("Value"):
                raise find.refused("A 'Value' must be specified in 'QueryStringKeyValuePair'")
            for part in ("Key", "Value"):
                _check_lengths(part, [pair.get(part) or ""])
        return
    if field == "http-header":
        _check_lengths("HttpHeaderName", [(config or {}).get("HttpHeaderName") or ""], NAME_MAX)
    _check_lengths(field, values, _LONGEST.get(field, VALUE_MAX))
    if field == "http-request-method" and not all(re.fullmatch(r"[A-Z_-]+", value) for value in values):
        raise find.refused(
            f"The '{field}' value is invalid; the allowed characters are A-Z, hyphen and underscore"
        )


def _check_lengths(what: str, values: Sequence[str], limit: int = VALUE_MAX) -> None:
    if any(len(value) > limit for value in values):
        raise find.refused(f"The '{what}' value is too long; the limit is '{limit}'")
