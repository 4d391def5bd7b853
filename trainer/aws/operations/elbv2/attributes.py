"""Attributes of load balancers, target groups and listeners: their defaults, and changing them [4.1]."""

from collections.abc import Mapping, Sequence

from trainer.aws.operations.answering import Refusal
from trainer.sim.model import LoadBalancer, TargetGroup

_APPLICATION_GROUP = {
    "deregistration_delay.timeout_seconds": "300",
    "stickiness.enabled": "false",
    "stickiness.type": "lb_cookie",
    "stickiness.lb_cookie.duration_seconds": "86400",
    "stickiness.app_cookie.cookie_name": "",
    "stickiness.app_cookie.duration_seconds": "86400",
    "slow_start.duration_seconds": "0",
    "load_balancing.algorithm.type": "round_robin",
    "load_balancing.algorithm.anomaly_mitigation": "off",
    "load_balancing.cross_zone.enabled": "use_load_balancer_configuration",
    "target_group_health.dns_failover.minimum_healthy_targets.count": "1",
    "target_group_health.dns_failover.minimum_healthy_targets.percentage": "off",
    "target_group_health.unhealthy_state_routing.minimum_healthy_targets.count": "1",
    "target_group_health.unhealthy_state_routing.minimum_healthy_targets.percentage": "off",
}
_NETWORK_GROUP = {
    "deregistration_delay.timeout_seconds": "300",
    "deregistration_delay.connection_termination.enabled": "false",
    "stickiness.enabled": "false",
    "stickiness.type": "source_ip",
    "preserve_client_ip.enabled": "true",
    "proxy_protocol_v2.enabled": "false",
    "load_balancing.cross_zone.enabled": "use_load_balancer_configuration",
    "target_health_state.unhealthy.connection_termination.enabled": "true",
    "target_health_state.unhealthy.draining_interval_seconds": "0",
}
_GATEWAY_GROUP = {
    "deregistration_delay.timeout_seconds": "300",
    "stickiness.enabled": "false",
    "stickiness.type": "source_ip_dest_ip",
    "target_failover.on_deregistration": "no_rebalance",
    "target_failover.on_unhealthy": "no_rebalance",
}
_STICKY = {
    **dict.fromkeys(("HTTP", "HTTPS"), ("lb_cookie", "app_cookie")),
    **dict.fromkeys(("TCP", "TLS", "UDP", "TCP_UDP"), ("source_ip",)),
    "GENEVE": ("source_ip_dest_ip", "source_ip_dest_ip_proto"),
}
"""What each protocol's target groups can hold a client to its target by."""
_STICKY_TYPES = ("app_cookie", "lb_cookie", "source_ip")
_APPLICATION = {
    "access_logs.s3.enabled": "false",
    "access_logs.s3.bucket": "",
    "access_logs.s3.prefix": "",
    "deletion_protection.enabled": "false",
    "idle_timeout.timeout_seconds": "60",
    "client_keep_alive.seconds": "3600",
    "load_balancing.cross_zone.enabled": "true",
    "routing.http2.enabled": "true",
    "routing.http.drop_invalid_header_fields.enabled": "false",
    "routing.http.desync_mitigation_mode": "defensive",
    "routing.http.preserve_host_header.enabled": "false",
    "routing.http.x_amzn_tls_version_and_cipher_suite.enabled": "false",
    "routing.http.xff_client_port.enabled": "false",
    "routing.http.xff_header_processing.mode": "append",
    "connection_logs.s3.enabled": "false",
    "connection_logs.s3.bucket": "",
    "connection_logs.s3.prefix": "",
    "waf.fail_open.enabled": "false",
}
_NETWORK = {
    "access_logs.s3.enabled": "false",
    "access_logs.s3.bucket": "",
    "access_logs.s3.prefix": "",
    "deletion_protection.enabled": "false",
    "load_balancing.cross_zone.enabled": "false",
}
_RANGES = {
    "deregistration_delay.timeout_seconds": (0, 3600),
    "idle_timeout.timeout_seconds": (1, 4000),
    "stickiness.lb_cookie.duration_seconds": (1, 604_800),
    "stickiness.app_cookie.duration_seconds": (1, 604_800),
    "client_keep_alive.seconds": (60, 604_800),
}


def of_group(group: TargetGroup) -> dict[str, str]:
    """All attributes of a target group."""
    application = group.protocol in ("HTTP", "HTTPS")
    other = _GATEWAY_GROUP if group.protocol == "GENEVE" else _NETWORK_GROUP
    return {**(_APPLICATION_GROUP if application else other), **(group.attributes or {})}


def of_balancer(balancer: LoadBalancer) -> dict[str, str]:
    """All attributes of a load balancer."""
    return {**(_APPLICATION if balancer.type == "application" else _NETWORK), **(balancer.attributes or {})}


def changed(known: Mapping[str, str], given: Sequence[Mapping[str, str]]) -> dict[str, str]:
    """The attributes that a request sets, checked against those that there are."""
    wanted: dict[str, str] = {}
    for item in given:
        name, value = item.get("Key") or "", item.get("Value") or ""
        if name not in known:
            raise Refusal("InvalidConfigurationRequest", f"Attribute '{name}' is not valid")
        if name in _RANGES:
            least, most = _RANGES[name]
            if not value.isdigit() or not least <= int(value) <= most:
                raise Refusal(
                    "InvalidConfigurationRequest", f"'{name}' must be an integer between {least} and {most}"
                )
        if name.startswith("slow_start") and not (
            value == "0" or (value.isdigit() and 30 <= int(value) <= 900)
        ):
            raise Refusal("InvalidConfigurationRequest", f"'{name}' must be 0 or between 30 and 900")
        wanted[name] = value
    return wanted


def check_stickiness(protocol: str, given: Sequence[Mapping[str, str]]) -> None:
    """Refuses a kind of stickiness that target groups of the protocol do not have."""
    wanted = {item.get("Key"): item.get("Value") for item in given}
    kind, fitting = wanted.get("stickiness.type"), _STICKY[protocol]
    if protocol == "TLS" and wanted.get("stickiness.enabled") == "true" and kind in (None, "source_ip"):
        text = "You cannot enable stickiness on target groups with the TLS protocol"
        raise Refusal("InvalidConfigurationRequest", text)
    if kind is None or kind in fitting:
        return
    if protocol == "GENEVE":
        text = f"'{kind}' must be one of [{', '.join(reversed(fitting))}]"
    elif kind not in _STICKY_TYPES:
        text = f"'Stickiness type' must be one of [{', '.join(_STICKY_TYPES)}]"
    else:
        text = f"Stickiness type '{kind}' is not supported for target groups with the {protocol} protocol"
    raise Refusal("InvalidConfigurationRequest", text)


def shown(attributes: Mapping[str, str]) -> list[dict[str, str]]:
    """Attributes as AWS lists them."""
    return [{"Key": name, "Value": value} for name, value in attributes.items()]
