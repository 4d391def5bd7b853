"""What RegisterTaskDefinition refuses, in AWS's words [TD-4 … TD-13, NM, 1.4]."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from trainer.aws.operations.answering import client, invalid

FARGATE_MEMORY: Mapping[int, Sequence[int]] = {
    256: (512, 1024, 2048),
    512: range(1024, 4097, 1024),
    1024: range(2048, 8193, 1024),
    2048: range(4096, 16385, 1024),
    4096: range(8192, 30721, 1024),
    8192: range(16384, 61441, 4096),
    16384: range(32768, 122881, 8192),
    32768: (61440, 122880, 249856),
}
"""CPU units -> memory in MiB that Fargate offers with them [1.4]."""
_NOT_ON_FARGATE = (
    "disableNetworking",
    "dnsSearchDomains",
    "dnsServers",
    "dockerSecurityOptions",
    "extraHosts",
    "links",
    "privileged",
)
_NOT_IN_FARGATE_LINUX = ("devices", "sharedMemorySize", "tmpfs", "maxSwap", "swappiness")
_FARGATE_LOG_DRIVERS = ("awslogs", "splunk", "awsfirelens")
CONTAINERS_MAX = 10
SIZE_MAX = 64 * 1024


def cpu_units(given: str | None) -> int | None:
    """`1024`, `1 vCPU` or `.5 vcpu` as CPU units [TD-9]."""
    if given is None:
        return None
    vcpus = re.fullmatch(r"\s*([\d.]+)\s*vcpu\s*", str(given), re.IGNORECASE)
    try:
        return round(float(vcpus[1]) * 1024) if vcpus else int(given)
    except ValueError as error:
        raise client(
            f"Invalid 'cpu' setting for task. '{given}' is not a valid number of CPU units."
        ) from error


def memory_mib(given: str | None) -> int | None:
    """`2048` or `2 GB` as MiB [TD-9]."""
    if given is None:
        return None
    gigabytes = re.fullmatch(r"\s*([\d.]+)\s*gb\s*", str(given), re.IGNORECASE)
    try:
        return round(float(gigabytes[1]) * 1024) if gigabytes else int(given)
    except ValueError as error:
        raise client(
            f"Invalid 'memory' setting for task. '{given}' is not a valid amount of memory."
        ) from error


def check(params: Mapping[str, Any], cpu: int | None, memory: int | None) -> None:
    """Raise the first refusal that AWS would answer with."""
    _check_frame(params)
    for container in params["containerDefinitions"]:
        _check_container(container, memory)
    _check_essential(params["containerDefinitions"])
    _check_sums(params["containerDefinitions"], cpu, memory)
    _check_ports(params)
    for constraint in params.get("placementConstraints") or ():
        if constraint.get("type") != "memberOf":
            raise client(
                "Invalid constraint type. Task definitions support only memberOf placement constraints."
            )
    if "FARGATE" in (params.get("requiresCompatibilities") or ()):
        for problem in fargate_problems(params, cpu, memory):
            raise client(problem)


def _check_frame(params: Mapping[str, Any]) -> None:
    family = params.get("family") or ""
    if not family:
        raise client("Family can not be blank.")
    if not re.fullmatch(r"[A-Za-z0-9_-]{1,255}", family):
        raise client(
            "Family contains invalid characters or is too long: up to 255 letters (uppercase and lowercase), "
            "numbers, hyphens, and underscores are allowed."
        )
    containers = params.get("containerDefinitions") or ()
    if not containers:
        raise client("Container list cannot be empty.")
    if len(containers) > CONTAINERS_MAX:
        raise client("Too many containers: a task definition holds at most 10.")
    if len(json.dumps(params, default=str)) > SIZE_MAX:
        raise client("Actual length is larger than the maximum allowed size of a task definition, 64 KiB.")


def _check_container(container: Mapping[str, Any], task_memory: int | None) -> None:
    for member in ("name", "image"):
        if not container.get(member):
            raise client(f"Container.{member} should not be null or empty.")
    name = container["name"]
    hard, soft = container.get("memory"), container.get("memoryReservation")
    if hard is None and soft is None and task_memory is None:
        raise client(
            f"Invalid setting for container '{name}'. "
            "At least one of 'memory' or 'memoryReservation' must be specified."
        )
    if hard is not None and soft is not None and soft > hard:
        raise client(
            f"Invalid setting for container '{name}'. "
            "The memory reservation must not be greater than the memory."
        )
    _check_numbers(container)
    for value in (hard, soft):
        if value is not None and value < 4:
            raise client(f"Invalid setting for container '{name}'. Memory must be at least 4 MiB.")


_RANGES = (
    ("healthCheck", "interval", 5, 300),
    ("healthCheck", "timeout", 2, 60),
    ("healthCheck", "retries", 1, 10),
    ("healthCheck", "startPeriod", 0, 300),
    ("restartPolicy", "restartAttemptPeriod", 60, 1800),
)


def _check_numbers(container: Mapping[str, Any]) -> None:
    """Health check and restart policy within AWS's ranges [HC-1, TD-14]."""
    for owner, member, least, most in _RANGES:
        value = (container.get(owner) or {}).get(member)
        if value is not None and not least <= value <= most:
            raise client(
                f"Invalid setting for container '{container['name']}'. "
                f"{owner}.{member} must be between {least} and {most}."
            )
    command = (container.get("healthCheck") or {}).get("command")
    if command is not None and (not command or command[0] not in ("CMD", "CMD-SHELL", "NONE")):
        raise client(
            f"Invalid setting for container '{container['name']}'. "
            "The health check command must begin with CMD, CMD-SHELL or NONE."
        )
    if len((container.get("restartPolicy") or {}).get("ignoredExitCodes") or ()) > 50:
        raise client("A restart policy can ignore at most 50 exit codes.")


