"""After an answer: a first view of a few words, and a full one with every option's reason and sources."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from trainer.content.model import FactId
from trainer.graph.facts import FactGraph
from trainer.questions.model import Item, Mark, MarkKind, Option, ProofKind
from trainer.questions.reasons import said, short
from trainer.questions.wording import listed, words

FIRST_WORDS_MAX = 45


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
    room = FIRST_WORDS_MAX - words(verdict) - words(why) - 2
    return First(verdict, why, _fitting(marked, room))


def full_view(graph: FactGraph, item: Item, mark: Mark | None = None) -> Full:
    """Every option with the requirement or fact that it meets or breaks; sources by page title."""
    chosen = {option.lower() for option in mark.response.chosen} if mark else set()
    reasons = tuple(
        Reason(
            option.id, option.text, option.is_key, option.id in chosen, option.rationale,
            cited_pages(graph, option.fact_ids),
        )
        for option in item.options
    )  # fmt: skip
    sources = cited_pages(graph, (*item.fact_ids, *(fact for one in item.options for fact in one.fact_ids)))
    return Full(reasons, _follows(item, sources), sources)


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
    return f"Wrong. {right} You chose {chosen}." if chosen else f"Wrong. {right}"


def _answer(item: Item) -> str:
    """What should have been written: the usual term, all letters in order, all pairs."""
    return ", ".join(item.answer) if item.kind in ("order", "match") else item.answer[0]


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
        if words(" ".join((*kept, text))) <= room:
            kept.append(text)
    return tuple(kept)


def _follows(item: Item, sources: tuple[Cited, ...]) -> str:
    """What the verdicts rest on, in a learner's words."""
    if not sources:
        return ""
    checked = min(source.checked for source in sources)
    day = f"{checked.day} {checked:%B %Y}"
    if any(option.proof.kind is ProofKind.SIMULATED for option in item.options):
        return f"A simulated run shows it, and it follows from facts checked in AWS documentation on {day}."
    return f"Follows from these facts, checked against AWS documentation on {day}."
