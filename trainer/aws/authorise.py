"""Whether the caller may make a call: IAM's answer for whoever uses the API [RO-3].

The caller is the user `learner`, an administrator until somebody changes that user's policies; until then
nothing is looked at. IAM itself is never refused, as the account's root user could always mend it.
"""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from trainer.aws.model import Call, Rejected

if TYPE_CHECKING:
    from trainer.sim.iam.acting import Verdict
    from trainer.sim.world import World

_PREFIXES = {"elbv2": "elasticloadbalancing", "efs": "elasticfilesystem", "stepfunctions": "states"}
"""Services whose actions begin with another name than botocore's."""
_CODES = {"ec2": "UnauthorizedOperation", "elbv2": "AccessDenied", "cloudwatch": "AccessDenied",
          "sts": "AccessDenied", "s3": "AccessDenied", "sns": "AuthorizationError"}  # fmt: skip
_TASKS, _EC2 = "ecs-tasks.amazonaws.com", "ec2.amazonaws.com"


def refused(world: "World", call: Call) -> Rejected | None:
    """The refusal of a call that the caller's policies do not allow, or None."""
    from trainer.sim.model import User

    user = world.get(User, "learner")
    if user is None or call.service == "iam":
        return None
    from trainer.sim.iam.acting import ADMINISTRATOR, may

    if user.attached == (ADMINISTRATOR,) and not user.inline:
        return None
    action = f"{_PREFIXES.get(call.service, call.service)}:{call.operation}"
    resource = _resource(world, call)
    verdict = may(world, user, action, resource, _context(world, call))
    if not verdict.allowed:
        return _denied(call, user.arn, resource, verdict)
    for role, service in _passed(world, call):
        arn = role if role.startswith("arn:") else f"arn:aws:iam::{world.account}:role/{role}"
        verdict = may(world, user, "iam:PassRole", arn, {"iam:PassedToService": service})
        if not verdict.allowed:
            return _denied(call, user.arn, arn, verdict)
    return None


def _denied(call: Call, who: str, resource: str, verdict: "Verdict") -> Rejected:
    at = f" on resource: {resource}" if resource != "*" or call.service == "ecs" else ""
    message = f"User: {who} is not authorized to perform: {verdict.action}{at} {verdict.tail}"
    if call.service == "ec2":
        message = f"You are not authorized to perform this operation. {message}"
    code = _CODES.get(call.service, "AccessDeniedException")
    return Rejected(code, message, 400 if code == "AccessDeniedException" else 403)


def _context(world: "World", call: Call) -> dict[str, str]:
    """The keys that a condition may ask about."""
    context = {"aws:RequestedRegion": world.region, "aws:username": "learner"}
    if call.service == "ecs":
        name = (call.params.get("cluster") or "default").rpartition("/")[2]
        context["ecs:cluster"] = world.arn(f"cluster/{name}")
    return context


def _resource(world: "World", call: Call) -> str:
    """The ARN that a call is about, as far as its parameters say."""
    params = call.params
    if call.service == "ecs":
        return _ecs_resource(world, call.operation, params)
    if call.service == "s3" and params.get("Bucket"):
        key = f"/{params['Key']}" if params.get("Key") else ""
        return f"arn:aws:s3:::{params['Bucket']}{key}"
    if call.service == "ecr" and params.get("repositoryName"):
        return world.arn(f"repository/{params['repositoryName']}", "ecr")
    found = [value for value in params.values() if isinstance(value, str) and value.startswith("arn:")]
    return found[0] if found else "*"


def _ecs_resource(world: "World", operation: str, params: Mapping[str, Any]) -> str:
    cluster = (params.get("cluster") or "default").rpartition("/")[2]
    if operation in ("RunTask", "StartTask", "DescribeTaskDefinition", "DeregisterTaskDefinition"):
        found = _definition(world, params.get("taskDefinition"))
        return found.arn if found is not None else "*"
    for member, kind in (("serviceName", "service"), ("service", "service"), ("task", "task")):
        value = params.get(member)
        if isinstance(value, str) and value:
            return value if value.startswith("arn:") else world.arn(f"{kind}/{cluster}/{value}")
    if params.get("cluster") or params.get("clusterName"):
        name = params.get("clusterName") or cluster
        return world.arn(f"cluster/{name}")
    return "*"


def _definition(world: "World", name: Any) -> Any:
    from trainer.aws.operations.ecs.find import find_definition

    return find_definition(world, name) if isinstance(name, str) and name else None


def _passed(world: "World", call: Call) -> Iterator[tuple[str, str]]:
    """The roles that a call hands to a service, and the service."""
    params = call.params
    match call.service, call.operation:
        case "ecs", "RegisterTaskDefinition":
            yield from _of_definition(params, {})
        case "ecs", "RunTask" | "StartTask" | "CreateService" | "UpdateService":
            found = _definition(world, params.get("taskDefinition"))
            yield from _of_definition(found.data if found else {}, params.get("overrides") or {})
            for volume in params.get("volumeConfigurations") or ():
                managed = volume.get("managedEBSVolume") or {}
                if managed.get("roleArn"):
                    yield managed["roleArn"], "ecs.amazonaws.com"
        case "events", "PutTargets":
            for target in params.get("Targets") or ():
                if target.get("RoleArn"):
                    yield target["RoleArn"], "events.amazonaws.com"
        case "scheduler", "CreateSchedule" | "UpdateSchedule":
            if (params.get("Target") or {}).get("RoleArn"):
                yield params["Target"]["RoleArn"], "scheduler.amazonaws.com"
        case "ec2", "RunInstances":
            from trainer.sim.iam.acting import profile_role

            given = params.get("IamInstanceProfile") or {}
            role = profile_role(world, given.get("Arn") or given.get("Name") or "")
            if role is not None:
                yield role.arn, _EC2


def _of_definition(data: Mapping[str, Any], overrides: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for member in ("taskRoleArn", "executionRoleArn"):
        role = overrides.get(member) or data.get(member)
        if role:
            yield role, _TASKS
