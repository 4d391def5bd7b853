"""Services: create, update, delete [SV, DP-2, DP-13]."""

import re
from collections.abc import Mapping
from typing import Any

from trainer.aws.operations.answering import Refusal, changes, client, invalid
from trainer.aws.operations.ecs import find, service_show, tags
from trainer.aws.operations.ecs.balancing import balanced
from trainer.aws.operations.ecs.deploying import configured
from trainer.aws.operations.ecs.placing import (
    constraints,
    launch_of,
    strategies,
    strategy_of,
    with_network,
    with_setup,
)
from trainer.aws.operations.ecs.tokens import made_before, remember
from trainer.sim.behaviours.breaker import with_deployment
from trainer.sim.behaviours.deployment_alarms import sounding
from trainer.sim.behaviours.launching import FARGATE_PROVIDERS
from trainer.sim.events import ServiceCreated, ServiceDeleted, ServiceUpdated
from trainer.sim.kernel import Why, tell
from trainer.sim.model import (
    Cluster,
    Deployment,
    Launch,
    LaunchType,
    Scheduling,
    Service,
    TaskDefinition,
)
from trainer.sim.run import happen
from trainer.sim.world import World
from trainer.value import replace

DESIRED_MAX = 5000
_DAEMON_COUNT = (
    "The daemon scheduling strategy does not support a desired count for services. "
    "Remove the desired count value and try again."
)
_KEPT = (
    "loadBalancers",
    "serviceRegistries",
    "healthCheckGracePeriodSeconds",
    "deploymentController",
    "enableECSManagedTags",
    "propagateTags",
    "enableExecuteCommand",
    "availabilityZoneRebalancing",
    "role",
    "serviceConnectConfiguration",
)
_NEW_DEPLOYMENT = (
    "loadBalancers",
    "serviceRegistries",
    "serviceConnectConfiguration",
    "volumeConfigurations",
    "vpcLatticeConfigurations",
    "monitoring",
)
"""Parameters of UpdateService that start a deployment, besides those of the launch [SV-7]."""