def _check_essential(containers: Sequence[Mapping[str, Any]]) -> None:
    names = [container["name"] for container in containers]
    doubled = [name for name in names if names.count(name) > 1]
    if doubled:
        raise client(f"Container.name contains duplicate values: {doubled[0]}.")
    essential = {container["name"]: container.get("essential", True) for container in containers}
    if not any(essential.values()):
        raise client("At least one container must be marked as essential.")
    checked = {container["name"] for container in containers if container.get("healthCheck")}
    for container in containers:
        for depends in container.get("dependsOn") or ():
            if depends["containerName"] not in essential:
                raise client(f"Container '{container['name']}' depends on a container that is not defined.")
            if depends["condition"] in ("COMPLETE", "SUCCESS") and essential[depends["containerName"]]:
                raise client(
                    f"Container '{depends['containerName']}' is essential: "
                    f"condition {depends['condition']} cannot be used with it."
                )
            if depends["condition"] == "HEALTHY" and depends["containerName"] not in checked:
                raise client(
                    f"Container '{depends['containerName']}' has no health check: "
                    "condition HEALTHY cannot be used with it."
                )
    _check_circle(containers)


def _check_circle(containers: Sequence[Mapping[str, Any]]) -> None:
    """Refuse containers that wait for each other in a circle [TD-12]."""
    waits = {
        container["name"]: {item["containerName"] for item in container.get("dependsOn") or ()}
        for container in containers
    }
    while waits:
        free = [name for name, others in waits.items() if not others & waits.keys()]
        if not free:
            raise client("There is a cycle in the dependencies of the containers.")
        for name in free:
            del waits[name]


def _check_sums(containers: Sequence[Mapping[str, Any]], cpu: int | None, memory: int | None) -> None:
    if cpu is not None and sum(container.get("cpu") or 0 for container in containers) > cpu:
        raise client("The sum of the containers' 'cpu' must not be greater than the 'cpu' of the task.")
    reserved = sum(
        container.get("memoryReservation") or container.get("memory") or 0 for container in containers
    )
    if memory is not None and reserved > memory:
        raise client("The sum of the containers' memory must not be greater than the 'memory' of the task.")


