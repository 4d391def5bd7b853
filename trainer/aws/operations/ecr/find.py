"""What ECR's operations share: finding repositories and images, pages."""

from collections.abc import Mapping, Sequence
from typing import Any

from trainer.aws.operations.answering import Refusal
from trainer.sim.model import RegistryImage, Repository
from trainer.sim.world import World


def repository(world: World, params: Mapping[str, Any]) -> Repository:
    """The repository of a request; other accounts' registries are not here."""
    name, account = params["repositoryName"], params.get("registryId") or world.account
    found = world.get(Repository, name) if account == world.account else None
    if found is None:
        text = f"The repository with name '{name}' does not exist in the registry with id '{account}'"
        raise Refusal("RepositoryNotFoundException", text)
    return found


def images(world: World, owner: Repository) -> list[RegistryImage]:
    """The images of a repository, oldest first."""
    return world.among(RegistryImage, f"images:{owner.name}")


def image(world: World, owner: Repository, wanted: Mapping[str, Any]) -> RegistryImage | None:
    """The image of an imageIdentifier: by digest, by tag, or by both when they agree."""
    digest, tag = wanted.get("imageDigest"), wanted.get("imageTag")
    for each in images(world, owner):
        if (digest is None or each.digest == digest) and (tag is None or tag in each.tags):
            return each
    return None


def need_image(world: World, owner: Repository, wanted: Mapping[str, Any]) -> RegistryImage:
    """The image that is meant, which must be there."""
    found = image(world, owner, wanted)
    if found is None:
        shown = f"{{imageDigest:'{wanted.get('imageDigest')}', imageTag:'{wanted.get('imageTag')}'}}"
        text = (
            f"The image with imageId {shown.replace(chr(39) + 'None' + chr(39), 'null')} does not "
            "exist within "
            f"the repository with name '{owner.name}' in the registry with id '{world.account}'"
        )
        raise Refusal("ImageNotFoundException", text)
    return found


def page(params: Mapping[str, Any], member: str, items: Sequence[Any], size: int = 100) -> dict[str, Any]:
    """A page of a list, by nextToken and maxResults."""
    token = str(params.get("nextToken") or "")
    start = int(token) if token.isdigit() else 0
    end = start + (params.get("maxResults") or size)
    shown: dict[str, Any] = {member: list(items[start:end])}
    if len(items) > end:
        shown["nextToken"] = str(end)
    return shown


def invalid(text: str) -> Refusal:
    """ECR's InvalidParameterException."""
    return Refusal("InvalidParameterException", text)
