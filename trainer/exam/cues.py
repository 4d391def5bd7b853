"""What a form has asked already, and whether one more item would repeat it or give a key away."""

import re
from collections.abc import Collection

from trainer.content.model import FactId
from trainer.questions.model import Item

WORD = r"[\w-]+"
SCENARIO = "scenario"
ALIKE = 0.9
"""What shares this much of its words (Jaccard) counts as the same."""


class Asked:
    """The items of a form in the making.

    `others` is how many items that are no scenarios it still takes; None for any number.
    """

    def __init__(self, avoid: Collection[str] = (), others: int | None = None) -> None:
        self.others = others
        self._signatures = set(avoid)
        self._ids: set[str] = set()
        self._facts: dict[FactId, list[Item]] = {}
        self._words: list[tuple[frozenset[str], frozenset[str]]] = []

    @staticmethod
    def signature(item: Item) -> str:
        """What two items of a form, and two forms, must not share: the set of facts and the pattern."""
        return "|".join((item.pattern, *sorted(item.fact_ids)))

    def add(self, item: Item) -> None:
        """Count the item as asked."""
        self._signatures.add(self.signature(item))
        self._ids.add(item.item_id)
        if self.others is not None and item.kind != SCENARIO:
            self.others -= 1
        self._words.append((words(item.stem), options(item)))
        for fact in item.fact_ids:
            self._facts.setdefault(fact, []).append(item)

    def new_facts(self, item: Item) -> bool:
        """Whether the fact it was made for is not in the form yet."""
        return not item.fact_ids or item.fact_ids[0] not in self._facts

    def fits(self, item: Item) -> bool:
        """Whether it is another item: other facts or pattern, another stem, and no cue either way."""
        return (
            item.item_id not in self._ids
            and (item.kind == SCENARIO or self.others is None or self.others > 0)
            and self.signature(item) not in self._signatures
            and not self._repeats(item)
            and not any(gives_away(item, other) or gives_away(other, item) for other in self._near(item))
        )

    def _near(self, item: Item) -> list[Item]:
        return [other for fact in item.fact_ids for other in self._facts.get(fact, ())]

    def _repeats(self, item: Item) -> bool:
        """Whether stem and options are nearly those of an item asked already.

        The options count too: a short stem such as "Which role does this?" differs by little where the item
        differs by all of its options.
        """
        stem, shown = words(item.stem), options(item)
        return any(alike(stem, other) >= ALIKE and alike(shown, seen) >= ALIKE for other, seen in self._words)


def gives_away(teller: Item, other: Item) -> bool:
    """Whether an item's stem or exhibit says the key of another that rests on the same fact."""
    if not set(teller.fact_ids) & set(other.fact_ids):
        return False
    told = plain(f"{teller.stem} {teller.exhibit}")
    return any(f" {plain(option.text).strip()} " in told for option in other.options if option.is_key)


def words(text: str) -> frozenset[str]:
    """The words of a text, each once, in lower case."""
    return frozenset(re.findall(WORD, text.casefold()))


def options(item: Item) -> frozenset[str]:
    """The texts of the options, whatever their order."""
    return frozenset(plain(option.text) for option in item.options)


def alike(one: frozenset[str], other: frozenset[str]) -> float:
    """How much two sets share (Jaccard), 0-1."""
    return len(one & other) / len(one | other) if one | other else 1.0


def plain(text: str) -> str:
    """The words of a text in order, with a blank around each."""
    return f" {' '.join(re.findall(WORD, text.casefold()))} "
