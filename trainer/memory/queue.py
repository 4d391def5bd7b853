"""Which facts to ask now: what is due, weakest first, then new ones in lesson order."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from trainer.content.model import FactId
from trainer.memory.fsrs import due, retrievability
from trainer.memory.model import NEW, Ask, Limits, MemoryState, New, Reviewed, Why


def queue(
    introduced: Sequence[FactId],
    states: Mapping[FactId, MemoryState],
    now: datetime,
    day_began_at: datetime,
    limits: Limits,
    *,
    without: Collection[FactId] = (),
) -> tuple[Ask, ...]:
    """Facts to ask now, first one first.

    `introduced` are the facts that were read or met, in lesson order: no other is ever asked. Due facts come
    by ascending retrievability, then new ones, at most `limits.new_a_day` less those first reviewed since
    `day_began_at`. `without` leaves facts out (suspended, or just asked).
    """
    left_out = frozenset(without)
    facts = [fact for fact in dict.fromkeys(introduced) if fact not in left_out]
    known = {fact: states.get(fact, NEW) for fact in facts}
    reviews = [Ask(fact, Why.DUE, retrievability(known[fact], now)) for fact in due_facts(known, now)]
    begun = sum(isinstance(state, Reviewed) and state.first_at >= day_began_at for state in states.values())
    fresh = [Ask(fact, Why.NEW, 0.0) for fact in facts if isinstance(known[fact], New)]
    return (*reviews, *fresh[: max(0, limits.new_a_day - begun)])


def due_facts(states: Mapping[FactId, MemoryState], now: datetime) -> tuple[FactId, ...]:
    """Facts whose review has come, weakest first; among equals the one that waits longest, then by id."""
    waiting = [
        (retrievability(state, now), state.due_at, fact)
        for fact, state in states.items()
        if isinstance(state, Reviewed) and due(state, now)
    ]
    return tuple(fact for _, _, fact in sorted(waiting))
