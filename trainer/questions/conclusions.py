"""What a pattern concludes, as an author reads it: each question with all that may stand under it.

A proof is as good as the facts behind it, and whoever solves with the same facts agrees on a wrong one. So
every kind tells what its options may say and what follows for each, and `authoring.table` prints it.
"""

from collections.abc import Iterable

from trainer.content.model import FactId
from trainer.graph.conclude import truth
from trainer.graph.facts import FactGraph
from trainer.graph.model import Conclusion, Ground, Known, Unknown
from trainer.questions.model import Statement
from trainer.value import dataclass

RIGHT = ("right", "wrong")
"""How it is said of an option that it holds, and that it does not."""


@dataclass(frozen=True, slots=True)
class Cell:
    """What an option, or a part of one, may say, and what follows for it."""

    says: str
    verdict: Conclusion
    when: str = ""
    """What else of the option decides it; empty where nothing else does."""

    @property
    def holds(self) -> bool | None:
        """Whether it holds; None where the facts leave it open."""
        return truth_of(self.verdict)


@dataclass(frozen=True, slots=True)
class Block:
    """A question, or a requirement of one, in all its wordings, and everything that may answer it."""

    texts: tuple[str, ...]
    cells: tuple[Cell, ...]
    verbs: tuple[str, str] = RIGHT
    under: str = ""
    """What stands under the question, or what of it is asked about."""


def truth_of(verdict: Conclusion) -> bool | None:
    """Whether it holds, or None where the facts leave it open."""
    return verdict.holds if isinstance(verdict, Known) else None


def concluded(graph: FactGraph, statement: Statement) -> Conclusion:
    """Whether the statement is true, denials included, and the facts that show it."""
    found = truth(graph, statement.subject, statement.relation, statement.object, statement.when)
    if statement.holds or isinstance(found, Unknown):
        return found
    return Known(not found.holds, Ground.DENIED if found.holds else Ground.STATED, found.cites)


def all_of(conclusions: Iterable[Conclusion]) -> Conclusion:
    """What follows for several claims together: one that is false settles it, else none may be open."""
    listed = tuple(conclusions)
    cites: list[FactId] = []
    for one in listed:
        if isinstance(one, Known) and not one.holds:
            return one
    for one in listed:
        if isinstance(one, Unknown):
            return one
        cites += one.cites
    return Known(True, Ground.STATED, tuple(dict.fromkeys(cites)))


def different(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """Each block that concludes something once; two facts may ask the same question."""
    return tuple(dict.fromkeys(block for block in blocks if block.cells))
