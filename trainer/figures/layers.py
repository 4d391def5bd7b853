"""A figure cut into layers: which node stands in which, and which way each edge takes through them.

Edges count as running from the node that the author wrote earlier to the one written later, whatever
their arrow says; so there are no circles, and the author decides what stands left or on top.
"""

import itertools
from collections.abc import Mapping

from trainer.content.figure import Edge, Figure
from trainer.value import dataclass

ROOT = ""


@dataclass(frozen=True, slots=True)
class Item:
    """Something with a place of its own in some layers: a node, or the corridor of an edge past a layer."""

    key: str
    first: int
    last: int
    path: tuple[str, ...]
    """Keys of the groups around it, the outermost first."""


@dataclass(frozen=True, slots=True)
class Hop:
    """An edge's way through one channel, from an item of a layer to an item of the next layer."""

    edge: str
    channel: int
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Skeleton:
    """What is to be placed."""

    items: Mapping[str, Item]
    hops: tuple[Hop, ...]
    children: Mapping[str, tuple[str, ...]]
    """Each group's members in the author's order; under ROOT those of no group."""
    spans: Mapping[str, tuple[int, int]]
    """First and last layer of each item and of what each group holds."""
    depth: int
    """Number of layers."""


def node_key(node: str) -> str:
    """The key of a node among items and groups."""
    return f"node {node}"


def group_key(group: str) -> str:
    """The key of a group among items and groups."""
    return f"group {group}"


def drawn_edges(figure: Figure) -> list[Edge]:
    """Edges between two different nodes of the figure; those to the node itself are words in its box."""
    return [
        edge
        for edge in figure.edges.values()
        if edge.tail in figure.nodes and edge.head in figure.nodes and edge.tail != edge.head
    ]


def skeleton(figure: Figure) -> Skeleton:
    """The figure's nodes in layers, with corridors for edges that pass a layer."""
    layer = _layers(figure)
    rank = {node: place for place, node in enumerate(figure.nodes)}
    items = {
        node_key(node.id): Item(node_key(node.id), layer[node.id], layer[node.id], _path(figure, node.group))
        for node in figure.nodes.values()
    }
    ranks = {node_key(node): float(place) for node, place in rank.items()}
    hops: list[Hop] = []
    for edge in drawn_edges(figure):
        first, last = sorted((edge.tail, edge.head), key=lambda node: rank[node])
        before, after = node_key(first), node_key(last)
        start, end = layer[first], layer[last]
        if end - start == 1:
            hops.append(Hop(edge.id, start, before, after))
            continue
        corridor = f"edge {edge.id}"
        shared = _shared(items[before].path, items[after].path)
        items[corridor] = Item(corridor, start + 1, end - 1, shared)
        ranks[corridor] = rank[first] + 0.5
        hops += [Hop(edge.id, start, before, corridor), Hop(edge.id, end - 1, corridor, after)]
    children = _children(items, ranks)
    return Skeleton(items, tuple(hops), children, _spans(items), max(layer.values(), default=-1) + 1)


def _layers(figure: Figure) -> dict[str, int]:
    """The longest way from a start to each node; starts are then drawn up to what they point at."""
    rank = {node: place for place, node in enumerate(figure.nodes)}
    before: dict[str, list[str]] = {node: [] for node in figure.nodes}
    after: dict[str, list[str]] = {node: [] for node in figure.nodes}
    for edge in drawn_edges(figure):
        first, last = sorted((edge.tail, edge.head), key=lambda node: rank[node])
        before[last].append(first)
        after[first].append(last)
    layer: dict[str, int] = {}
    for node in figure.nodes:
        layer[node] = max((layer[other] + 1 for other in before[node]), default=0)
    for node in reversed(list(figure.nodes)):
        if len(after[node]) > len(before[node]):
            layer[node] = min(layer[other] for other in after[node]) - 1
    lowest = min(layer.values(), default=0)
    return {node: place - lowest for node, place in layer.items()}


def _path(figure: Figure, group: str) -> tuple[str, ...]:
    """Keys of the groups around a node; a group that lies in itself, or nowhere, ends the way."""
    path: list[str] = []
    while group in figure.groups and group_key(group) not in path:
        path.append(group_key(group))
        group = figure.groups[group].inside
    return tuple(reversed(path))


def _shared(one: tuple[str, ...], other: tuple[str, ...]) -> tuple[str, ...]:
    count = 0
    while count < min(len(one), len(other)) and one[count] == other[count]:
        count += 1
    return one[:count]


def _spans(items: Mapping[str, Item]) -> dict[str, tuple[int, int]]:
    spans: dict[str, tuple[int, int]] = {}
    for item in items.values():
        for key in (*item.path, item.key):
            first, last = spans.get(key, (item.first, item.last))
            spans[key] = min(first, item.first), max(last, item.last)
    return spans


def _children(items: Mapping[str, Item], ranks: Mapping[str, float]) -> dict[str, tuple[str, ...]]:
    """Members of each group, by the rank of the first node in them."""
    least: dict[str, dict[str, float]] = {ROOT: {}}
    for key, item in items.items():
        chain = (ROOT, *item.path, key)
        for parent, child in itertools.pairwise(chain):
            known = least.setdefault(parent, {})
            known[child] = min(known.get(child, ranks[key]), ranks[key])
    return {parent: tuple(sorted(known, key=lambda child: known[child])) for parent, known in least.items()}
