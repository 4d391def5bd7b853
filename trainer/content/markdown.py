"""Markdown with Obsidian's syntax into blocks of prose, for lessons and for a learner's own notes alike."""

from dataclasses import dataclass

from trainer.content.model import Plain
from trainer.content.prose import Block
from trainer.problem import Problem


@dataclass(frozen=True, slots=True)
class Document:
    """A Markdown file: its front matter as text and as data, its blocks in reading order, its mistakes."""

    front: str
    """The YAML between the first two `---` lines; "" when there is none."""
    front_line: int
    """The line on which that YAML begins."""
    blocks: tuple[Block, ...]
    problems: tuple[Problem, ...] = ()


def read_markdown(text: str, path: str, *, joined: bool = False) -> Document:
    """Blocks of any text, however odd; sources carry `path` and true line numbers.

    A line break inside a paragraph stays a line feed in its spans, as Obsidian shows it; `joined` makes it
    a space, as lessons want it. Headings stay blocks of their own at every level.
    """
    return Document("", 0, ())
