"""Task definitions: families and their revisions [TD]."""

from collections.abc import Mapping
from typing import Any

from trainer.aws.operations.answering import changes, client, invalid, reads
from trainer.aws.operations.ecs import find, tags
from trainer.aws.operations.ecs.definition_rules import (
    check,
    cpu_units,
    fargate_problems,
    memory_mib,
    refuse_unknown_compatibility,
)
from trainer.aws.operations.ecs.pages import page
from trainer.aws.operations.ecs.setup_rules import check_roles, log, mounts, secrets, volumes
from trainer.sim.iam.acting import console_made
from trainer.sim.kernel import Why, tell
from trainer.sim.model import (
    Constraint,
    ContainerCheck,
    ContainerSpec,
    Dependency,
    Family,
    NetworkMode,
    PortMapping,
    Restart,
    Service,
    Task,
    TaskDefinition,
)
from trainer.sim.query import BadExpression, compiled
from trainer.sim.world import Gone, World
from trainer.value import replace

_NO_DEFINITION = (
    "The specified task definition does not exist. Specify a valid account, family, revision and try again."
)
_INVALID_NAME = (
    "The specified task definition identifier is invalid. Specify a valid name or ARN and try again."
)
_KEPT = (
    "taskRoleArn",
    "executionRoleArn",
    "pidMode",
    "ipcMode",
    "proxyConfiguration",
    "inferenceAccelerators",
    "ephemeralStorage",
    "runtimePlatform",
    "enableFaultInjection",
    "trustedExecutionConfiguration",
)


