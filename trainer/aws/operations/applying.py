"""Service "trainer": images and the applications in them: there or not, pushed, and what they do."""

import json
from collections.abc import Mapping
from typing import Any

from trainer.aws.operations.answering import changes, invalid
from trainer.aws.operations.around import deeds_of
from trainer.aws.operations.ecr.images import push
from trainer.sim.behaviours.images import MANIFEST_TYPE
from trainer.sim.kernel import Why, tell
from trainer.sim.model import Act, Image, Repository
from trainer.sim.registries import image_in, own
from trainer.sim.world import World
from trainer.value import replace


def image_named(world: World, params: Mapping[str, Any]) -> Image:
    """The image of a request, as the task definition names it, also if nothing was told of it."""
    name = params.get("image")
    if not isinstance(name, str) or not name:
        raise invalid("An image is wanted, as the task definition names it.")
    return world.get(Image, name) or Image(name)


@changes
def break_image(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """BreakImage {image}: it does not exist where tasks look for it; instances that have it keep it."""
    image = image_named(world, params)
    world.put(replace(image, exists=False))
    tell(world, Why((image.name,), f"image {image.name} is no longer there", ("SR-2",)))
    return {}


@changes
def fix_image(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """FixImage {image}: it exists again."""
    image = image_named(world, params)
    world.put(replace(image, exists=True))
    tell(world, Why((image.name,), f"image {image.name} is there again", ("SR-2",)))
    return {}


@changes
def set_application(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """SetApplication {image, stopsIn, exitsAfter, exitCode, answersAfter, does, acts, exitsOnError,
    private}: how its process behaves, in seconds. `does` lists what it does with AWS, as `deeds_of` reads it.
    `acts` is what it does inside of its task once it has started: {writes: PATH, text}, {reads: PATH},
    {prints: LINE}, or {calls: "ssm:GetParameter", resource: ARN}, of which only the permission matters;
    `$NAME` in a text is a variable. An image of ECR is meant in the version that its tag has now."""
    image = version_named(world, params)
    acts = params.get("acts")
    changed = replace(
        image,
        stops_in_s=params.get("stopsIn", image.stops_in_s),
        exits_after_s=params.get("exitsAfter", image.exits_after_s),
        exit_code=params.get("exitCode", image.exit_code),
        answers_after_s=params.get("answersAfter", image.answers_after_s),
        does=deeds_of(params["does"]) if "does" in params else image.does,
        acts=image.acts if acts is None else _acts(acts),
        exits_on_error=bool(params.get("exitsOnError", image.exits_on_error)),
        private=bool(params.get("private", image.private)),
    )
    world.put(changed)
    return {}


_ACTS = {"calls": "resource", "writes": "text", "reads": "", "prints": ""}
"""What an application can do, and the member that says more of it."""


def _acts(given: Any) -> tuple[Act, ...]:
    """What an application does, each a mapping with one of its kinds."""
    return tuple(_act(each) for each in given) if isinstance(given, list) else (_act(given),)


def _act(given: Any) -> Act:
    named = [kind for kind in _ACTS if isinstance(given, Mapping) and isinstance(given.get(kind), str)]
    if len(named) != 1 or set(given) - {named[0], _ACTS[named[0]]}:
        raise invalid(
            "acts is a list of {calls: ACTION, resource: ARN}, {writes: PATH, text: TEXT}, {reads: PATH} "
            "or {prints: LINE}."
        )
    kind = named[0]
    if kind == "calls" and ":" not in given[kind]:
        raise invalid(f"'{given[kind]}' is no action of AWS: 's3:GetObject' is one.")
    return Act(kind, given[kind], str(given.get(_ACTS[kind], "")))


def version_named(world: World, params: Mapping[str, Any]) -> Image:
    """The application of an image: of the very version where it lies in the account's own registry."""
    image = image_named(world, params)
    wanted = own(world, image.name)
    found = image_in(world, wanted) if wanted is not None else None
    repository = world.get(Repository, wanted.repository) if wanted is not None else None
    if found is None or repository is None:
        return image
    name = f"{repository.uri}@{found.digest}"
    return world.get(Image, name) or replace(image, name=name)


@changes
def push_image(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """PushImage {image, version}: `docker push` into a repository of ECR that is there. Each push is another
    version, unless `version` (any text) is the same again."""
    image = image_named(world, params)
    wanted = own(world, image.name)
    repository = world.get(Repository, wanted.repository) if wanted is not None else None
    if wanted is None or repository is None:
        raise invalid(f"There is no repository of this account's ECR for '{image.name}': create it first.")
    text = str(params.get("version") or world.new_id("push", image.name))
    manifest = json.dumps({"schemaVersion": 2, "mediaType": MANIFEST_TYPE, "config": {"digest": text}})
    pushed = push(world, repository, wanted.tag, manifest, MANIFEST_TYPE)
    return {"imageDigest": pushed.digest}


APPLYING = {
    "PushImage": push_image,
    "BreakImage": break_image,
    "FixImage": fix_image,
    "SetApplication": set_application,
}
