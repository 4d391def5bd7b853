"""Where items stand across the flow: their order, and positions that keep arrows straight.

The order of siblings gives constraints "this one ends before that one starts"; positions are the least
that meet them. Both are then improved by small steps as long as the picture gets better.
"""

from collections.abc import Mapping, Sequence

from trainer.figures.layers import ROOT, Hop, Skeleton
from trainer.value import dataclass, field

_CROSSING = 12
_BEND = 3
_SWAP = 8
"""What it must be worth to set two siblings against the author's order."""


@dataclass(frozen=True, slots=True)
class Extent:
    """An item's size across the flow, with the room that words on its routes need before and after it."""

    size: int
    before: int = 0
    after: int = 0


@dataclass(frozen=True, slots=True)
class Rules:
    """Lengths across the flow. `extra` is added to the far side of a group, to make room for its label."""

    gap: int
    frame_before: int
    frame_after: int
    unit: int
    """What bends and crossings are weighed with against detours: about a line of text."""
    extra: Mapping[str, int] = field(default_factory=dict)


Order = Mapping[str, Sequence[str]]
Constraints = Sequence[tuple[str, Sequence[tuple[str, int]]]]
"""Each item with (another that must end before it, the distance to keep)."""
Ports = Mapping[tuple[str, int, bool], int]
"""(edge, channel, whether at the channel's far end) to the offset of the port from its item's start."""
Plays = Mapping[tuple[str, int, bool], tuple[int, int]]
"""Least and greatest offset of the ports that may be moved along their side later."""


def positions(
    bones: Skeleton, order: Order, extents: Mapping[str, Extent], rules: Rules, floors: Mapping[str, int]
) -> dict[str, int]:
    """Each item's start: the least that keeps the order, the gaps, the frames and the `floors`."""
    return _packed(bones, constraints(bones, order, rules), extents, rules, floors)


def _packed(
    bones: Skeleton,
    limits: Constraints,
    extents: Mapping[str, Extent],
    rules: Rules,
    floors: Mapping[str, int],
) -> dict[str, int]:
    placed: dict[str, int] = {}
    ends: dict[str, int] = {}
    for key, befores in limits:
        extent = extents[key]
        start = rules.frame_before * len(bones.items[key].path)
        for other, distance in befores:
            start = max(start, ends[other] + distance)
        placed[key] = max(start + extent.before, floors.get(key, 0))
        ends[key] = placed[key] + extent.size + extent.after
    return placed


def constraints(bones: Skeleton, order: Order, rules: Rules) -> Constraints:
    """Items in reading order, each with the items that must end before it and the distance to keep.

    Two items are held apart if the members of their innermost common group that hold them share a layer.
    """
    spans = bones.spans
    done: list[tuple[str, tuple[str, ...]]] = []
    result: list[tuple[str, list[tuple[str, int]]]] = []
    for key in reading_order(order):
        chain = (*bones.items[key].path, key)
        befores: list[tuple[str, int]] = []
        for other, others in done:
            fork = 0
            while chain[fork] == others[fork]:
                fork += 1
            mine, theirs = spans[chain[fork]], spans[others[fork]]
            if mine[0] <= theirs[1] and theirs[0] <= mine[1]:
                closing = others[fork:-1]
                after = rules.frame_after * len(closing) + sum(rules.extra.get(group, 0) for group in closing)
                befores.append((other, rules.gap + after + rules.frame_before * len(chain[fork:-1])))
        result.append((key, befores))
        done.append((key, chain))
    return result


def reading_order(order: Order, group: str = ROOT) -> list[str]:
    """Items from first to last across the flow, groups opened."""
    result: list[str] = []
    for key in order.get(group, ()):
        result += reading_order(order, key) if key in order else [key]
    return result


def cost(bones: Skeleton, placed: Mapping[str, int], ports: Ports, unit: int, plays: Plays) -> int:
    """How far from straight and free of crossings the routes are; smaller is better."""
    by_channel: dict[int, list[tuple[int, int]]] = {}
    total = 0
    for hop in bones.hops:
        start, end = ends(hop, placed, ports)
        if (hop.edge, hop.channel, False) in plays:
            low, high = plays[hop.edge, hop.channel, False]
            start = placed[hop.before] + max(low, min(end - placed[hop.before], high))
        total += abs(start - end) + (_BEND * unit if start != end else 0)
        for other in by_channel.setdefault(hop.channel, []):
            total += _CROSSING * unit * ((start - other[0]) * (end - other[1]) < 0)
        by_channel[hop.channel].append((start, end))
    return total


def ends(hop: Hop, placed: Mapping[str, int], ports: Ports) -> tuple[int, int]:
    """Where a hop starts and ends across the flow."""
    start = placed[hop.before] + ports[hop.edge, hop.channel, False]
    end = placed[hop.after] + ports[hop.edge, hop.channel, True]
    return start, end


