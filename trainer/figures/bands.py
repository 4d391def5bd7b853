"""Where things stand along the flow: a band for each layer's boxes, then frames, lanes, words, and so on."""

from collections.abc import Mapping, Sequence

from trainer.figures.layers import ROOT, Skeleton, node_key
from trainer.figures.plan import Plan
from trainer.value import dataclass


@dataclass(frozen=True, slots=True)
class Bands:
    """Where each layer's boxes and each channel's lanes and words start."""

    boxes: tuple[int, ...]
    sizes: tuple[int, ...]
    """How long each layer's boxes are."""
    rooms: tuple[int, ...]
    """How long each layer is; a frame's label may need more than the boxes."""
    lanes: tuple[int, ...]
    tags: tuple[int, ...]
    tag_rooms: tuple[int, ...]


def banded(plan: Plan, lanes: Sequence[Mapping[str, int]], extra: Mapping[str, int]) -> Bands:
    """The bands of a plan whose channels have these lanes; `extra` lengthens the first layer of groups."""
    axes, depth = plan.axes, plan.bones.depth
    sizes = tuple(_box_size(plan, layer) for layer in range(depth))
    rooms = tuple(sizes[layer] + _label_room(plan, layer, extra) for layer in range(depth))
    tag_rooms = tuple(_tag_room(plan, channel) for channel in range(depth - 1))
    boxes, starts, tags = [], [], []
    cursor = 0
    for layer in range(depth):
        cursor += axes.frame_before * nest(plan.bones, layer, 0)
        boxes.append(cursor)
        cursor += rooms[layer] + axes.frame_after * nest(plan.bones, layer, 1)
        if layer < depth - 1:
            starts.append(cursor + axes.stub)
            cursor += axes.stub + axes.lane_along * len(set(lanes[layer].values()))
            tags.append(cursor)
            cursor += tag_rooms[layer] + axes.arrow
    return Bands(tuple(boxes), sizes, rooms, tuple(starts), tuple(tags), tag_rooms)


def nest(bones: Skeleton, layer: int, side: int, group: str = ROOT) -> int:
    """How many frames within `group` begin (side 0) or end (side 1) in a layer, one in another."""
    deepest = 0
    for key in bones.children.get(group, ()):
        if key in bones.children:
            mine = 1 if bones.spans[key][side] == layer else 0
            deepest = max(deepest, mine + nest(bones, layer, side, key))
    return deepest


def _box_size(plan: Plan, layer: int) -> int:
    members = [node for node in plan.figure.nodes if plan.bones.items[node_key(node)].first == layer]
    return max((plan.size_along(node) for node in members), default=0)


def _label_room(plan: Plan, layer: int, extra: Mapping[str, int]) -> int:
    """How much longer a layer must be so that labels of frames which begin there end before the lanes."""
    if plan.axes.down:
        return 0
    starting = [key for key in extra if plan.bones.spans[key][0] == layer]
    return max((extra[key] for key in starting), default=0)


def _tag_room(plan: Plan, channel: int) -> int:
    """Room for the words in a channel; a route has them in the last channel it passes."""
    room = 0
    for hop in plan.bones.hops:
        if hop.channel != channel or hop.after.startswith("edge "):
            continue
        if plan.axes.down:
            lines = len(plan.words.labels[hop.edge]) + len(plan.words.roles[hop.edge])
            room = max(room, lines * plan.scale.tag_line)
        elif plan.tag_width(hop.edge):
            room = max(room, plan.tag_width(hop.edge) + plan.scale.tag_gap)
    return room
