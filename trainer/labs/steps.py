"""The steps of a lab's file, done in a world: its start, what a stage opens with, loads and faults."""

from collections.abc import Mapping, Sequence
from typing import Any

from trainer.aws.answer import answer
from trainer.aws.model import Call, Rejected
from trainer.content.model import Step
from trainer.labs.going import Going


class Refused(ValueError):  # noqa: N818 - what happened to the step
    """A step was refused; the message names it and its place in the lab's file."""


def do_steps(going: Going, steps: Sequence[Step], holes: Mapping[str, str] | None = None) -> None:
    """Do the steps one after another; `{name}` in their parameters is filled from `holes`."""
    for step in steps:
        params = filled(step.params, holes or {})
        if (step.service, step.operation) == ("trainer", "Wait"):
            seconds = params.get("seconds") if isinstance(params, Mapping) else None
            going.on(int(seconds if isinstance(seconds, int) else 0) * 1000)
            continue
        result = answer(going.world, Call(step.service, step.operation, params))
        if isinstance(result, Rejected):
            raise Refused(f"{step.source}: {step.service} {step.operation} is refused: {result.message}")


def filled(value: Any, holes: Mapping[str, str]) -> Any:
    """The value with every `{name}` filled that is in `holes`."""
    if isinstance(value, str):
        for name, text in holes.items():
            value = value.replace(f"{{{name}}}", text)
        return value
    if isinstance(value, Mapping):
        return {key: filled(inner, holes) for key, inner in value.items()}
    if isinstance(value, list):
        return [filled(inner, holes) for inner in value]
    return value
