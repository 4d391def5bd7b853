"""A lab in work as text, and back."""

import json
from collections.abc import Mapping

from trainer.content.model import Lab
from trainer.labs.model import Work
from trainer.labs.prompt import replay
from trainer.sim.saving import UnreadableWorld, from_json, to_json


def save_world(work: Work) -> str:
    """The world as JSON."""
    return json.dumps(to_json(work.world), separators=(",", ":"))


def save_history(work: Work) -> str:
    """What was typed and shown, as JSON: enough to replay the whole lab."""
    return json.dumps(
        {
            "lines": list(work.lines),
            "stage": work.stage,
            "hints": work.hints,
            "hints_exhausted": sorted(work.hints_exhausted),
            "solutions": sorted(work.solutions),
        }
    )


def thaw(lab: Lab, world: str, history: str) -> Work:
    """The work that was saved. A world of another version is made anew by replaying the lines."""
    kept: Mapping[str, object] = json.loads(history)
    lines = tuple(str(line) for line in _list(kept["lines"]))
    try:
        work = Work(lab, from_json(json.loads(world)), stage=int(str(kept["stage"])), lines=lines)
    except UnreadableWorld:
        work = replay(lab, lines)
    return Work(
        lab,
        work.world,
        stage=min(work.stage, len(lab.stages)),
        lines=lines,
        hints=int(str(kept["hints"])),
        hints_exhausted=frozenset(str(one) for one in _list(kept["hints_exhausted"])),
        solutions=frozenset(str(one) for one in _list(kept["solutions"])),
    )


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []
