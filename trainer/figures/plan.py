"""What a layout is made from: the figure in layers, its words in lines, lengths along and across the flow."""

from collections.abc import Mapping

from trainer.content.figure import Figure
from trainer.figures.layers import Skeleton, drawn_edges, skeleton
from trainer.figures.model import Direction, Scale
from trainer.figures.place import Extent, Ports, Rules
from trainer.figures.wrap import clean, wrap
from trainer.value import dataclass, field


@dataclass(frozen=True, slots=True)
class Words:
    """All the text in a figure, in lines."""

    nodes: Mapping[str, tuple[str, ...]]
    labels: Mapping[str, tuple[str, ...]]
    roles: Mapping[str, tuple[str, ...]]
    groups: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Axes:
    """A scale's lengths along the flow, and across it."""

    down: bool
    lane_along: int
    lane_across: int
    arrow: int
    stub: int
    frame_before: int
    frame_after: int
    rules: Rules


@dataclass(frozen=True, slots=True)
class Plan:
    """One figure at one scale in one direction."""

    figure: Figure
    bones: Skeleton
    words: Words
    scale: Scale
    axes: Axes

    def size_across(self, node: str) -> int:
        """What a node's label takes across the flow, padding included."""
        return self._high(node) if not self.axes.down else self._wide(node)

    def size_along(self, node: str) -> int:
        """What a node's label takes along the flow, padding included."""
        return self._wide(node) if not self.axes.down else self._high(node)

    def tag_width(self, edge: str) -> int:
        """The widest line of the words on an edge."""
        lines = self.words.labels[edge] + self.words.roles[edge]
        return max((self.scale.tag_measure(line) for line in lines), default=0)

    def _wide(self, node: str) -> int:
        return max(self.scale.measure(line) for line in self.words.nodes[node]) + 2 * self.scale.pad_x

    def _high(self, node: str) -> int:
        return len(self.words.nodes[node]) * self.scale.line + 2 * self.scale.pad_y


@dataclass(frozen=True, slots=True)
class Placement:
    """Where everything stands across the flow, and which lanes bends take in each channel."""

    ports: Ports
    extents: Mapping[str, Extent]
    starts: Mapping[str, int]
    lanes: tuple[Mapping[str, int], ...]
    extra: Mapping[str, int] = field(default_factory=dict)
    """What groups are longer than what they hold, for the sake of their labels."""


def planned(figure: Figure, scale: Scale, direction: Direction, names: Mapping[str, str]) -> Plan:
    """The plan of a figure; `names` gives what is written for a role."""
    return Plan(figure, skeleton(figure), _words(figure, scale, names), scale, _axes(scale, direction))


def _words(figure: Figure, scale: Scale, names: Mapping[str, str]) -> Words:
    nodes = {node.id: wrap(node.label, scale.node_wrap) or (node.id,) for node in figure.nodes.values()}
    for edge in figure.edges.values():
        if edge.tail == edge.head and edge.tail in nodes:
            nodes[edge.tail] += wrap(f"to itself: {edge.label}", scale.node_wrap)
    edges = drawn_edges(figure)
    labels = {edge.id: wrap(edge.label, scale.tag_wrap) for edge in edges}
    roles = {edge.id: wrap(names.get(edge.role, edge.role), scale.tag_wrap) for edge in edges}
    return Words(nodes, labels, roles, {group.id: clean(group.label) for group in figure.groups.values()})


def _axes(scale: Scale, direction: Direction) -> Axes:
    if direction is Direction.ACROSS:
        return Axes(
            down=False,
            lane_along=scale.lane_x,
            lane_across=scale.lane_y,
            arrow=scale.arrow_x,
            stub=scale.stub_x,
            frame_before=scale.frame_x,
            frame_after=scale.frame_x,
            rules=Rules(scale.gap_y, scale.frame_top, scale.frame_bottom, unit=scale.line),
        )
    return Axes(
        down=True,
        lane_along=scale.lane_y,
        lane_across=scale.lane_x,
        arrow=scale.arrow_y,
        stub=scale.stub_y,
        frame_before=scale.frame_top,
        frame_after=scale.frame_bottom,
        rules=Rules(scale.gap_x, scale.frame_x, scale.frame_x, unit=scale.lane_x),
    )
