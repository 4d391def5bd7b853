"""Long answers in pages: maxResults and nextToken."""

import base64
from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from trainer.aws.operations.answering import invalid

T = TypeVar("T")


def page(
    params: Mapping[str, Any], everything: Sequence[T], most: int = 100
) -> tuple[list[T], dict[str, str]]:
    """The part of the list that the request asks for, and {"nextToken": …} when more follows."""
    size = params.get("maxResults") or most
    if not 1 <= size <= most:
        raise invalid(f"maxResults should be between 1 and {most}.")
    start = _start(params.get("nextToken"))
    if start > len(everything):
        raise invalid("Invalid token.")
    end = start + size
    return list(everything[start:end]), {} if end >= len(everything) else {"nextToken": _token(end)}


def _token(start: int) -> str:
    return base64.urlsafe_b64encode(f"from:{start}".encode()).decode()


def _start(token: str | None) -> int:
    if not token:
        return 0
    try:
        word, _, number = base64.urlsafe_b64decode(token.encode()).decode().partition(":")
        if word == "from":
            return int(number)
    except ValueError:
        pass
    raise invalid("Invalid token.")
