"""Markdown with Obsidian's syntax into blocks of prose, for lessons and for a learner's own notes alike."""

from functools import cache

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from mdit_py_plugins.gfm import gfm_plugin

from trainer.content.clean import clean
from trainer.content.obsidian.blocks import Builder
from trainer.content.obsidian.bullets import plain_lists
from trainer.content.obsidian.comments import Cited, strip_comments
from trainer.content.obsidian.links import wiki_links
from trainer.content.obsidian.marks import marks
from trainer.content.prose import Block, Paragraph, Span
from trainer.problem import Problem, Source
from trainer.value import dataclass

SIZE_LIMIT = 400_000
"""Characters that are parsed; a longer text is shown line by line."""
INLINE_LIMIT = 20_000
"""Characters of one paragraph that are parsed; a longer one is shown as it is."""
DEPTH_LIMIT = 40
FRONT_LINES_MAX = 400


@dataclass(frozen=True, slots=True)
class Document:
    """A Markdown file: its front matter as text, its blocks in reading order, its mistakes."""

    front: str
    """The YAML between the first two `---` lines; "" when there is none."""
    front_line: int
    """The line on which that YAML begins."""
    blocks: tuple[Block, ...]
    problems: tuple[Problem, ...] = ()
    cited: tuple[Cited, ...] = ()
    """Every fact that a comment names, with the place of its id."""


def read_markdown(text: str, path: str, *, joined: bool = False) -> Document:
    """Blocks of any text, however odd; sources carry `path` and true line numbers.

    A line break inside a paragraph stays a line feed in its spans, as Obsidian shows it; `joined` makes it
    a space, as lessons want it. Headings stay blocks of their own at every level. Comments are gone.
    """
    lines = clean(text).split("\n")
    if len(text) > SIZE_LIMIT:
        return _unparsed(lines, path)
    front, body_at = _front_matter(lines)
    stripped = strip_comments(lines[body_at:], path, body_at + 1)
    builder = Builder(_parser().parse("\n".join(plain_lists(stripped.lines))), stripped, path, joined)
    blocks = builder.blocks()
    cited = tuple(each for group in stripped.cited for each in group)
    return Document(
        "\n".join(front), 2 if body_at else 0, tuple(blocks), (*stripped.problems, *builder.problems), cited
    )


def _front_matter(lines: list[str]) -> tuple[list[str], int]:
    """The lines of the front matter, and where the text begins."""
    if lines[0].rstrip() != "---":
        return [], 0
    for place, line in enumerate(lines[1:FRONT_LINES_MAX], 1):
        if line.rstrip() in ("---", "..."):
            return lines[1:place], place + 1
    return [], 0


def _unparsed(lines: list[str], path: str) -> Document:
    blocks = tuple(
        Paragraph((Span(line.replace("\t", "    ")),), (), Source(path, place, 1))
        for place, line in enumerate(lines, 1)
        if line.strip()
    )
    message = f"the text is longer than {SIZE_LIMIT:,} characters and is shown without its formatting."
    return Document("", 0, blocks, (Problem(Source(path), "too-large", message, "Split it."),))


@cache
def _parser() -> MarkdownIt:
    md = MarkdownIt("commonmark", {"html": False, "maxNesting": DEPTH_LIMIT})
    gfm_plugin(md)
    md.options["tasklists"] = False  # "[x]" stays what it is: text
    md.options["alerts"] = False  # GitHub knows five kinds of callout, Obsidian any
    wiki_links(md)
    marks(md)
    md.core.ruler.at("inline", _inline_within_limit)
    return md


def _inline_within_limit(state: StateCore) -> None:
    for token in state.tokens:
        if token.type != "inline":
            continue
        if len(token.content) > INLINE_LIMIT:
            token.children = [Token("text", "", 0, content=token.content)]
        else:
            token.children = []
            state.md.inline.parse(token.content, state.md, state.env, token.children)
