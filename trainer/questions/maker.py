"""Items asked for by plain values, so that whoever asks may sit in another process than what makes them."""

from collections.abc import Collection, Iterator

from trainer.content.model import FactId, Pattern
from trainer.questions.bank import Bank, facts_by_pattern, patterns_for
from trainer.questions.generate import generate, item_for, opening_item
from trainer.questions.kinds import chooses_several
from trainer.questions.model import InTurns, Item, ItemId, Request, Source
from trainer.questions.turns import in_turns
from trainer.seed import stream


class Maker:
    """Makes the items of a bank."""

    def __init__(self, bank: Bank) -> None:
        self._bank = bank
        self._begun: dict[Source, tuple[Iterator[Item], int]] = {}
        """The items that are left of a source, and the number of the next one."""

    def item(self, source: Source, number: int) -> Item | None:
        """The item of this number, from 0; None where the source has no more.

        It follows from source and number alone: asked out of turn, the ones before it are made again.
        """
        items, following = self._begun.pop(source, (iter(()), -1))
        if following != number:
            items, following = self._items(source), 0
        while following < number and next(items, None) is not None:
            following += 1
        found = next(items, None)
        if found is not None:
            self._begun[source] = items, number + 1
        return found

    def on_fact(
        self, fact: FactId, names: tuple[object, ...], avoid: Collection[ItemId] = (), else_any: bool = False
    ) -> Item | None:
        """A fresh item on a fact, drawn from the stream of these names; None where there is none.

        `avoid`: items that were asked; `else_any`: rather one of these than none.
        """
        draw = stream(*names)
        item = item_for(self._bank, fact, draw, avoid=avoid)
        if else_any and not isinstance(item, Item):
            item = item_for(self._bank, fact, draw)
        return item if isinstance(item, Item) else None

    def opening(self) -> Item | None:
        """The question that a newcomer meets first; None where the course names no pattern for it."""
        item = opening_item(self._bank)
        return item if isinstance(item, Item) else None

    def kinds(self) -> dict[str, list[str]]:
        """The facts that some pattern open to study can ask about, each with the kinds of item that can."""
        anything = Request(count=1, seed=0)
        found = facts_by_pattern(self._bank, patterns_for(self._bank, anything), anything)
        return {
            str(fact): list(dict.fromkeys(pattern.kind for pattern in patterns))
            for fact, patterns in found.items()
        }

    def forget(self) -> None:
        """Let go of what was begun: nobody asks for a while."""
        self._begun.clear()

    def _items(self, source: Source) -> Iterator[Item]:
        if isinstance(source, Request):
            return generate(self._bank, source)
        return in_turns(self._bank, self._patterns(source), source.seed)

    def _patterns(self, source: InTurns) -> list[Pattern]:
        course = self._bank.graph.course
        wished = Request(0, source.seed, exam=source.exam, reserved=True)
        return [
            pattern
            for pattern in patterns_for(self._bank, wished)
            if course.topics[pattern.topic].domains.get(source.exam) == source.domain
            and chooses_several(pattern) == source.several
            and source.topic in (None, pattern.topic)
        ]
