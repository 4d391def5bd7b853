"""A picture as data: nodes, edges and groups, so that it can be drawn, asked about and read aloud."""

from collections.abc import Mapping

from trainer.problem import NOWHERE, Source
from trainer.value import dataclass


@dataclass(frozen=True, slots=True)
class Node:
    """A box; `kind` sets its look (service, compute, storage, queue, person, event, network, role, note)."""

    id: str
    label: str
    kind: str = "service"
    group: str = ""
    source: Source = NOWHERE


@dataclass(frozen=True, slots=True)
class Edge:
    """An arrow; `role` is the concept id of the IAM role that makes it work, if one does."""

    id: str
    tail: str
    head: str
    label: str = ""
    role: str = ""
    both_ways: bool = False
    source: Source = NOWHERE


@dataclass(frozen=True, slots=True)
class Group:
    """A frame around nodes: a VPC, a cluster, a zone. `inside` names the frame around this one."""

    id: str
    label: str
    inside: str = ""
    source: Source = NOWHERE


@dataclass(frozen=True, slots=True)
class Figure:
    """An architecture picture. `words` tells it to people who cannot see it, in reading order."""

    id: str
    title: str
    nodes: Mapping[str, Node]
    edges: Mapping[str, Edge]
    groups: Mapping[str, Group]
    words: str
    facts: tuple[str, ...] = ()
    font: str = ""
    """A font file of the course, relative to its images; empty: Pillow's built-in one."""
    source: Source = NOWHERE
