"""The item-writing checks C01-C34 on one item: hard failures refuse it, soft flags count against it.

What the form of an item shows is checked by the generator's own code: C03-C08, C18, C21 and C27 hard in
`trainer.questions.flaws`, C19 in `trainer.questions.sorts`, C09, C11, C12, C14, C16, C17, C20 and C22 soft
in `trainer.questions.cues`. Here stand those that need the judge or a changed world: C01, C02 and C31-C34
hard, C30 soft.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta

from tests.quality.mutation import flipped_key
from tests.quality.requirements import gratuitous, unstated_conditions
from tests.quality.vocabulary import known_short_forms, masked
from trainer.graph.facts import FactGraph
from trainer.judge.decide import judge_item
from trainer.questions.flaws import flaws
from trainer.questions.model import Item, Play
from trainer.questions.sorts import one_sort

FRESH = timedelta(days=183)
"""A feature must have been generally available for six months before an exam asks about it."""
_SHORT_FORM = re.compile(r"\b[A-Z]{2,5}s?\b")
GRADE_MAX = 14.0


@dataclass(frozen=True, slots=True)
class Ground:
    """What items are held against."""

    graph: FactGraph
    play: Play | None = None


Check = Callable[[Item, Ground], Iterator[str]]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What an item failed, each entry beginning with the check's number."""

    hard: tuple[str, ...]
    soft: tuple[str, ...]


def inspect(item: Item, ground: Ground, *, mutate: bool = False) -> Verdict:
    """All that is wrong with one item; `mutate` runs C31 too, which judges it in two changed worlds."""
    seen = flaws(item)
    hard = [found for check in HARD for found in check(item, ground)]
    if mutate:
        hard += flipped_key(item, ground.graph, ground.play)
    soft = [found for check in SOFT for found in check(item, ground)]
    return Verdict((*seen.hard, *hard), (*seen.soft, *soft))


def one_key_set(item: Item, ground: Ground) -> Iterator[str]:
    """C01: the independent solver finds exactly the declared keys true and everything else false."""
    for complaint in judge_item(item, ground.graph, ground.play).complaints if item.options else ():
        yield f"C01: {complaint}"


def citation(item: Item, ground: Ground) -> Iterator[str]:
    """C02: each option rests on facts that hold on the day, each with a page and the place in it."""
    for option in item.options:
        if not option.proof.cites:
            yield f"C02: {option.id} cites nothing"
        for cite in option.proof.cites:
            fact = ground.graph.fact(cite)
            page = ground.graph.course.pages.get(fact.page) if fact else None
            if fact is None or page is None:
                yield f"C02: {option.id} cites {cite}, which is no fact of {ground.graph.as_of}"
            elif not page.url.startswith("https://") or not fact.locator:
                yield f"C02: {cite} names no place on a page that could be opened"


def one_type(item: Item, ground: Ground) -> Iterator[str]:
    """C19: no key that is alone of its sort; the generator's own check."""
    yield from one_sort(item, ground.graph)


def fresh(item: Item, ground: Ground) -> Iterator[str]:
    """C32: what exam forms may use rests on nothing younger than six months on the item's day."""
    for fact in (ground.graph.fact(cite) for cite in item.fact_ids if item.exams):
        if fact and fact.valid_from and fact.valid_from > item.as_of - FRESH:
            yield f"C32: {fact.id} is true since {fact.valid_from} only"


def every_requirement_counts(item: Item, ground: Ground) -> Iterator[str]:
    """C33: without any one stated requirement, or the criterion, the best option is another or not alone."""
    for what in gratuitous(item, ground.graph):
        yield f"C33: the key stays the only best option without {what}"


def conditions_stated(item: Item, ground: Ground) -> Iterator[str]:
    """C34: a MOST or LEAST stem states each condition under which its order facts hold."""
    for what in unstated_conditions(item, ground.graph):
        yield f"C34: {what}"


def readable(item: Item, ground: Ground) -> Iterator[str]:
    """C30: at most grade 14 (Flesch-Kincaid) with names masked; short forms are known to the course."""
    level = grade(masked(item.stem, ground.graph))
    if level > GRADE_MAX:
        yield f"C30: the stem reads at grade {level:.0f}"
    known = known_short_forms(ground.graph)
    for text in (item.stem, *(option.text for option in item.options)):
        for found in _SHORT_FORM.findall(text):
            if found not in known and found.removesuffix("s") not in known:
                yield f'C30: "{found}" is explained nowhere'


def grade(text: str) -> float:
    """The Flesch-Kincaid grade: 0.39 words per sentence + 11.8 syllables per word - 15.59 (Kincaid 1975)."""
    spoken = re.findall(r"[A-Za-z]+", text)
    if not spoken:
        return 0.0
    sentences = len(re.findall(r"[.?!](?:\s|$)", text)) or 1
    return 0.39 * len(spoken) / sentences + 11.8 * sum(map(_syllables, spoken)) / len(spoken) - 15.59


def _syllables(word: str) -> int:
    """Groups of vowels, a silent e at the end left out."""
    bare = re.sub(r"(?:[^laeiouy]es|[^td]ed|[^laeiouy]e)$", "", word.lower())
    return max(1, len(re.findall(r"[aeiouy]+", bare)))


HARD: tuple[Check, ...] = (
    one_key_set,
    citation,
    one_type,
    fresh,
    every_requirement_counts,
    conditions_stated,
)
SOFT: tuple[Check, ...] = (readable,)
