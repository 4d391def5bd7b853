"""Which service and region a request is meant for."""

import re
from functools import cache
from urllib.parse import unquote

from trainer.aws.operations import SERVICES
from trainer.aws.server.model import BadRequest, Request
from trainer.aws.service_model import service_model, service_names
from trainer.value import dataclass

SCOPE = re.compile(
    r"[^/\s,]+/(?P<date>\d{8})/(?P<region>[a-z0-9-]+)/(?P<service>[A-Za-z0-9.-]+)/aws4_request"
)
RPC_PATH = re.compile(r"/service/([\w.]+)/operation/")
SIGNED_AS = {
    "elasticloadbalancing": ("elbv2", "elb"),
    "monitoring": ("cloudwatch",),
    "elasticfilesystem": ("efs",),
    "states": ("stepfunctions",),
    "tagging": ("resourcegroupstaggingapi",),
    "email": ("ses", "sesv2"),
}
"""Names in a signature's scope that are not botocore's names of the service."""
DEFAULT_REGION = "us-east-1"


@dataclass(frozen=True, slots=True)
class Scope:
    """Whom a request is for, as its signature says; `signed_as` is empty for an unsigned one."""

    region: str
    signed_as: str


def scope_of(request: Request) -> Scope:
    """The credential scope in the Authorization header or, for presigned addresses, in the query."""
    texts = [request.header("authorization")]
    texts.extend(unquote(value) for key, value in request.query if key.lower() == "x-amz-credential")
    for text in texts:
        if (match := SCOPE.search(text)) is not None:
            return Scope(match["region"], match["service"])
    return Scope(DEFAULT_REGION, "")


def service_of(request: Request, scope: Scope) -> str:
    """botocore's name of the service. Raises BadRequest when nothing tells it."""
    candidates = _candidates(scope.signed_as)
    target = request.header("x-amz-target").rpartition(".")[0] or _in_path(request)
    if target:
        for name in (*candidates, *modelled()):
            if service_model(name).metadata.get("targetPrefix") == target:
                return name
    if len(candidates) > 1:
        version = _version(request)
        for name in candidates:
            if service_model(name).metadata["apiVersion"] == version:
                return name
    if candidates:
        return candidates[0]
    said = f"'{scope.signed_as}' is no service of AWS" if scope.signed_as else "The request is not signed"
    raise BadRequest("UnknownService", f"{said}, and it names no service in X-Amz-Target.", 404)


def _in_path(request: Request) -> str:
    """The service that an address of RPC v2 names: `/service/GraniteServiceVersion20100801/operation/…`."""
    match = RPC_PATH.match(request.path)
    return match[1].rpartition(".")[2] if match else ""


def _candidates(signed_as: str) -> tuple[str, ...]:
    if signed_as in SIGNED_AS:
        return SIGNED_AS[signed_as]
    return (signed_as,) if signed_as in service_names() else ()


def _version(request: Request) -> str:
    match = re.search(rb"(?:^|&)Version=([0-9-]+)", request.body)
    return match[1].decode() if match else dict(request.query).get("Version", "")


@cache
def modelled() -> tuple[str, ...]:
    """The services that the simulator has operations of."""
    return tuple(sorted({*SERVICES} & {*service_names()}))
