"""What the handbook shows works as it stands there."""

import re
from pathlib import Path
from typing import Any, cast

import pytest

from tests.courses import ecs_graph
from trainer.content.model import Pattern, PatternId, TopicId
from trainer.content.yaml_source import read_yaml
from trainer.questions.kinds import BY_NAME, problems
from trainer.questions.model import Item
from trainer.seed import stream

HANDBOOK = Path(__file__).resolve().parents[2] / "content" / "README.md"


def examples() -> list[Pattern]:
    """The patterns that the handbook writes out, as they would stand in the ECS course."""
    blocks = re.findall(
        r"^```yaml\n(patterns:\n.*?)^```", HANDBOOK.read_text("utf-8"), re.DOTALL | re.MULTILINE
    )
    read = [read_yaml(block, "content/README.md") for block in blocks]
    assert all(not file.problems for file in read)
    found: list[dict[str, Any]] = [one for file in read for one in cast(Any, file.data)["patterns"]]
    return [
        Pattern(PatternId(one["id"]), one["kind"], TopicId(one["topic"]), one["level"], one["slots"])
        for one in found
    ]


def test_the_handbook_shows_the_usual_kinds() -> None:
    kinds = {pattern.kind for pattern in examples()}
    assert kinds >= {"lookup", "symptom", "match", "order", "compare", "statement"}


@pytest.mark.parametrize("pattern", examples(), ids=lambda pattern: pattern.id)
def test_an_example_of_a_pattern_asks(pattern: Pattern) -> None:
    graph, kind = ecs_graph(), BY_NAME[pattern.kind]
    assert pattern.topic in graph.course.topics
    assert [problem.message for problem in problems(pattern, graph.course)] == []
    made = [
        kind.make(graph, pattern, stream("handbook", pattern.id, fact, draw), None, fact)
        for fact in kind.facts(graph, pattern)
        for draw in range(4)
    ]
    assert any(isinstance(one, Item) for one in made), [one.why for one in made if not isinstance(one, Item)]
