"""Replies as boxes of `|`, `-` and `+`: a section for each structure or list, what lies within set inwards.

A section has a title, perhaps column heads, and rows. When the whole would be wider than the screen,
sections of one row are turned: one line for each column.
"""

import unicodedata
from typing import Any

from trainer.value import dataclass, field

WIDTH = 80
PADDING = 4


@dataclass(slots=True)
class Section:
    """A box: `depth` counts how far it is set inwards."""

    title: str
    depth: int
    heads: list[str] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)

    def add(self, row: list[Any]) -> None:
        """Appends a row of scalars."""
        self.rows.append([str(cell) for cell in row])

    def columns(self) -> list[int]:
        """The width that each column wants."""
        lines = [*([self.heads] if self.heads else []), *self.rows]
        count = max((len(line) for line in lines), default=0)
        return [max(cells(line[at]) for line in lines if at < len(line)) for at in range(count)]

    def width(self) -> int:
        """The width that the section wants, borders and those around it included."""
        wanted = sum(self.columns()) + PADDING * len(self.columns()) + 2
        return max(cells(self.title) + 2, wanted) + 2 * self.depth

    def turned(self) -> "Section":
        """A section of one row as pairs of head and cell; others as they are."""
        if len(self.rows) != 1 or not self.heads:
            return self
        return Section(
            self.title, self.depth, [], [[*pair] for pair in zip(self.heads, self.rows[0], strict=True)]
        )


def cells(text: str) -> int:
    """How many columns of a terminal the text takes."""
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


def as_table(title: str, found: Any, width: int = WIDTH) -> str:
    """The boxes as lines; nothing for an empty reply. A bare scalar becomes a box of one cell."""
    if not found:
        return ""
    sections = _sections(title, found if isinstance(found, dict | list) else [found], 0)
    total = max(section.width() for section in sections)
    if total > width:
        sections = [section.turned() for section in sections]
        total = max(section.width() for section in sections)
    lines = ["-" * total]
    for section in sections:
        edge = "|" * section.depth
        lines.extend(f"{edge}{line}{edge}" for line in _drawn(section, total - 2 * section.depth))
    return "".join(f"{line}\n" for line in lines)


def _sections(title: str, found: Any, depth: int) -> list[Section]:
    if not found:
        return []
    if isinstance(found, dict):
        return _of_structure(title, found, depth)
    if any(isinstance(item, dict) for item in found):
        return _of_structures(title, [item for item in found if isinstance(item, dict)], depth)
    section = Section(title, depth)
    further: list[Section] = []
    for item in found:
        if not isinstance(item, list):
            section.add([item])
        elif all(not isinstance(cell, dict | list) for cell in item):
            section.add(item)
        else:
            further.extend(_sections("", item, depth))
    return [section, *further]


def _of_structure(title: str, found: dict[str, Any], depth: int) -> list[Section]:
    scalars, nested = _split(found)
    section = Section(title, depth)
    if len(scalars) == 1:
        section.add([scalars[0], found[scalars[0]]])
    elif scalars:
        section.heads = scalars
        section.add([found[key] for key in scalars])
    return [section, *(inner for key in nested for inner in _sections(key, found[key], depth + 1))]


def _of_structures(title: str, items: list[dict[str, Any]], depth: int) -> list[Section]:
    """One box of many rows, or, where something lies within, a box for each."""
    heads = sorted({key for item in items for key in _split(item)[0]})
    nested = sorted({key for item in items for key in _split(item)[1]})
    if not nested:
        section = Section(title, depth, heads)
        for item in items:
            section.add([item.get(key, "") for key in heads])
        return [section]
    found: list[Section] = []
    for item in items:
        section = Section(title, depth, heads)
        section.add(
            [item.get(key, "") if not isinstance(item.get(key), dict | list) else "" for key in heads]
        )
        found.append(section)
        for key in nested:
            if isinstance(item.get(key), dict | list):
                found.extend(_sections(key, item[key], depth + 1))
    return found


def _split(found: dict[str, Any]) -> tuple[list[str], list[str]]:
    nested = sorted(key for key, value in found.items() if isinstance(value, dict | list))
    return sorted(key for key in found if key not in nested), nested


def _drawn(section: Section, width: int) -> list[str]:
    lines: list[str] = []
    widths = _scaled([wanted + PADDING for wanted in section.columns()], width)
    if section.title:
        lines.append(_centred(section.title, width, "|"))
        if not section.heads and not section.rows:
            lines.append(f"+{'-' * (width - 2)}+")
    if section.heads and widths:
        lines.append(_rule(widths))
        edges = ["|", *[""] * (len(widths) - 1)]
        cut = zip(section.heads, widths, edges, strict=True)
        lines.append("".join(_centred(head, room, edge) for head, room, edge in cut))
    if section.rows and widths:
        lines.append(_rule(widths))
        lines.extend(_row(row, widths) for row in section.rows)
        lines.append(_rule(widths))
    return lines


def _scaled(wanted: list[int], width: int) -> list[int]:
    """The columns stretched to fill the width exactly; what rounding leaves goes to the last ones first."""
    if not wanted:
        return []
    scale = width / sum(wanted)
    widths = [round(scale * each) for each in wanted]
    while (over := sum(widths) - width) != 0:
        order = range(len(widths)) if over > 0 else range(len(widths) - 1, -1, -1)
        for at in list(order)[: abs(over)]:
            widths[at] += -1 if over > 0 else 1
    return widths


def _rule(widths: list[int]) -> str:
    return "+" + "".join("-" * (width - (2 if at == 0 else 1)) + "+" for at, width in enumerate(widths))


def _centred(text: str, width: int, edge: str) -> str:
    before = width // 2 - cells(text) // 2 - 1
    start = f"{edge}{' ' * before}{text}"
    return f"{start}{' ' * (width - 1 - cells(start))}|"


def _row(row: list[str], widths: list[int]) -> str:
    line = ""
    for at, width in enumerate(widths):
        edge = "|" if at == 0 else ""
        text = row[at] if at < len(row) else ""
        indent = "  " if width - cells(text) - 2 - len(edge) - 1 >= 0 else ""
        start = f"{edge}{indent}{text}"
        line += f"{start}{' ' * (width - cells(start) - 1)}|"
    return line
