"""Item-writing rules as gates: a hard flaw refuses an item, a soft one makes the generator try again.

The numbers C03–C27 are those of the published item-writing rules gathered for this project: Haladyna,
Downing and Rodriguez 2002, the NBME guide's test-wiseness section, and Moore's SAQUET rubric.
"""

import re
from collections.abc import Callable, Iterator

from trainer.questions.cues import SOFT
from trainer.questions.model import Item
from trainer.questions.shuffle import leading_number
from trainer.questions.wording import tokens, words
from trainer.value import dataclass

_ASK = re.compile(r"\b(which|what|who|whom|whose|how|why|where|when)\b", re.IGNORECASE)
_SELECT = re.compile(r"\s*\(Select (TWO|THREE)\.\)$")
_ALL_OF_THE_ABOVE = re.compile(
    r"\b(all|none|both|neither|any) of (the|these)( above| options| answers)?\b|\bboth [a-f] and [a-f]\b"
    r"|\b[A-F] (and|or) [A-F]\b|\boptions? [A-F]\b",
    re.IGNORECASE,
)
_LETTERS = re.compile(r"\b(?:[A-F] (?:and|or) [A-F]|[Oo]ptions? [A-F])\b")
NEGATIVE = re.compile(r"\b(not|except|incorrect|false|avoid|least likely)\b", re.IGNORECASE)
"""Words that turn a stem round; one that has them is never shown."""
_ARTICLE = re.compile(r"an?\s", re.IGNORECASE)
_COUNTS = {1: ((4,), ""), 2: ((5, 6), "TWO"), 3: ((6,), "THREE")}


@dataclass(frozen=True, slots=True)
class Flaws:
    """What is wrong with an item; each entry begins with the rule's number."""

    hard: tuple[str, ...]
    soft: tuple[str, ...]


def flaws(item: Item) -> Flaws:
    """All flaws that can be seen in one item."""
    return Flaws(hard_flaws(item), soft_flaws(item))


def hard_flaws(item: Item) -> tuple[str, ...]:
    """Those that refuse an item."""
    return tuple(flaw for gate in HARD for flaw in gate(item))


def soft_flaws(item: Item) -> tuple[str, ...]:
    """Those of which an item may have one."""
    return tuple(flaw for gate in SOFT for flaw in gate(item))


def option_count(item: Item) -> Iterator[str]:
    """C03: four options with one key, five with two (or six), six with three; the count in capitals."""
    if not item.options:
        return
    sizes, capitals = _COUNTS.get(item.select, ((), ""))
    keys = sum(option.is_key for option in item.options)
    if len(item.options) not in sizes or keys != item.select:
        yield f"C03: {len(item.options)} options with {keys} keys, select {item.select}"
    if capitals and not item.stem.endswith(f"(Select {capitals}.)"):
        yield "C03: the stem does not end with how many to select"


def distinct_options(item: Item) -> Iterator[str]:
    """C04: no two options with the same words."""
    sets = [frozenset(tokens(option.text)) for option in item.options]
    for place, one in enumerate(sets):
        for other in sets[:place]:
            if not one or len(one & other) >= 0.9 * len(one | other):
                yield f"C04: options say the same: {sorted(one & other)}"


def no_overlap(item: Item) -> Iterator[str]:
    """C05: no option is another one with something added by "and" or "or"."""
    for one in item.options:
        for other in item.options:
            if one is other or one.text.lower() not in other.text.lower():
                continue
            if re.search(
                rf"(?:^|\b(?:and|or) ){re.escape(one.text)}(?:$|,? (?:and|or)\b)", other.text, re.IGNORECASE
            ):
                yield f'C05: "{other.text}" contains "{one.text}"'


def no_all_of_the_above(item: Item) -> Iterator[str]:
    """C06: no all, none or both of the above, no option that names another's letter."""
    for option in item.options:
        if _ALL_OF_THE_ABOVE.search(option.text) and (
            "above" in option.text.lower() or _LETTERS.search(option.text)
        ):
            yield f'C06: "{option.text}" speaks of other options'


def no_negative_stem(item: Item) -> Iterator[str]:
    """C07: a stem asks for what is so."""
    found = NEGATIVE.search(item.stem)
    if found:
        yield f'C07: "{found[0]}" in the stem'


def closed_question(item: Item) -> Iterator[str]:
    """C08: a whole question of at least twelve words that can be answered without the options."""
    stem = _SELECT.sub("", item.stem)
    last = re.split(r"(?<=[.?!])\s+", stem)[-1]
    if not stem.endswith("?") or not _ASK.search(last):
        yield "C08: the stem does not end in a question"
    if words(stem) < 12:
        yield "C08: the stem is shorter than twelve words"


def grammar_fit(item: Item) -> Iterator[str]:
    """C18: the key does not stand out by its form: capital, full stop, a/an or number at its ends."""
    keys = [option.text for option in item.options if option.is_key]
    others = [option.text for option in item.options if not option.is_key]
    if not keys or not others:
        return
    for what, sign in _FORMS:
        marks = {bool(sign(text)) for text in keys}, {bool(sign(text)) for text in others}
        if len(marks[0]) == len(marks[1]) == 1 and marks[0] != marks[1]:
            yield f"C18: key and distractors differ in {what}"


_FORMS: tuple[tuple[str, Callable[[str], object]], ...] = (
    ("opening with a capital", lambda text: text[:1].islower()),
    ("ending with a full stop", lambda text: text.endswith(".")),
    ("opening with an article", _ARTICLE.match),
    ("opening with a number", leading_number),
)


def numbers_sorted(item: Item) -> Iterator[str]:
    """C21: options that are numbers stand in order and have one unit."""
    values = [leading_number(option.text) for option in item.options]
    known = [value for value in values if value is not None]
    if not known or len(known) < len(values):
        return
    if known != sorted(known):
        yield "C21: numbers are not in order"
    units = {re.sub(r"^[\d,.\s]+", "", option.text).removesuffix("s") for option in item.options}
    if len(units) > 1 and not any(" " in unit for unit in units):
        yield f"C21: numbers have different units ({', '.join(sorted(units))}); values in one unit would do"


def nothing_gratuitous(item: Item) -> Iterator[str]:
    """C27: a stem of at most 90 words, options of at most 30."""
    if words(item.stem) > 90:
        yield f"C27: the stem has {words(item.stem)} words"
    for option in item.options:
        if words(option.text) > 30:
            yield f"C27: an option has {words(option.text)} words"


HARD: tuple[Callable[[Item], Iterator[str]], ...] = (
    option_count,
    distinct_options,
    no_overlap,
    no_all_of_the_above,
    no_negative_stem,
    closed_question,
    grammar_fit,
    numbers_sorted,
    nothing_gratuitous,
)
