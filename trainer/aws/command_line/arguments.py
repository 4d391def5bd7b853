"""The options of an operation, made from the members of its input shape."""

from enum import Enum
from functools import cache
from typing import Any

from trainer.aws.command_line.names import option_name
from trainer.aws.command_line.special import MANY_WORDS, NO_LONGER_REQUIRED, NO_WORD, REPLACED, SPECIALS
from trainer.aws.service_model import dashed, operation_model, paginators
from trainer.value import dataclass, replace

PAGING = ("starting-token", "page-size", "max-items")


class Takes(Enum):
    """What follows an option on the line."""

    NOTHING = "nothing"
    ONE = "one value"
    PERHAPS_ONE = "one value or none"
    MANY = "any number of values"


@dataclass(frozen=True, slots=True)
class Argument:
    """An option: the member that it sets and how. `fixed` is the value of an option that takes none.

    `member` is empty for options that belong to the CLI and not to the call. A `special` one stands for
    something nested in the call and is left to `special.py`.
    """

    name: str
    takes: Takes
    member: str = ""
    shape: Any = None
    required: bool = False
    fixed: Any = None
    partner: str = ""
    special: bool = False


@cache
def arguments(service: str, operation: str) -> dict[str, Argument]:
    """The options of an operation by name (without dashes), the model's first, then the CLI's own."""
    found: dict[str, Argument] = {}
    shape = operation_model(service, operation).input_shape
    if shape is not None:
        for member, member_shape in shape.members.items():
            required = member in shape.required_members and not member_shape.metadata.get("idempotencyToken")
            for argument in _of_member(service, operation, member, member_shape, required):
                found[argument.name] = argument
    for name in REPLACED.get((service, operation), ()):
        found.pop(name)
    for name in NO_LONGER_REQUIRED.get((service, operation), ()):
        found[name] = replace(found[name], required=False)
    for argument in (*_special(service, operation), *_own(service, operation)):
        found[argument.name] = argument
    return found


def _special(service: str, operation: str) -> list[Argument]:
    names = SPECIALS[service, operation][0] if (service, operation) in SPECIALS else ()
    takes = dict.fromkeys(NO_WORD, Takes.NOTHING) | dict.fromkeys(MANY_WORDS, Takes.MANY)
    return [Argument(name, takes.get(name, Takes.ONE), special=True) for name in names]


def _of_member(service: str, operation: str, member: str, shape: Any, required: bool) -> list[Argument]:
    name = option_name(service, operation, dashed(member))
    no_name = option_name(service, operation, f"no-{dashed(member)}")
    if shape.type_name == "boolean":
        return [
            Argument(name, Takes.NOTHING, member, shape, required, True, no_name),
            Argument(no_name, Takes.NOTHING, member, shape, False, False, name),
        ]
    if _only_a_flag(shape):
        return [
            Argument(name, Takes.PERHAPS_ONE, member, shape, required, {"Value": True}, no_name),
            Argument(no_name, Takes.NOTHING, member, shape, False, {"Value": False}, name),
        ]
    takes = Takes.MANY if shape.type_name == "list" else Takes.ONE
    return [Argument(name, takes, member, shape, required)]


def _only_a_flag(shape: Any) -> bool:
    """EC2's attribute values, `{"Value": true}`, which the CLI lets one write as `--name` and `--no-name`."""
    return (
        shape.type_name == "structure"
        and list(shape.members) == ["Value"]
        and shape.members["Value"].type_name == "boolean"
    )


def _own(service: str, operation: str) -> list[Argument]:
    own = [
        Argument("cli-input-json", Takes.ONE),
        Argument("cli-input-yaml", Takes.ONE),
        Argument("generate-cli-skeleton", Takes.PERHAPS_ONE, fixed="input"),
    ]
    if (paging := paginators(service).get(operation)) is not None:
        names = PAGING if "limit_key" in paging else (PAGING[0], PAGING[2])
        own.extend(Argument(name, Takes.ONE) for name in names)
    return own


@cache
def shadowed(service: str, operation: str) -> dict[str, Argument]:
    """The model's own options that paging options hide: they come back when paging is off."""
    shape = operation_model(service, operation).input_shape
    if shape is None:
        return {}
    return {
        dashed(member): Argument(dashed(member), Takes.ONE, member, member_shape)
        for member, member_shape in shape.members.items()
        if dashed(member) in PAGING
    }


def outfile_wanted(service: str, operation: str) -> bool:
    """Whether the reply is a stream, which the CLI writes to a file named on the line."""
    model = operation_model(service, operation)
    return bool(model.has_streaming_output or model.has_event_stream_output)
