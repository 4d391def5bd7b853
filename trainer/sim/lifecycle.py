"""Which images a lifecycle policy expires [ER-7].

Rules go by priority; an image is expired by at most one rule, and an image that a rule of higher priority
matched is never expired by a lower one. Oldest first, by the time it was pushed.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from trainer.sim.latencies import HOUR_MS
from trainer.sim.model import RegistryImage
from trainer.value import dataclass

DAY_MS = 24 * HOUR_MS


class BadPolicy(ValueError):  # noqa: N818 - what the text is
    """The text is no lifecycle policy."""


@dataclass(frozen=True, slots=True)
class Expiry:
    """An image that goes, and the priority of the rule that says so."""

    image: RegistryImage
    priority: int


def rules_of(text: str) -> list[Mapping[str, Any]]:
    """The rules of a policy by priority; raises BadPolicy."""
    try:
        rules = json.loads(text)["rules"]
        for rule in rules:
            _check(rule)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise BadPolicy(
            str(error) if isinstance(error, BadPolicy) else "Lifecycle policy is malformed"
        ) from error
    priorities = [rule["rulePriority"] for rule in rules]
    if len(set(priorities)) != len(priorities):
        raise BadPolicy("The rulePriority must be unique")
    return sorted(rules, key=lambda rule: int(rule["rulePriority"]))


def _check(rule: Mapping[str, Any]) -> None:
    selection = rule["selection"]
    status, count = selection["tagStatus"], selection["countType"]
    if status not in ("tagged", "untagged", "any") or rule["action"]["type"] != "expire":
        raise BadPolicy("tagStatus or action is not valid")
    if not isinstance(rule["rulePriority"], int) or not isinstance(selection["countNumber"], int):
        raise BadPolicy("rulePriority and countNumber must be whole numbers")
    if count not in ("imageCountMoreThan", "sinceImagePushed") or selection["countNumber"] < 1:
        raise BadPolicy("countType or countNumber is not valid")
    if status == "tagged" and not (selection.get("tagPrefixList") or selection.get("tagPatternList")):
        raise BadPolicy("A rule for tagged images must have a tagPrefixList or tagPatternList")
    if count == "sinceImagePushed" and selection.get("countUnit") != "days":
        raise BadPolicy("countUnit must be days for sinceImagePushed")


def expired(text: str, images: Sequence[RegistryImage], now_ms: int) -> list[Expiry]:
    """The images that the policy expires now, by rule, oldest first."""
    taken: set[str] = set()
    found: list[Expiry] = []
    for rule in rules_of(text):
        selection = rule["selection"]
        matched = [image for image in images if _selects(selection, image)]
        for image in _due(selection, matched, now_ms):
            if image.key not in taken:
                found.append(Expiry(image, rule["rulePriority"]))
        taken.update(image.key for image in matched)
    return found


def _selects(selection: Mapping[str, Any], image: RegistryImage) -> bool:
    match selection["tagStatus"]:
        case "any":
            return True
        case "untagged":
            return not image.tags
        case _:
            prefixes: Sequence[str] = selection.get("tagPrefixList") or ()
            patterns = [
                re.escape(each).replace(r"\*", ".*") for each in selection.get("tagPatternList") or ()
            ]
            if prefixes:
                return all(any(tag.startswith(each) for tag in image.tags) for each in prefixes)
            return all(any(re.fullmatch(each, tag) for tag in image.tags) for each in patterns)


def _due(
    selection: Mapping[str, Any], matched: Sequence[RegistryImage], now_ms: int
) -> Iterator[RegistryImage]:
    number = selection["countNumber"]
    oldest_first = sorted(matched, key=lambda image: (image.pushed_ms, image.key))
    if selection["countType"] == "imageCountMoreThan":
        yield from oldest_first[: max(0, len(oldest_first) - number)]
    else:
        yield from (image for image in oldest_first if now_ms - image.pushed_ms > number * DAY_MS)
