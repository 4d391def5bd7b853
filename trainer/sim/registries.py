"""What an image's name means: which registry, repository, tag or digest [ER-1]."""

import re
from functools import lru_cache

from trainer.seed import digest
from trainer.sim.model import Container, Image, RegistryImage, Repository
from trainer.sim.world import World
from trainer.value import dataclass

_PRIVATE = re.compile(r"(\d{12})\.dkr\.ecr\.([a-z0-9-]+)\.amazonaws\.com(?:\.cn)?/(.+)")


@dataclass(frozen=True, slots=True)
class Reference:
    """An image's name taken apart. `account` is empty outside of private ECR registries."""

    account: str
    region: str
    repository: str
    tag: str
    digest: str
    full: str
    """The name as the container runtime writes it out."""
    host: str
    """Where the registry answers."""


@lru_cache(maxsize=1024)
def reference(name: str) -> Reference:
    """Take an image's name apart; the short name is Docker Hub's."""
    bare, _, wanted = name.partition("@")
    private = _PRIVATE.fullmatch(bare)
    path = private[3] if private else bare
    head, colon, tag = path.rpartition(":")
    if not colon or "/" in tag:
        head, tag = path, ""
    if not wanted and not tag:
        tag = "latest"
    if private:
        account, region = private[1], private[2]
        host = f"{account}.dkr.ecr.{region}.amazonaws.com"
    else:
        account = region = ""
        first, _, rest = head.partition("/")
        if not rest:
            host, head = "registry-1.docker.io", f"library/{head}"
        elif "." in first or ":" in first or first == "localhost":
            host, head = first, rest
        else:
            host = "registry-1.docker.io"
    shown = "docker.io" if host == "registry-1.docker.io" else host
    end = f"@{wanted}" if wanted else f":{tag}"
    return Reference(account, region, head, tag, wanted, f"{shown}/{head}{end}", host)


def own(world: World, name: str) -> Reference | None:
    """The reference, if it is to the account's own private registry in the world's region."""
    found = reference(name)
    return found if (found.account, found.region) == (world.account, world.region) else None


def image_in(world: World, wanted: Reference) -> RegistryImage | None:
    """The image of a repository that a reference means now."""
    if wanted.digest:
        return world.get(RegistryImage, f"{wanted.repository}@{wanted.digest}")
    for image in world.among(RegistryImage, f"images:{wanted.repository}"):
        if wanted.tag in image.tags:
            return image
    return None


def digest_now(world: World, name: str) -> str:
    """The digest that a name means now; outside of the account's registry names never change."""
    wanted = own(world, name)
    if wanted is None:
        return reference(name).digest or f"sha256:{digest('image', reference(name).full, length=64)}"
    found = image_in(world, wanted)
    return found.digest if found is not None else ""


def behaviour_of(world: World, container: Container) -> Image | None:
    """How the application in a container behaves: told of this version of the image, or of its name."""
    table = world.of(Image)
    if not table:
        return None
    if container.digest and (wanted := own(world, container.image)):
        repository = world.get(Repository, wanted.repository)
        told = table.get(f"{repository.uri}@{container.digest}") if repository else None
        if told is not None:
            return told
    return table.get(container.image)
