"""figures/*.yaml: nodes, edges and frames that fit together."""

from trainer.content.compiling.draft import Draft, entries, open_yaml
from trainer.content.figure import Edge, Figure, Group, Node
from trainer.content.shapes import EdgeShape, FigureShape, FrameShape, NodeShape
from trainer.content.yaml_source import YamlFile

Path = tuple[str | int, ...]


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
            _within(draft, file, node.group, groups, "group", (*here, "group"))
        value = Node(node.id, node.label, node.kind, node.group or "", file.at(*here))
        _once(draft, file, nodes, value, here)
    edges: dict[str, Edge] = {}
    for edge, here in entries(draft, file, top.edges, EdgeShape, "edge", "edges"):
        if len(nodes) == len(top.nodes):
            _within(draft, file, edge.tail, nodes, "node", (*here, "from"))
            _within(draft, file, edge.head, nodes, "node", (*here, "to"))
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


def _within(
    draft: Draft, file: YamlFile, name: str, known: dict[str, Node] | dict[str, Group], what: str, place: Path
) -> None:
    if name not in known:
        draft.report(
            file.at(*place),
            f"unknown-{what}",
            f'"{name}" is no {what} of this figure.',
            f"It has {', '.join(known) or 'none'}.",
        )


def _once(
    draft: Draft,
    file: YamlFile,
    table: dict[str, object] | dict[str, Node] | dict[str, Edge] | dict[str, Group],
    value: Node | Edge | Group,
    here: Path,
) -> None:
    if value.id in table:
        draft.report(
            file.at(*here, "id"), "duplicate-id", f'"{value.id}" is there already.', "Give it another id."
        )
        return
    table[value.id] = value  # type: ignore[assignment, index]
