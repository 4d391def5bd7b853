"""`trainer table`: everything a pattern concludes, to be read by somebody who knows the matter.

A proof is as good as the facts behind it. A closed list that lacks a member proves a right answer wrong, and
whoever solves with the same list agrees. So each conclusion of a pattern is read once, beside its sentences,
and the pattern keeps the mark of what was read: when a conclusion changes, so does the mark.
"""

from collections.abc import Iterator
from hashlib import sha256
from itertools import groupby

from trainer.content.model import Pattern, World
from trainer.graph.facts import FactGraph
from trainer.graph.model import Ground, Known
from trainer.questions.conclusions import Block, Cell
from trainer.questions.kinds import BY_NAME
from trainer.value import dataclass

_LETTERS = str.maketrans("0123456789abcdef", "bcdfghjklmnpqrst")
"""A mark is letters only, so that YAML never takes one for a number."""
_MARK = 8
_VERB = 5
"""Columns of the longest verb but one."""


@dataclass(frozen=True, slots=True)
class Table:
    """A pattern with all that it concludes."""

    pattern: Pattern
    blocks: tuple[Block, ...]

    @property
    def cells(self) -> int:
        """How many conclusions there are to read."""
        return sum(len(block.cells) for block in self.blocks)

    @property
    def mark(self) -> str:
        """Eight letters that change when a conclusion does: a sentence, a choice or what follows for it.

        In which order they stand is nothing to read.
        """
        said = sorted(
            repr(
                (
                    block.texts,
                    block.under,
                    block.verbs,
                    sorted(repr((one.says, one.when, one.holds)) for one in block.cells),
                )
            )
            for block in self.blocks
        )
        return sha256(repr(said).encode()).hexdigest()[:_MARK].translate(_LETTERS)

    @property
    def is_read(self) -> bool:
        """Whether somebody read it as it is now; the last reading counts."""
        return any(one.mark == self.mark for one in self.pattern.readings[-1:])

    @property
    def standing(self) -> str:
        """Who read it and when, and whether it has changed since."""
        if not self.pattern.readings:
            return "not read"
        last = self.pattern.readings[-1]
        return f"{'' if self.is_read else 'changed since it was '}read {last.read_on} by {last.by}"


def table_of(graph: FactGraph, pattern: Pattern) -> Table | None:
    """The table of a pattern; None where the simulator decides, or the table of another pattern holds."""
    kind = BY_NAME.get(pattern.kind)
    blocks = kind.concludes(graph, pattern) if kind else ()
    return Table(pattern, blocks) if blocks else None


def tables(graph: FactGraph) -> Iterator[Table]:
    """Those of all patterns of the course."""
    found = (table_of(graph, pattern) for pattern in graph.course.patterns.values())
    return (table for table in found if table is not None)


def told(graph: FactGraph, table: Table) -> Iterator[str]:
    """The table in lines: each question in all its wordings, then what may answer it with what shows it.

    What follows from a list alone ("not listed") deserves most doubt: is the list whole?
    """
    yield f"{table.pattern.id}: {table.cells} conclusions, mark {table.mark}, {table.standing}"
    for block in table.blocks:
        yield ""
        yield from (f"“{text}”" for text in block.texts)
        yield from (f"  {block.under}",) if block.under else ()
        for reasons, cells in groupby(block.cells, lambda cell: tuple(_reasons(graph, cell))):
            for cell in cells:
                yield f"  {_verb(block, cell):{_VERB}}  {cell.says}{f' [{cell.when}]' if cell.when else ''}"
            yield from (f"           {reason}" for reason in reasons)


def as_json(graph: FactGraph, table: Table) -> dict[str, object]:
    """The same for programs."""
    return {
        "pattern": table.pattern.id,
        "kind": table.pattern.kind,
        "mark": table.mark,
        "standing": table.standing,
        "blocks": [
            {
                "texts": list(block.texts),
                "under": block.under,
                "cells": [
                    {
                        "says": cell.says,
                        "when": cell.when,
                        "holds": cell.holds,
                        "verb": _verb(block, cell),
                        "ground": cell.verdict.ground.value if isinstance(cell.verdict, Known) else "open",
                        "reasons": list(_reasons(graph, cell)),
                    }
                    for cell in block.cells
                ],
            }
            for block in table.blocks
        ],
    }


def _verb(block: Block, cell: Cell) -> str:
    return "open" if cell.holds is None else block.verbs[not cell.holds]


def _reasons(graph: FactGraph, cell: Cell) -> Iterator[str]:
    if not isinstance(cell.verdict, Known):
        yield cell.verdict.why
        return
    known = [graph.facts[cite] for cite in cell.verdict.cites]
    ground = ""
    if cell.verdict.ground is Ground.COMPLETE:
        one = all(graph.relation(fact.relation).world is World.FUNCTIONAL for fact in known)
        ground = "there is but one: " if one else "not listed: "
    yield from (f"{ground}{fact.says}" for fact in known)
