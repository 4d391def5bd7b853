"""Each kind by an example: a pattern on the bread course and the item that it makes.

`python -m tests.questions.kinds` writes the items anew; what changed is then read in review.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from tests.questions.banks import bread, pattern, with_patterns
from trainer.content.figure import Edge
from trainer.content.model import Course, Plain, Step
from trainer.graph.facts import FactGraph
from trainer.questions.kinds import BY_NAME
from trainer.questions.model import Item
from trainer.seed import stream

FOLDER = Path(__file__).parent
_YAML = re.compile(r"```yaml\n(.*?)```", re.DOTALL)
_TEXT = re.compile(r"```text\n.*?```", re.DOTALL)


def examples() -> list[Path]:
    """The example files, one a kind."""
    return sorted(FOLDER.glob("*.md"))


def made(example: Path) -> Item:
    """The item that the example's pattern makes; AssertionError with the reason if it makes none."""
    found = _YAML.search(example.read_text())
    assert found, f"{example.name} shows no pattern"
    one = pattern(found[1])
    graph = FactGraph(with_patterns(_with_a_role(bread()), one))
    item = BY_NAME[one.kind].make(graph, one, stream("example", one.id), oven, None)
    assert isinstance(item, Item), item
    return item


def oven(steps: Sequence[Step], run_s: int, read: str) -> Plain:
    """A simulator of one rule: a loaf wants ten minutes, so an hour bakes six after another."""
    assert read == "loaves"
    loaves = sum(int(str(step.params["loaves"])) for step in steps)
    return f"{min(loaves, run_s // 600)} loaves"


def told(item: Item) -> str:
    """An item as a page for reading."""
    lines = [item.stem]
    lines += [f"> {item.exhibit}"] if item.exhibit else []
    lines += [f"picture: {item.picture.figure}, marked: {item.picture.marked}"] if item.picture else []
    for option in item.options:
        lines += ["", f"{option.id}. {option.text}{'  (key)' if option.is_key else ''}"]
        lines += [f"   {option.proof.kind.value}: {', '.join(option.proof.cites)}", f"   {option.rationale}"]
    lines += ["", f"accepted: {' | '.join(item.answer)}"] if item.answer else []
    lines += ["", f"decides: {' | '.join(item.deciding)}"] if item.deciding else []
    return "\n".join(lines)


def rewritten(example: Path) -> str:
    """The example's text with the item that the pattern makes today."""
    block = f"```text\n{told(made(example))}\n```"
    return _TEXT.sub(lambda _: block, example.read_text())


def _with_a_role(course: Course) -> Course:
    """The sample figure's first edge carries a concept, as a role would be carried."""
    figure = course.figures["bread-line"]
    edge: Edge = figure.edges["feed"]
    edges = {**figure.edges, "feed": replace(edge, role="sourdough")}
    return replace(course, figures={**course.figures, "bread-line": replace(figure, edges=edges)})
