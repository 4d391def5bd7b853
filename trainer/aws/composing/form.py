"""The form of an operation: a field for each value it takes, required ones first, choices from the world."""

from collections.abc import Iterator, Mapping
from typing import Any

from trainer.aws.composing.things import Deed, Thing
from trainer.aws.naming import NAMES
from trainer.aws.service_model import dashed, operation_model
from trainer.sim.world import World
from trainer.value import dataclass, replace

DEPTH_MAX = 6
OFTEN = frozenset(
    {
        *("cluster", "clusterName", "desiredCount", "taskDefinition", "launchType", "count", "status"),
        *("family", "networkMode", "requiresCompatibilities", "cpu", "memory", "name", "image"),
        *(
            "containerPort",
            "hostPort",
            "subnets",
            "assignPublicIp",
            "memoryReservation",
            "forceNewDeployment",
        ),
        *(
            "minimumHealthyPercent",
            "maximumPercent",
            "enable",
            "rollback",
            "capacityProvider",
            "base",
            "weight",
        ),
        *("targetGroupArn", "containerName", "healthCheckGracePeriodSeconds", "MinCapacity", "MaxCapacity"),
        *("PolicyType", "TargetValue", "PredefinedMetricType", "TargetType", "Port", "Protocol", "VpcId"),
        *("HealthCheckPath", "TargetGroupArn", "type", "field", "executionRoleArn", "taskRoleArn", "reason"),
    }
)
"""Members that stand right after the required ones: an order of ours, which hides nothing."""

Path = tuple[str | int, ...]

_KINDS = {"integer": "integer", "long": "integer", "float": "float", "double": "float", "boolean": "boolean"}
"""What is typed for botocore's kinds of shapes; for all others a string."""
UNITS = {"gi b": "GiB", "mi b": "MiB", "v cpu": "vCPU"}
"""Names that are no words when they are taken apart at their capitals."""


@dataclass(frozen=True, slots=True)
class Field:
    """A value of a call. `path` leads to it through the parameters, a number being an entry of a list."""

    path: Path
    kind: str
    """string, integer, float, boolean, map: what is typed for it, or for each of its values."""
    required: bool = False
    choices: tuple[str, ...] = ()
    given: str = ""
    """What stands there from the thing chosen."""
    many: bool = False
    """Whether several values may stand, with blanks between them."""

    @property
    def label(self) -> str:
        """What a person reads: "network configuration › subnets", "tags 2 › key" in a list's second entry."""
        parts: list[str] = []
        for part in self.path:
            if isinstance(part, str):
                words = dashed(part).replace("-", " ")
                for torn, whole in UNITS.items():
                    words = words.replace(torn, whole)
                parts.append(words)
            elif part:
                parts[-1] += f" {part + 1}"
        return " › ".join(parts)


def fields(world: World, thing: Thing, deed: Deed) -> tuple[Field, ...]:
    """All fields of the operation on that thing: required and given ones first, then what is often used."""
    shape = operation_model(deed.service, deed.operation).input_shape
    if shape is None:
        return ()
    found = list(_walk(world, thing, shape, (), required=True))
    ranked = sorted(enumerate(found), key=lambda each: (_rank(each[1]), each[0]))
    return tuple(field for _, field in ranked)


def _rank(field: Field) -> int:
    if field.required or field.given:
        return 0
    return 1 if field.path[-1] in OFTEN or (field.path[-1] == 0 and field.path[-2] in OFTEN) else 2


def _walk(world: World, thing: Thing, shape: Any, path: Path, *, required: bool) -> Iterator[Field]:
    if len(path) > DEPTH_MAX:
        return
    for name, member in shape.members.items():
        if member.metadata.get("idempotencyToken"):
            continue
        needed = required and name in shape.required_members
        yield from _of(world, thing, member, (*path, name), required=needed)


def _of(world: World, thing: Thing, shape: Any, path: Path, *, required: bool) -> Iterator[Field]:
    match shape.type_name:
        case "structure":
            yield from _walk(world, thing, shape, path, required=required)
        case "list" if shape.member.type_name == "structure":
            inner = list(_walk(world, thing, shape.member, (*path, 0), required=required))
            if required and inner and not any(field.required for field in inner):
                inner[0] = replace(inner[0], required=True)  # the list must not be empty
            yield from inner
        case "list":
            yield replace(_field(world, thing, shape.member, path, required=required), many=True)
        case "map":
            yield Field(path, "map", required)
        case _:
            yield _field(world, thing, shape, path, required=required)


def _field(world: World, thing: Thing, shape: Any, path: Path, *, required: bool) -> Field:
    kind = _KINDS.get(shape.type_name, "string")
    if kind == "boolean":
        return Field(path, kind, required, ("true", "false"))
    if kind != "string":
        return Field(path, kind, required)
    option = dashed(next(part for part in reversed(path) if isinstance(part, str)))
    look = NAMES.get(option)
    said = {name: value for name, value in thing.fills.items() if name == "cluster"}
    choices = tuple(getattr(shape, "enum", None) or ()) or tuple(look(world, said) if look else ())
    given = thing.fills.get(option, "") if len(path) == 1 else ""
    if not given and len(choices) == 1 and required:
        given = choices[0]
    return Field(path, kind, required, tuple(dict.fromkeys(choices)), given)


def values_of(found: tuple[Field, ...]) -> Mapping[Path, str]:
    """What stands in the form at the beginning."""
    return {field.path: field.given for field in found if field.given}
