"""Where routes meet the sides of boxes, and the room that the words on them need there."""

from collections.abc import Mapping
from typing import TypeAlias

from trainer.figures.layers import Hop, node_key
from trainer.figures.place import Extent, Plays, Ports
from trainer.figures.plan import Plan

_Slot: TypeAlias = tuple[tuple[str, int, bool], int, int]
"""A port's key, and the units that its words take before and after it."""


def ported(plan: Plan, middles: Mapping[str, int]) -> tuple[Ports, dict[str, Extent]]:
    """Each route's offset on its items' sides, sorted by where it comes from, and the items' sizes.

    `middles` says where items are across the flow, as far as known.
    """
    ports: dict[tuple[str, int, bool], int] = {}
    extents: dict[str, Extent] = {}
    nodes = {node_key(node): node for node in plan.figure.nodes}
    for key in plan.bones.items:
        if key in nodes:
            near, far = _side(plan, key, middles, far=True), _side(plan, key, middles, far=False)
            extents[key] = _slotted(plan, (near, far), plan.size_across(nodes[key]), ports)
            continue
        extents[key] = Extent(1)
        for hop in plan.bones.hops:
            if key in (hop.before, hop.after):
                ports[hop.edge, hop.channel, hop.after == key] = 0
    return ports, extents


def _side(plan: Plan, key: str, middles: Mapping[str, int], *, far: bool) -> list[_Slot]:
    """The routes that an item has in the channel it ends (`far`) or begins."""
    found = []
    for hop in plan.bones.hops:
        mine, other = (hop.after, hop.before) if far else (hop.before, hop.after)
        if mine == key:
            found.append((middles[other], hop.edge, hop.channel))
    return [((edge, channel, far), *_room(plan, edge, far)) for _, edge, channel in sorted(found)]


def _room(plan: Plan, edge: str, far: bool) -> tuple[int, int]:
    """Units that an edge's words take before and after its route, at the later of its nodes."""
    if not far:
        return 0, 0
    scale = plan.scale
    if plan.axes.down:
        wide = plan.tag_width(edge)
        return 0, scale.tag_gap + wide if wide else 0
    label, role = len(plan.words.labels[edge]), len(plan.words.roles[edge])
    above = label * scale.tag_line + scale.tag_rise if label else 0
    below = role * scale.tag_line + scale.tag_rise if role else 0
    return above, below


def _slotted(
    plan: Plan, sides: tuple[list[_Slot], list[_Slot]], size: int, ports: dict[tuple[str, int, bool], int]
) -> Extent:
    """Ports set on both sides of a box around its middle; the box grows where it must."""
    lane = plan.axes.lane_across
    found: list[list[int]] = []
    for side in sides:
        offsets: list[int] = []
        end = 0
        for _, before, after in side:
            offsets.append(end + before if not offsets else max(end + before, offsets[-1] + lane))
            end = offsets[-1] + 1 + after + (lane - 1 if before or after else 0)
        found.append(offsets)
        if offsets:
            play = 2 * (plan.scale.clear - 1) if len(offsets) > 1 else 0
            size = max(size, offsets[-1] - offsets[0] + 1 + 2 * plan.scale.clear + play)
    low, high = 0, size
    for side, offsets in zip(sides, found, strict=True):
        shift = (size - 1 - (offsets[-1] - offsets[0])) // 2 - offsets[0] if offsets else 0
        for (key, before, after), offset in zip(side, offsets, strict=True):
            ports[key] = offset + shift
            low = min(low, offset + shift - before)
            high = max(high, offset + shift + 1 + after)
    return Extent(size, -low, high - size)


def plays(plan: Plan, ports: Ports, extents: Mapping[str, Extent]) -> Plays:
    """How far each port without words may move and leave room for the others on its side.

    Where there is only one, none: it looks best in the middle.
    """
    result: dict[tuple[str, int, bool], tuple[int, int]] = {}
    lane, margin = plan.axes.lane_across, plan.scale.clear
    for node in plan.figure.nodes:
        hops = _leaving(plan, node_key(node), ports)
        if len(hops) == 1:
            continue
        for place, hop in enumerate(hops):
            after = lane * (len(hops) - 1 - place)
            low, high = margin + lane * place, extents[hop.before].size - 1 - margin - after
            result[hop.edge, hop.channel, False] = (low, max(low, high))
    return result


def _leaving(plan: Plan, key: str, ports: Ports) -> list[Hop]:
    """The hops that begin at an item, in the order of their ports."""
    hops = [hop for hop in plan.bones.hops if hop.before == key]
    return sorted(hops, key=lambda hop: ports[hop.edge, hop.channel, False])


def slid(plan: Plan, ports: Ports, extents: Mapping[str, Extent], starts: Mapping[str, int]) -> Ports:
    """The ports with those that carry no words moved along their side, to where their routes run straight."""
    result = dict(ports)
    for node in plan.figure.nodes:
        key = node_key(node)
        hops = _leaving(plan, key, ports)
        wanted = [starts[hop.after] + ports[hop.edge, hop.channel, True] - starts[key] for hop in hops]
        offsets = [ports[hop.edge, hop.channel, False] for hop in hops]
        found = _moved(offsets, wanted, extents[key].size, plan.axes.lane_across, plan.scale.clear)
        result.update({(hop.edge, hop.channel, False): at for hop, at in zip(hops, found, strict=True)})
    return result


def _moved(offsets: list[int], wanted: list[int], size: int, lane: int, margin: int) -> list[int]:
    """Ports put where they are wanted, as far as the side and the others leave room; the rest stays near."""
    last = len(offsets) - 1
    fixed: dict[int, int] = {}
    for place in sorted(range(last + 1), key=lambda place: abs(wanted[place] - offsets[place])):
        starts = (at + lane * (place - one) for one, at in fixed.items() if one < place)
        low = max([margin + lane * place, *starts])
        ends = (at - lane * (one - place) for one, at in fixed.items() if one > place)
        if low <= wanted[place] <= min([size - 1 - margin - lane * (last - place), *ends]):
            fixed[place] = wanted[place]
    result: list[int] = []
    for place, offset in enumerate(offsets):
        low = result[-1] + lane if result else margin
        ends = (at - lane * (one - place) for one, at in fixed.items() if one > place)
        high = min([size - 1 - margin - lane * (last - place), *ends])
        result.append(fixed.get(place, max(low, min(offset, high))))
    return result
