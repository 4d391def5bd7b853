"""Certificates of HTTPS and TLS listeners: the default one and the list beside it [LB-5].

Any ARN is taken for a certificate: the services that keep them are not modelled.
"""

from collections.abc import Mapping
from typing import Any

from trainer.aws.operations.answering import Refusal, changes, reads
from trainer.aws.operations.elbv2 import find
from trainer.sim.model import Listener
from trainer.sim.world import World
from trainer.value import replace

LISTED_MAX = 25
"""So many certificates a load balancer has beside the default ones."""


def _default(listener: Listener) -> str:
    certificates = (listener.shown or {}).get("Certificates") or ()
    return str(certificates[0]["CertificateArn"]) if certificates else ""


def _secure(world: World, params: Mapping[str, Any]) -> Listener:
    found = find.listener(world, params["ListenerArn"])
    if not _default(found):
        raise find.refused("Certificates can only be specified for HTTPS and TLS listeners")
    return found


def _given(params: Mapping[str, Any]) -> list[str]:
    arns = [item.get("CertificateArn") or "" for item in params.get("Certificates") or ()]
    if not arns or not all(arns):
        raise find.refused("A certificate ARN must be specified")
    return arns


@changes
def add_listener_certificates(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """AddListenerCertificates: one that is in the list already is not added again."""
    found, arns = _secure(world, params), _given(params)
    listed = tuple(dict.fromkeys((*found.certificates, *arns)))
    if len(listed) > LISTED_MAX:
        raise Refusal("TooManyCertificates", f"A listener can have at most {LISTED_MAX} certificates")
    world.put(replace(found, certificates=listed))
    return {"Certificates": [{"CertificateArn": arn, "IsDefault": False} for arn in arns]}


@changes
def remove_listener_certificates(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """RemoveListenerCertificates: from the list; the default one goes only by ModifyListener."""
    found, arns = _secure(world, params), _given(params)
    if _default(found) in arns and _default(found) not in found.certificates:
        raise Refusal("OperationNotPermitted", "The default certificate of a listener cannot be removed")
    world.put(replace(found, certificates=tuple(arn for arn in found.certificates if arn not in arns)))
    return {}


@reads
def describe_listener_certificates(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """DescribeListenerCertificates: the default one first, again among the others if it is listed too."""
    found = find.listener(world, params["ListenerArn"])
    default = [{"CertificateArn": _default(found), "IsDefault": True}] if _default(found) else []
    listed = [{"CertificateArn": arn, "IsDefault": False} for arn in found.certificates]
    return find.paged(params, "Certificates", [*default, *listed])


CERTIFICATES = {
    "AddListenerCertificates": add_listener_certificates,
    "RemoveListenerCertificates": remove_listener_certificates,
    "DescribeListenerCertificates": describe_listener_certificates,
}
