"""Soft item-writing rules: what gives a key away by its form, or makes options harder to read.

C09, C11, C12, C14, C16, C17, C20 and C22 of the rules gathered for this project (see `flaws`).
"""

import re
from collections.abc import Callable, Iterable, Iterator

from trainer.questions.model import Design, Item, Option, Statement
from trainer.questions.wording import content_words, tokens, words

_ABSOLUTE = re.compile(r"\b(always|never|all|none|only|completely)\b", re.IGNORECASE)
_NUMBER = re.compile(r"(?<![A-Za-z0-9])\d")
_VAGUE = re.compile(
    r"\b(usually|often|might|sometimes|generally|typically|mostly|normally|may(?! not\b))\b", re.IGNORECASE
)
_CIRCUMSTANCE = re.compile(r"^(?:On|For|With|In) [^,;]{3,60}, ")
_JOINT = re.compile(r"[,;:]|\b(?:that|which|whose|while|when|because|so that|if|until|unless)\b")


def longest_key(item: Item) -> Iterator[str]:
    """C09: the key is not longer than every distractor by a third."""
    keys = [words(option.text) for option in item.options if option.is_key]
    others = [words(option.text) for option in item.options if not option.is_key]
    if keys and others and max(keys) >= 4 and max(others) < 0.75 * max(keys):
        yield "C09: the key is the longest option by far"


def odd_length(item: Item) -> Iterator[str]:
    """C11: options are of like length. Names of up to four words are as long as they are."""
    if not item.options or _median(words(option.text) for option in item.options) <= 4:
        return
    middle = _median(len(option.text) for option in item.options)
    for option in item.options:
        if not 0.6 <= len(option.text) / middle <= 1.67:
            yield f'C11: "{option.text}" is of another length than the rest'


def clang(item: Item) -> Iterator[str]:
    """C12: no word of the stem comes back in the key alone."""
    stem = {token for token in tokens(item.stem) if len(token) >= 4}
    keys = {token for option in item.options if option.is_key for token in tokens(option.text)}
    others = {token for option in item.options if not option.is_key for token in tokens(option.text)}
    for token in sorted((stem & keys) - others):
        yield f'C12: "{token}" stands in stem and key alone'


def absolute_terms(item: Item) -> Iterator[str]:
    """C16: no absolute word that only distractors have."""
    if any(_ABSOLUTE.search(option.text) for option in item.options if option.is_key):
        return
    for option in item.options:
        if not option.is_key and (found := _ABSOLUTE.search(option.text)):
            yield f'C16: "{found[0]}" in a distractor alone'


def lone_number(item: Item) -> Iterator[str]:
    """C22: never exactly one option with a number."""
    if sum(bool(_NUMBER.search(option.text)) for option in item.options) == 1:
        yield "C22: one option alone has a number"


def convergence(item: Item) -> Iterator[str]:
    """C14: the key is not what all distractors vary: the only medoid, two attributes shared with each."""
    near = closeness(item)
    place = next((at for at, option in enumerate(item.options) if option.is_key), None)
    if item.select != 1 or place is None or near.count(max(near)) > 1 or near[place] < max(near):
        return
    mine = _attributes(item.options[place], item)
    if all(len(mine & _attributes(other, item)) >= 2 for other in item.options if not other.is_key):
        yield "C14: every distractor is a variation of the key"


def closeness(item: Item) -> list[float]:
    """How much each option has in common with the others: its mean likeness to them."""
    return [
        sum(alike(one, other) for other in item.options if other is not one) / max(len(item.options) - 1, 1)
        for one in item.options
    ]


def alike(one: Option, other: Option) -> float:
    """0-1: the share of common parts where both are designs, of common words otherwise."""
    first, second = designed(one), designed(other)
    if first and second:
        return len(first & second) / len(first)
    mine, theirs = content_words(one.text), content_words(other.text)
    return len(mine & theirs) / (len(mine | theirs) or 1)


def designed(option: Option) -> frozenset[object]:
    """The parts of an option that is a design, empty for any other."""
    return frozenset(pair for claim in option.claims if isinstance(claim, Design) for pair in claim.parts)


def spoken_of(option: Option) -> frozenset[str]:
    """The concepts and values in what an option claims."""
    found: list[str] = []
    for claim in option.claims:
        if isinstance(claim, Statement):
            found += [claim.subject, claim.object]
        elif isinstance(claim, Design):
            found += [concept for _, concept in claim.parts]
        else:
            found.append(claim.value)
    return frozenset(found)


def _attributes(option: Option, item: Item) -> frozenset[object]:
    """What an option is about, without what all options say."""
    about = designed(option) or content_words(option.text)
    return about - frozenset.intersection(*(designed(one) or content_words(one.text) for one in item.options))


def vague(item: Item) -> Iterator[str]:
    """C17: no hedged words in options. "May not" denies a permission; that is no hedge."""
    for option in item.options:
        if found := _VAGUE.search(option.text):
            yield f'C17: "{found[0]}" in {option.id}'


def parallel(item: Item) -> Iterator[str]:
    """C20: options are built alike: as many clauses, give or take one; sentences or names, not both.

    Circumstances put first ("On the Fargate launch type, …") are no clause.
    """
    counts = [len(_JOINT.findall(_CIRCUMSTANCE.sub("", option.text))) for option in item.options]
    if counts and max(counts) - min(counts) > 1:
        yield f"C20: options have from {min(counts)} to {max(counts)} joints"
    lengths = [words(option.text) for option in item.options]
    if lengths and min(lengths) == 1 and max(lengths) > 5:
        yield "C20: single words stand beside sentences"


SOFT: tuple[Callable[[Item], Iterator[str]], ...] = (
    longest_key,
    odd_length,
    clang,
    convergence,
    absolute_terms,
    vague,
    parallel,
    lone_number,
)


def _median(values: Iterable[int]) -> float:
    """The module `statistics` would take ten milliseconds of every start to import."""
    ordered = sorted(values)
    middle = len(ordered) // 2
    return ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2
