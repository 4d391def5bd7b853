"""Long answers in pages for services that name their tokens and limits in other ways than ECS."""

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from trainer.aws.operations.ecs.pages import page

T = TypeVar("T")


def listed(
    params: Mapping[str, Any],
    everything: Sequence[T],
    *,
    limit: str = "Limit",
    token: str = "NextToken",  # noqa: S107 - the name of a parameter
    most: int = 100,
) -> tuple[list[T], dict[str, str]]:
    """The part that the request asks for, and `{token: …}` when more follows."""
    asked = {"maxResults": params.get(limit), "nextToken": params.get(token)}
    found, more = page(asked, everything, most)
    return found, {token: more["nextToken"]} if more else {}
