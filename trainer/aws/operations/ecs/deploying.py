"""How a service deploys: percentages, circuit breaker, alarms, early success [DP-2, DP-10, DP-12, DP-17]."""

from collections.abc import Mapping
from typing import Any

from trainer.aws.operations.answering import invalid
from trainer.sim.model import Breaker, DeploymentAlarms, EarlySuccess, Scheduling, Service
from trainer.value import replace


def configured(service: Service, given: Mapping[str, Any]) -> Service:
    """The service with the deployment configuration of a request [DP-2, DP-12]."""
    _check_strategy(given)
    lower = given.get("minimumHealthyPercent", service.minimum_healthy_percent)
    upper = given.get("maximumPercent", service.maximum_percent)
    if lower < 0 or upper < 0:
        raise invalid("minimumHealthyPercent and maximumPercent must not be negative.")
    if upper < lower or (upper == 0 and lower == 0):
        raise invalid("maximumPercent must be greater than or equal to minimumHealthyPercent, and above 0.")
    if service.scheduling is Scheduling.DAEMON and upper < 100:
        raise invalid("The daemon scheduling strategy wants a maximumPercent of at least 100.")
    breaker = service.breaker
    if "deploymentCircuitBreaker" in given:
        breaker = _breaker(given["deploymentCircuitBreaker"])
    alarms = service.alarms
    if wanted := given.get("alarms"):
        alarms = DeploymentAlarms(tuple(wanted["alarmNames"]), wanted["enable"], wanted["rollback"])
    changed = replace(
        service, minimum_healthy_percent=lower, maximum_percent=upper, breaker=breaker, alarms=alarms
    )
    early = given.get("earlySuccessCriteria")
    return changed if early is None else replace(changed, early=_early(changed, early))


def _check_strategy(given: Mapping[str, Any]) -> None:
    """Refuse what this simulator does not model: ECS's own blue/green, canary and linear [DP-21]."""
    strategy = given.get("strategy") or "ROLLING"
    if strategy != "ROLLING":
        raise invalid(f"This simulator does not model the deployment strategy {strategy}: use ROLLING.")
    for name in ("lifecycleHooks", "linearConfiguration", "canaryConfiguration"):
        if given.get(name):
            raise invalid(f"{name} cannot be used with the deployment strategy ROLLING.")


def _early(service: Service, given: Mapping[str, Any]) -> EarlySuccess | None:
    """When a rolling deployment is a success before it is over [DP-10]."""
    if not given.get("enable"):
        return None
    percent, cleanup = given.get("healthyPercent"), given.get("sourceServiceRevisionCleanup")
    if service.scheduling is Scheduling.DAEMON:
        raise invalid("earlySuccessCriteria is not supported with the daemon scheduling strategy.")
    if percent is None or cleanup is None:
        raise invalid("earlySuccessCriteria wants healthyPercent and sourceServiceRevisionCleanup.")
    if not service.minimum_healthy_percent <= percent <= 100:
        raise invalid("healthyPercent must be between minimumHealthyPercent and 100.")
    return EarlySuccess(percent, cleanup == "BLOCKING")


def _breaker(given: Mapping[str, Any]) -> Breaker:
    limit = given.get("thresholdConfiguration") or {}
    kind = limit.get("type") or "BOUNDED_PERCENT"
    if kind not in ("BOUNDED_PERCENT", "UNBOUNDED_PERCENT", "COUNT"):
        raise invalid(f"'{kind}' is not a valid threshold type.")
    return Breaker(
        given["enable"],
        given["rollback"],
        kind,
        limit.get("value") or 50,
        given.get("resetOnHealthyTask", True),
    )
