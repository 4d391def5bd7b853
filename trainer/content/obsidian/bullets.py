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

    Line for line: none is added or lost.
    """
    result: list[str] = []
    columns: list[int] = []  # where the markers of the open lists stand in the text as it was written
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
        result.append(_line(line, columns, blank_before))
        blank_before = not line.strip()
    return result


def _line(line: str, columns: list[int], blank_before: bool) -> str:
    """The line as Markdown has it; keeps `columns` up to date."""
    if not line.strip():
        return line
    literal = _LITERAL.fullmatch(line)
    if literal:
        level = _level(columns, literal["indent"])
        return f"{_TAB * level}{(literal['marker'] or '- ').strip()} {literal['text']}"
    item = _ITEM.fullmatch(line)
    if item and not _RULE.fullmatch(line):
        level = _level(columns, item["indent"])
        by_tabs = item["indent"].strip("\t") == ""  # with spaces, Markdown itself knows how deep
        return f"{_TAB * level}{line.lstrip()}" if by_tabs else line
    if line[0] not in " \t" and (blank_before or _BREAKS_LIST.match(line) or _RULE.fullmatch(line)):
        columns.clear()
    return line


def _level(columns: list[int], indent: str) -> int:
    """How many lists are open around an item with this indent, which becomes the innermost one."""
    column = len(indent.expandtabs(4))
    while columns and columns[-1] >= column:
        columns.pop()
    columns.append(column)
    return len(columns) - 1
