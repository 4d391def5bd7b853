"""Hints come in two levels that give nothing away: the first names no command, the second none whole."""

import re
from collections.abc import Iterator

from trainer.content.lab import Freedom
from trainer.content.model import Lab, Stage
from trainer.problem import Problem

HINTS = 2
RUN_WORDS = 4
"""A hint may not share this many words in a row with a line of the solution."""
RUN_CHARACTERS = 24
"""Nor this many characters in a row."""
_OPERATION = re.compile(r"aws (\S+) (\S+)")
_OPTION = re.compile(r"(?<!\S)--[a-z0-9-]+")


def leaks(lab: Lab) -> Iterator[Problem]:
    """Stages with too few hints, and hints that say too much."""
    for stage in lab.stages:
        if stage.freedom is not Freedom.GUIDED and len(stage.hints) != HINTS:
            message = f'stage "{stage.title}" of {lab.id} has {len(stage.hints)} hints.'
            yield Problem(stage.source, "hint-levels", message, "Write two: where to look, then how.")
        for level, hint in enumerate(stage.hints, 1):
            shared = leak(stage, hint, level)
            if shared:
                yield Problem(
                    stage.source,
                    "hint-leak",
                    f'hint {level} of "{stage.title}" in {lab.id} gives the solution away: "{shared}".',
                    "Say less.",
                )


def leak(stage: Stage, hint: str, level: int) -> str:
    """What a hint gives away of its stage's solution; empty if it keeps its secret."""
    for line in stage.solution:
        if not line.startswith("aws"):
            continue
        if level == 1:
            names = [match[2] for match in _OPERATION.finditer(line)]
            names += [
                match[0] for match in _OPTION.finditer(line) if match[0] not in ("--cluster", "--query")
            ]
            named = next((name for name in names if name in hint), "")
            if named:
                return named
        shared = _same_words(hint, line) or _same_characters(hint, line)
        if shared:
            return shared
    return ""


def _same_words(hint: str, line: str) -> str:
    words, there = hint.split(), f" {' '.join(line.split())} "
    runs = (" ".join(words[at : at + RUN_WORDS]) for at in range(len(words) - RUN_WORDS + 1))
    return next((run for run in runs if f" {run} " in there), "")


def _same_characters(hint: str, line: str) -> str:
    runs = (hint[at : at + RUN_CHARACTERS] for at in range(len(hint) - RUN_CHARACTERS + 1))
    # one word, such as the name of an option, may be longer than that
    return next((run for run in runs if run in line and not re.fullmatch(r"\s*\S+\s*", run)), "")