def _check_ports(params: Mapping[str, Any]) -> None:
    mode = params.get("networkMode")
    for container in params["containerDefinitions"]:
        for mapping in container.get("portMappings") or ():
            port, host = mapping.get("containerPort"), mapping.get("hostPort")
            if mode == "none":
                raise client("Port mappings are not allowed with network mode 'none'.")
            if mode in ("awsvpc", "host") and host and host != port:
                raise client(
                    f"When networkMode={mode}, the host ports and container ports "
                    "in port mappings must match."
                )
        if container.get("links") and mode not in (None, "bridge"):
            raise client(f"Links are not supported when networkMode={mode}.")


def fargate_problems(params: Mapping[str, Any], cpu: int | None, memory: int | None) -> Iterator[str]:
    """Why these parameters cannot run on Fargate, in AWS's words; none when they can [TD-11]."""
    if params.get("networkMode") != "awsvpc":
        yield "Fargate only supports network mode ‘awsvpc’."
    if cpu is None:
        yield "Fargate requires that 'cpu' be defined at the task level."
    elif memory is None:
        yield "Fargate requires that 'memory' be defined at the task level."
    elif memory not in FARGATE_MEMORY.get(cpu, ()):
        yield f"No Fargate configuration exists for given values: {cpu} CPU, {memory} memory"
    if params.get("placementConstraints"):
        yield "Fargate does not support placement constraints."
    if params.get("pidMode") not in (None, "task"):
        yield (
            f"Tasks using the Fargate launch type do not support pidMode '{params['pidMode']}'. "
            "The supported value for pidMode is 'task'."
        )
    if params.get("ipcMode"):
        yield "Fargate does not support the 'ipcMode' setting."
    for volume in params.get("volumes") or ():
        if "dockerVolumeConfiguration" in volume or (volume.get("host") or {}).get("sourcePath"):
            yield f"Fargate does not support Docker volumes or a host path: volume '{volume.get('name')}'."
        if "fsxWindowsFileServerVolumeConfiguration" in volume:
            yield f"Fargate does not support FSx for Windows File Server: volume '{volume.get('name')}'."
    for container in params.get("containerDefinitions") or ():
        yield from _fargate_container_problems(container)


def _fargate_container_problems(container: Mapping[str, Any]) -> Iterator[str]:
    for member in _NOT_ON_FARGATE:
        if container.get(member):
            yield f"Fargate does not support '{member}' for container '{container['name']}'."
    linux = container.get("linuxParameters") or {}
    for member in _NOT_IN_FARGATE_LINUX:
        if linux.get(member):
            yield f"Fargate does not support '{member}' for container '{container['name']}'."
    added = (linux.get("capabilities") or {}).get("add") or ()
    if any(capability != "SYS_PTRACE" for capability in added):
        yield f"Fargate only supports adding the capability SYS_PTRACE: container '{container['name']}'."
    for needed in container.get("resourceRequirements") or ():
        if needed.get("type") == "GPU":
            yield f"Fargate does not support GPU for container '{container['name']}'."
    driver = (container.get("logConfiguration") or {}).get("logDriver")
    if driver and driver not in _FARGATE_LOG_DRIVERS:
        yield f"Fargate only supports the log drivers awslogs, splunk and awsfirelens, not '{driver}'."
    stop_s = container.get("stopTimeout")
    if stop_s is not None and stop_s > 120:
        yield "Fargate supports a 'stopTimeout' of at most 120 seconds."


def refuse_unknown_compatibility(names: Sequence[str]) -> None:
    """Refuse a requiresCompatibilities value that AWS does not know [TD-10]."""
    for name in names:
        if name not in ("EC2", "FARGATE", "EXTERNAL", "MANAGED_INSTANCES"):
            raise invalid(f"'{name}' is not a valid value for requiresCompatibilities.")
