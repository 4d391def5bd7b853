"""figures/*.yaml: nodes, edges and frames that fit together."""

from collections.abc import Collection
from typing import TypeVar

from trainer.content.compiling.draft import Draft, entries, open_yaml
from trainer.content.figure import Edge, Figure, Group, Node
from trainer.content.shape_faults import did_you_mean
from trainer.content.shapes import EdgeShape, FigureShape, FrameShape, NodeShape
from trainer.content.yaml_source import YamlFile
from trainer.problem import Source

Path = tuple[str | int, ...]
T = TypeVar("T", Node, Edge, Group)


def read_figure(draft: Draft, path: str, data: bytes) -> None:
    """One picture."""
    opened = open_yaml(draft, path, data, FigureShape, ("figure",))
    if opened is None:
        return
    file, top = opened
    groups = _groups(draft, file, top)
    nodes: dict[str, Node] = {}
    for node, here in entries(draft, file, top.nodes, NodeShape, "node", "nodes"):
        if node.group is not None:
            _within(draft, file.at(*here, "group"), node.group, groups, "group")
        value = Node(node.id, node.label, node.kind, node.group or "", file.at(*here))
        _once(draft, file, nodes, value, here)
    edges: dict[str, Edge] = {}
    for edge, here in entries(draft, file, top.edges, EdgeShape, "edge", "edges"):
        if len(nodes) == len(top.nodes):
            _within(draft, file.at(*here, "from"), edge.tail, nodes, "node")
            _within(draft, file.at(*here, "to"), edge.head, nodes, "node")
        role = draft.concept(edge.role, file.at(*here, "role")) if edge.role else None
        arrow = Edge(edge.id, edge.tail, edge.head, edge.label, role or "", edge.both_ways, file.at(*here))
        _once(draft, file, edges, arrow, here)
        if edge.id in nodes:
            draft.report(
                file.at(*here, "id"),
                "duplicate-id",
                f'"{edge.id}" is a node of this figure.',
                "Give the edge another id.",
            )
    facts = draft.all_of("fact", top.facts, file, "facts")
    source = file.at("id")
    figure = Figure(top.id, top.title, nodes, edges, groups, top.words, facts, top.font or "", source)
    draft.add("figure", top.id, figure, source)


def _groups(draft: Draft, file: YamlFile, top: FigureShape) -> dict[str, Group]:
    groups: dict[str, Group] = {}
    for frame, here in entries(draft, file, top.groups, FrameShape, "group", "groups"):
        _once(draft, file, groups, Group(frame.id, frame.label, frame.inside or "", file.at(*here)), here)
    for group in groups.values():
        around, above = group.inside, [group.id]
        while around:
            if around not in groups:
                if around == group.inside and len(groups) == len(top.groups):
                    draft.report(
                        group.source,
                        "unknown-group",
                        f'"{around}" is no group of this figure.',
                        "Add it, or correct it.",
                    )
                break
            if around in above:
                if around == group.id:
                    draft.report(
                        group.source, "circle", f'group "{group.id}" lies inside itself.', "Correct inside."
                    )
                break
            above.append(around)
            around = groups[around].inside
    return groups


def _within(draft: Draft, source: Source, name: str, known: Collection[str], what: str) -> None:
    if name not in known:
        mend = did_you_mean(name, list(known)) or f"It has {', '.join(known) or 'none'}."
        draft.report(source, f"unknown-{what}", f'"{name}" is no {what} of this figure.', mend)


def _once(draft: Draft, file: YamlFile, table: dict[str, T], value: T, here: Path) -> None:
    name = value.id
    if name in table:
        draft.report(
            file.at(*here, "id"), "duplicate-id", f'"{name}" is there already.', "Give it another id."
        )
        return
    table[name] = value
