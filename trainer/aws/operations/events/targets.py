"""Targets of rules: at most five, each with what it needs [EB-1, EB-3, EB-4, EB-5]."""

from collections.abc import Mapping
from typing import Any

from trainer.aws.operations.answering import Refusal, changes, reads
from trainer.aws.operations.events.find import rule, wrong
from trainer.aws.operations.listing import listed
from trainer.sim.inputs import BadInput, check_path, check_transformer
from trainer.sim.world import World
from trainer.value import replace

TARGETS_MAX = 5
_INPUTS = ("Input", "InputPath", "InputTransformer")
NEED_ROLE = ("ecs", "events", "states", "kinesis", "batch")
"""Services whose targets are called under a role; the others under their own resource policy."""


@changes
def put_targets(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """PutTargets: new ones, and others instead of those with the same ids."""
    found = rule(world, params["Rule"], params.get("EventBusName"))
    given = {target["Id"]: target for target in params["Targets"]}
    for target in given.values():
        check(target)
    kept = {target["Id"]: target for target in found.targets}
    kept.update(given)
    if len(kept) > TARGETS_MAX:
        raise Refusal("LimitExceededException", "The requested resource exceeds the maximum number allowed.")
    world.put(replace(found, targets=tuple(kept.values())))
    return {"FailedEntryCount": 0, "FailedEntries": []}


def check(target: Mapping[str, Any]) -> None:
    """Refuse a target that lacks what it needs, or says twice what it is handed."""
    name, arn = target["Id"], target["Arn"]
    if arn.count(":") < 5 or not arn.startswith("arn:"):
        raise wrong(f"Parameter {arn} is not valid. Reason: Provided Arn is not in correct format.")
    service = arn.split(":")[2]
    if service in NEED_ROLE and not target.get("RoleArn"):
        raise wrong(f"RoleArn is required for target {arn}.")
    if service == "ecs" and not target.get("EcsParameters"):
        raise wrong(f"Parameter EcsParameters is required for target {name}.")
    if sum(bool(target.get(one)) for one in _INPUTS) > 1:
        raise wrong(f"Only one of Input, InputPath, or InputTransformer must be provided for target {name}.")
    try:
        if target.get("InputPath"):
            check_path(target["InputPath"])
        if target.get("InputTransformer"):
            check_transformer(target["InputTransformer"])
    except BadInput as error:
        raise wrong(f"{error} (target {name})") from error
    check_parameters(target.get("EcsParameters") or {}, name)


def check_parameters(parameters: Mapping[str, Any], name: str) -> None:
    """Refuse parameters of an ECS target that ECS would refuse at every call [EB-3]."""
    if parameters.get("LaunchType") and parameters.get("CapacityProviderStrategy"):
        raise wrong(f"Specify either LaunchType or CapacityProviderStrategy for target {name}, not both.")
    if not 1 <= parameters.get("TaskCount", 1) <= 10:
        raise wrong(f"TaskCount of target {name} should be between 1 and 10.")
    if parameters.get("LaunchType") == "FARGATE" and not parameters.get("NetworkConfiguration"):
        raise wrong(f"NetworkConfiguration is required for the FARGATE launch type (target {name}).")


@changes
def remove_targets(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """RemoveTargets."""
    found = rule(world, params["Rule"], params.get("EventBusName"))
    gone = set(params["Ids"])
    there = {target["Id"] for target in found.targets}
    world.put(replace(found, targets=tuple(one for one in found.targets if one["Id"] not in gone)))
    failed = [
        {
            "TargetId": name,
            "ErrorCode": "ResourceNotFoundException",
            "ErrorMessage": f"Rule {found.name} has no target {name}.",
        }
        for name in params["Ids"]
        if name not in there
    ]
    return {"FailedEntryCount": len(failed), "FailedEntries": failed}


@reads
def list_targets_by_rule(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """ListTargetsByRule."""
    found, more = listed(params, rule(world, params["Rule"], params.get("EventBusName")).targets)
    return {"Targets": [dict(target) for target in found], **more}


TARGETS = {
    "PutTargets": put_targets,
    "RemoveTargets": remove_targets,
    "ListTargetsByRule": list_targets_by_rule,
}
