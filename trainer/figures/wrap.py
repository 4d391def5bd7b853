"""Text made fit for a cell grid: control characters removed, widths counted, lines broken at words."""

import unicodedata


def clean(text: str) -> str:
    """The text on one line, without control, format and surrogate characters."""
    spaced = " ".join(text.split())
    return "".join(letter for letter in spaced if unicodedata.category(letter)[0] != "C")


def cells(text: str) -> int:
    """How many terminal columns the text takes."""
    return sum(letter_cells(letter) for letter in text)


def letter_cells(letter: str) -> int:
    """0 for marks that combine with the letter before, 2 for wide letters, else 1."""
    if unicodedata.combining(letter) or unicodedata.category(letter) in {"Mn", "Me"}:
        return 0
    return 2 if unicodedata.east_asian_width(letter) in {"W", "F"} else 1


def wrap(text: str, limit: int) -> tuple[str, ...]:
    """Lines of about `limit` characters, as even as can be; a word longer than that stays whole."""
    tokens = clean(text).split()
    if not tokens:
        return ()
    fewest = len(_greedy(tokens, limit))
    narrow = max(len(word) for word in tokens)
    for width in range(narrow, limit):
        lines = _greedy(tokens, width)
        if len(lines) <= fewest:
            return lines
    return _greedy(tokens, limit)


def fold(text: str, width: int) -> list[str]:
    """Lines of at most `width` columns; a word that is longer is cut, nothing is lost."""
    lines = [""]
    for word in clean(text).split():
        rest = word
        if lines[-1] and cells(lines[-1]) + 1 + cells(rest) <= width:
            lines[-1] += " " + rest
            continue
        if lines[-1]:
            lines.append("")
        while cells(rest) > width:
            cut = _cut(rest, width)
            lines[-1] = rest[:cut]
            lines.append("")
            rest = rest[cut:]
        lines[-1] = rest
    return lines


def _cut(word: str, width: int) -> int:
    """How many letters of the word fit, at least one."""
    cut = len(word)
    while cut > 1 and cells(word[:cut]) > width:
        cut -= 1
    return cut


def _greedy(tokens: list[str], limit: int) -> tuple[str, ...]:
    lines = [tokens[0]]
    for word in tokens[1:]:
        if len(lines[-1]) + 1 + len(word) <= limit:
            lines[-1] += " " + word
        else:
            lines.append(word)
    return tuple(lines)
