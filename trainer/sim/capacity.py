"""The arithmetic of capacity: the split of tasks over providers, and how many instances tasks need.

Stands for CP-2, CP-3 (the split), EC-3, VX-3 (the metric), EC-4, EC-5 (the size), EC-7 (the estimate).
"""

from collections.abc import Sequence

from trainer.sim.model import CapacityProvider, Resources, StrategyItem

FROM_ZERO = 2
"""With no instance at all, managed scaling begins with two [EC-5]."""
UNLIMITED = 1_000_000


def split(strategy: Sequence[StrategyItem], count: int, given: Sequence[int] = ()) -> list[int]:
    """The place in `strategy` of each of `count` more tasks; `given` says how many each provider has.

    First every base is filled, then the rest goes, one task at a time, to the provider that is furthest
    behind its share of the weights; ties by order in the list. The one-at-a-time rule is our model.
    """
    has = list(given) or [0] * len(strategy)
    weights = sum(item.weight for item in strategy)
    places: list[int] = []
    for _ in range(count):
        place = _next(strategy, has, weights)
        has[place] += 1
        places.append(place)
    return places


def _next(strategy: Sequence[StrategyItem], has: Sequence[int], weights: int) -> int:
    for place, item in enumerate(strategy):
        if has[place] < item.base:
            return place
    if not weights:
        return 0
    above = [max(0, count - item.base) for count, item in zip(has, strategy, strict=True)]
    total = sum(above) + 1
    behind = [item.weight / weights * total - count for item, count in zip(strategy, above, strict=True)]
    return max(range(len(strategy)), key=lambda place: (round(behind[place], 9), -place))


def reservation(needed: int, there: int) -> float:
    """CapacityProviderReservation in per cent: M / N × 100 [EC-3]."""
    if there:
        return needed * 100 / there
    return 200.0 if needed else 100.0


def sized(needed: int, there: int, provider: CapacityProvider) -> int:
    """How many instances bring the reservation to the target capacity [EC-4]; from none it is 2 [EC-5]."""
    if not there:
        return FROM_ZERO if needed else 0
    return -(-needed * 100 // provider.target_capacity)


def stepping(wanted: int, now: int, provider: CapacityProvider) -> int:
    """The size after one step: outwards at least the least step, never more than the largest [CP-5]."""
    if wanted > now:
        return now + min(max(wanted - now, provider.step_min), provider.step_max)
    return now - min(now - wanted, provider.step_max)


def holds(size: Resources, needs: Resources, alone: bool = False) -> int:
    """How many tasks of one kind an empty instance holds; a fixed port, or `alone`, lets in one only."""
    limits = [
        has // wants
        for has, wants in ((size.cpu, needs.cpu), (size.memory, needs.memory), (size.enis, needs.enis))
        if wants
    ]
    if alone or needs.tcp or needs.udp:
        limits.append(1)
    return max(0, min(limits, default=UNLIMITED))


def at_least(size: Resources, kinds: Sequence[tuple[Resources, int, bool]]) -> tuple[int, int]:
    """So many instances of a size tasks need at least, and how many tasks fit on none [EC-7].

    `kinds` are (what one task needs, how many of them, whether each wants an instance of its own). The bound
    is the largest of those of each kind alone, and of all CPU and all memory together: our model.
    """
    bounds = [0]
    cpu = memory = unfit = 0
    for needs, count, alone in kinds:
        each = holds(size, needs, alone)
        if not each:
            unfit += count
            continue
        bounds.append(-(-count // each))
        cpu += needs.cpu * count
        memory += needs.memory * count
    bounds.append(-(-cpu // size.cpu) if size.cpu else 0)
    bounds.append(-(-memory // size.memory) if size.memory else 0)
    return max(bounds), unfit
