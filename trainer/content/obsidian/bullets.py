"""Lists as people type them: literal bullets, and tabs that promise more depth than there is."""

import re
from collections.abc import Iterable

_TAB = "\t"
_LITERAL = re.compile(
    r"(?P<indent>[ \t]*)(?P<marker>(?:[-*+]|[0-9]{1,9}[.)])[ \t]+)?[•◦▪‣][ \t]*(?P<text>\S.*)"
)
_ITEM = re.compile(r"(?P<indent>[ \t]*)(?P<marker>[-*+]|[0-9]{1,9}[.)])(?P<gap>[ \t]+)(?P<text>\S.*)")
_RULE = re.compile(r"[ \t]*([-*_])[ \t]*(\1[ \t]*){2,}")
_FENCE = re.compile(r"[ \t]*(`{3,}|~{3,})")
_BREAKS_LIST = re.compile(r"(#{1,6}([ \t]|$)|>|`{3}|~{3}|\|)")


def plain_lists(lines: Iterable[str]) -> list[str]:
    """The same lines with literal bullets as list items, none indented deeper than its list allows.

    A tab is a level; so are two spaces before a literal bullet. Line for line: none is added or lost.
    """
    result: list[str] = []
    levels = 0  # how many lists are open
    blank_before = True
    fence = ""
    for line in lines:
        opening = _FENCE.match(line)
        if fence or opening:
            if not fence and opening:
                fence = opening.group(1)
            elif opening and opening.group(1).startswith(fence) and not line.strip().strip(fence[0]):
                fence = ""
            result.append(line)
            blank_before = False
            continue
        mended, levels = _line(line, levels, blank_before)
        blank_before = not line.strip()
        result.append(mended)
    return result


def _line(line: str, levels: int, blank_before: bool) -> tuple[str, int]:
    """The line as Markdown has it, and how many lists are open after it."""
    if not line.strip():
        return line, levels
    if literal := _LITERAL.fullmatch(line):
        marker = (literal["marker"] or "- ").strip()
        depth = min(_depth(literal["indent"], 2), levels)
        return f"{_TAB * depth}{marker} {literal['text']}", depth + 1
    item = _ITEM.fullmatch(line)
    if item and not _RULE.fullmatch(line):
        depth = _depth(item["indent"], 4)
        if item["indent"].count("\t") == len(item["indent"]) and depth > levels:
            return f"{_TAB * levels}{line.lstrip()}", levels + 1
        if item["indent"] and "\t" not in item["indent"]:
            depth = (
                levels if levels and len(item["indent"]) >= 2 else 0
            )  # spaces: Markdown itself knows how deep
        return line, depth + 1
    indented = line[0] in " \t"
    if not indented and (blank_before or _BREAKS_LIST.match(line) or _RULE.fullmatch(line)):
        return line, 0
    return line, levels


def _depth(indent: str, spaces_a_level: int) -> int:
    return indent.count("\t") + indent.count(" ") // spaces_a_level
