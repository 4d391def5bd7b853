"""Frames around groups, and a place on each for its label where no route passes."""

import itertools
from collections.abc import Sequence

from trainer.figures.bands import Bands, nest
from trainer.figures.layers import group_key
from trainer.figures.model import Frame, Route
from trainer.figures.plan import Placement, Plan


def framed(
    plan: Plan, placement: Placement, bands: Bands, routes: Sequence[Route]
) -> tuple[list[Frame], dict[str, int]]:
    """Frames, the outermost first, and by group key the width that a frame still lacks for its label."""
    frames: list[Frame] = []
    lacking: dict[str, int] = {}
    for group in plan.figure.groups.values():
        key = group_key(group.id)
        if key not in plan.bones.children:
            continue
        x, y, width, height = _rectangle(plan, placement, bands, key)
        label = plan.words.groups[group.id]
        label_x, lack = _label_place(plan, label, (x, y, width), routes)
        if lack:
            lacking[key] = lack
        frames.append(Frame(group.id, x, y, width, height, label, label_x, _depth(plan, key)))
    return sorted(frames, key=lambda frame: frame.depth), lacking


def _rectangle(plan: Plan, placement: Placement, bands: Bands, key: str) -> tuple[int, int, int, int]:
    """x, y, width and height of a group's frame."""
    axes, bones = plan.axes, plan.bones
    first, last = bones.spans[key]
    near = bands.boxes[first] - axes.frame_before * (1 + nest(bones, first, 0, key))
    far = bands.boxes[last] + bands.rooms[last] + axes.frame_after * (1 + nest(bones, last, 1, key))
    start, end = _sides(plan, placement, key)
    if axes.down:
        return start, near, end - start, far - near
    return near, start, far - near, end - start


def _sides(plan: Plan, placement: Placement, key: str) -> tuple[int, int]:
    """Where a frame begins and ends across the flow: just around its items and the frames in it."""
    starts, ends = [], []
    rules = plan.axes.rules
    for item in plan.bones.items.values():
        if key not in item.path:
            continue
        inner = item.path[item.path.index(key) :]
        extent, start = placement.extents[item.key], placement.starts[item.key]
        starts.append(start - extent.before - rules.frame_before * len(inner))
        more = rules.frame_after * len(inner) + sum(placement.extra.get(group, 0) for group in inner)
        ends.append(start + extent.size + extent.after + more)
    return min(starts), max(ends)


def _depth(plan: Plan, key: str) -> int:
    return next((item.path.index(key) for item in plan.bones.items.values() if key in item.path), 0)


def _label_place(
    plan: Plan, label: str, top: tuple[int, int, int], routes: Sequence[Route]
) -> tuple[int, int]:
    """Where along a frame's top (x, y, width) its label meets no route; and the width it lacks for that."""
    scale, (x, y, width) = plan.scale, top
    text = scale.tag_measure(label)
    at = x + scale.pad_x
    if not text:
        return at, 0
    crossings = sorted(
        ax
        for route in routes
        for (ax, ay), (bx, by) in itertools.pairwise(route.points)
        if ax == bx and min(ay, by) < y + scale.frame_top and max(ay, by) >= y and x < ax < x + width
    )
    free = at
    for crossing in crossings:
        if free - scale.tag_gap <= crossing <= free + text + scale.tag_gap:
            free = crossing + 1 + scale.tag_gap
    lack = max(0, free + text + scale.pad_x - (x + width))
    if lack and crossings and not plan.axes.down:
        lack = at + text + scale.tag_gap + 1 - crossings[0]
    return free, lack
