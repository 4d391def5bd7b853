"""Values for any shape of botocore's model, drawn from a named stream of chance."""

from datetime import UTC, datetime, timedelta
from typing import Any

from trainer.seed import Stream

DEEPEST = 5
WORDS = ("web", "a b", "ü-ñ", "x" * 40, "1&2<3>", 'quo"te', "comma,equals=", "/path/to")


def some(shape: Any, stream: Stream, depth: int = 0, *, full: bool = False) -> Any:  # noqa: PLR0911
    """A valid value: required members always, others at random, the rest only down to a depth."""
    match shape.type_name:
        case "structure":
            return {
                name: some(shape.members[name], stream, depth + 1, full=full)
                for name in _members(shape, stream, depth, full)
            }
        case "list":
            return [some(shape.member, stream, depth + 1, full=full) for _ in range(1 + stream.below(2))]
        case "map":
            return {
                f"{number}{stream.choice(('k', 'key'))}": some(shape.value, stream, depth + 1, full=full)
                for number in range(1 + stream.below(2))
            }
        case "integer" | "long":
            return 1 + stream.below(50)
        case "float" | "double":
            return stream.below(100) / 4
        case "boolean":
            return stream.random() < 0.5
        case "timestamp":
            return datetime(2026, 1, 5, 10, tzinfo=UTC) + timedelta(seconds=stream.below(100_000))
        case "blob":
            return bytes(stream.below(256) for _ in range(5))
        case _:
            least = int(shape.metadata.get("min", 0))
            text = (stream.choice(WORDS) + "z" * least)[: max(least, 60)]
            return stream.choice(shape.enum) if shape.enum else text


def _members(shape: Any, stream: Stream, depth: int, full: bool) -> list[str]:
    """Never none at all: an empty structure does not travel in a form."""
    names = list(shape.members)
    if getattr(shape, "is_tagged_union", False):
        return [stream.choice(names)]
    drawn = [
        name
        for name in names
        if name in shape.required_members or (depth < DEEPEST and (full or stream.random() < 0.5))
    ]
    return drawn or names[:1]
