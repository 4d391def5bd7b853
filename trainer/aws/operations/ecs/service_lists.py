"""Services described and listed [SV-1]."""

from collections.abc import Mapping, Sequence
from typing import Any

from trainer.aws.operations.answering import Refusal, invalid, reads
from trainer.aws.operations.ecs import find, service_show
from trainer.aws.operations.ecs.pages import page
from trainer.sim.model import Cluster, Service
from trainer.sim.world import World

SERVICES_SHOWN_MAX = 10


@reads
def describe_services(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """DescribeServices: up to 10; unknown ones are in `failures`."""
    cluster = find.cluster(world, params.get("cluster"))
    names: Sequence[str] = params["services"]
    if not names:
        raise invalid("Services cannot be empty.")
    if len(names) > SERVICES_SHOWN_MAX:
        raise invalid(f"Services can have at most {SERVICES_SHOWN_MAX} items.")
    with_tags = "TAGS" in (params.get("include") or ())
    shown: list[dict[str, Any]] = []
    failures: list[dict[str, str]] = []
    for name in names:
        found = find.service(world, cluster, name)
        if found is None:
            failures.append(find.missing(name if name.startswith("arn:") else world.arn(f"service/{name}")))
        else:
            shown.append(service_show.service(world, found, with_tags))
    return {"services": shown, "failures": failures}


@reads
def list_services(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """ListServices: ACTIVE ones only [SV-1]."""
    cluster = find.cluster(world, params.get("cluster"))
    kind, scheduling = params.get("launchType"), params.get("schedulingStrategy")
    arns = [
        service.arn
        for service in world.among(Service, f"services:{cluster.arn}")
        if service.status == "ACTIVE"
        and kind in (None, service.launch.launch_type)
        and scheduling in (None, service.scheduling)
    ]
    found, more = page({"maxResults": 10, **params}, arns)
    return {"serviceArns": found, **more}


@reads
def list_services_by_namespace(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """ListServicesByNamespace: services with Service Connect in a Cloud Map namespace, over all clusters."""
    namespace = params["namespace"]
    arns = [
        service.arn
        for service in world.of(Service).values()
        if service.status == "ACTIVE" and namespace == _namespace(world, service)
    ]
    if not arns:
        raise Refusal("NamespaceNotFoundException", "The specified namespace wasn't found.")
    found, more = page({"maxResults": 10, **params}, arns)
    return {"serviceArns": found, **more}


def _namespace(world: World, service: Service) -> str:
    """The namespace of its Service Connect, by default its cluster's; empty without Service Connect."""
    connect = (service.shown or {}).get("serviceConnectConfiguration") or {}
    if not connect.get("enabled"):
        return ""
    defaults = (world.need(Cluster, service.cluster).shown or {}).get("serviceConnectDefaults") or {}
    return str(connect.get("namespace") or defaults.get("namespace") or "")


SERVICE_LISTS = {
    "DescribeServices": describe_services,
    "ListServices": list_services,
    "ListServicesByNamespace": list_services_by_namespace,
}
