"""`$(aws …)` within a command: its answer is put there, as every shell does. No shell is touched."""

from collections.abc import Callable

OPEN = "$(aws "

Answer = Callable[[str], str]
"""The text answer of an `aws` command; raises NoAnswer."""


class NoAnswer(ValueError):  # noqa: N818 - what came of the inner command
    """The inner command failed; the message is what it said."""


def substituted(line: str, answer: Answer) -> str:
    """The line with each inner command replaced by the words of its answer."""
    at = line.find(OPEN)
    if at < 0:
        return line
    end = _end(line, at)
    if end < 0:
        raise NoAnswer(f"the bracket after $ is not closed: {line[at:]}")
    inner = substituted(line[at + 2 : end], answer)
    return line[:at] + " ".join(answer(inner).split()) + substituted(line[end + 1 :], answer)


def innermost(line: str) -> str:
    """What is being typed where a line ends: the inner command if one is open."""
    at = line.rfind(OPEN)
    return line[at + 2 :] if at >= 0 and _end(line, at) < 0 else line


def _end(line: str, at: int) -> int:
    """Where the bracket that opens after `at` is closed; -1 if it is not."""
    depth = 0
    for place in range(at + 1, len(line)):
        depth += (line[place] == "(") - (line[place] == ")")
        if depth == 0:
            return place
    return -1
