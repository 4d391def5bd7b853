"""Runs a few steps in a fresh world and reads the end: how items ask the simulator."""

from collections.abc import Sequence

from trainer.content.model import Plain, Step


def play(steps: Sequence[Step], run_s: int, read: str) -> Plain:
    """Run the steps in a fresh world from a fixed seed, let `run_s` seconds pass, read the end state.

    `read` is a JMESPath expression over {"running": {service or group: n}, "tasks": [...], "services": [...],
    "instances": [...], "failures": [...]}. A step that AWS would refuse raises ValueError naming the step.
    """
    raise NotImplementedError
