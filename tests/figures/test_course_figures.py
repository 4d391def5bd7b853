"""The course's own figures: legible everywhere, told in words, and drawn as the committed pictures show."""

from pathlib import Path

import pytest

from tests.courses import IMAGES, ecs
from tests.figures.course import FIGURES
from trainer.content.figure import Figure
from trainer.figures.boxes import draw_text
from trainer.figures.model import text_of
from trainer.figures.png import undrawable
from trainer.figures.redraw import names_of_roles, redraw_all
from trainer.figures.words import words

ARCHITECTURES = (
    "upload-to-dynamodb",
    "scheduled-batch",
    "queue-workers",
    "stopped-task-alert",
    "cpu-scaling",
)
HEADINGS = (
    "launch-types",
    "ec2-cluster",
    "fargate-tasks",
    "iam-roles",
    "load-balancers",
    "efs-volumes",
    "service-auto-scaling",
    "ecr-pull",
)


def figure(name: str) -> Figure:
    return ecs().figures[name]


def drawn(name: str, width: int, *, ascii_only: bool = False) -> list[str]:
    lines = draw_text(figure(name), width, names=names_of_roles(ecs()), ascii_only=ascii_only)
    return [text_of(line) for line in lines]


def test_there_is_a_figure_for_each_architecture_and_each_heading() -> None:
    assert {*ARCHITECTURES, *HEADINGS} <= set(FIGURES)


@pytest.mark.parametrize("width", [50, 60, 76, 100, 120])
@pytest.mark.parametrize("name", FIGURES)
def test_every_figure_fits_and_is_drawn_from_76_columns_on(name: str, width: int) -> None:
    lines = drawn(name, width)
    assert max(map(len, lines)) <= width
    assert len(lines) <= (40 if width >= 76 else 45)
    if width >= 76:
        assert sum("┌" in line for line in lines), "boxes, not a list"
    said = " ".join(" ".join(lines).split())
    for node in figure(name).nodes.values():
        assert all(word in said for word in node.label.split())


@pytest.mark.parametrize("width", [20, 30, 40, 49])
@pytest.mark.parametrize("name", FIGURES)
def test_under_50_columns_a_figure_is_a_list(name: str, width: int) -> None:
    lines = drawn(name, width)
    assert max(map(len, lines)) <= width
    assert not any("┌" in line for line in lines)
    said = " ".join(" ".join(lines).split())
    assert all(node.label.split()[0] in said for node in figure(name).nodes.values())
    assert said.count("→") + said.count("↔") == len(figure(name).edges)


@pytest.mark.parametrize("name", FIGURES)
def test_in_ascii_nothing_else_is_used(name: str) -> None:
    assert "\n".join(drawn(name, 76, ascii_only=True)).isascii()


@pytest.mark.parametrize("name", FIGURES)
def test_the_words_tell_every_arrow_and_its_role(name: str) -> None:
    names = names_of_roles(ecs())
    told = words(figure(name), names=names)
    assert len(told) == 1 + len(figure(name).edges)
    assert 20 <= len(told[0].split()) <= 100
    for number, (line, edge) in enumerate(zip(told[1:], figure(name).edges.values(), strict=True), start=1):
        assert line.startswith(f"{number}. {figure(name).nodes[edge.tail].label} ")
        assert figure(name).nodes[edge.head].label in line
        assert edge.label in line
        if edge.role:
            assert line.endswith(f"({names[edge.role]})")


@pytest.mark.parametrize("name", FIGURES)
def test_what_a_figure_says_is_backed_by_facts_and_its_roles_by_concepts(name: str) -> None:
    assert figure(name).facts
    assert set(figure(name).facts) <= set(ecs().facts)
    for edge in figure(name).edges.values():
        if edge.role:
            assert ecs().concepts[edge.role].kind == "role"  # type: ignore[index]


@pytest.mark.parametrize("name", FIGURES)
def test_the_font_has_every_glyph(name: str) -> None:
    shown = figure(name)
    texts = [shown.title, *(node.label for node in shown.nodes.values())]
    texts += [group.label for group in shown.groups.values()]
    texts += [edge.label for edge in shown.edges.values()]
    texts += [names_of_roles(ecs())[edge.role] for edge in shown.edges.values() if edge.role]
    assert undrawable("".join(texts)) == ()


def test_the_committed_pictures_are_those_of_the_specs(tmp_path: Path) -> None:
    """At most 0.5 % of the pixels differ by more than 32. After a change: `trainer images --redraw`."""
    from PIL import Image, ImageChops

    redrawn = redraw_all(ecs(), tmp_path)
    assert {path.stem for path in redrawn} == {path.stem for path in IMAGES.glob("*.png")}
    for path in redrawn:
        kept = IMAGES / path.name
        assert kept.stat().st_size < 80_000
        with Image.open(path) as new, Image.open(kept) as old:
            assert new.size == old.size, f"{path.name}: redraw it"
            apart = ImageChops.difference(new.convert("RGB"), old.convert("RGB"))
        most = ImageChops.lighter(ImageChops.lighter(*apart.split()[:2]), apart.split()[2])
        changed = sum(most.histogram()[33:])
        assert changed <= 0.005 * most.width * most.height, f"{path.name}: redraw it"
