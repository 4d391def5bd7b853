"""The container instances of one launch by how good they are, kept up to date while its tasks are placed.

Stands for ST-1 to ST-5 (strategies, each narrowing the candidates of the one before) and ST-7 (ties). AWS:
"Use strategies to define Amazon ECS task placement". Ties, and chance [ST-3], are our model.
After a placement only the instance that took the task is judged again, so a launch of n tasks on m instances
costs about m + n log m, not n times m.
"""

from bisect import bisect_left, insort
from collections.abc import Iterable
from heapq import heapify, heappop, heappush
from typing import NamedTuple

from trainer.seed import Stream
from trainer.sim.behaviours.placement import BY_INSTANCE, Asked, Placement, Room, judge, left, value_of
from trainer.sim.model import ContainerInstance, Strategy
from trainer.sim.world import Verdict
from trainer.value import dataclass, field

VERDICTS_KEPT = 50
"""So many verdicts of one decision are kept, the closest first."""


class Candidate(NamedTuple):
    """An instance in its cell's heap: the least comes first. It is void once its number is not the latest."""

    own: tuple[int, ...]
    """What ranks it inside its cell: its tasks of the group, or what it has left."""
    place: int
    """The order of registration decides ties."""
    number: int


@dataclass(slots=True)
class Ranking:
    """Instances that may take tasks of one kind. A cell holds those that share the attributes spread over."""

    room: Room
    asked: Asked
    places: dict[str, int]
    """ARN -> its place in the order of registration."""
    names: list[str]
    verdicts: list[Verdict] = field(default_factory=list)
    by_lacks: dict[int, list[int]] = field(default_factory=dict)
    """How much lacks -> places, in order."""
    cells: dict[tuple[str, ...], list[Candidate]] = field(default_factory=dict)
    numbers: list[int] = field(default_factory=list)

    @property
    def fitting(self) -> list[int]:
        """The places of the instances that lack nothing."""
        return self.by_lacks.get(0, [])


def rank(room: Room, asked: Asked, instances: Iterable[ContainerInstance]) -> Ranking:
    """Judge each of these instances of the room once."""
    names = [instance.arn for instance in instances]
    ranking = Ranking(room, asked, {name: place for place, name in enumerate(names)}, names)
    for strategy in asked.strategies:
        if _by_attribute(strategy) and strategy.field not in room.spread:
            room.spread[strategy.field] = _counted(room, strategy.field)
    for place, name in enumerate(ranking.names):
        instance = room.instances[name]
        verdict = judge(room, instance, asked)
        ranking.verdicts.append(verdict)
        ranking.numbers.append(0)
        ranking.by_lacks.setdefault(len(verdict.lacks), []).append(place)
        if not verdict.lacks:
            candidate = Candidate(_own(ranking, instance), place, 0)
            ranking.cells.setdefault(_cell(ranking, instance), []).append(candidate)
    for heap in ranking.cells.values():
        heapify(heap)
    return ranking


def choose(ranking: Ranking, chance: Stream | None = None) -> Placement:
    """The best instance, or none, and what was found on the closest ones; nothing is taken.

    With a stream of chance any of the equally good ones may come, otherwise the first registered.
    """
    verdicts = tuple(_closest(ranking))
    if not ranking.fitting:
        return Placement(None, verdicts)
    place = _first(ranking) if chance is None else _any(ranking, chance)
    return Placement(ranking.room.instances[ranking.names[place]], verdicts)


def taken(ranking: Ranking, arn: str) -> None:
    """Judge an instance again after it took a task."""
    place = ranking.places[arn]
    instance = ranking.room.instances[arn]
    before = len(ranking.verdicts[place].lacks)
    verdict = judge(ranking.room, instance, ranking.asked)
    ranking.verdicts[place] = verdict
    ranking.numbers[place] += 1
    if len(verdict.lacks) != before:
        places = ranking.by_lacks[before]
        places.pop(bisect_left(places, place))
        insort(ranking.by_lacks.setdefault(len(verdict.lacks), []), place)
    if not verdict.lacks:
        candidate = Candidate(_own(ranking, instance), place, ranking.numbers[place])
        heappush(ranking.cells.setdefault(_cell(ranking, instance), []), candidate)


def _closest(ranking: Ranking) -> Iterable[Verdict]:
    """The verdicts that are kept: those that lack least, in the order of registration."""
    room = VERDICTS_KEPT
    for lacks in sorted(ranking.by_lacks):
        places = ranking.by_lacks[lacks][:room]
        yield from (ranking.verdicts[place] for place in places)
        room -= len(places)
        if not room:
            return


def _first(ranking: Ranking) -> int:
    """The best place: the best of the best candidates of each cell."""
    best: tuple[tuple[int, ...], int] | None = None
    for cell, heap in ranking.cells.items():
        while heap and (heap[0].number != ranking.numbers[heap[0].place]):
            heappop(heap)
        if heap:
            found = (_key(ranking, cell, heap[0].own), heap[0].place)
            best = found if best is None else min(best, found)
    if best is None:
        raise AssertionError("an instance fits and no cell has it")
    return best[1]


def _any(ranking: Ranking, chance: Stream) -> int:
    """One of the equally good places."""
    equal = ranking.fitting
    if any(strategy.type != "random" for strategy in ranking.asked.strategies):
        keys: dict[int, tuple[int, ...]] = {}
        for place in equal:
            instance = ranking.room.instances[ranking.names[place]]
            keys[place] = _key(ranking, _cell(ranking, instance), _own(ranking, instance))
        best = min(keys.values())
        equal = [place for place in equal if keys[place] == best]
    return equal[chance.below(len(equal))]


def _by_attribute(strategy: Strategy) -> bool:
    return strategy.type == "spread" and strategy.field not in BY_INSTANCE


def _counted(room: Room, name: str) -> dict[str, int]:
    counts: dict[str, int] = {}
    for arn, instance in room.instances.items():
        value = value_of(instance, name)
        counts[value] = counts.get(value, 0) + room.group_counts.get(arn, 0)
    return counts


def _cell(ranking: Ranking, instance: ContainerInstance) -> tuple[str, ...]:
    return tuple(
        value_of(instance, strategy.field) for strategy in ranking.asked.strategies if _by_attribute(strategy)
    )


def _own(ranking: Ranking, instance: ContainerInstance) -> tuple[int, ...]:
    """What the strategies say of the instance alone, in their order."""
    found: list[int] = []
    for strategy in ranking.asked.strategies:
        if strategy.type == "binpack":
            found.append(left(instance, strategy.field))
        elif strategy.type == "spread" and not _by_attribute(strategy):
            found.append(ranking.room.group_counts.get(instance.arn, 0))
    return tuple(found)


def _key(ranking: Ranking, cell: tuple[str, ...], own: tuple[int, ...]) -> tuple[int, ...]:
    """What all strategies say, in their order: the first that differs decides [ST-4]."""
    values, rest = iter(cell), iter(own)
    found: list[int] = []
    for strategy in ranking.asked.strategies:
        if _by_attribute(strategy):
            found.append(ranking.room.spread[strategy.field][next(values)])
        elif strategy.type != "random":
            found.append(next(rest))
    return tuple(found)
