"""What a person (or a screen reader) hears of plain mode, taken apart."""

import re
from dataclasses import dataclass

VERDICTS = ("Right.", "Wrong.", "Not known.")
OPTION = re.compile(r"([A-H])\. (.*)")


@dataclass(frozen=True)
class Asked:
    """One question as printed: its words on one line, its options in the order shown."""

    heading: str
    stem: str
    options: tuple[tuple[str, str], ...]


def joined(text: str) -> str:
    """Wrapped text on one line."""
    return " ".join(text.split())


def questions(out: str) -> list[Asked]:
    """The questions that were printed, in their order."""
    blocks = re.split(r"(?m)^(?=Question \d+ of \d+)", out)[1:]
    return [_question(block) for block in blocks]


def _question(block: str) -> Asked:
    lines = block.splitlines()
    first = next(number for number, line in enumerate(lines) if OPTION.match(line))
    options: list[list[str]] = []
    for line in lines[first:]:
        if match := OPTION.match(line):
            options.append([match[1].lower(), match[2]])
        elif line.startswith("   "):
            options[-1][1] += " " + line.strip()
        else:
            break
    return Asked(
        lines[0], joined(" ".join(lines[1:first])), tuple((letter, joined(text)) for letter, text in options)
    )


def verdicts(out: str) -> list[str]:
    """The verdict that each answer earned, in order: the first words of its line."""
    found = []
    for line in out.splitlines():
        found += [verdict for verdict in VERDICTS if line.startswith(verdict)]
    return found