@changes
def register_task_definition(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """RegisterTaskDefinition: the next revision of a family."""
    wanted = params.get("requiresCompatibilities") or []
    refuse_unknown_compatibility(wanted)
    cpu, memory = cpu_units(params.get("cpu")), memory_mib(params.get("memory"))
    check(params, cpu, memory)
    check_roles(world, params)
    _check_expressions(params)
    for member in ("taskRoleArn", "executionRoleArn"):
        for made in console_made(world, params.get(member) or ""):
            world.put(made)
    tags.check(params.get("tags"))
    family = world.get(Family, params["family"]) or Family(params["family"])
    revision = family.last_revision + 1
    arn = world.arn(f"task-definition/{family.name}:{revision}")
    definition = TaskDefinition(
        arn=arn,
        family=family.name,
        revision=revision,
        data=_data(params, cpu, memory),
        containers=tuple(
            map(_spec, params["containerDefinitions"], [params] * len(params["containerDefinitions"]))
        ),
        network_mode=NetworkMode(params.get("networkMode") or "bridge"),
        compatibilities=_compatibilities(params, cpu, memory),
        cpu=cpu,
        memory=memory,
        constraints=tuple(
            Constraint(item["type"], item.get("expression", ""))
            for item in params.get("placementConstraints") or ()
        ),
        task_role=params.get("taskRoleArn") or "",
        execution_role=params.get("executionRoleArn") or "",
        volumes=volumes(params.get("volumes") or ()),
        registered_ms=world.now_ms,
    )
    world.put(Family(family.name, revision))
    world.put(definition)
    tags.put(world, arn, params.get("tags"))
    tell(world, Why((arn,), f"RegisterTaskDefinition made {definition.name}", ("TD-1",)))
    return {"taskDefinition": shown(world, definition), "tags": tags.shown(world, arn)}


def _check_expressions(params: Mapping[str, Any]) -> None:
    for constraint in params.get("placementConstraints") or ():
        if constraint.get("type") != "memberOf":
            raise client("The only placement constraint of a task definition is 'memberOf'.")
        try:
            compiled(constraint.get("expression", ""))
        except BadExpression as error:
            raise client(f"Invalid expression: {error}") from error


def _data(params: Mapping[str, Any], cpu: int | None, memory: int | None) -> dict[str, Any]:
    """The definition as AWS shows it, defaults filled in."""
    data: dict[str, Any] = {
        "family": params["family"],
        "containerDefinitions": [
            _container_data(container, params) for container in params["containerDefinitions"]
        ],
        "volumes": [_volume_data(volume) for volume in params.get("volumes") or ()],
        "placementConstraints": list(params.get("placementConstraints") or ()),
    }
    if params.get("networkMode"):
        data["networkMode"] = params["networkMode"]
    elif "FARGATE" not in (params.get("requiresCompatibilities") or ()):
        data["networkMode"] = "bridge"
    if params.get("requiresCompatibilities"):
        data["requiresCompatibilities"] = list(params["requiresCompatibilities"])
    if cpu is not None:
        data["cpu"] = str(cpu)
    if memory is not None:
        data["memory"] = str(memory)
    data.update((name, params[name]) for name in _KEPT if name in params)
    return data


def _container_data(container: Mapping[str, Any], params: Mapping[str, Any]) -> dict[str, Any]:
    filled = {
        "cpu": 0,
        "essential": True,
        "environment": [],
        "mountPoints": [],
        "volumesFrom": [],
        "systemControls": [],
        **container,
    }
    if container.get("healthCheck"):
        filled["healthCheck"] = {"interval": 30, "timeout": 5, "retries": 3, **container["healthCheck"]}
    filled["portMappings"] = [_port_data(port, params) for port in container.get("portMappings") or ()]
    return filled


def _volume_data(volume: Mapping[str, Any]) -> dict[str, Any]:
    """A file system is mounted from its root unless the definition says otherwise [VO-1]."""
    data = dict(volume)
    if data.get("efsVolumeConfiguration"):
        data["efsVolumeConfiguration"] = {"rootDirectory": "/", **data["efsVolumeConfiguration"]}
    return data


def _port_data(port: Mapping[str, Any], params: Mapping[str, Any]) -> dict[str, Any]:
    data = {"protocol": "tcp", **port}
    if "containerPort" in port:
        same = params.get("networkMode") in ("awsvpc", "host")
        data.setdefault("hostPort", port["containerPort"] if same else 0)
    return data


def _spec(container: Mapping[str, Any], params: Mapping[str, Any]) -> ContainerSpec:
    ports = tuple(
        PortMapping(port["containerPort"], port["hostPort"], port["protocol"])
        for port in (_port_data(port, params) for port in container.get("portMappings") or ())
        if "containerPort" in port
    )
    return ContainerSpec(
        container["name"],
        container["image"],
        container.get("essential", True),
        container.get("cpu") or 0,
        container.get("memory"),
        container.get("memoryReservation"),
        ports,
        container.get("stopTimeout") or 30,
        _check(container.get("healthCheck")),
        tuple(
            Dependency(item["containerName"], item["condition"]) for item in container.get("dependsOn") or ()
        ),
        container.get("startTimeout") or 180,
        _restart(container.get("restartPolicy")),
        secrets(container),
        (container.get("repositoryCredentials") or {}).get("credentialsParameter") or "",
        tuple(item["value"] for item in container.get("environmentFiles") or ()),
        log(container.get("logConfiguration")),
        mounts(container),
        container.get("versionConsistency") != "disabled",
    )


def _check(given: Mapping[str, Any] | None) -> ContainerCheck | None:
    """A health check that does anything: `NONE` turns it off [HC-1]."""
    if not given or list(given["command"][:1]) == ["NONE"]:
        return None
    return ContainerCheck(
        given.get("interval") or 30,
        given.get("timeout") or 5,
        given.get("retries") or 3,
        given.get("startPeriod") or 0,
    )


def _restart(given: Mapping[str, Any] | None) -> Restart | None:
    if not given or not given["enabled"]:
        return None
    return Restart(tuple(given.get("ignoredExitCodes") or ()), given.get("restartAttemptPeriod") or 300)


def _compatibilities(params: Mapping[str, Any], cpu: int | None, memory: int | None) -> tuple[str, ...]:
    """The launch types that could run it [TD-10]."""
    fits_fargate = next(fargate_problems(params, cpu, memory), None) is None
    external = params.get("networkMode") != "awsvpc"
    names = ["EXTERNAL"] if external else []
    return (*names, "EC2", *(("FARGATE",) if fits_fargate else ()))


def shown(world: World, definition: TaskDefinition) -> dict[str, Any]:
    """A task definition as AWS describes it."""
    data: dict[str, Any] = {
        "taskDefinitionArn": definition.arn,
        **definition.data,
        "revision": definition.revision,
        "status": definition.status,
        "requiresAttributes": _required_attributes(definition),
        "compatibilities": list(definition.compatibilities),
        "registeredAt": world.wall(definition.registered_ms),
        "registeredBy": f"arn:aws:iam::{world.account}:user/learner",
    }
    if definition.deregistered_ms is not None:
        data["deregisteredAt"] = world.wall(definition.deregistered_ms)
    if definition.delete_requested_ms is not None:
        data["deleteRequestedAt"] = world.wall(definition.delete_requested_ms)
    return data


def _required_attributes(definition: TaskDefinition) -> list[dict[str, str]]:
    names = ["com.amazonaws.ecs.capability.docker-remote-api.1.18"]
    if definition.network_mode is NetworkMode.AWSVPC:
        names.append("ecs.capability.task-eni")
    if definition.task_role:
        names.append("com.amazonaws.ecs.capability.task-iam-role")
    specs = definition.containers
    if any(".dkr.ecr." in spec.image for spec in specs):
        names += ["com.amazonaws.ecs.capability.ecr-auth"]
        names += ["ecs.capability.execution-role-ecr-pull"] if definition.execution_role else []
    if any(spec.log and spec.log.driver == "awslogs" for spec in specs):
        names.append("com.amazonaws.ecs.capability.logging-driver.awslogs")
        names += ["ecs.capability.execution-role-awslogs"] if definition.execution_role else []
    if any(":secretsmanager:" in source for spec in specs for _, source in spec.secrets):
        names.append("ecs.capability.secrets.asm.environment-variables")
    if any(":secretsmanager:" not in source for spec in specs for _, source in spec.secrets):
        names.append("ecs.capability.secrets.ssm.environment-variables")
    if any(volume.kind == "efs" for volume in definition.volumes):
        names.append("ecs.capability.efsAuth")
    return [{"name": name} for name in names]


@changes
def deregister_task_definition(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """DeregisterTaskDefinition: ACTIVE -> INACTIVE [TD-3]."""
    given = params["taskDefinition"]
    if ":" not in given.rpartition("/")[2]:
        raise client("Revision is missing.")
    number = given.rpartition(":")[2]
    if not number.isdigit():
        raise client(f"Invalid revision number. Number: {number}")
    found = find.definition(world, given)
    if found.status != "ACTIVE":
        raise client("The specified task definition is inactive.")
    inactive = replace(found, status="INACTIVE", deregistered_ms=world.now_ms)
    world.put(inactive)
    tell(world, Why((found.arn,), f"DeregisterTaskDefinition made {found.name} INACTIVE", ("TD-3",)))
    return {"taskDefinition": shown(world, inactive)}


@changes
def delete_task_definitions(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """DeleteTaskDefinitions: INACTIVE ones go once nothing refers to them [TD-3]."""
    if len(params["taskDefinitions"]) > 10:
        raise invalid("At most 10 task definitions can be deleted in a single call.")
    deleted: list[dict[str, Any]] = []
    failures: list[dict[str, str]] = []
    for given in params["taskDefinitions"]:
        if not given.rpartition("/")[2].partition(":")[2].isdigit():
            failures.append({"arn": given, "reason": _INVALID_NAME})
            continue
        found = find.find_definition(world, given)
        if found is None:
            failures.append({"arn": given, "reason": _NO_DEFINITION})
        elif found.status == "ACTIVE":
            reason = (
                "The specified task definition is still in ACTIVE status. "
                "Please deregister the target and try again."
            )
            failures.append({"arn": found.arn, "reason": reason})
        else:
            leaving = replace(found, status="DELETE_IN_PROGRESS", delete_requested_ms=world.now_ms)
            deleted.append(shown(world, leaving))
            _put_or_remove(world, leaving)
    return {"taskDefinitions": deleted, "failures": failures}


def _put_or_remove(world: World, leaving: TaskDefinition) -> None:
    used = any(task.definition == leaving.arn for task in world.of(Task).values()) or any(
        deployment.definition == leaving.arn
        for service in world.of(Service).values()
        if service.status != "INACTIVE"
        for deployment in service.deployments
    )
    if used:
        world.put(leaving)
    else:
        world.remove(Gone(TaskDefinition, leaving.arn))


@reads
def describe_task_definition(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """DescribeTaskDefinition."""
    found = find.definition(world, params["taskDefinition"])
    answer: dict[str, Any] = {"taskDefinition": shown(world, found)}
    if "TAGS" in (params.get("include") or ()):
        answer["tags"] = tags.shown(world, found.arn)
    return answer


@reads
def list_task_definitions(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """ListTaskDefinitions: by family name and revision."""
    status, prefix = params.get("status") or "ACTIVE", params.get("familyPrefix")
    found = [
        definition
        for definition in world.of(TaskDefinition).values()
        if definition.status == status and prefix in (None, definition.family)
    ]
    found.sort(
        key=lambda definition: (definition.family, definition.revision), reverse=params.get("sort") == "DESC"
    )
    arns, more = page(params, [definition.arn for definition in found])
    return {"taskDefinitionArns": arns, **more}


@reads
def list_task_definition_families(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """ListTaskDefinitionFamilies: ACTIVE ones have an ACTIVE revision; without a status, all."""
    status, prefix = params.get("status") or "ALL", params.get("familyPrefix") or ""
    active = {item.family for item in world.of(TaskDefinition).values() if item.status == "ACTIVE"}
    names = [
        name
        for name in sorted(world.of(Family))
        if name.startswith(prefix) and (status == "ALL" or (name in active) == (status == "ACTIVE"))
    ]
    families, more = page(params, names)
    return {"families": families, **more}


DEFINITIONS = {
    "RegisterTaskDefinition": register_task_definition,
    "DeregisterTaskDefinition": deregister_task_definition,
    "DeleteTaskDefinitions": delete_task_definitions,
    "DescribeTaskDefinition": describe_task_definition,
    "ListTaskDefinitions": list_task_definitions,
    "ListTaskDefinitionFamilies": list_task_definition_families,
}
