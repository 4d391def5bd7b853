"""How n tasks are split over the providers of a capacity provider strategy [CP-2, CP-3]."""

from collections.abc import Sequence

from trainer.sim.model import StrategyItem


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
