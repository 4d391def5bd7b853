"""Systems Manager's Parameter Store, as far as containers read from it [TD-16]."""

import re
from collections.abc import Mapping
from typing import Any

from trainer.aws.operations.answering import Refusal, changes, reads
from trainer.sim.kernel import Why, tell
from trainer.sim.model import Parameter
from trainer.sim.world import Gone, World
from trainer.value import replace

PAGE_MAX = 50


@changes
def put_parameter(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """PutParameter: a new one wants a type, an old one wants Overwrite."""
    name = params["Name"].removeprefix(world.arn("parameter", "ssm"))
    if not re.fullmatch(r"[\w./-]{1,2048}", name):
        raise Refusal("ValidationException", f"Parameter name: '{name}' is not valid.")
    if name.lower().lstrip("/").startswith("aws"):
        raise Refusal("AccessDeniedException", f"No access to reserved parameter name: {name}.")
    if name.lower().lstrip("/").startswith("ssm"):
        raise Refusal(
            "ValidationException",
            'Parameter name: can\'t be prefixed with "ssm" (case-insensitive). If formed as a path, it can '
            "consist of sub-paths divided by slash symbol; each sub-path can be formed as a mix of letters, "
            "numbers and the following 3 symbols .-_",
        )
    if not params["Value"]:
        raise Refusal("ValidationException", "The parameter value must not be empty.")
    known = world.get(Parameter, name)
    if known is not None and not params.get("Overwrite"):
        text = (
            "The parameter already exists. To overwrite this value, set the overwrite option in the "
            "request to true."
        )
        raise Refusal("ParameterAlreadyExists", text)
    if known is None and not params.get("Type"):
        text = "A parameter type is required when you create a parameter."
        raise Refusal("ValidationException", text)
    value = params["Value"]
    if known is None:
        arn = world.arn(f"parameter/{name.removeprefix('/')}", "ssm")
        kept = Parameter(name, arn, params["Type"], (value,), params.get("Description") or "")
    else:
        kept = replace(known, values=(*known.values, value), type=params.get("Type") or known.type)
    world.put(replace(kept, changed_ms=world.now_ms))
    text = f"parameter {name} has version {len(kept.values)}: only containers that start from now on get it"
    tell(world, Why((kept.arn,), text, ("TD-16",)))
    return {"Version": len(kept.values), "Tier": kept.tier}


def _shown(world: World, parameter: Parameter, version: int = 0, decrypted: bool = False) -> dict[str, Any]:
    number = version or len(parameter.values)
    hidden = parameter.type == "SecureString" and not decrypted
    return {
        "Name": parameter.name,
        "Type": parameter.type,
        "Value": f"kms:alias/aws/ssm:{number}" if hidden else parameter.values[number - 1],
        "Version": number,
        "LastModifiedDate": world.wall(parameter.changed_ms),
        "ARN": parameter.arn,
        "DataType": "text",
    }


def _found(world: World, name: str) -> tuple[Parameter, int] | None:
    bare, _, version = name.removeprefix(world.arn("parameter", "ssm")).partition(":")
    parameter = world.get(Parameter, bare)
    number = int(version) if version.isdigit() else 0
    if parameter is None or number > len(parameter.values):
        return None
    return parameter, number


@reads
def get_parameter(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """GetParameter by name or name:version."""
    found = _found(world, params["Name"])
    if found is None:
        raise Refusal("ParameterNotFound", f"Parameter {params['Name']} not found.")
    return {"Parameter": _shown(world, *found, decrypted=bool(params.get("WithDecryption")))}


@reads
def get_parameters(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """GetParameters: those that are there, and the names of the others."""
    found = {name: _found(world, name) for name in params["Names"]}
    decrypted = bool(params.get("WithDecryption"))
    return {
        "Parameters": [_shown(world, *each, decrypted=decrypted) for each in found.values() if each],
        "InvalidParameters": [name for name, each in found.items() if each is None],
    }


@reads
def get_parameters_by_path(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """GetParametersByPath: a level, or all below by Recursive."""
    path = params["Path"].rstrip("/") + "/"
    found = [
        _shown(world, parameter, decrypted=bool(params.get("WithDecryption")))
        for parameter in world.of(Parameter).values()
        if parameter.name.startswith(path)
        and (params.get("Recursive") or "/" not in parameter.name.removeprefix(path))
    ]
    return _page(params, found)


@reads
def describe_parameters(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """DescribeParameters: everything but the values."""
    found = [
        {
            "Name": parameter.name,
            "ARN": parameter.arn,
            "Type": parameter.type,
            "LastModifiedDate": world.wall(parameter.changed_ms),
            "Version": len(parameter.values),
            "Tier": parameter.tier,
            "Policies": [],
            "DataType": "text",
        }
        for parameter in world.of(Parameter).values()
    ]
    return _page(params, found)


def _page(params: Mapping[str, Any], items: list[dict[str, Any]]) -> dict[str, Any]:
    token = str(params.get("NextToken") or "")
    start = int(token) if token.isdigit() else 0
    end = start + (params.get("MaxResults") or PAGE_MAX)
    shown: dict[str, Any] = {"Parameters": items[start:end]}
    return {**shown, "NextToken": str(end)} if len(items) > end else shown


@changes
def delete_parameter(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """DeleteParameter."""
    if params["Name"] not in world.of(Parameter):
        raise Refusal("ParameterNotFound", f"Parameter {params['Name']} not found.")
    world.remove(Gone(Parameter, params["Name"]))
    return {}


@changes
def delete_parameters(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """DeleteParameters: up to ten."""
    there = [name for name in params["Names"] if name in world.of(Parameter)]
    for name in there:
        world.remove(Gone(Parameter, name))
    return {
        "DeletedParameters": there,
        "InvalidParameters": [name for name in params["Names"] if name not in there],
    }


SSM = {
    "PutParameter": put_parameter,
    "GetParameter": get_parameter,
    "GetParameters": get_parameters,
    "GetParametersByPath": get_parameters_by_path,
    "DescribeParameters": describe_parameters,
    "DeleteParameter": delete_parameter,
    "DeleteParameters": delete_parameters,
}
"""Systems Manager's operations by name."""
