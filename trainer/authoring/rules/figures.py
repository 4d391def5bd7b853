"""Figures: drawable, told in words, and part of the course."""

from collections.abc import Iterator
from pathlib import Path

from trainer.content.figure import Edge, Figure, Group, Node
from trainer.content.model import Course
from trainer.graph.facts import FactGraph
from trainer.problem import Problem, Source

WORDS_MIN = 8
"""A picture told in fewer words has not been told."""


def labels_drawable(course: Course, graph: FactGraph) -> Iterator[Problem]:  # noqa: ARG001 - the shape of a rule
    """The drawing font has a glyph for each character of a label."""
    from trainer.figures.png import undrawable

    for figure in course.figures.values():
        font = _font(course, figure)
        if figure.font and font is None:
            message = f'font "{figure.font}" is not among the images.'
            yield Problem(figure.source, "unknown-font", message, "Add the file, or remove the key.")
            continue
        for source, label in _labels(figure):
            if missing := undrawable(label, font):
                message = f'the drawing font has no {", ".join(missing)} (in "{label}").'
                yield Problem(source, "undrawable", message, "Use other characters, or name a font file.")


def _font(course: Course, figure: Figure) -> Path | None:
    if not figure.font or Path(figure.font).is_absolute() or ".." in Path(figure.font).parts:
        return None
    file = Path(course.images) / figure.font
    return file if file.is_file() else None


def _labels(figure: Figure) -> Iterator[tuple[Source, str]]:
    yield figure.source, figure.title
    parts: list[Node | Group | Edge] = [*figure.nodes.values(), *figure.groups.values()]
    for part in [*parts, *figure.edges.values()]:
        if part.label:
            yield part.source, part.label


def figures_whole(course: Course, graph: FactGraph) -> Iterator[Problem]:  # noqa: ARG001 - the shape of a rule
    """Each box is joined to another, each frame holds something, and the words tell the whole picture."""
    for figure in course.figures.values():
        joined = {end for edge in figure.edges.values() for end in (edge.tail, edge.head)}
        for node in figure.nodes.values():
            if node.id not in joined and node.kind not in ("note", "network") and len(figure.nodes) > 1:
                message = f'node "{node.id}" has no edge.'
                yield Problem(node.source, "loose-node", message, "Join it, or remove it.")
        used = {node.group for node in figure.nodes.values()} | {g.inside for g in figure.groups.values()}
        for group in figure.groups.values():
            if group.id not in used:
                message = f'group "{group.id}" is empty.'
                yield Problem(group.source, "empty-group", message, "Put nodes into it, or remove it.")
        if len(figure.words.split()) < WORDS_MIN:
            message = f"the words say too little: {len(figure.words.split())} words."
            yield Problem(figure.source, "words", message, "Tell the picture to someone who cannot see it.")
