"""What was found by name and in the lessons, line by line and as JSON."""

from collections.abc import Sequence
from typing import Any

from trainer.activities.search import Name, Statement, excerpt
from trainer.content.words import counted
from trainer.plain.talk import WIDTH, wrapped

ROOM = 3 * WIDTH
"""Columns for one statement: three lines of it."""


def find_lines(names: Sequence[Name], finds: Sequence[Statement], words: str) -> list[str]:
    """Names first, then statements; what stands in one section is told once, with the way there."""
    if not names and not finds:
        return [f'No name and no statement of the lessons has all of "{words}"; fewer words find more.']
    sections: dict[tuple[str, str], list[Statement]] = {}
    for find in finds:
        sections.setdefault((find.lesson, find.section), []).append(find)
    said = f"{counted(len(finds), 'find')} in {counted(len(sections), 'section')}"
    lines = [f"{counted(len(names), 'name')}; {said}"]
    lines += [""] if names else []
    for name in names:
        beside = f" ({name.beside})" if name.beside else ""
        lines += wrapped(f"* {name.sort}: {name.title}{beside}", hang="  ")
        lines += [f"    {way_to(name)}"] if way_to(name) else []
    for (lesson, _), statements in sections.items():
        lines += ["", statements[0].title, f"    trainer learn {lesson} --plain"]
        for one in statements:
            lines += wrapped(f"* {excerpt(one.says, words, ROOM)}", hang="  ")
    return lines


def finds_as_json(names: Sequence[Name], finds: Sequence[Statement]) -> list[dict[str, Any]]:
    """The same whole: names with the command that leads there, then statements."""
    return [
        *({"sort": one.sort, "id": one.place, "says": one.title, "way": way_to(one)} for one in names),
        *(
            {
                "sort": "statement",
                "lesson": one.lesson,
                "section": one.section,
                "title": one.title,
                "says": one.says,
                "way": f"trainer learn {one.lesson} --plain",
            }
            for one in finds
        ),
    ]


def way_to(name: Name) -> str:
    """The command that leads there; empty for a fact, which its sentence tells whole."""
    match name.sort:
        case "lesson" | "section":
            return f"trainer learn {name.place} --plain"
        case "lab":
            return f"trainer lab {name.place} --plain"
        case "exam":
            return f"trainer exam --start {name.place} --plain"
    return ""
