"""The empty form of a call's parameters, or of its reply, that `--generate-cli-skeleton` prints."""

import json
from datetime import UTC, datetime
from typing import Any

from trainer.aws.command_line.model import BadArgument
from trainer.aws.service_model import operation_model

KINDS = ("input", "output", "yaml-input")
SOME_TIME = datetime(1970, 1, 1, tzinfo=UTC)
SCALARS: dict[str, Any] = {
    "string": "", "blob": "", "integer": 0, "long": 0, "float": 0.0, "double": 0.0, "boolean": True
}  # fmt: skip


def skeleton(service: str, operation: str, kind: str) -> str:
    """The form as JSON (or YAML for `yaml-input`), every member once. Raises BadArgument for another kind."""
    if kind not in KINDS:
        choices = ", ".join(KINDS)
        raise BadArgument(
            f"argument --generate-cli-skeleton: Found invalid choice '{kind}' (choose from {choices})"
        )
    model = operation_model(service, operation)
    shape = model.output_shape if kind == "output" else model.input_shape
    form = {} if shape is None else sample(shape, named=kind == "output")
    if kind == "yaml-input":
        import yaml

        return str(yaml.safe_dump(form, sort_keys=False))
    return json.dumps(form, indent=4) + "\n"


def sample(shape: Any, *, named: bool = False, name: str = "", within: tuple[str, ...] = ()) -> Any:
    """A value of the shape: one element in lists and maps, the first of an enum, nothing for recursion.

    With `named`, texts hold their member's name.
    """
    if shape.name in within:
        return {}
    inner = (*within, shape.name)
    match shape.type_name:
        case "structure":
            return {
                key: sample(member, named=named, name=key, within=inner)
                for key, member in shape.members.items()
            }
        case "list":
            return [sample(shape.member, named=named, name=name or shape.member.name, within=inner)]
        case "map":
            return {"KeyName": sample(shape.value, named=named, name="KeyName", within=inner)}
        case "timestamp":
            return SOME_TIME.isoformat()
        case "string" if getattr(shape, "enum", None):
            return shape.enum[0]
        case "string" if named:
            return name
        case kind:
            return SCALARS.get(kind, "")
