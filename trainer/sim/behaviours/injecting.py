"""Secrets and environment files: fetched with the execution role before containers start, and only then.

Stands for TD-15, TD-16, N-1 and the rows of 5.1 on secrets, private registries and environment files, SR-1.
AWS: "ResourceInitializationError". A customer managed KMS key asks for kms:Decrypt as well.
"""

import json
from collections.abc import Iterator

from trainer.sim.behaviours.agent import heard_task
from trainer.sim.events import ImagesPulled
from trainer.sim.iam.of_tasks import denial, execution
from trainer.sim.iam.policies import Source
from trainer.sim.kernel import NOTHING, Reaction
from trainer.sim.model import ContainerSpec, Parameter, Secret, Task, TaskDefinition
from trainer.sim.paths import obstacle, place_of_agent
from trainer.sim.trouble import Trouble
from trainer.sim.world import World
from trainer.value import dataclass, replace

START = (
    "ResourceInitializationError: unable to pull secrets or registry auth: execution "
    "resource retrieval failed:"
)
RETRIED = "service call has been retried 1 time(s):"


@dataclass(frozen=True, slots=True)
class Wanted:
    """Where a value comes from, taken apart: a secret with key, stage and version, or a parameter."""

    kind: str
    """asm (Secrets Manager) or ssm."""
    name: str
    """The secret's ARN, or the parameter's name."""
    json_key: str = ""
    stage: str = ""
    version: str = ""


def react(world: World, event: ImagesPulled) -> Reaction:
    """Keep the values with the containers once the images are there: later changes do not reach them."""
    task = heard_task(world, event)
    if task is None or not task.wanted:
        return NOTHING
    definition = world.need(TaskDefinition, task.definition)
    if not any(spec.secrets for spec in definition.containers):
        return NOTHING
    containers = tuple(
        replace(one, injected=_values(world, definition.spec(one.name))) for one in task.containers
    )
    return Reaction((replace(task, containers=containers),))


def trouble(world: World, task: Task, spec: ContainerSpec) -> Trouble | None:
    """What is in the way of a container's secrets, login and environment files."""
    return next(_troubles(world, task, spec), None)


def wanted(given: str) -> Wanted:
    """What `valueFrom` names."""
    if given.startswith("arn:") and ":secretsmanager:" in given:
        parts = given.split(":")
        key, stage, version = (*parts[7:10], "", "", "")[:3]
        return Wanted("asm", ":".join(parts[:7]), key, stage, version)
    if given.startswith("arn:"):
        name = given.partition(":parameter")[2]
        return Wanted("ssm", name if name.count("/") > 1 else name.removeprefix("/"))
    return Wanted("ssm", given)


def secret_of(world: World, name: str) -> Secret | None:
    """The secret of a name or ARN, also without the six characters that AWS adds."""
    for secret in world.of(Secret).values():
        if secret.deleted_ms is None and name in (secret.arn, secret.name, secret.arn.rpartition("-")[0]):
            return secret
    return None


def _values(world: World, spec: ContainerSpec) -> tuple[tuple[str, str], ...]:
    return tuple((name, value_of(world, wanted(source)) or "") for name, source in spec.secrets)


def value_of(world: World, source: Wanted) -> str | None:
    """The value that a source has now."""
    if source.kind == "ssm":
        parameter = _parameter(world, source.name)
        return parameter.values[-1] if parameter is not None else None
    secret = secret_of(world, source.name)
    version = secret.version(source.stage or "AWSCURRENT", source.version) if secret is not None else None
    if version is None or not source.json_key:
        return version.value if version is not None else None
    try:
        held = json.loads(version.value)
    except ValueError:
        return None
    found = held.get(source.json_key) if isinstance(held, dict) else None
    return found if found is None or isinstance(found, str) else json.dumps(found)


def _parameter(world: World, name: str) -> Parameter | None:
    return world.get(Parameter, name) or world.get(Parameter, f"/{name}")


