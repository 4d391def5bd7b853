"""Items as they were shown, each kept once under a digest of its text; packed, which is a quarter as long."""

import json
from zlib import compress, decompress

from trainer.exam.frozen import freeze_item, thaw_item
from trainer.questions.model import Item
from trainer.seed import digest
from trainer.store.writing import Writing
from trainer.value import dataclass


@dataclass(frozen=True, slots=True)
class Text:
    """An item as it is kept."""

    item: Item
    key: str
    packed: bytes
    order: str
    """Its options in their order, as JSON."""
    facts: str
    """The facts it is on, likewise."""


def text_of(item: Item) -> Text:
    """The item's text, with the digest that is its key."""
    text = freeze_item(item)
    order = json.dumps([option.id for option in item.options])
    facts = json.dumps(item.fact_ids)
    return Text(item, digest(text, length=24), compress(text.encode()), order, facts)


def put_item(writing: Writing, kept: Text) -> str:
    """Keep the item if it is not kept yet; returns its key."""
    writing.run("INSERT OR IGNORE INTO items (key, item) VALUES (?, ?)", (kept.key, kept.packed))
    return kept.key


def got_item(kept: str | bytes) -> Item:
    """The item of a kept text; earlier programs did not pack them."""
    return thaw_item(decompress(kept).decode() if isinstance(kept, bytes) else kept)
