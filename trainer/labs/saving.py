"""A lab in work as text, and back."""

import json
from collections.abc import Mapping
from typing import Any

from trainer.content.model import FactId, Lab
from trainer.labs.model import Work
from trainer.labs.prompt import replay
from trainer.labs.trace import Point, Trace
from trainer.sim.saving import UnreadableWorld, from_json, to_json
from trainer.value import replace

TYPED_KEPT = 200


def save_world(work: Work) -> str:
    """The world as JSON."""
    return json.dumps(to_json(work.world), separators=(",", ":"))


def save_history(work: Work) -> str:
    """What was typed, shown and written down, as JSON: enough to replay the whole lab."""
    trace = work.trace
    return json.dumps(
        {
            "lines": work.lines,
            "times": work.times,
            "stage": work.stage,
            "began": work.began,
            "watched": work.watched,
            "guided": work.guided,
            "hints": work.hints,
            "hints_exhausted": sorted(work.hints_exhausted),
            "solutions": sorted(work.solutions),
            "rated": sorted(work.rated),
            "saved": work.saved,
            "typed": work.typed[-TYPED_KEPT:],
            "trace": {
                "services": {
                    name: [[one.at_ms, one.running, one.desired, one.unplaced] for one in points]
                    for name, points in trace.services.items()
                },
                "stops": trace.stops,
                "used": trace.used,
                "alive": sorted(trace.alive),
                "at_ms": trace.at_ms,
            },
        },
        separators=(",", ":"),
    )


def thaw(lab: Lab, world: str, history: str) -> Work:
    """The work that was saved. A world of another version is made anew by replaying the lines."""
    kept: Mapping[str, Any] = json.loads(history)
    lines = _words(kept, "lines")
    try:
        if "trace" not in kept or kept.get("watched"):
            raise UnreadableWorld("only a replay knows what was written down meanwhile")
        work = Work(
            lab,
            from_json(json.loads(world)),
            _trace(kept["trace"]),
            stage=min(int(kept["stage"]), len(lab.stages)),
            began=(int(kept["began"][0]), int(kept["began"][1])),
            lines=lines,
            times=tuple(int(one) for one in kept["times"]),
            guided=int(kept["guided"]),
        )
    except UnreadableWorld:
        work = replace(replay(lab, lines), past=(), guided=int(kept.get("guided", 0)))
    return replace(
        work,
        hints=int(kept["hints"]),
        hints_exhausted=frozenset(_words(kept, "hints_exhausted")),
        solutions=frozenset(_words(kept, "solutions")),
        rated=frozenset(FactId(fact) for fact in _words(kept, "rated")),
        saved={str(name): tuple(state) for name, state in kept.get("saved", {}).items()},
        typed=_words(kept, "typed"),
    )


def _words(kept: Mapping[str, Any], name: str) -> tuple[str, ...]:
    found = kept.get(name)
    return tuple(str(one) for one in found) if isinstance(found, list) else ()


def _trace(kept: Mapping[str, Any]) -> Trace:
    return Trace(
        {name: tuple(Point(*point) for point in points) for name, points in kept["services"].items()},
        dict(kept["stops"]),
        dict(kept["used"]),
        frozenset(kept["alive"]),
        int(kept["at_ms"]),
    )