def _troubles(world: World, task: Task, spec: ContainerSpec) -> Iterator[Trouble]:
    if spec.credentials:
        yield from _of_secret(
            world, task, spec.name, wanted(spec.credentials), "unable to get registry auth from asm"
        )
    for _, source in spec.secrets:
        asked = wanted(source)
        if asked.kind == "asm":
            yield from _of_secret(world, task, spec.name, asked, "unable to retrieve secret from asm")
        else:
            yield from _of_parameter(world, task, spec.name, asked)
    for file in spec.environment_files:
        yield from _of_file(world, task, spec.name, file)


def _of_secret(world: World, task: Task, container: str, source: Wanted, failed: str) -> Iterator[Trouble]:
    start = f"{START} {failed}:"
    fetch = f"{RETRIED} failed to fetch secret {source.name} from secrets manager:"
    if way := obstacle(world, place_of_agent(world, task), "secretsmanager"):
        error = (
            f"{start} There is a connection issue between the task and AWS Secrets Manager. Check your task "
            f"network configuration. failed to fetch secret {source.name} from secrets manager: "
            "RequestCanceled: request context canceled caused by: context deadline exceeded"
        )
        yield _no_way(container, error, f"Secrets Manager cannot be reached: {way}")
    secret = secret_of(world, source.name)
    policy = Source("the secret's policy", secret.policy) if secret and secret.policy else None
    arn = secret.arn if secret is not None else source.name
    actor = execution(world, task)
    if denied := denial(world, actor, "secretsmanager:GetSecretValue", arn, policy):
        yield Trouble(
            container, f"{start} {fetch} {denied.said}", denied.text, ("N-1", "TD-16"), about=denied.about
        )
    if secret is None:
        said = "ResourceNotFoundException: Secrets Manager can't find the specified secret."
        yield Trouble(container, f"{start} {fetch} {said}", f"there is no secret {source.name}", ("TD-16",))
        return
    if secret.kms_key and (denied := denial(world, actor, "kms:Decrypt", secret.kms_key)):
        said = "AccessDeniedException: Access to KMS is not allowed"
        yield Trouble(container, f"{start} {fetch} {said}", denied.text, ("N-1", "TD-16"), about=denied.about)
    if value_of(world, source) is None:
        what = f"json key {source.json_key}" if source.json_key else "such a version"
        error = f"{start} {RETRIED} retrieved secret from Secrets Manager did not contain {what}"
        yield Trouble(
            container, error, f"secret {secret.name} has no {what.removeprefix('such a ')}", ("TD-16",)
        )


def _of_parameter(world: World, task: Task, container: str, source: Wanted) -> Iterator[Trouble]:
    start = f"{START} unable to retrieve secrets from ssm: {RETRIED}"
    if way := obstacle(world, place_of_agent(world, task), "ssm"):
        error = f"{start} RequestCanceled: request context canceled caused by: context deadline exceeded"
        yield _no_way(container, error, f"Systems Manager cannot be reached: {way}")
    arn = world.arn(f"parameter/{source.name.removeprefix('/')}", "ssm")
    if denied := denial(world, execution(world, task), "ssm:GetParameters", arn):
        yield Trouble(container, f"{start} {denied.said}", denied.text, ("N-1", "TD-16"), about=denied.about)
    if _parameter(world, source.name) is None:
        error = f"{start} invalid parameters: {source.name}"
        yield Trouble(container, error, f"there is no parameter {source.name}", ("TD-16",))


def _of_file(world: World, task: Task, container: str, file: str) -> Iterator[Trouble]:
    """An environment file lies in S3 [TD-15]. Whether the object exists is not looked at."""
    start = f"ResourceInitializationError: failed to download env files: {RETRIED}"
    if way := obstacle(world, place_of_agent(world, task), "s3"):
        error = f"{start} RequestError: send request failed: dial tcp: i/o timeout"
        yield _no_way(container, error, f"S3 cannot be reached: {way}")
    if denied := denial(world, execution(world, task), "s3:GetObject", file):
        yield Trouble(container, f"{start} {denied.said}", denied.text, ("TD-15",), about=denied.about)


def _no_way(container: str, error: str, text: str) -> Trouble:
    return Trouble(container, error, text, ("SR-1", "NM-5"), slow=True)
