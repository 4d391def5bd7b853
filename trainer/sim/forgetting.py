"""Which reasons a world keeps once it has very many: those that *why* can still reach.

A reason is reached as one of the latest about a thing that is still there, as the cause of an event to come,
or because a record holds it; and with it the chain that it came from.
"""

from collections.abc import Iterator

from trainer.sim.world import Reason, World

LATEST_KEPT = 12
"""So many of the latest reasons about a thing are kept: more than are ever told at once."""
CHAIN_KEPT = 9
"""So far back each of them keeps what it came from."""


def forget(world: World) -> None:
    """Drop the reasons that nothing leads to any more; the next time comes when there are twice as many."""
    kept: set[int] = set()
    for root in _roots(world):
        _walk(world, root, kept)
    world.reasons[:] = [reason for reason in world.reasons if reason.id in kept]
    world.reasons_max = max(world.reasons_max, 2 * len(world.reasons))


def _roots(world: World) -> Iterator[int]:
    yield world.cause
    for entry in world.agenda:
        yield entry.cause
    for table, records in world.tables.items():
        if hasattr(table, "held_reasons"):
            for record in records.values():
                yield from record.held_reasons
    there = {key for records in world.tables.values() for key in records}
    counts: dict[str, int] = {}
    for reason in reversed(world.reasons):
        for thing in reason.about:
            if thing in there and counts.get(thing, 0) < LATEST_KEPT:
                counts[thing] = counts.get(thing, 0) + 1
                yield reason.id


def _walk(world: World, root: int, kept: set[int]) -> None:
    """Keep a reason and what it came from."""
    found: Reason | None = world.reason(root)
    for _ in range(CHAIN_KEPT):
        if found is None:
            return
        kept.add(found.id)
        found = world.reason(found.because)
