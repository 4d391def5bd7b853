"""What an answer is kept with, read while its question is shown, so that the learner does not wait for it.

It holds as long as nothing is written to the file, which the answer's own transaction asks again. The item
itself is kept then already: it is the same whatever is answered, and it is flushed with the answer.
"""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import datetime

from trainer.content.model import FactId
from trainer.errors import TrainerError
from trainer.memory.misconceptions import PairEvent
from trainer.memory.model import MemoryState
from trainer.questions.model import Item
from trainer.store.connection import Connection, moment
from trainer.store.facts import Asked, asked_in, read_rows
from trainer.store.items import Text, put_item, text_of
from trainer.store.memory import state_in
from trainer.store.pairs import read_pairs
from trainer.store.settings import read_retention
from trainer.store.sums import counted_reviews
from trainer.value import dataclass


@dataclass(frozen=True, slots=True)
class Ahead:
    """How things stand before an item is answered."""

    text: Text
    item_is_kept: bool
    states: Mapping[FactId, MemoryState]
    """Of the item's facts, in their order."""
    seen_at: datetime | None
    """When one of them was last read or asked; None: never."""
    asked: Sequence[Asked]
    """What becomes of their topics."""
    learned: Mapping[FactId, str]
    """How those of them that were learned read then."""
    retention: float
    """Desired, 0-1."""
    reviews: int
    """How many there are in the log, of all courses."""
    pairs: Sequence[PairEvent]
    """All that answers said of confused pairs."""
    written: tuple[int, int]
    """The connection's word for the state of the file."""


def keep_ahead(connection: Connection, item: Item) -> Text | None:
    """Keep the item before it is answered; None where the file cannot be written, as its answer will tell."""
    text = text_of(item)
    with suppress(TrainerError), connection.write_ahead() as writing:
        put_item(writing, text)
        return text
    return None


def look_ahead(
    connection: Connection, course: str, item: Item, ready: Text | None = None, *, kept: bool = False
) -> Ahead:
    """How things stand now; `ready`: the item's text, if it was made before; `kept`: that it stands there."""
    written = connection.written()
    facts = item.fact_ids
    rows = read_rows(connection, course, facts)
    marks = ", ".join("?" * len(facts))
    learned = f"SELECT fact_id, says FROM learned WHERE course = ? AND fact_id IN ({marks})"  # noqa: S608
    return Ahead(
        text=ready if ready is not None and ready.item is item else text_of(item),
        item_is_kept=kept,
        states={fact: state_in(rows.get(fact)) for fact in facts},
        seen_at=max((moment(row["seen_at"]) for row in rows.values() if row["seen_at"]), default=None),
        asked=[asked_in(fact, rows.get(fact), item.topic) for fact in facts],
        learned={FactId(row["fact_id"]): row["says"] for row in connection.read(learned, course, *facts)},
        retention=read_retention(connection),
        reviews=counted_reviews(connection),
        pairs=read_pairs(connection, course),
        written=written,
    )