def better_order(bones: Skeleton, extents: Mapping[str, Extent], rules: Rules) -> dict[str, tuple[str, ...]]:
    """The author's order with siblings moved about as long as routes get shorter or cross less."""
    order = {group: tuple(members) for group, members in bones.children.items()}
    middles = {key: extent.size // 2 for key, extent in extents.items()}
    central = {(hop.edge, hop.channel, True): middles[hop.after] for hop in bones.hops}
    central |= {(hop.edge, hop.channel, False): middles[hop.before] for hop in bones.hops}
    best = cost(bones, positions(bones, order, extents, rules, {}), central, rules.unit, {})
    moves = [(group, move) for group, members in order.items() for move in _moves(len(members))]
    for _ in range(6):
        moved = False
        for group, move in moves:
            trial = {**order, group: _moved(order[group], *move)}
            found = cost(bones, positions(bones, trial, extents, rules, {}), central, rules.unit, {})
            found += _SWAP * rules.unit * sum(_swaps(trial[each], bones.children[each]) for each in trial)
            if found < best:
                best, order, moved = found, trial, True
        if not moved:
            break
    return order


def _swaps(members: Sequence[str], wanted: Sequence[str]) -> int:
    """How many pairs of nodes and groups stand otherwise than wanted."""
    ranks = [wanted.index(member) for member in members if not member.startswith("edge ")]
    return sum(one > other for place, one in enumerate(ranks) for other in ranks[place + 1 :])


def _moves(count: int) -> list[tuple[int, int]]:
    """Which member to take out and where to put it: neighbours first, in small families everywhere."""
    near = [(place, place + 1) for place in range(count - 1)]
    reach = count if count <= 7 else 3
    far = [(a, b) for a in range(count) for b in range(count) if 1 < abs(a - b) < reach or b == a - 1]
    return near + [move for move in far if move[1] != move[0] - 1]


def _moved(members: tuple[str, ...], take: int, put: int) -> tuple[str, ...]:
    rest = members[:take] + members[take + 1 :]
    return (*rest[:put], members[take], *rest[put:])


@dataclass(frozen=True, slots=True)
class Grid:
    """Everything that positions follow from, but for the floors under them."""

    bones: Skeleton
    limits: Constraints
    extents: Mapping[str, Extent]
    rules: Rules
    ports: Ports
    plays: Plays

    def positions(self, floors: Mapping[str, int]) -> dict[str, int]:
        """Each item's start, none above its floor."""
        return _packed(self.bones, self.limits, self.extents, self.rules, floors)

    def cost(self, placed: Mapping[str, int]) -> int:
        """How far from straight the routes are, and half of the room that all takes."""
        starts = [placed[key] - extent.before for key, extent in self.extents.items()]
        finish = [placed[key] + extent.size + extent.after for key, extent in self.extents.items()]
        room = max(finish, default=0) - min(starts, default=0)
        return cost(self.bones, placed, self.ports, self.rules.unit, self.plays) + room // 2

    def raised(self, placed: Mapping[str, int]) -> dict[str, int]:
        """The same positions with no room left before the first thing."""
        slack = [
            placed[key] - extent.before - self.rules.frame_before * len(self.bones.items[key].path)
            for key, extent in self.extents.items()
        ]
        return {key: start - min(slack) for key, start in placed.items()}


def straightened(grid: Grid) -> tuple[dict[str, int], dict[str, int]]:
    """Floors that push items along where that makes routes straighter, and the positions over them."""
    floors: dict[str, int] = {}
    placed = grid.positions(floors)
    best = grid.cost(placed)
    for _ in range(4 * len(grid.bones.hops)):
        found = None
        for hop in grid.bones.hops:
            start, end = ends(hop, placed, grid.ports)
            if start == end:
                continue
            key, by = (hop.before, end - start) if start < end else (hop.after, start - end)
            for moved in ([key], _hanging(grid.bones, key, hop), _beyond(grid.bones, key, hop)):
                trial = {**floors, **{item: placed[item] + by for item in moved}}
                there = grid.positions(trial)
                if grid.cost(there) < best:
                    best, found = grid.cost(there), (trial, there)
        if found is None:
            break
        floors, placed = found
    return floors, placed


def _hanging(bones: Skeleton, key: str, cut: Hop) -> list[str]:
    """The items that hang together with this one when one hop is cut."""
    found = [key]
    for item in found:
        for hop in bones.hops:
            if hop != cut and item in (hop.before, hop.after):
                found += [end for end in (hop.before, hop.after) if end not in found]
    return found


def _beyond(bones: Skeleton, key: str, hop: Hop) -> list[str]:
    """This item and all nodes of its layer and of the layers on its side of a hop."""
    sign = 1 if key == hop.after else -1
    layer = bones.items[key].first
    nodes = [item for item in bones.items.values() if not item.key.startswith("edge ")]
    return [key, *(item.key for item in nodes if item.key != key and sign * (item.first - layer) >= 0)]
