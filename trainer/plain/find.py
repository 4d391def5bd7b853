"""What was found in the lessons, line by line."""

from collections.abc import Sequence

from trainer.activities.search import Statement, excerpt
from trainer.content.words import counted
from trainer.plain.talk import WIDTH, wrapped

ROOM = 3 * WIDTH
"""Columns for one statement: three lines of it."""


def find_lines(finds: Sequence[Statement], words: str) -> list[str]:
    """The best find first; what stands in one section is told once, under its title and the way there."""
    if not finds:
        return [f'No statement of the lessons has all of "{words}"; fewer words find more.']
    sections: dict[tuple[str, str], list[Statement]] = {}
    for find in finds:
        sections.setdefault((find.lesson, find.section), []).append(find)
    lines = [f"{counted(len(finds), 'find')} in {counted(len(sections), 'section')}"]
    for (lesson, _), statements in sections.items():
        lines += ["", statements[0].title, f"    trainer learn {lesson} --plain"]
        for one in statements:
            lines += wrapped(f"* {excerpt(one.says, words, ROOM)}", hang="  ")
    return lines
