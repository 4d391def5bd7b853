"""ECR: repositories with their settings and policies [ER-1, ER-5, ER-6, ER-11]."""

import json
import re
from collections.abc import Mapping
from typing import Any

from trainer.aws.operations.answering import Refusal, changes, reads
from trainer.aws.operations.ecr import find
from trainer.sim.behaviours.images import new_repository
from trainer.sim.iam.policies import Malformed, check
from trainer.sim.kernel import Why, tell
from trainer.sim.model import RegistryImage, Repository, Tags
from trainer.sim.world import Gone, World
from trainer.value import replace

_NAME = re.compile(r"(?:[a-z0-9]+(?:[._-][a-z0-9]+)*/)*[a-z0-9]+(?:[._-][a-z0-9]+)*")


def shown(world: World, repository: Repository) -> dict[str, Any]:
    """A repository as ECR describes it."""
    data: dict[str, Any] = {
        "repositoryArn": repository.arn,
        "registryId": world.account,
        "repositoryName": repository.name,
        "repositoryUri": repository.uri,
        "createdAt": world.wall(repository.created_ms),
        "imageTagMutability": repository.mutability,
        "imageScanningConfiguration": {"scanOnPush": repository.scan_on_push},
        "encryptionConfiguration": dict(repository.encryption or {"encryptionType": "AES256"}),
    }
    if repository.exclusions:
        data["imageTagMutabilityExclusionFilters"] = [
            {"filterType": "WILDCARD", "filter": pattern} for pattern in repository.exclusions
        ]
    return data


