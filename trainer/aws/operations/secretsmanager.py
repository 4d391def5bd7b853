"""Secrets Manager: secrets with their versions; containers get the value of their start [TD-16]."""

import re
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from trainer.aws.operations.answering import Refusal, changes, reads
from trainer.aws.operations.ecr.find import page
from trainer.sim.kernel import Why, tell
from trainer.sim.model import Secret, SecretVersion, Tags
from trainer.sim.world import Gone, World
from trainer.value import replace


def _secret(world: World, name: str, deleted: bool = False) -> Secret:
    for secret in world.of(Secret).values():
        if name in (secret.arn, secret.name, secret.arn.rpartition("-")[0]):
            if secret.deleted_ms is not None and not deleted:
                text = "You can't perform this operation on the secret because it was marked for deletion."
                raise Refusal("InvalidRequestException", text)
            return secret
    raise Refusal("ResourceNotFoundException", "Secrets Manager can't find the specified secret.")


def _uuid(digits: str) -> str:
    return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:32]))


def _with_value(world: World, secret: Secret, params: Mapping[str, Any]) -> Secret:
    """The secret with a new AWSCURRENT version; the old one is AWSPREVIOUS."""
    text, binary = params.get("SecretString"), params.get("SecretBinary")
    if text is None and binary is None:
        return secret
    value = text if text is not None else bytes(binary or b"").hex()
    token = params.get("ClientRequestToken")
    name = token or _uuid(world.new_id("secret version", secret.arn))
    stages = tuple(params.get("VersionStages") or ("AWSCURRENT",))
    version = SecretVersion(name, value, stages, world.now_ms, binary=text is None)
    moved: list[SecretVersion] = []
    for old in secret.versions:
        if old.id == name:
            continue
        kept = [stage for stage in old.stages if stage not in stages]
        if "AWSCURRENT" in stages:
            kept = [stage for stage in kept if stage != "AWSPREVIOUS"]
            kept += ["AWSPREVIOUS"] if "AWSCURRENT" in old.stages else []
        moved.append(replace(old, stages=tuple(kept)))
    return replace(secret, versions=(version, *moved), changed_ms=world.now_ms)


