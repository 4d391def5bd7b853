"""What a rule hands to its target: the event, a part of it, a fixed text, or a template filled from it.

Stands for EB-4. AWS: "Amazon EventBridge input transformation".
"""

import json
import re
from collections.abc import Mapping
from typing import Any

_PLACE = re.compile(r"<([A-Za-z0-9_.-]+)>")
_STEP = re.compile(r"\.([A-Za-z0-9_-]+)|\['([^']+)'\]|\[(\d+|\*)\]")


class BadInput(ValueError):  # noqa: N818 - what was given, not what failed
    """A path or template that EventBridge refuses."""


def check_path(path: str) -> None:
    """Raises BadInput unless the text is a JSON path of the simple kind that EventBridge takes."""
    if not path.startswith("$") or _STEP.sub("", path[1:]):
        raise BadInput(f"Invalid InputPath for target: '{path}' is no JSON path.")


def check_transformer(transformer: Mapping[str, Any]) -> None:
    """Raises BadInput for a path that is none, or a template that uses a name without one."""
    paths = transformer.get("InputPathsMap") or {}
    for name, path in paths.items():
        if name.startswith("AWS"):
            raise BadInput(f"Invalid InputPathsMap key '{name}': keys must not start with AWS.")
        check_path(path)
    for name in _PLACE.findall(transformer["InputTemplate"]):
        if name not in paths and not name.startswith("aws.events."):
            raise BadInput(f"InputTemplate for target contains invalid placeholder {name}.")


def handed(target: Mapping[str, Any], event: Mapping[str, Any], rule: Mapping[str, str]) -> str:
    """The text that a target gets of an event. `rule` gives `name` and `arn`; raises BadInput."""
    if target.get("Input"):
        return str(target["Input"])
    if target.get("InputPath"):
        found = _found(event, target["InputPath"])
        if found is None:
            raise BadInput(f"InputPath {target['InputPath']} finds nothing in the event")
        return json.dumps(found, ensure_ascii=False)
    if target.get("InputTransformer"):
        return _filled(target["InputTransformer"], event, rule)
    return json.dumps(event, ensure_ascii=False)


def _found(event: Mapping[str, Any], path: str) -> Any:
    """What a JSON path finds; None for nothing."""
    value: Any = event
    for name, quoted, place in _STEP.findall(path[1:]):
        if place:
            if not isinstance(value, list):
                return None
            if place == "*":
                continue
            value = value[int(place)] if int(place) < len(value) else None
        else:
            value = value.get(name or quoted) if isinstance(value, Mapping) else None
    return value


def _filled(transformer: Mapping[str, Any], event: Mapping[str, Any], rule: Mapping[str, str]) -> str:
    values = {name: _found(event, path) for name, path in (transformer.get("InputPathsMap") or {}).items()}
    values["aws.events.rule-arn"] = rule["arn"]
    values["aws.events.rule-name"] = rule["name"]
    values["aws.events.event.ingestion-time"] = event.get("time")
    values["aws.events.event"] = {key: value for key, value in event.items() if key != "detail"}
    values["aws.events.event.json"] = dict(event)
    template: str = transformer["InputTemplate"]
    parts: list[str] = []
    end = 0
    for place in _PLACE.finditer(template):
        parts.append(template[end : place.start()])
        quoted = _within_quotes(template[: place.start()])
        parts.append(_written(values.get(place[1]), quoted))
        end = place.end()
    parts.append(template[end:])
    return "".join(parts)


def _within_quotes(before: str) -> bool:
    return len(re.findall(r'(?<!\\)"', before)) % 2 == 1


def _written(value: Any, quoted: bool) -> str:
    """A value in a template: within quotes as it reads, outside as JSON; a missing one is empty."""
    if not quoted:
        return '""' if value is None else json.dumps(value, ensure_ascii=False)
    if value is None:
        return ""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return json.dumps(text, ensure_ascii=False)[1:-1]
