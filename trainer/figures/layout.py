"""A figure's spec laid out: boxes in layers, frames around groups, right-angled routes, room kept for words.

Along the flow a layer's boxes stand in one band; each channel between two layers has lanes for bends and
then a band for words, so that words meet nothing but their own route. Across the flow `place` keeps items
apart, with the words on their routes counted in. Both directions are the same work with x and y swapped.
"""

from collections.abc import Mapping

from trainer.content.figure import Edge, Figure
from trainer.figures import channels, place
from trainer.figures.bands import Bands, banded
from trainer.figures.frames import framed
from trainer.figures.layers import drawn_edges, node_key
from trainer.figures.model import Box, Direction, Frame, Layout, Route, Scale, Tag
from trainer.figures.place import Extent, Order, Ports
from trainer.figures.plan import Placement, Plan, planned
from trainer.figures.ports import plays, ported, slid
from trainer.value import replace

_TRIES = 60


def arrange(
    figure: Figure, scale: Scale, direction: Direction, names: Mapping[str, str], width: int | None = None
) -> Layout | None:
    """The figure laid out in one direction at one scale; None if its arrows cannot be kept apart that way.

    `names` gives what is written for each role; a role without a name is written as it is. Where a
    `width` is given, None also if the layout would be wider.
    """
    plan = planned(figure, scale, direction, names)
    if width is not None and not plan.axes.down and _least_width(plan) > width:
        return None
    order, ports, extents = _ordered(plan)
    extra: dict[str, int] = {}
    for _ in range(8):
        placement = _placed(plan, order, ports, extents, extra)
        if placement is None:
            return None
        bands = banded(plan, placement.lanes, extra)
        routes = [_route(plan, placement, bands, edge) for edge in drawn_edges(figure)]
        frames, lacking = framed(plan, placement, bands, routes)
        if not lacking:
            boxes = _boxes(plan, placement, bands)
            tags = [tag for route in routes for tag in _tags(plan, bands, route)]
            rectangles: list[Box | Frame | Tag] = [*boxes, *frames, *tags]
            across = max((each.x + each.width for each in rectangles), default=0)
            height = max((each.y + each.height for each in rectangles), default=0)
            if width is not None and across > width:
                return None
            parts = tuple(boxes), tuple(frames), tuple(routes), tuple(tags)
            return Layout(direction, across, height, *parts)
        extra = {**extra, **{group: extra.get(group, 0) + more for group, more in lacking.items()}}
    return None


def _least_width(plan: Plan) -> int:
    """How wide a layout from left to right is if no route bends; known before anything is placed."""
    bands = banded(plan, [{}] * (plan.bones.depth - 1), {})
    return bands.boxes[-1] + bands.rooms[-1] if bands.boxes else 0


def _ordered(plan: Plan) -> tuple[Order, Ports, dict[str, Extent]]:
    """The order of siblings, then the ports sorted by where their routes come from."""
    ports, extents = ported(plan, dict.fromkeys(plan.bones.items, 0))
    order = place.better_order(plan.bones, extents, plan.axes.rules)
    for _ in range(2):
        starts = place.positions(plan.bones, order, extents, plan.axes.rules, {})
        middles = {key: starts[key] + extents[key].size // 2 for key in plan.bones.items}
        ports, extents = ported(plan, middles)
    return order, ports, extents


def _placed(
    plan: Plan, order: Order, ports: Ports, extents: Mapping[str, Extent], extra: Mapping[str, int]
) -> Placement | None:
    """Positions for which every channel has lanes: where routes block each other, an item moves aside."""
    rules = replace(plan.axes.rules, extra=extra if plan.axes.down else {})
    limits = place.constraints(plan.bones, order, rules)
    grid = place.Grid(plan.bones, limits, extents, rules, ports, plays(plan, ports, extents))
    floors, starts = place.straightened(grid)
    ports = slid(plan, ports, extents, starts)
    for _ in range(_TRIES):
        lanes = _lanes(plan, ports, starts)
        if not isinstance(lanes, str):
            return Placement(ports, extents, grid.raised(starts), lanes, rules.extra)
        floors[lanes] = starts[lanes] + plan.scale.clear
        starts = grid.positions(floors)
    return None


def _lanes(plan: Plan, ports: Ports, starts: Mapping[str, int]) -> tuple[Mapping[str, int], ...] | str:
    """The lanes of every channel, or the key of an item that must move for them."""
    result: list[Mapping[str, int]] = []
    for channel in range(plan.bones.depth - 1):
        hops = {hop.edge: hop for hop in plan.bones.hops if hop.channel == channel}
        ways = [channels.Way(edge, *place.ends(hop, starts, ports)) for edge, hop in hops.items()]
        found = channels.lanes(ways, plan.scale.clear)
        if isinstance(found, channels.Way):
            return hops[found.edge].after
        result.append(found)
    return tuple(result)


def _boxes(plan: Plan, placement: Placement, bands: Bands) -> list[Box]:
    boxes = []
    for node in plan.figure.nodes:
        item = plan.bones.items[node_key(node)]
        along, across = bands.boxes[item.first], placement.starts[item.key]
        length, size = bands.sizes[item.first], placement.extents[item.key].size
        x, y, width, height = (
            (across, along, size, length) if plan.axes.down else (along, across, length, size)
        )
        boxes.append(Box(node, x, y, width, height, plan.words.nodes[node]))
    return boxes


def _route(plan: Plan, placement: Placement, bands: Bands, edge: Edge) -> Route:
    """An edge's corners from its tail's side to its head's, whichever stands first."""
    hops = [hop for hop in plan.bones.hops if hop.edge == edge.id]
    first, last = plan.bones.items[hops[0].before].last, plan.bones.items[hops[-1].after].first
    start, _ = place.ends(hops[0], placement.starts, placement.ports)
    points = [(bands.boxes[first] + bands.sizes[first], start)]
    for hop in hops:
        here, there = place.ends(hop, placement.starts, placement.ports)
        if here != there:
            lane = bands.lanes[hop.channel] + plan.axes.lane_along * placement.lanes[hop.channel][edge.id]
            points += [(lane, here), (lane, there)]
    points.append((bands.boxes[last] - 1, points[-1][1]))
    if plan.axes.down:
        points = [(across, along) for along, across in points]
    forward = hops[0].before == node_key(edge.tail)
    return Route(edge.id, tuple(points if forward else reversed(points)))


def _tags(plan: Plan, bands: Bands, route: Route) -> list[Tag]:
    """The words of an edge at its later node: above and below it, or beside it in a downward flow."""
    hop = next(hop for hop in reversed(plan.bones.hops) if hop.edge == route.edge)
    forward = hop.after == node_key(plan.figure.edges[route.edge].head)
    end = route.points[-1] if forward else route.points[0]
    band, room = bands.tags[hop.channel], bands.tag_rooms[hop.channel]
    scale = plan.scale
    result: list[Tag] = []
    drop = 0
    for kind, lines in (("label", plan.words.labels[route.edge]), ("role", plan.words.roles[route.edge])):
        if not lines:
            continue
        width = max(scale.tag_measure(line) for line in lines)
        height = len(lines) * scale.tag_line
        if plan.axes.down:
            x, y = end[0] + 1 + scale.tag_gap, band + drop
            drop += height
        else:
            x = band + scale.tag_gap + (room - scale.tag_gap - width) // 2
            y = end[1] - scale.tag_rise - height if kind == "label" else end[1] + 1 + scale.tag_rise
        result.append(Tag(route.edge, kind, x, y, width, height, lines))
    return result
