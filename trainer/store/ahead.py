"""What an answer is kept with, read while its question is shown, so that the learner does not wait for it.

It holds as long as nothing is written to the file, which the answer's own transaction asks again.
"""

from collections.abc import Mapping, Sequence

from trainer.content.model import FactId
from trainer.memory.misconceptions import PairEvent
from trainer.memory.model import MemoryState
from trainer.questions.model import Item
from trainer.store.connection import Connection
from trainer.store.items import Text, text_of
from trainer.store.memory import read_states
from trainer.store.pairs import read_pairs
from trainer.store.settings import read_retention
from trainer.value import dataclass


@dataclass(frozen=True, slots=True)
class Ahead:
    """How things stand before an item is answered."""

    text: Text
    states: Mapping[FactId, MemoryState]
    """Of the item's facts, in their order."""
    met_at: str | None
    """When one of them was last read or asked, as it is stored; None: never."""
    learned: Mapping[FactId, str]
    """How those of them that were learned read then."""
    retention: float
    """Desired, 0-1."""
    pairs: Sequence[PairEvent]
    """All that answers said of confused pairs."""
    written: tuple[int, int]
    """The connection's word for the state of the file."""


def look_ahead(connection: Connection, course: str, item: Item, ready: Text | None = None) -> Ahead:
    """How things stand now; `ready`: the item's text, if that was made before."""
    written = connection.written()
    facts = item.fact_ids
    marks = ", ".join("?" * len(facts))
    met = f"SELECT max(at) FROM exposures WHERE course = ? AND fact_id IN ({marks})"  # noqa: S608
    learned = f"SELECT fact_id, says FROM learned WHERE course = ? AND fact_id IN ({marks})"  # noqa: S608
    return Ahead(
        text=ready if ready is not None and ready.item is item else text_of(item),
        states=read_states(connection, course, facts),
        met_at=connection.read(met, course, *facts)[0][0],
        learned={FactId(row["fact_id"]): row["says"] for row in connection.read(learned, course, *facts)},
        retention=read_retention(connection),
        pairs=read_pairs(connection, course),
        written=written,
    )
