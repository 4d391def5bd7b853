"""Items for forms: patterns take turns, so that a form shows many ways of asking and no pattern wears in."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import count

from trainer.content.model import FactId, Pattern
from trainer.questions.balance import asked_first
from trainer.questions.bank import Bank
from trainer.questions.flaws import soft_flaws
from trainer.questions.generate import made_of
from trainer.questions.kinds import BY_NAME
from trainer.questions.model import Item, ItemId
from trainer.seed import Stream, stream
from trainer.value import replace

_TRIES = 4
"""Fillings tried for one turn of a pattern."""
_BARREN = 2
"""Rounds without anything new after which there is taken to be no more."""


def in_turns(bank: Bank, patterns: Sequence[Pattern], seed: int) -> Iterator[Item]:
    """Different items of these patterns, each pattern once a round and every round in another order.

    A turn asks about what was asked least so far, core facts before others.
    """
    seen: set[ItemId] = set()
    asked: Counter[FactId] = Counter()
    barren = 0
    for number in count():
        if barren == _BARREN or not patterns:
            return
        barren += 1
        for pattern in stream("turns", seed, number).shuffled(patterns):
            draw = stream("turn", pattern.id, seed, number)
            found = _turn(bank, pattern, asked, seen, draw)
            if found is not None:
                barren = 0
                seen.add(found.item_id)
                asked.update(found.fact_ids[:1])
                yield replace(found, seed=seed)


def _turn(
    bank: Bank, pattern: Pattern, asked: Counter[FactId], seen: set[ItemId], draw: Stream
) -> Item | None:
    """One new item of a pattern, one without a soft flaw if a few tries bring it."""
    flawed: Item | None = None
    facts = _wanted(bank, pattern)
    for _ in range(_TRIES if facts else 0):
        least = min(asked[fact] for fact in facts)
        fact = draw.choice([one for one in facts if asked[one] == least])
        made = made_of(bank, pattern, draw, fact)
        if not isinstance(made, Item) or made.item_id in seen:
            asked[fact] += 1  # another one next time
        elif soft_flaws(made):
            flawed = flawed or made
        else:
            return made
    return flawed


def _wanted(bank: Bank, pattern: Pattern) -> tuple[FactId, ...]:
    """The core facts of a pattern, or all that it has where none is core."""
    return asked_first(bank.graph, BY_NAME[pattern.kind].facts(bank.graph, pattern))
