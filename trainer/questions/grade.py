"""Grading: what a response earns. Every response to every item has a mark."""

import re
import unicodedata

from trainer.questions.model import Item, Mark, MarkKind, Response

HOW_TO_TYPE = {
    "order": "The letters in order, such as b,a,c,d",
    "match": "The pairs, such as 1b 2a 3d 4c",
}
"""By kind: how an answer without options is written; other kinds take words or a number."""

_UP_TO_NINETEEN = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen"
)
_FROM_TWENTY = "twenty thirty forty fifty sixty seventy eighty ninety"
_NUMBERS, _TENS = _UP_TO_NINETEEN.split(" "), _FROM_TWENTY.split(" ")
_NUMBER_WORDS = {word: number for number, word in enumerate(_NUMBERS)} | {
    word: 10 * number for number, word in enumerate(_TENS, start=2)
}
_UNITS = {
    "s": "second", "sec": "second", "secs": "second", "seconds": "second",
    "min": "minute", "mins": "minute", "minutes": "minute",
    "h": "hour", "hr": "hour", "hrs": "hour", "hours": "hour", "d": "day", "days": "day",
    "gb": "gib", "mb": "mib", "percent": "%", "per cent": "%",
}  # fmt: skip
_FILLER = frozenset({"the", "a", "an", "amazon", "aws"})
_LETTER = re.compile(r"[a-z]")
_PAIR = re.compile(r"(\d)\W*([a-z])")
_PART = re.compile(r"\d+(?:\.\d+)?|[a-z]+(?:[-_.:/][a-z0-9]+)*\d*|%")


def grade(item: Item, response: Response) -> Mark:
    """Right if it is exactly the key (all of it, nothing else), or one of the accepted typed answers.

    An order is right in that order alone, a matching with all of its pairs, in whatever order they are named.
    """
    if not response.known:
        return Mark(MarkKind.NOT_KNOWN, response)
    if item.options:
        chosen = tuple(option.strip().lower() for option in response.chosen)
        right = tuple(sorted(chosen)) == tuple(sorted(item.key))
    elif item.kind == "order":
        right = tuple(_LETTER.findall(response.typed.casefold())) == item.answer
    elif item.kind == "match":
        right = sorted(pairs_of(response.typed)) == sorted(item.answer)
    else:
        right = bool(item.answer) and normal(response.typed) in {normal(text) for text in item.answer}
    return Mark(MarkKind.RIGHT if right else MarkKind.WRONG, response)


def pairs_of(typed: str) -> list[str]:
    """The pairs of a matching as it was typed: "1b 2a", "1-B, 2-A" and "1: b; 2: a" are the same."""
    return [f"{number}{letter}" for number, letter in _PAIR.findall(typed.casefold())]


def normal(typed: str) -> tuple[str, ...]:
    """A typed answer in one spelling: lower case, numbers in digits, units by one name, no articles.

    "Two minutes", "2 min" and "120 s" all count as different amounts written out: 2 minutes twice and
    120 seconds once become the same, because times are turned into seconds.
    """
    folded = unicodedata.normalize("NFKC", typed).casefold().replace("’", "'")
    folded = re.sub(r"(?<=\d),(?=\d{3}\b)", "", folded)
    parts = [_spelled(part) for part in _PART.findall(_joined_tens(folded))]
    kept = tuple(part for part in parts if part not in _FILLER)
    return _in_seconds(kept or tuple(parts))


def _spelled(part: str) -> str:
    if part in _NUMBER_WORDS:
        return str(_NUMBER_WORDS[part])
    if re.fullmatch(r"\d+(\.\d+)?", part):
        return f"{float(part):g}"
    return _UNITS.get(part, part)


def _joined_tens(text: str) -> str:
    """ "twenty-five" as 25, "25minutes" apart."""

    def joined(match: re.Match[str]) -> str:
        return str(_NUMBER_WORDS[match[1]] + _NUMBER_WORDS[match[2]])

    ones = "|".join(_NUMBERS[1:10])
    return re.sub(rf"\b({'|'.join(_TENS)})[- ]({ones})\b", joined, text)


def _in_seconds(parts: tuple[str, ...]) -> tuple[str, ...]:
    scale = {"second": 1, "minute": 60, "hour": 3600, "day": 86400}
    if len(parts) == 2 and parts[1] in scale and re.fullmatch(r"[\d.]+", parts[0]):
        return (f"{float(parts[0]) * scale[parts[1]]:g}", "second")
    return parts
