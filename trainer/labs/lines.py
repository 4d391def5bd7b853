"""Commands over several lines: continued by a backslash, or within quotes; and taken apart again."""

import shlex

LONG = frozenset({"wait", "choose", "scene", "open", "undo"})
"""Words that may let much time run, or replay what did."""


def runs_long(line: str) -> bool:
    """Whether time may run for long, so that it is done aside."""
    word, _, rest = line.strip().partition(" ")
    return word in LONG or (word == "aws" and " wait " in f" {rest} ")


def unfinished(text: str) -> bool:
    """Whether more must follow: a backslash ends it, or a quotation is open."""
    if text.endswith("\\") and not text.endswith("\\\\"):
        return True
    if not text.lstrip().startswith("aws"):
        return False  # names of other words may hold an apostrophe
    try:
        shlex.split(text)
    except ValueError:
        return True
    return False


def joined(text: str, more: str) -> str:
    """Two lines as one: without the backslash, or with the line break inside the quotation."""
    if text.endswith("\\"):
        return f"{text[:-1].rstrip()} {more.lstrip()}"
    return f"{text}\n{more}"


def commands(text: str) -> list[str]:
    """The commands in a pasted text, each on one line; comments and empty lines are left out."""
    found: list[str] = []
    begun = ""
    for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        if not begun and (not line.strip() or line.lstrip().startswith("#")):
            continue
        begun = joined(begun, line) if begun else line.strip().removeprefix("$ ")
        if not unfinished(begun):
            found.append(begun.strip())
            begun = ""
    return [*found, begun.strip()] if begun.strip() else found
