"""What an application's deed is about: its texts filled in, its resource, who may do it.

Stands for EB-4 (what reaches an application is in its environment), RO-1, RO-2, RO-4 (the task role acts for
it). Applications are our own.
"""

import base64
import re
from collections.abc import Mapping
from typing import Any

from trainer.sim.model import Container, Deed, Image, StoredObject, Task, TaskDefinition
from trainer.sim.registries import behaviour_of
from trainer.sim.world import World

_VARIABLE = re.compile(r"\$\{(\w+)\}")
BODY = "BODY"


class Undone(Exception):  # noqa: N818 - what befell the application, not an error of ours
    """The application could not do it: why, and the exception that its SDK raises."""

    def __init__(self, text: str, said: str = "", rules: tuple[str, ...] = ("RO-1",)) -> None:
        super().__init__(text)
        self.said = said or text
        self.rules = rules


def environment(world: World, task: Task, container: Container) -> dict[str, str]:
    """The environment of a container: its definition's, its run's overrides, its secrets as they were at its
    set-up [TD-16]."""
    definition = world.need(TaskDefinition, task.definition)
    given = ((task.shown or {}).get("overrides") or {}).get("containerOverrides") or ()
    pairs = [
        pair
        for item in (*(definition.data.get("containerDefinitions") or ()), *given)
        if item.get("name") == container.name
        for pair in item.get("environment") or ()
    ]
    plain = {pair["name"]: pair.get("value", "") for pair in pairs if pair.get("name")}
    return {**plain, **dict(container.injected)}


def filled(world: World, task: Task, container: Container, place: int) -> Deed:
    """The deed of that place with its texts filled in; raises Undone for a variable that is not set."""
    image = behaviour_of(world, container)
    if image is None or place >= len(image.does):
        raise Undone("the application is another one by now")
    known = environment(world, task, container)
    known.setdefault("TASK_ARN", task.arn)
    known.setdefault("TIME", world.wall().strftime("%Y-%m-%dT%H:%M:%SZ"))
    body = _read_before(world, image, place, known)
    if body is not None:
        known[BODY] = body
    return _with(image.does[place], known)


def _read_before(world: World, image: Image, place: int, known: Mapping[str, str]) -> str | None:
    """What the latest GetObject before this deed found."""
    for deed in reversed(image.does[:place]):
        if deed.action == "s3:GetObject":
            stored = world.get(StoredObject, _with(deed, known).resource)
            return None if stored is None else base64.b64decode(stored.body).decode(errors="replace")
    return None


def _with(deed: Deed, known: Mapping[str, str]) -> Deed:
    return Deed(
        deed.action, _text(deed.resource, known), _filled(deed.data, known), deed.after_s, deed.each_s
    )


def _filled(value: Any, known: Mapping[str, str]) -> Any:
    if isinstance(value, str):
        return _text(value, known)
    if isinstance(value, Mapping):
        return {key: _filled(inner, known) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_filled(inner, known) for inner in value]
    return value


def _text(text: str, known: Mapping[str, str]) -> str:
    def value(found: re.Match[str]) -> str:
        if found[1] not in known:
            raise Undone(f"KeyError: '{found[1]}' is not in the environment")
        return known[found[1]]

    return _VARIABLE.sub(value, text)


def arn_of(world: World, deed: Deed) -> str:
    """The ARN of what a deed is done to."""
    service = deed.action.partition(":")[0]
    match service:
        case "s3":
            return f"arn:aws:s3:::{deed.resource}"
        case "dynamodb":
            return world.arn(f"table/{deed.resource}", "dynamodb")
        case _:
            return deed.resource if deed.resource.startswith("arn:") else world.arn(deed.resource, service)