@changes
def create_repository(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """CreateRepository: tags are mutable unless told otherwise."""
    name = params["repositoryName"]
    if not _NAME.fullmatch(name) or not 2 <= len(name) <= 256:
        raise find.invalid(
            f"Invalid parameter at 'repositoryName' failed to satisfy constraint: "
            f"'must satisfy regular expression '{_NAME.pattern}''"
        )
    if name in world.of(Repository):
        text = f"The repository with name '{name}' already exists in the registry with id '{world.account}'"
        raise Refusal("RepositoryAlreadyExistsException", text)
    repository = _with_mutability(new_repository(world, name), params)
    scanning = params.get("imageScanningConfiguration") or {}
    encryption = params.get("encryptionConfiguration") or {"encryptionType": "AES256"}
    repository = replace(
        repository, scan_on_push=bool(scanning.get("scanOnPush")), encryption=dict(encryption)
    )
    world.put(repository)
    _tag(world, repository.arn, params)
    tell(world, Why((repository.arn,), f"CreateRepository made repository {name}", ("ER-1",)))
    return {"repository": shown(world, repository)}


def _with_mutability(repository: Repository, params: Mapping[str, Any]) -> Repository:
    mutability = params.get("imageTagMutability") or "MUTABLE"
    filters = params.get("imageTagMutabilityExclusionFilters") or ()
    if bool(filters) != mutability.endswith("_WITH_EXCLUSION"):
        raise find.invalid(
            "Exclusion filters belong to a mutability that ends in _WITH_EXCLUSION, and only there."
        )
    return replace(repository, mutability=mutability, exclusions=tuple(each["filter"] for each in filters))


def _tag(world: World, arn: str, params: Mapping[str, Any]) -> None:
    if params.get("tags"):
        world.put(Tags(arn, tuple((tag["Key"], tag["Value"]) for tag in params["tags"])))


@reads
def describe_repositories(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """DescribeRepositories by name; all of them without names."""
    names = params.get("repositoryNames")
    wanted = [{"repositoryName": name, "registryId": params.get("registryId")} for name in names or ()]
    found = (
        [find.repository(world, each) for each in wanted] if names else list(world.of(Repository).values())
    )
    return find.page(params, "repositories", [shown(world, each) for each in found])


@changes
def delete_repository(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """DeleteRepository: with images only by force [ER-11]."""
    repository = find.repository(world, params)
    held = find.images(world, repository)
    if held and not params.get("force"):
        text = (
            f"The repository with name '{repository.name}' in registry with id '{world.account}' "
            "cannot be deleted because it still contains images"
        )
        raise Refusal("RepositoryNotEmptyException", text)
    for image in held:
        world.remove(Gone(RegistryImage, image.key))
    world.remove(Gone(Repository, repository.name))
    tell(world, Why((repository.arn,), f"repository {repository.name} was deleted", ("ER-11",)))
    return {"repository": shown(world, repository)}


@changes
def put_image_tag_mutability(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """PutImageTagMutability [ER-6]."""
    repository = _with_mutability(find.repository(world, params), params)
    world.put(repository)
    return {
        "registryId": world.account,
        "repositoryName": repository.name,
        "imageTagMutability": repository.mutability,
    }


@changes
def put_image_scanning_configuration(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """PutImageScanningConfiguration: whether images are scanned when pushed [ER-8]."""
    scanning = bool(params["imageScanningConfiguration"].get("scanOnPush"))
    repository = replace(find.repository(world, params), scan_on_push=scanning)
    world.put(repository)
    return {
        "registryId": world.account,
        "repositoryName": repository.name,
        "imageScanningConfiguration": {"scanOnPush": scanning},
    }


@changes
def set_repository_policy(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """SetRepositoryPolicy: who may pull and push, beside what their own policies say [ER-5]."""
    repository = find.repository(world, params)
    try:
        check(params["policyText"], "resource")
    except Malformed as error:
        raise find.invalid(
            f"Invalid parameter at 'PolicyText' failed to satisfy constraint: '{error}'"
        ) from error
    policy = json.dumps(json.loads(params["policyText"]), separators=(",", ":"))
    world.put(replace(repository, policy=policy))
    tell(world, Why((repository.arn,), f"repository {repository.name} got a policy", ("ER-5",)))
    return {"registryId": world.account, "repositoryName": repository.name, "policyText": policy}


def _policy_of(world: World, params: Mapping[str, Any]) -> Repository:
    repository = find.repository(world, params)
    if not repository.policy:
        text = f"Repository policy does not exist for the repository with name '{repository.name}'"
        raise Refusal(
            "RepositoryPolicyNotFoundException", f"{text} in the registry with id '{world.account}'"
        )
    return repository


@reads
def get_repository_policy(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """GetRepositoryPolicy."""
    repository = _policy_of(world, params)
    return {
        "registryId": world.account,
        "repositoryName": repository.name,
        "policyText": repository.policy,
    }


@changes
def delete_repository_policy(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """DeleteRepositoryPolicy."""
    repository = _policy_of(world, params)
    world.put(replace(repository, policy=""))
    return {
        "registryId": world.account,
        "repositoryName": repository.name,
        "policyText": repository.policy,
    }


def _tagged(world: World, params: Mapping[str, Any]) -> str:
    """The ARN of a request about tags, if it names a repository that is there."""
    arn = str(params["resourceArn"])
    prefix, found, name = arn.partition(":repository/")
    if not found or prefix.split(":")[2:3] != ["ecr"]:
        raise Refusal(
            "InvalidParameterException",
            "Invalid parameter at 'resourceArn' failed to satisfy constraint: 'Invalid ARN'",
        )
    find.repository(world, {"repositoryName": name, "registryId": prefix.split(":")[4]})
    return arn


@changes
def tag_resource(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """TagResource of a repository."""
    arn = _tagged(world, params)
    known = dict(tags.tags) if (tags := world.get(Tags, arn)) else {}
    known.update((tag["Key"], tag["Value"]) for tag in params["tags"])
    world.put(Tags(arn, tuple(known.items())))
    return {}


@reads
def list_tags_for_resource(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """ListTagsForResource of a repository."""
    tags = world.get(Tags, _tagged(world, params))
    return {"tags": [{"Key": key, "Value": value} for key, value in (tags.tags if tags else ())]}


@changes
def untag_resource(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """UntagResource of a repository."""
    tags = world.get(Tags, _tagged(world, params))
    if tags is not None:
        kept = tuple((key, value) for key, value in tags.tags if key not in params["tagKeys"])
        world.put(Tags(tags.arn, kept))
    return {}


REPOSITORIES = {
    "CreateRepository": create_repository,
    "DescribeRepositories": describe_repositories,
    "DeleteRepository": delete_repository,
    "PutImageTagMutability": put_image_tag_mutability,
    "PutImageScanningConfiguration": put_image_scanning_configuration,
    "SetRepositoryPolicy": set_repository_policy,
    "GetRepositoryPolicy": get_repository_policy,
    "DeleteRepositoryPolicy": delete_repository_policy,
    "TagResource": tag_resource,
    "UntagResource": untag_resource,
    "ListTagsForResource": list_tags_for_resource,
}
