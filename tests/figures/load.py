"""The course's figure files read straight into values, so that these tests need no other part of the program."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from trainer.content.figure import Edge, Figure, Group, Node

ROOT = Path(__file__).parents[2]
FIGURES = ROOT / "content" / "ecs" / "figures"
IMAGES = ROOT / "images" / "ecs"


def course_figures() -> Iterator[Figure]:
    """Every figure of the course, by file name."""
    for path in sorted(FIGURES.glob("*.yaml")):
        yield figure_of(yaml.safe_load(path.read_text("utf-8")))


def figure_of(data: dict[str, Any]) -> Figure:
    """A figure from what its file says."""
    return Figure(
        id=data["id"],
        title=data["title"],
        nodes={row["id"]: Node(**row) for row in data["nodes"]},
        edges={row["id"]: _edge(row) for row in data.get("edges", [])},
        groups={row["id"]: Group(**row) for row in data.get("groups", [])},
        words=data["words"],
        facts=tuple(data.get("facts", [])),
    )


def _edge(row: dict[str, Any]) -> Edge:
    return Edge(
        id=row["id"],
        tail=row["from"],
        head=row["to"],
        label=row.get("label", ""),
        role=row.get("role", ""),
        both_ways=row.get("both_ways", False),
    )
