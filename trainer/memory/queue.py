"""Which facts to ask now: what is due, weakest first, then new ones in lesson order."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from trainer.content.model import FactId
from trainer.memory.model import Ask, Limits, MemoryState


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
    raise NotImplementedError


def due_facts(states: Mapping[FactId, MemoryState], now: datetime) -> tuple[FactId, ...]:
    """Facts whose review has come, weakest first."""
    raise NotImplementedError
