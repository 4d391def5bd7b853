"""The steps of a lab's file, done in a world: its start, what a stage opens with, loads and faults."""

from collections.abc import Mapping, Sequence
from typing import Any

from trainer.aws.answer import answer
from trainer.aws.model import Call, Rejected
from trainer.content.model import Step
from trainer.labs.going import Going, duration_ms
from trainer.labs.typing import typed
from trainer.sim.model import ContainerInstance, InstanceStatus, Task
from trainer.sim.world import World


class Refused(ValueError):  # noqa: N818 - what happened to the step
    """A step was refused; the message names it and its place in the lab's file."""


def do_steps(going: Going, steps: Sequence[Step], holes: Mapping[str, str] | None = None) -> None:
    """Do the steps one after another; `{name}` in their parameters is filled from `holes`."""
    for step in steps:
        params = filled(step.params, {**_named(going.world), **(holes or {})})
        if (step.service, step.operation) == ("trainer", "Wait"):
            seconds = params.get("seconds") if isinstance(params, Mapping) else None
            going.on(int(seconds if isinstance(seconds, int) else 0) * 1000)
            continue
        if step.service == "line":
            _type(going, str(filled(step.operation, holes or {})), step)
            continue
        result = answer(going.world, Call(step.service, step.operation, params))
        if isinstance(result, Rejected):
            raise Refused(f"{step.source}: {step.service} {step.operation} is refused: {result.message}")


def _named(world: World) -> dict[str, str]:
    """What a step may name without knowing its id: `{busiest host}`, `{idlest host}`."""
    counts = {
        one.host: len(world.among(Task, f"instance:{one.arn}"))
        for one in world.of(ContainerInstance).values()
        if one.status is not InstanceStatus.INACTIVE
    }
    if not counts:
        return {}
    return {
        "busiest host": max(counts, key=lambda host: counts[host]),
        "idlest host": min(counts, key=lambda host: counts[host]),
    }


def _type(going: Going, line: str, step: Step) -> None:
    """A line as a learner would type it."""
    word, _, rest = line.partition(" ")
    if word == "wait":
        going.on(duration_ms(rest))
        return
    ran = typed(going.world, line, lambda _, ms: going.on(ms))
    if ran.exit_code:
        raise Refused(f"{step.source}: {line} is refused: {ran.stderr.strip()}")


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
