"""How services refuse a value outside of an enum: most in one form, ECS in words of its own."""

from collections.abc import Sequence
from typing import NamedTuple

from trainer.aws.model import Call, Rejected
from trainer.aws.service_model import service_model


class EnumFault(NamedTuple):
    """A value that its enum does not hold, and where it lies: `targets.1.member.type`."""

    path: str
    value: str
    allowed: tuple[str, ...]


_ECS: dict[tuple[str, str], tuple[str, str]] = {
    ("CreateService", "launchType"): ("ClientException", "launch type should be one of [EC2,FARGATE]"),
    ("CreateTaskSet", "launchType"): ("ClientException", "launch type should be one of [EC2,FARGATE]"),
    ("RunTask", "launchType"): ("", "launch type should be one of [EC2,FARGATE,EXTERNAL]"),
    ("ListTasks", "desiredStatus"): ("", "Desired status should be one of [RUNNING, PENDING, STOPPED]"),
    ("UpdateContainerInstancesState", "status"): (
        "",
        "Container instance status should be one of [ACTIVE, DRAINING]",
    ),
}
"""(operation, parameter) -> code, if not the usual one, and text, as they have been observed."""
_SETTING_NAMES = (
    "serviceLongArnFormat,taskLongArnFormat,containerInstanceLongArnFormat,containerLongArnFormat,"
    "awsvpcTrunking,containerInsights,dualStackIPv6"
)


def taken_all_the_same(call: Call, fault: EnumFault) -> bool:
    """Whether the service takes a value that its model leaves out.

    Since AttributeNames of ReceiveMessage is deprecated, the model names the attributes of queues there; the
    service takes those of messages, as most clients still write them.
    """
    if (call.service, call.operation) != ("sqs", "ReceiveMessage") or "AttributeNames" not in fault.path:
        return False
    return fault.value in service_model("sqs").shape_for("MessageSystemAttributeName").enum


def enum_refusal(call: Call, code: str, faults: Sequence[EnumFault]) -> Rejected:
    """The refusal of a call for these values; `code` is the service's usual one."""
    first = faults[0]
    if call.service == "ecs":
        known = _ECS.get((call.operation, first.path))
        if known is not None:
            return Rejected(known[0] or code, known[1])
        if call.operation.endswith(("AccountSetting", "AccountSettings")) and first.path == "name":
            return Rejected(code, f"{first.value} should be one of [{_SETTING_NAMES}]")
    if call.service == "sqs" and "Attribute" in first.path:
        return Rejected("InvalidAttributeName", f"Unknown Attribute {first.value}.")
    noun = "error" if len(faults) == 1 else "errors"
    told = "; ".join(
        f"Value '{fault.value}' at '{fault.path}' failed to satisfy constraint: "
        f"Member must satisfy enum value set: [{', '.join(fault.allowed)}]"
        for fault in faults
    )
    return Rejected(code, f"{len(faults)} validation {noun} detected: {told}")
