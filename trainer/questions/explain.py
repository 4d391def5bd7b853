"""After an answer: a first view of a few words, and a full one with every option's reason and sources.

Both keep within their words, whatever an item says: what is said twice goes first, then what is said besides.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import date

from trainer.content.model import FactId
from trainer.graph.facts import FactGraph
from trainer.questions.model import Item, Mark, MarkKind, Option, ProofKind
from trainer.questions.reasons import said, short
from trainer.questions.wording import listed, words
from trainer.value import dataclass

FIRST_WORDS_MAX = 45
FULL_WORDS_MAX = 180
"""All reasons, the sentence on what they follow from, and the titles of the pages."""
_SENTENCE_END = re.compile(r"(?<=[.!?…])\s+(?=[A-Z“0-9])")


@dataclass(frozen=True, slots=True)
class Cited:
    """A documentation page that a reason rests on."""

    title: str
    url: str
    locator: str
    checked: date


@dataclass(frozen=True, slots=True)
class First:
    """What is shown at once: at most 45 words in all."""

    verdict: str
    why: str
    deciding: tuple[str, ...]

    @property
    def text(self) -> str:
        """All of it on one line."""
        marked = (
            f" Deciding words: {listed([f'“{words}”' for words in self.deciding])}." if self.deciding else ""
        )
        return f"{self.verdict} {self.why}{marked}"


@dataclass(frozen=True, slots=True)
class Reason:
    """One option with why it holds or fails."""

    option: str
    text: str
    is_key: bool
    chosen: bool
    why: str
    sources: tuple[Cited, ...]


@dataclass(frozen=True, slots=True)
class Full:
    """Every option with its reason; `follows` says on what all of it rests."""

    reasons: tuple[Reason, ...]
    follows: str
    sources: tuple[Cited, ...]


def first_view(graph: FactGraph, item: Item, mark: Mark) -> First:
    """Verdict, why the choice made holds or fails, and the words of the stem that decide it."""
    verdict = _verdict(item, mark)
    option = _spoken_of(item, mark)
    if option is None:
        why = short(said(graph, item.fact_ids[:1]))
        marked: tuple[str, ...] = item.deciding
    else:
        why, marked = option.brief, option.deciding or item.deciding
    verdict = cut(verdict, FIRST_WORDS_MAX)
    why = cut(why, FIRST_WORDS_MAX - words(verdict))
    return First(verdict, why, _fitting(marked, FIRST_WORDS_MAX - words(verdict) - words(why) - 2))


def full_view(graph: FactGraph, item: Item, mark: Mark | None = None) -> Full:
    """Every option with the requirement or fact that it meets or breaks; sources by page title."""
    chosen = {option.lower() for option in mark.response.chosen} if mark else set()
    sources = cited_pages(graph, (*item.fact_ids, *(fact for one in item.options for fact in one.fact_ids)))
    follows = _follows(graph, item, sources)
    room = FULL_WORDS_MAX - words(follows) - sum(words(source.title) for source in sources)
    whys = within(room, [(option.rationale, option.is_key) for option in item.options])
    reasons = tuple(
        Reason(
            option.id, option.text, option.is_key, option.id in chosen, why,
            cited_pages(graph, option.fact_ids),
        )
        for option, why in zip(item.options, whys, strict=True)
    )  # fmt: skip
    return Full(reasons, follows, sources)


def told_once(reasons: Sequence[Reason]) -> dict[str, str]:
    """What to write beside each option, by its letter, so that no reason is read twice.

    A reason that the key has as well stands with the key alone; one that two wrong options share stands
    with the first of them, and the second refers to it.
    """
    first: dict[str, Reason] = {}
    for reason in sorted(reasons, key=lambda one: not one.is_key):
        first.setdefault(reason.why, reason)
    return {
        one.option: one.why
        if at is one
        else ""
        if at.is_key and not one.is_key
        else f"As {at.option.upper()}."
        for one in reasons
        for at in (first[one.why],)
    }


def within(room: int, reasons: Sequence[tuple[str, bool]]) -> list[str]:
    """Reasons, each with whether it is a key's, in at most `room` words in all.

    As long as they are too many, a sentence goes: one that another option says as well, then one between
    the first and the last, then a last one; of the wrong options first, from the longest. At last the
    longest reason is cut. No option is left without a reason.
    """
    told = [(_SENTENCE_END.split(text), is_key) for text, is_key in reasons]
    while sum(_size(sentences) for sentences, _ in told) > max(room, len(told)):
        droppable = [
            (grade, is_key, -_size(sentences), option, place)
            for option, (sentences, is_key) in enumerate(told)
            for place in range(len(sentences))
            if (grade := _grade(told, option, place)) is not None
        ]
        if not droppable:
            longest = max(range(len(told)), key=lambda option: _size(told[option][0]))
            text = told[longest][0][0]
            told[longest] = ([cut(text, words(text) - 1)], told[longest][1])
            continue
        *_, option, place = min(droppable)
        del told[option][0][place]
    return [" ".join(sentences) for sentences, _ in told]


def cut(text: str, room: int) -> str:
    """The text in at most so many words; an ellipsis stands for the rest."""
    if words(text) <= room:
        return text
    whole = " ".join(text.removesuffix(" …").split()[: max(room - 1, 1)])
    kept = whole.rstrip(",;:.") or whole
    return f"{kept} …" if room > 1 else kept


def _grade(told: Sequence[tuple[list[str], bool]], option: int, place: int) -> int | None:
    """How early this sentence may go, 0 first; None for the only one that an option has."""
    sentences = told[option][0]
    if len(sentences) == 1:
        return None
    if any(sentences[place] in others for number, (others, _) in enumerate(told) if number != option):
        return 0
    return 1 if 0 < place < len(sentences) - 1 else 2 if place else None


def _size(sentences: Sequence[str]) -> int:
    return sum(words(sentence) for sentence in sentences)


def cited_pages(graph: FactGraph, facts: Iterable[FactId]) -> tuple[Cited, ...]:
    """The pages of these facts, each once, with the day they were last checked."""
    found: dict[str, Cited] = {}
    for fact_id in facts:
        fact = graph.fact(fact_id)
        page = graph.course.pages.get(fact.page) if fact else None
        if fact and page and page.id not in found:
            found[page.id] = Cited(page.title, page.url, fact.locator, fact.checked)
    return tuple(found.values())


def _verdict(item: Item, mark: Mark) -> str:
    if not item.options:
        answer = f"It is {_answer(item)}." if item.answer else ""
        return {MarkKind.RIGHT: "Right.", MarkKind.WRONG: f"Wrong. {answer}"}.get(
            mark.kind, f"Not known. {answer}"
        )
    if mark.right:
        return "Right."
    letters = listed([letter.upper() for letter in item.key])
    right = f"{letters} {'is' if len(item.key) == 1 else 'are'} right."
    if mark.kind is MarkKind.NOT_KNOWN:
        return f"Not known. {right}"
    chosen = listed([letter.upper() for letter in mark.response.chosen])
    return f"Wrong. {right} You chose {chosen}." if chosen else f"Not answered. {right}"


def _answer(item: Item) -> str:
    """What should have been written: the usual term, all letters in order, all pairs."""
    return ", ".join(item.answer).upper() if item.kind in ("order", "match") else item.answer[0]


def _spoken_of(item: Item, mark: Mark) -> Option | None:
    """The option to explain first: the wrong one chosen, a key missed, or the key."""
    if not item.options:
        return None
    chosen = {letter.lower() for letter in mark.response.chosen} if mark.response.known else set()
    wrong = [option for option in item.options if option.id in chosen and not option.is_key]
    missed = [option for option in item.options if option.is_key and option.id not in chosen]
    keys = [option for option in item.options if option.is_key]
    return (wrong or missed or keys)[0]


def _fitting(marked: Iterable[str], room: int) -> tuple[str, ...]:
    kept: list[str] = []
    for text in marked:
        if words(listed([*kept, text])) <= room:
            kept.append(text)
    return tuple(kept)


def _follows(graph: FactGraph, item: Item, sources: tuple[Cited, ...]) -> str:
    """What the verdicts rest on, in a learner's words and by the course's name for its sources."""
    if not sources:
        return ""
    checked = min(source.checked for source in sources)
    day, documents = f"{checked.day} {checked:%b %Y}", graph.course.documents
    if any(option.proof.kind is ProofKind.SIMULATED for option in item.options):
        return f"A simulated run shows it, and it follows from facts checked in {documents} on {day}."
    return f"Follows from these facts, checked against {documents} on {day}."
