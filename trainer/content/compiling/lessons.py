"""lessons/*.md: front matter, then a section for each second-level heading."""

import re

from trainer.content.clean import decode
from trainer.content.compiling.draft import Draft, version_fits
from trainer.content.markdown import Document, read_markdown
from trainer.content.model import Lesson, LessonId, Section, TopicId
from trainer.content.prose import Block, Heading, plain_text
from trainer.content.shape_faults import shaped
from trainer.content.shapes import LessonShape
from trainer.content.yaml_source import read_yaml
from trainer.problem import Source

_GIVEN_ID = re.compile(r"\s*\{#([^{}\s]*)\}\s*$")
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def read_lesson(draft: Draft, path: str, data: bytes) -> None:
    """One lesson."""
    document = read_markdown(decode(data), path, joined=True)
    draft.problems.extend(document.problems)
    if not document.front:
        draft.unread.add("lesson")
        draft.report(
            Source(path, 1, 1),
            "missing-front",
            "the lesson does not begin with its front matter.",
            "Begin with --- lines around format_version, id, title, topic.",
        )
        return
    file = read_yaml("\n" * (document.front_line - 1) + document.front, path)
    draft.problems.extend(file.problems)
    if file.data is None or not version_fits(draft, file):
        draft.unread.add("lesson")
        return
    top = shaped(LessonShape, file.data, file, (), draft.problems)
    if top is None:
        draft.unread.add("lesson")
        return
    draft.refers("topic", top.topic, file.at("topic"))
    sections = sections_of(draft, document, top.id, top.title, file.at("title"))
    source = file.at("id")
    draft.add(
        "lesson", top.id, Lesson(LessonId(top.id), top.title, TopicId(top.topic), sections, source), source
    )


def sections_of(
    draft: Draft, document: Document, first_id: str, first_title: str, first: Source
) -> tuple[Section, ...]:
    """The blocks split at second-level headings; text before the first one is a section of its own."""
    found: list[tuple[str, str, list[Block], Source]] = [(first_id, first_title, [], first)]
    for block in document.blocks:
        if isinstance(block, Heading) and block.level == 1:
            draft.report(
                block.source,
                "heading",
                "a first-level heading: the title stands in the front matter.",
                "Begin sections with ##.",
            )
        elif isinstance(block, Heading) and block.level == 2:
            id_, title = _titled(draft, block)
            if any(id_ == other for other, *_ in found):
                draft.report(
                    block.source,
                    "duplicate-id",
                    f'section "{id_}" is there already.',
                    "Write an id after the title: {#another-id}.",
                )
                id_ = f"{id_}-{len(found) + 1}"
            found.append((id_, title, [], block.source))
        else:
            found[-1][2].append(block)
    if not found[0][2]:
        del found[0]
    for cited in document.cited:
        draft.refers("fact", cited.fact, cited.source)
    return tuple(Section(id_, title, tuple(blocks), source) for id_, title, blocks, source in found)


def _titled(draft: Draft, heading: Heading) -> tuple[str, str]:
    """Id and title of a section."""
    title = plain_text(heading.line)
    given = _GIVEN_ID.search(title)
    if given is None:
        return slug(title), title
    id_ = given.group(1)
    if not _ID.fullmatch(id_):
        draft.report(
            heading.source,
            "bad-id",
            f'"{id_}" is no id.',
            "Ids are lower-case words and digits joined by hyphens.",
        )
    return id_, title[: given.start()]


def slug(title: str) -> str:
    """An id made from a title: its letters and digits in lower case, joined by hyphens."""
    return "-".join(re.findall(r"[a-z0-9]+", title.casefold())) or "section"