@changes
def create_service(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """CreateService: REPLICA wants a desired count, DAEMON counts the instances [SV-2]."""
    cluster = find.cluster(world, params.get("cluster"))
    name = params["serviceName"]
    _check_name(name)
    arn = world.arn(f"service/{cluster.name}/{name}")
    again = made_before(world, "CreateService", params, "InvalidParameterException")
    if again is not None and (known := world.get(Service, arn)):
        return {"service": service_show.service(world, known)}
    before = world.get(Service, arn)
    if before is not None and before.status != "INACTIVE":
        draining = "Unable to Start a service that is still Draining."
        raise invalid(draining if before.status == "DRAINING" else "Creation of service was not idempotent.")
    scheduling = _scheduling(params)
    _check_controller(params, scheduling)
    desired = _desired(params, scheduling)
    external = _controller(params) == "EXTERNAL"
    definition = None if external else _definition(world, params.get("taskDefinition"))
    launch = Launch(LaunchType(params.get("launchType") or "EC2"))
    if definition is not None:
        launch = launch_of(world, cluster, definition, params)
        launch = replace(launch, balanced=balanced(world, definition, params.get("loadBalancers") or ()))
        launch = with_setup(world, definition, launch, params)
    _check_daemon(scheduling, launch)
    tags.check(params.get("tags"))
    service = Service(
        arn=arn,
        cluster=cluster.arn,
        name=name,
        definition=definition.arn if definition else "",
        desired_count=desired,
        launch=launch,
        deployments=(),
        scheduling=scheduling,
        grace_s=params.get("healthCheckGracePeriodSeconds") or 0,
        created_ms=world.now_ms,
        shown={
            "availabilityZoneRebalancing": "ENABLED",
            **{key: params[key] for key in _KEPT if key in params},
        },
    )
    if scheduling is Scheduling.DAEMON:
        service = replace(service, minimum_healthy_percent=0, maximum_percent=100)
    service = configured(service, params.get("deploymentConfiguration") or {})
    if definition is not None:
        service = with_deployment(world, service, Deployment("", definition.arn, launch))
    world.put(service)
    tags.put(world, arn, params.get("tags"))
    remember(world, "CreateService", params, (arn,))
    of = f" of {definition.name}" if definition else ", for task sets"
    size = f"with desired count {desired}{of}"
    if scheduling is Scheduling.DAEMON:
        size = f"with one task{of} on each container instance"
    text = f"CreateService made service {name} {size}"
    world.cause = tell(world, Why((arn,), text, ("SV-1", "SV-2")))
    happen(world, ServiceCreated(arn))
    return {"service": service_show.service(world, service)}


def _controller(params: Mapping[str, Any]) -> str:
    return (params.get("deploymentController") or {}).get("type") or "ECS"


def _check_controller(params: Mapping[str, Any], scheduling: Scheduling) -> None:
    """Daemons are for the ECS controller only, circuit breaker and rolling settings too [SV-2, DP-12]."""
    controller = _controller(params)
    if controller == "ECS":
        return
    if scheduling is Scheduling.DAEMON:
        raise invalid(
            f"The daemon scheduling strategy is not supported with the {controller} deployment controller."
        )
    if ((params.get("deploymentConfiguration") or {}).get("deploymentCircuitBreaker") or {}).get("enable"):
        raise invalid("The deployment circuit breaker is only supported with the ECS deployment controller.")


def _check_name(name: str) -> None:
    if not re.fullmatch(r"[A-Za-z0-9_-]{1,255}", name):
        raise invalid(
            "Service name contains invalid characters or is too long: "
            "up to 255 letters (uppercase and lowercase), "
            "numbers, underscores, and hyphens are allowed."
        )


def _scheduling(params: Mapping[str, Any]) -> Scheduling:
    given = params.get("schedulingStrategy") or "REPLICA"
    if given not in ("REPLICA", "DAEMON"):
        raise invalid(f"'{given}' is not a valid scheduling strategy.")
    return Scheduling(given)


def _desired(params: Mapping[str, Any], scheduling: Scheduling) -> int:
    given = params.get("desiredCount")
    if scheduling is Scheduling.DAEMON:
        if given is not None:
            raise invalid(_DAEMON_COUNT)
        return 0
    if given is None:
        raise invalid("desiredCount is required for the REPLICA scheduling strategy.")
    _check_desired(given)
    return int(given)


def _check_desired(count: int) -> None:
    if not 0 <= count <= DESIRED_MAX:
        raise invalid(f"desiredCount should be between 0 and {DESIRED_MAX}.")


def _definition(world: World, given: str | None) -> TaskDefinition:
    if not given:
        raise invalid("TaskDefinition can not be blank.")
    found = find.find_definition(world, given)
    if found is None:
        raise client("TaskDefinition not found.")
    return found


def _check_daemon(scheduling: Scheduling, launch: Launch) -> None:
    if scheduling is not Scheduling.DAEMON:
        return
    if launch.launch_type is LaunchType.FARGATE:
        raise invalid("The daemon scheduling strategy is not supported with the FARGATE launch type.")
    if launch.volumes:
        raise invalid("Amazon EBS volumes are not supported with the daemon scheduling strategy.")
    if launch.placement:
        raise invalid("Placement strategies are not supported with the daemon scheduling strategy.")


@changes
def update_service(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """UpdateService: changes settings, and starts a deployment where SV-7 says so."""
    cluster = find.cluster(world, params.get("cluster"))
    service = find.need_service(world, cluster, params["service"])
    if service.status != "ACTIVE":
        raise Refusal("ServiceNotActiveException", "Service was not ACTIVE.")
    desired = params.get("desiredCount")
    if desired is not None:
        if service.scheduling is Scheduling.DAEMON:
            raise invalid(_DAEMON_COUNT)
        _check_desired(desired)
    _check_update(service, params)
    changed = configured(service, params.get("deploymentConfiguration") or {})
    changed = replace(
        changed,
        desired_count=changed.desired_count if desired is None else desired,
        grace_s=params.get("healthCheckGracePeriodSeconds", changed.grace_s),
        shown={**(service.shown or {}), **{key: params[key] for key in _KEPT if key in params}},
    )
    if not service.external:
        changed = _deployed(world, cluster, service, changed, params)
    world.put(changed)
    world.cause = tell(world, Why((service.arn,), _told(world, service, changed), ("SV-7",)))
    happen(world, ServiceUpdated(service.arn))
    return {"service": service_show.service(world, world.need(Service, service.arn))}


_UNDER_CODE_DEPLOY = {
    "taskDefinition": "task definition",
    "networkConfiguration": "network configuration",
    "platformVersion": "platform version",
    "loadBalancers": "load balancers",
    "serviceRegistries": "service registries",
    "forceNewDeployment": "force new deployment",
}
"""What UpdateService refuses when others control the deployments [SV-9], with AWS's names for it."""


def _check_update(service: Service, params: Mapping[str, Any]) -> None:
    """Refuse what only the ECS controller may change [SV-9, DP-25]."""
    if service.controller == "ECS":
        return
    instead = {"CODE_DEPLOY": "Use AWS CodeDeploy to trigger a new deployment."}
    for name, what in _UNDER_CODE_DEPLOY.items():
        if params.get(name):
            raise invalid(
                f"Unable to update {what} on services with a {service.controller} deployment controller. "
                + instead.get(service.controller, "Use CreateTaskSet to deploy.")
            )


def _deployed(
    world: World, cluster: Cluster, service: Service, changed: Service, params: Mapping[str, Any]
) -> Service:
    """The changed service with a new deployment where there must be one [SV-7]."""
    definition = _wanted_definition(world, service, params.get("taskDefinition"))
    launch = _changed_launch(world, cluster, changed, definition, params)
    if _deploys(service, definition, launch, params):
        changed = with_deployment(world, changed, Deployment("", definition.arn, launch))
        newest = replace(changed.primary, alarms_ignored=sounding(world, changed))
        return replace(changed, deployments=(newest, *changed.deployments[1:]))
    newest = replace(changed.primary, launch=launch)
    return replace(changed, launch=launch, deployments=(newest, *changed.deployments[1:]))


def _wanted_definition(world: World, service: Service, given: str | None) -> TaskDefinition:
    if not given:
        return world.need(TaskDefinition, service.definition)
    found = _definition(world, given)
    if found.status != "ACTIVE":
        raise client("TaskDefinition is inactive")
    return found


def _changed_launch(
    world: World, cluster: Cluster, service: Service, definition: TaskDefinition, params: Mapping[str, Any]
) -> Launch:
    launch = service.launch
    if params.get("capacityProviderStrategy") is not None:
        items = strategy_of(cluster, params["capacityProviderStrategy"])
        if items and not launch.strategy and not params.get("forceNewDeployment"):
            raise invalid(
                "When switching from launch type to capacity provider strategy on an existing service, you "
                "must force a new deployment."
            )
        kind = launch.launch_type
        if items:
            kind = LaunchType.FARGATE if items[0].provider in FARGATE_PROVIDERS else LaunchType.EC2
            if kind not in definition.compatibilities:
                raise invalid(f"Task definition does not support launch_type {kind}.")
        version = "1.4.0" if kind is LaunchType.FARGATE else ""
        launch = replace(launch, strategy=items, launch_type=kind, platform_version=version)
    if params.get("placementStrategy") is not None:
        launch = replace(launch, placement=strategies(params["placementStrategy"]))
    if params.get("placementConstraints") is not None:
        launch = replace(launch, constraints=constraints(params["placementConstraints"]))
    if params.get("platformVersion") and launch.launch_type is LaunchType.FARGATE:
        version = params["platformVersion"]
        launch = replace(launch, platform_version="1.4.0" if version == "LATEST" else version)
    if params.get("networkConfiguration") or definition.arn != service.definition:
        network = params.get("networkConfiguration") or _network_again(launch)
        launch = with_network(world, definition, launch, network)
    if params.get("loadBalancers") is not None:
        launch = replace(launch, balanced=balanced(world, definition, params["loadBalancers"]))
    elif launch.balanced and definition.arn != service.definition:
        again = [
            {"targetGroupArn": one.group, "containerName": one.container, "containerPort": one.port}
            for one in launch.balanced
        ]
        launch = replace(launch, balanced=balanced(world, definition, again))
    if params.get("volumeConfigurations") is not None or definition.arn != service.definition:
        wanted = params.get("volumeConfigurations")
        launch = with_setup(
            world,
            definition,
            launch,
            {"volumeConfigurations": list(launch.volumes) if wanted is None else wanted},
        )
    return launch


def _network_again(launch: Launch) -> dict[str, Any] | None:
    network = launch.network
    if network is None:
        return None
    return {
        "awsvpcConfiguration": {**service_show.network(network), "assignPublicIp": network.assign_public_ip}
    }


def _deploys(service: Service, definition: TaskDefinition, launch: Launch, params: Mapping[str, Any]) -> bool:
    """Whether these parameters start a new deployment [SV-7]."""
    if params.get("forceNewDeployment"):
        return True
    if any(params.get(name) is not None for name in _NEW_DEPLOYMENT):
        return True
    old = service.launch
    return (definition.arn, launch.network, launch.platform_version) != (
        service.definition,
        old.network,
        old.platform_version,
    )


def _told(world: World, before: Service, after: Service) -> str:
    parts: list[str] = []
    if before.desired_count != after.desired_count:
        parts.append(f"desired count went {before.desired_count} → {after.desired_count}")
    if before.definition != after.definition:
        parts.append(f"the task definition is now {world.need(TaskDefinition, after.definition).name}")
    if before.newest_id != after.newest_id:
        parts.append(f"deployment {after.newest_id} began")
    percents = (after.minimum_healthy_percent, after.maximum_percent)
    if (before.minimum_healthy_percent, before.maximum_percent) != percents:
        parts.append(f"the percentages are now {percents[0]} and {percents[1]}")
    return f"UpdateService: {', '.join(parts) or 'settings changed'}"


@changes
def delete_service(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """DeleteService: ACTIVE -> DRAINING -> INACTIVE when the last task is gone [SV-1, SV-3]."""
    cluster = find.cluster(world, params.get("cluster"))
    service = find.need_service(world, cluster, params["service"])
    if service.status == "INACTIVE":
        raise Refusal("ServiceNotFoundException", "Service not found.")
    if service.desired_count and service.scheduling is Scheduling.REPLICA and not params.get("force"):
        raise invalid("The service cannot be stopped while it is scaled above 0.")
    gone = replace(service, status="DRAINING", desired_count=0)
    world.put(gone)
    world.cause = tell(world, Why((service.arn,), f"DeleteService was called on {service.name}", ("SV-3",)))
    happen(world, ServiceDeleted(service.arn))
    return {"service": service_show.service(world, gone)}


SERVICES = {
    "CreateService": create_service,
    "UpdateService": update_service,
    "DeleteService": delete_service,
}
