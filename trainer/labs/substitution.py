"""`$(aws …)` within a command: its answer is put there, as every shell does. No shell is touched."""

import shlex
from collections.abc import Callable

OPEN = "$(aws "

Answer = Callable[[str], str]
"""The text answer of an `aws` command; raises NoAnswer."""


class NoAnswer(ValueError):  # noqa: N818 - what came of the inner command
    """The inner command failed; the message is what it said."""


def substituted(line: str, answer: Answer) -> str:
    """The line with each inner command replaced by the words of its answer, none read as a quote again."""
    made, begin, quote = "", 0, ""
    while (at := line.find(OPEN, begin)) >= 0:
        end = _end(line, at)
        if end < 0:
            raise NoAnswer(f"the bracket after $ is not closed: {line[at:]}")
        quote = _quote(line[begin:at], quote)
        words = answer(substituted(line[at + 2 : end], answer)).split()
        made += line[begin:at] + _put(words, quote)
        begin = end + 1
    return made + line[begin:]


def _quote(text: str, quote: str) -> str:
    """The quotation mark that is open after a text; `quote` is the one open before it."""
    escaped = False
    for sign in text:
        if escaped:
            escaped = False
        elif sign == "\\" and quote != "'":
            escaped = True
        elif quote:
            quote = "" if sign == quote else quote
        elif sign in "'\"":
            quote = sign
    return quote


def _put(words: list[str], quote: str) -> str:
    """Words as they stand where a quotation mark is open, or none; a shell puts none within single ones."""
    if quote == "'":
        return " ".join(words)
    if quote:
        return " ".join(words).replace("\\", "\\\\").replace('"', '\\"')
    return " ".join(shlex.quote(word) for word in words)


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
