"""What is the same for every account: quotas and the predefined security policies.

Source: User Guides for Application and Network Load Balancers, "Quotas" and "Security policies".
"""

from collections.abc import Mapping
from typing import Any

from trainer.aws.operations.answering import Refusal, reads
from trainer.aws.operations.elbv2 import find
from trainer.sim.world import World

LIMITS = {
    "application-load-balancers": 50, "listeners-per-application-load-balancer": 50,
    "rules-per-application-load-balancer": 100, "certificates-per-application-load-balancer": 25,
    "targets-per-application-load-balancer": 1000, "target-groups-per-application-load-balancer": 100,
    "target-groups-per-action-on-application-load-balancer": 5,
    "target-id-registrations-per-application-load-balancer": 1000, "condition-values-per-alb-rule": 5,
    "condition-wildcards-per-alb-rule": 5, "network-load-balancers": 50,
    "listeners-per-network-load-balancer": 50, "certificates-per-network-load-balancer": 25,
    "targets-per-network-load-balancer": 3000, "targets-per-availability-zone-per-network-load-balancer": 500,
    "target-groups-per-action-on-network-load-balancer": 1, "gateway-load-balancers": 100,
    "gateway-load-balancers-per-vpc": 100, "geneve-target-groups": 100,
    "targets-per-availability-zone-per-gateway-load-balancer": 300, "target-groups": 3000,
}  # fmt: skip

_TLS13 = "TLS_AES_128_GCM_SHA256 TLS_AES_256_GCM_SHA384 TLS_CHACHA20_POLY1305_SHA256"
_GCM = (
    "ECDHE-ECDSA-AES128-GCM-SHA256 ECDHE-RSA-AES128-GCM-SHA256 ECDHE-ECDSA-AES256-GCM-SHA384 "
    "ECDHE-RSA-AES256-GCM-SHA384"
)
_CBC = "ECDHE-ECDSA-AES128-SHA256 ECDHE-RSA-AES128-SHA256 ECDHE-ECDSA-AES256-SHA384 ECDHE-RSA-AES256-SHA384"
_SHA = "ECDHE-ECDSA-AES128-SHA ECDHE-RSA-AES128-SHA ECDHE-RSA-AES256-SHA ECDHE-ECDSA-AES256-SHA"
_RSA = "AES128-GCM-SHA256 AES128-SHA256 AES256-GCM-SHA384 AES256-SHA256"
_RSA_SHA = "AES128-SHA AES256-SHA"
_FORWARD, _ALL = (_GCM, _CBC, _SHA), (_GCM, _CBC, _SHA, _RSA, _RSA_SHA)

POLICIES: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "2016-08": ("TLSv1 TLSv1.1 TLSv1.2", _ALL),
    "TLS13-1-2-2021-06": ("TLSv1.2 TLSv1.3", (_TLS13, _GCM, _CBC)),
    "TLS13-1-3-2021-06": ("TLSv1.3", (_TLS13,)),
    "TLS13-1-2-Res-2021-06": ("TLSv1.2 TLSv1.3", (_TLS13, _GCM)),
    "TLS13-1-2-Ext1-2021-06": ("TLSv1.2 TLSv1.3", (_TLS13, _GCM, _CBC, _RSA)),
    "TLS13-1-2-Ext2-2021-06": ("TLSv1.2 TLSv1.3", (_TLS13, *_ALL)),
    "TLS13-1-1-2021-06": ("TLSv1.1 TLSv1.2 TLSv1.3", (_TLS13, *_ALL)),
    "TLS13-1-0-2021-06": ("TLSv1 TLSv1.1 TLSv1.2 TLSv1.3", (_TLS13, *_ALL)),
    "TLS-1-2-Ext-2018-06": ("TLSv1.2", _ALL),
    "TLS-1-2-2017-01": ("TLSv1.2", (_GCM, _CBC, _RSA)),
    "TLS-1-1-2017-01": ("TLSv1.1 TLSv1.2", _ALL),
    "TLS-1-0-2015-04": ("TLSv1 TLSv1.1 TLSv1.2", (*_ALL, "DES-CBC3-SHA")),
    "FS-1-2-Res-2020-10": ("TLSv1.2", (_GCM,)),
    "FS-1-2-Res-2019-08": ("TLSv1.2", (_GCM, _CBC)),
    "FS-1-2-2019-08": ("TLSv1.2", _FORWARD),
    "FS-1-1-2019-08": ("TLSv1.1 TLSv1.2", _FORWARD),
    "FS-2018-06": ("TLSv1 TLSv1.1 TLSv1.2", _FORWARD),
}
"""Name without `ELBSecurityPolicy-` -> protocols, ciphers in the order of their priority."""


@reads
def describe_account_limits(_: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """DescribeAccountLimits."""
    return find.paged(params, "Limits", [{"Name": name, "Max": str(most)} for name, most in LIMITS.items()])


@reads
def describe_ssl_policies(_: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """DescribeSSLPolicies: all, or those named, in the order of their names in the request."""
    known = {f"ELBSecurityPolicy-{name}": policy for name, policy in POLICIES.items()}
    names = list(dict.fromkeys(params.get("Names") or known))
    missing = [name for name in names if name not in known]
    if missing:
        raise Refusal("SSLPolicyNotFound", f"SSL policy '{missing[0]}' not found")
    return find.paged(params, "SslPolicies", [_shown(name, *known[name]) for name in names])


def _shown(name: str, protocols: str, ciphers: tuple[str, ...]) -> dict[str, Any]:
    ordered = " ".join(ciphers).split()
    return {
        "Name": name,
        "SslProtocols": protocols.split(),
        "Ciphers": [{"Name": cipher, "Priority": place} for place, cipher in enumerate(ordered, 1)],
        "SupportedLoadBalancerTypes": ["application", "network"],
    }


ACCOUNT = {"DescribeAccountLimits": describe_account_limits, "DescribeSSLPolicies": describe_ssl_policies}
