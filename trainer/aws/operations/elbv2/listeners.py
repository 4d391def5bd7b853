"""Listeners of load balancers [LB-2, LB-5]."""

from collections.abc import Mapping
from typing import Any

from trainer.aws.operations.answering import Refusal, changes, reads
from trainer.aws.operations.elbv2 import attributes, find, tags
from trainer.aws.operations.elbv2.linking import PROTOCOLS, check_actions, relink
from trainer.sim.kernel import Why, tell
from trainer.sim.model import Listener, ListenerRule, LoadBalancer, Tags
from trainer.sim.world import Gone, World
from trainer.value import replace

_KEPT = ("Certificates", "AlpnPolicy", "MutualAuthentication")
_DEFAULT_POLICY = "ELBSecurityPolicy-2016-08"
_ATTRIBUTES = {"routing.http.response.server.enabled": "true", "tcp.idle_timeout.seconds": "350"}


GENEVE = ("GENEVE", 6081)
"""What a gateway's one listener takes, on every port; it is not shown."""


@changes
def create_listener(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """CreateListener: one a port; from now on its target groups have a load balancer [LB-2]."""
    balancer = find.balancer(world, params["LoadBalancerArn"])
    protocol, port = _port(balancer, params.get("Protocol"), params.get("Port"))
    _check_free(world, balancer, port)
    _check_certificate(protocol, params)
    actions = check_actions(world, balancer, params["DefaultActions"])
    path = balancer.arn.partition(":loadbalancer/")[2]
    arn = world.arn(
        f"listener/{path}/{world.new_id('listener', path, port, length=16)}", "elasticloadbalancing"
    )
    tags.put(world, arn, params.get("Tags"))
    listener = Listener(arn, balancer.arn, port, protocol, actions, _kept(protocol, params))
    world.put(listener)
    text = f"CreateListener put {protocol} {port} on {balancer.name}"
    world.cause = tell(world, Why((arn, balancer.arn), text, ("LB-2",)))
    relink(world)
    return {"Listeners": [shown(listener)]}


def _port(balancer: LoadBalancer, protocol: str | None, port: int | None) -> tuple[str, int]:
    allowed = PROTOCOLS[balancer.type]
    if balancer.type == "gateway":
        for what, given in (("port", port), ("protocol", protocol)):
            if given:
                raise find.refused(f"A {what} cannot be specified for gateway listeners")
        return GENEVE
    for what, given in (("protocol", protocol), ("port", port)):
        if given is None:
            raise find.refused(f"A listener {what} must be specified")
    if protocol not in allowed:
        raise find.refused(f"Listener protocol '{protocol}' must be one of '{', '.join(allowed)}'")
    if port is None or not 1 <= port <= 65535:
        raise find.refused("Port must be between 1 and 65535")
    return str(protocol), port


def _check_free(world: World, balancer: LoadBalancer, port: int, own: str = "") -> None:
    for other in world.among(Listener, f"listeners:{balancer.arn}"):
        if other.port == port and other.arn != own:
            raise Refusal(
                "DuplicateListener",
                f"A listener already exists on this port for this load balancer '{balancer.arn}'",
            )


def _check_certificate(protocol: str, params: Mapping[str, Any]) -> None:
    if protocol in ("HTTPS", "TLS") and not params.get("Certificates"):
        raise find.refused(f"A certificate must be specified for {protocol} listeners")


def _kept(protocol: str, params: Mapping[str, Any]) -> dict[str, Any]:
    kept = {name: params[name] for name in _KEPT if params.get(name)}
    if protocol in ("HTTPS", "TLS"):
        kept["SslPolicy"] = params.get("SslPolicy") or _DEFAULT_POLICY
    return kept


def shown(listener: Listener) -> dict[str, Any]:
    """A listener as AWS describes it."""
    spoken = {"Port": listener.port, "Protocol": listener.protocol}
    return {
        "ListenerArn": listener.arn,
        "LoadBalancerArn": listener.load_balancer,
        **({} if listener.protocol == GENEVE[0] else spoken),
        "DefaultActions": [dict(action) for action in listener.actions],
        **(listener.shown or {}),
    }


@reads
def describe_listeners(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """DescribeListeners of a load balancer or by ARN."""
    arns, balancer = params.get("ListenerArns"), params.get("LoadBalancerArn")
    if not arns and not balancer:
        raise find.refused("You must specify either listener ARNs or a load balancer ARN")
    if balancer:
        found = world.among(Listener, f"listeners:{find.balancer(world, balancer).arn}")
    else:
        found = [find.listener(world, arn) for arn in dict.fromkeys(arns or ())]
    return find.paged(params, "Listeners", [shown(listener) for listener in found])


@changes
def modify_listener(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """ModifyListener: port, protocol, default actions."""
    found = find.listener(world, params["ListenerArn"])
    balancer = find.balancer(world, found.load_balancer)
    own = (None, None) if balancer.type == "gateway" else (found.protocol, found.port)
    protocol, port = _port(balancer, params.get("Protocol") or own[0], params.get("Port") or own[1])
    _check_free(world, balancer, port, found.arn)
    merged = {**(found.shown or {}), **params}
    _check_certificate(protocol, merged)
    actions = found.actions
    if params.get("DefaultActions"):
        actions = check_actions(world, balancer, params["DefaultActions"])
    changed = replace(found, protocol=protocol, port=port, actions=actions, shown=_kept(protocol, merged))
    world.put(changed)
    text = f"ModifyListener changed {protocol} {port} of {balancer.name}"
    world.cause = tell(world, Why((found.arn, balancer.arn), text, ("LB-2",)))
    relink(world)
    return {"Listeners": [shown(changed)]}


@changes
def delete_listener(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """DeleteListener, with its rules."""
    found = find.listener(world, params["ListenerArn"])
    for rule in world.among(ListenerRule, f"rules:{found.arn}"):
        world.remove(Gone(ListenerRule, rule.arn))
    world.remove(Gone(Listener, found.arn))
    world.remove(Gone(Tags, found.arn))
    text = f"DeleteListener took {found.protocol} {found.port} away"
    world.cause = tell(world, Why((found.arn, found.load_balancer), text, ("LB-2",)))
    relink(world)
    return {}


@reads
def describe_listener_attributes(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """DescribeListenerAttributes."""
    found = find.listener(world, params["ListenerArn"])
    return {"Attributes": attributes.shown({**_ATTRIBUTES, **(found.attributes or {})})}


@changes
def modify_listener_attributes(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """ModifyListenerAttributes."""
    found = find.listener(world, params["ListenerArn"])
    known = {**_ATTRIBUTES, **(found.attributes or {})}
    wanted = attributes.changed(known, params["Attributes"])
    world.put(replace(found, attributes={**(found.attributes or {}), **wanted}))
    return {"Attributes": attributes.shown({**known, **wanted})}


LISTENERS = {
    "CreateListener": create_listener,
    "DescribeListeners": describe_listeners,
    "ModifyListener": modify_listener,
    "DeleteListener": delete_listener,
    "DescribeListenerAttributes": describe_listener_attributes,
    "ModifyListenerAttributes": modify_listener_attributes,
}
