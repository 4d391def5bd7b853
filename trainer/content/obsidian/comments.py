"""`%%comments%%` and `<!-- comments -->` are taken out before anything else reads a text: none can leak.

`%%facts: a, b%%` leaves a mark in the text, which the block that it ends on is tied to facts by.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence

from trainer.problem import Problem, Source
from trainer.value import dataclass, field

MARK = re.compile("\ue000([0-9]+)\ue001")
"""Stands where a facts comment stood; the number is its place in `Stripped.cited`."""

_FENCE = re.compile(
    r"(?P<before>[ \t>]*(?:(?:[-*+•]|[0-9]{1,9}[.)])[ \t]+)*)(?P<fence>`{3,}|~{3,})(?P<info>.*)"
)
_CANDIDATE = re.compile(r"\\.|`+|%%|<!--", re.DOTALL)
_FACTS = re.compile(r"\s*facts:(?P<ids>.*)", re.DOTALL)
_NEARLY_FACTS = re.compile(r"\s*(facts?|Facts?|FACTS?)\s*[:=]|\s*facts?\s+[a-z0-9]+(-[a-z0-9]+)+")
_FACT_ID = re.compile(r"[^\s,]+")
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_BLANK_LINE = re.compile(r"\n[ \t>]*(?=\n)")
_LEAD = re.compile(r"[ \t>]*")


@dataclass(frozen=True, slots=True)
class Cited:
    """A fact named in a comment, and where."""

    fact: str
    source: Source


@dataclass(frozen=True, slots=True)
class Stripped:
    """Lines without comments; `numbers` says which line of the file each of them is, counted from 1."""

    lines: tuple[str, ...]
    numbers: tuple[int, ...]
    cited: tuple[tuple[Cited, ...], ...]
    problems: tuple[Problem, ...]


@dataclass(slots=True)
class _Work:
    text: str
    path: str
    first_line: int
    starts: list[int]
    out: list[str] = field(default_factory=list)
    cited: list[tuple[Cited, ...]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def source(self, position: int) -> Source:
        line = bisect_right(self.starts, position) - 1
        return Source(self.path, line + self.first_line, position - self.starts[line] + 1)


def strip_comments(lines: Sequence[str], path: str, first_line: int = 1) -> Stripped:
    """The lines without their comments. Lines that held nothing else are left out altogether."""
    kept = [line.replace("\ue000", "\ufffd").replace("\ue001", "\ufffd") for line in lines]
    text = "\n".join(kept)
    starts = [0]
    for line in kept:
        starts.append(starts[-1] + len(line) + 1)
    work = _Work(text, path, first_line, starts)
    _scan(work, _code_blocks(kept, starts))
    stripped = "".join(work.out).split("\n")
    result = [
        (line, place + first_line)
        for place, (line, before) in enumerate(zip(stripped, kept or [""], strict=True))
        if line.strip() or not before.strip() or line == before
    ]
    lines_left, numbers = tuple(line for line, _ in result), tuple(number for _, number in result)
    return Stripped(lines_left, numbers, tuple(work.cited), tuple(work.problems))


def _code_blocks(lines: Sequence[str], starts: Sequence[int]) -> list[tuple[int, int]]:
    """Character ranges of fenced code."""
    found: list[tuple[int, int]] = []
    fence, quoted, began = "", False, 0
    for place, line in enumerate(lines):
        if fence:
            rest = line.strip(" \t>")
            closed = rest.startswith(fence) and not rest.strip(fence[0])
            left = quoted and not line.lstrip().startswith(">")
            if closed or left:
                found.append((began, starts[place]))
                fence = ""
            if not left:
                continue
        match = _FENCE.match(line)
        if match and not (match["fence"][0] == "`" and "`" in match["info"]):
            fence, quoted, began = match["fence"], ">" in match["before"], starts[place]
    if fence:
        found.append((began, starts[-1]))
    return found


def _scan(work: _Work, code: Sequence[tuple[int, int]]) -> None:
    text, position = work.text, 0
    code_at = 0
    while match := _CANDIDATE.search(text, position):
        while code_at < len(code) and code[code_at][1] <= match.start():
            code_at += 1
        if code_at < len(code) and code[code_at][0] <= match.start():
            end = max(min(code[code_at][1], len(text)), match.end())
        elif match.group().startswith("`"):
            end = _end_of_code(text, match)
        elif match.group().startswith("\\"):
            end = match.end()
        else:
            end = _end_of_comment(work, match)
            work.out.append(text[position : match.start()])
            if end > match.end():
                work.out.append(_left_behind(work, match, end))
            else:
                work.out.append(match.group())
            position = end
            continue
        work.out.append(text[position:end])
        position = end
    work.out.append(text[position:])


def _end_of_code(text: str, opening: re.Match[str]) -> int:
    """Where inline code ends; just after the ticks when they open nothing."""
    ticks = opening.group()
    blank = _BLANK_LINE.search(text, opening.end())
    limit = blank.start() if blank else len(text)
    closing = re.compile(rf"(?<!`){ticks}(?!`)").search(text, opening.end(), limit)
    return closing.end() if closing else opening.end()


def _end_of_comment(work: _Work, opening: re.Match[str]) -> int:
    """Where the comment ends; just after the opening when there is none."""
    text, closer = work.text, "%%" if opening.group() == "%%" else "-->"
    end = text.find(closer, opening.end())
    line_start = text.rfind("\n", 0, opening.start()) + 1
    whole_block = _LEAD.fullmatch(text, line_start, opening.start()) is not None
    if end >= 0 and (whole_block or not _BLANK_LINE.search(text, opening.end(), end)):
        return end + len(closer)
    source = work.source(opening.start())
    message = f'a comment opens with "{opening.group()}" and is not closed in its paragraph.'
    work.problems.append(Problem(source, "open-comment", message, f'Close it with "{closer}".'))
    return len(text) if whole_block else opening.end()


def _left_behind(work: _Work, opening: re.Match[str], end: int) -> str:
    """What stays of a comment: its line breaks, and a mark if it names facts."""
    text = work.text
    inside = text[opening.end() : end - len(opening.group().replace("<!--", "-->"))]
    breaks = "\n" * text.count("\n", opening.start(), end)
    if opening.group() != "%%":
        return breaks
    match = _FACTS.fullmatch(inside)
    if match is None:
        if _NEARLY_FACTS.match(inside):
            source = work.source(opening.start())
            work.problems.append(
                Problem(
                    source,
                    "facts-comment",
                    "this comment seems to name facts.",
                    "Write %%facts: one-id, other-id%%.",
                )
            )
        return breaks
    cited: list[Cited] = []
    base = opening.end() + match.start("ids")
    for found in _FACT_ID.finditer(match["ids"]):
        source = work.source(base + found.start())
        if _ID.fullmatch(found.group()):
            cited.append(Cited(found.group(), source))
        else:
            work.problems.append(
                Problem(source, "bad-id", f'"{found.group()}" is no fact id.', "Separate ids with commas.")
            )
    work.cited.append(tuple(cited))
    return f"\ue000{len(work.cited) - 1}\ue001{breaks}"
