"""Names between command line and models: services, options that the CLI calls otherwise, near misses."""

from collections.abc import Iterable
from functools import cache

from trainer.aws.service_model import dashed, service_model, service_names

SERVICE_NAMES = {"config": "configservice", "codedeploy": "deploy", "s3": "s3api"}
"""botocore's name -> the CLI's, where they differ."""

OPTION_NAMES: dict[tuple[str, str, str], str] = {
    ("ecs", "*", "no-enable-execute-command"): "disable-execute-command",
    ("ecs", "ExecuteCommand", "no-interactive"): "non-interactive",
    ("ec2", "CreateImage", "no-no-reboot"): "reboot",
    ("ec2", "*", "no-egress"): "ingress",
    ("ec2", "*", "no-disable-api-termination"): "enable-api-termination",
    ("sns", "Subscribe", "endpoint"): "notification-endpoint",
    ("stepfunctions", "SendTaskSuccess", "output"): "task-output",
    ("eks", "CreateCluster", "version"): "kubernetes-version",
    ("eks", "UpdateClusterVersion", "version"): "kubernetes-version",
    ("eks", "CreateNodegroup", "version"): "kubernetes-version",
    ("eks", "UpdateNodegroupVersion", "version"): "kubernetes-version",
    ("lambda", "PublishVersion", "code-sha256"): "code-sha-256",
    ("apigateway", "CreateRestApi", "version"): "api-version",
    ("apigatewayv2", "CreateApi", "version"): "api-version",
    ("apigatewayv2", "UpdateApi", "version"): "api-version",
}
"""Service, operation, option -> what the CLI calls it, mostly because a global option has the name."""


def cli_service(service: str) -> str:
    """botocore's name of a service as the command line says it."""
    return SERVICE_NAMES.get(service, service)


@cache
def services() -> dict[str, str]:
    """The command line's service names -> botocore's."""
    return {cli_service(name): name for name in service_names()}


@cache
def operations(service: str) -> dict[str, str]:
    """The command line's operation names of a service -> botocore's, in the CLI's (sorted) order."""
    model = service_model(service)
    names = {dashed(name): name for name in model.operation_names}
    return dict(sorted(names.items()))


def option_name(service: str, operation: str, name: str) -> str:
    """The name of an option after the CLI's renames."""
    for place in (operation, "*"):
        if (service, place, name) in OPTION_NAMES:
            return OPTION_NAMES[service, place, name]
    return name


def nearest(name: str, names: Iterable[str], count: int = 5) -> list[str]:
    """The names that someone who typed `name` may have meant, best first."""
    from difflib import get_close_matches

    return get_close_matches(name, list(names), n=count, cutoff=0.6)