@changes
def create_secret(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """CreateSecret: its ARN ends in six characters of AWS's choice."""
    name = params["Name"]
    if not re.fullmatch(r"[\w/+=.@-]{1,512}", name):
        raise Refusal(
            "ValidationException",
            "Invalid name: letters, digits and -/_+=.@ are allowed.",
        )
    same = [secret for secret in world.of(Secret).values() if secret.name == name]
    if same and same[0].deleted_ms is not None:
        text = (
            "You can't create this secret because a secret with this name is already scheduled for deletion."
        )
        raise Refusal("InvalidRequestException", text)
    if same:
        text = f"The operation failed because the secret {name} already exists."
        raise Refusal("ResourceExistsException", text)
    arn = world.arn(f"secret:{name}-{world.new_id('secret', name, length=6)}", "secretsmanager")
    secret = Secret(
        arn,
        name,
        description=params.get("Description") or "",
        kms_key=params.get("KmsKeyId") or "",
        created_ms=world.now_ms,
        changed_ms=world.now_ms,
    )
    secret = _with_value(world, secret, params)
    world.put(secret)
    if params.get("Tags"):
        world.put(Tags(arn, tuple((tag.get("Key", ""), tag.get("Value", "")) for tag in params["Tags"])))
    tell(world, Why((arn,), f"CreateSecret made secret {name}", ("TD-16",)))
    return _made(secret)


def _made(secret: Secret) -> dict[str, Any]:
    version = secret.version()
    shown = {"ARN": secret.arn, "Name": secret.name}
    return {**shown, "VersionId": version.id} if version is not None else shown


@reads
def get_secret_value(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """GetSecretValue: the current version, or the one asked for."""
    secret = _secret(world, params["SecretId"])
    stage = params.get("VersionStage") or "AWSCURRENT"
    version = secret.version(stage, params.get("VersionId") or "")
    if version is None:
        asked = (
            f"staging label: {stage}" if not params.get("VersionId") else f"VersionId: {params['VersionId']}"
        )
        text = f"Secrets Manager can't find the specified secret value for {asked}"
        raise Refusal("ResourceNotFoundException", text)
    value: dict[str, Any] = (
        {"SecretBinary": bytes.fromhex(version.value)} if version.binary else {"SecretString": version.value}
    )
    return {
        "ARN": secret.arn,
        "Name": secret.name,
        "VersionId": version.id,
        **value,
        "VersionStages": list(version.stages),
        "CreatedDate": world.wall(version.created_ms),
    }


@changes
def put_secret_value(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """PutSecretValue: running containers keep what they were given."""
    secret = _with_value(world, _secret(world, params["SecretId"]), params)
    world.put(secret)
    text = f"secret {secret.name} has a new value: only containers that start from now on get it"
    tell(world, Why((secret.arn,), text, ("TD-16",)))
    newest = secret.versions[0]
    return {**_made(secret), "VersionId": newest.id, "VersionStages": list(newest.stages)}


@changes
def update_secret(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """UpdateSecret: description, key, or value."""
    secret = _secret(world, params["SecretId"])
    secret = replace(
        secret,
        description=params.get("Description", secret.description),
        kms_key=params.get("KmsKeyId", secret.kms_key),
        changed_ms=world.now_ms,
    )
    secret = _with_value(world, secret, params)
    world.put(secret)
    return _made(secret)


@reads
def describe_secret(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """DescribeSecret: everything but the value."""
    return _shown(world, _secret(world, params["SecretId"], deleted=True))


def _shown(world: World, secret: Secret, listed: bool = False) -> dict[str, Any]:
    versions = {version.id: list(version.stages) for version in secret.versions if version.stages}
    data: dict[str, Any] = {
        "ARN": secret.arn,
        "Name": secret.name,
        "LastChangedDate": world.wall(secret.changed_ms),
        "SecretVersionsToStages" if listed else "VersionIdsToStages": versions,
        "CreatedDate": world.wall(secret.created_ms),
    }
    if secret.description:
        data["Description"] = secret.description
    if secret.kms_key:
        data["KmsKeyId"] = secret.kms_key
    if secret.deleted_ms is not None:
        data["DeletedDate"] = world.wall(secret.deleted_ms)
    if tags := world.get(Tags, secret.arn):
        data["Tags"] = [{"Key": key, "Value": value} for key, value in tags.tags]
    return data


def _meets(world: World, secret: Secret, wanted: Mapping[str, Any]) -> bool:
    """Whether a secret meets one filter: one of its values begins something, one with `!` begins nothing."""
    tags = world.get(Tags, secret.arn)
    has = {
        "name": [secret.name],
        "description": [secret.description],
        "tag-key": [key for key, _ in tags.tags] if tags else [],
        "tag-value": [value for _, value in tags.tags] if tags else [],
        "primary-region": [world.region],
    }
    key, values = wanted.get("Key", "all"), wanted.get("Values") or ()
    blind = key in ("description", "all")
    texts = [text for member in has.values() for text in member] if key == "all" else has.get(key, [])
    texts = [text.lower() for text in texts] if blind else texts

    def begins(value: str) -> bool:
        return any(text.startswith(value.lower() if blind else value) for text in texts)

    refused = [value[1:] for value in values if value.startswith("!")]
    asked = [value for value in values if not value.startswith("!")]
    return not any(map(begins, refused)) and (not asked or any(map(begins, asked)))


@reads
def list_secrets(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """ListSecrets: without those marked for deletion, unless asked for."""
    found = [
        _shown(world, secret, listed=True)
        for secret in world.of(Secret).values()
        if (secret.deleted_ms is None or params.get("IncludePlannedDeletion"))
        and all(_meets(world, secret, item) for item in params.get("Filters") or ())
    ]
    given = {"nextToken": params.get("NextToken"), "maxResults": params.get("MaxResults")}
    shown = page(given, "SecretList", found)
    if "nextToken" in shown:
        shown["NextToken"] = shown.pop("nextToken")
    return shown


@changes
def delete_secret(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """DeleteSecret: marked for 7 to 30 days, or at once by force."""
    secret = _secret(world, params["SecretId"], deleted=True)
    days = params.get("RecoveryWindowInDays") or 30
    if not 7 <= days <= 30:
        raise Refusal(
            "InvalidParameterException", "RecoveryWindowInDays must be between 7 and 30 days (inclusive)."
        )
    forced = bool(params.get("ForceDeleteWithoutRecovery"))
    if forced:
        world.remove(Gone(Secret, secret.arn))
    else:
        world.put(replace(secret, deleted_ms=world.now_ms, recovery_days=days))
    tell(world, Why((secret.arn,), f"secret {secret.name} was deleted", ("TD-16",)))
    at = world.wall() + timedelta(days=0 if forced else days)
    return {"ARN": secret.arn, "Name": secret.name, "DeletionDate": at}


@changes
def restore_secret(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """RestoreSecret: it is no longer marked for deletion."""
    secret = _secret(world, params["SecretId"], deleted=True)
    world.put(replace(secret, deleted_ms=None))
    return {"ARN": secret.arn, "Name": secret.name}


@changes
def put_resource_policy(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """PutResourcePolicy of a secret."""
    secret = _secret(world, params["SecretId"])
    world.put(replace(secret, policy=params["ResourcePolicy"]))
    return {"ARN": secret.arn, "Name": secret.name}


@reads
def get_resource_policy(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """GetResourcePolicy: without a policy only the secret is named."""
    secret = _secret(world, params["SecretId"])
    named = {"ARN": secret.arn, "Name": secret.name}
    return {**named, "ResourcePolicy": secret.policy} if secret.policy else named


SECRETSMANAGER = {
    "CreateSecret": create_secret,
    "GetSecretValue": get_secret_value,
    "PutSecretValue": put_secret_value,
    "UpdateSecret": update_secret,
    "DescribeSecret": describe_secret,
    "ListSecrets": list_secrets,
    "DeleteSecret": delete_secret,
    "RestoreSecret": restore_secret,
    "PutResourcePolicy": put_resource_policy,
    "GetResourcePolicy": get_resource_policy,
}
"""Secrets Manager's operations by name."""
