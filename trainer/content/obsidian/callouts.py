"""`> [!kind]- Title`: what a quotation's first line says about it."""

import re

from trainer.value import dataclass

_HEAD = re.compile(r"\[!(?P<kind>[^\[\]|\n]{1,40})(?:\|[^\]\n]*)?\](?P<fold>[-+]?)[ \t]*")


@dataclass(frozen=True, slots=True)
class Head:
    """The kind in lower case and how many characters of the line say so; the rest is the title."""

    kind: str
    length: int


def callout_head(text: str) -> Head | None:
    """What the text begins with, if it opens a callout. A fold sign is read over: nothing is hidden."""
    match = _HEAD.match(text)
    return Head(match["kind"].strip().lower(), match.end()) if match else None
