"""Items on request: which fact, which pattern, which filling; refused when anything stays unproven.

Core facts are gone through evenly, each round in a new order; a fact's patterns take turns, kinds that
decide more coming first. Everything is drawn from streams named by seed and number, so the same
request gives the same bytes.
"""

import math
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from enum import StrEnum

from trainer.content.model import FactId, Pattern, PatternId, Tier
from trainer.questions.bank import Bank, facts_by_pattern, patterns_for
from trainer.questions.exposure import Exposure
from trainer.questions.flaws import soft_flaws
from trainer.questions.kinds import BY_NAME
from trainer.questions.model import Item, ItemId, Rejection, Request
from trainer.questions.reserve import is_reserved
from trainer.seed import Stream, stream
from trainer.value import replace

_TRIES = 16
"""Fillings tried for one item before it is given up."""
_SOFT_TRIES = 12
"""Of these, how many may be spent on getting rid of a single soft flaw."""
_HELD_TRIES = 5
"""Of these, how many may be held back because an answer was shown too often."""
_TURNS_A_REFUSAL = 4
"""What a filling that was refused counts for where nothing is held back: mostly the next is refused too."""
_SPACING = 60
"""Items between two that ask the same and are answered the same, beside other options; an evening's worth."""
_PAUSE_MAX = 16
"""Rounds that a fact rests at most after turns that brought nothing."""


def generate(bank: Bank, request: Request) -> Iterator[Item]:
    """`request.count` different items, fewer where the bank has no more. `request.as_of` is the graph's."""
    for made in attempts(bank, request):
        if isinstance(made, Item):
            yield made


def attempts(bank: Bank, request: Request) -> Iterator[Item | Rejection]:
    """Like `generate`, with every refusal in between: what was tried and why it was no item.

    Facts beyond the core are asked about where there is no core fact, or none has a fresh item left. A kind
    with a largest share keeps to it as long as anything else can be asked.
    """
    usable = facts_by_pattern(bank, patterns_for(bank, request), request)
    if not usable:
        yield Rejection(PatternId(""), "no pattern of the course can make what is asked for")
    core = tuple(fact for fact in usable if bank.graph.facts[fact].tier is Tier.CORE)
    rest = tuple(fact for fact in usable if fact not in core)
    given = _Given()
    for limits in _Limits:
        for name, facts in (("core", core), ("rest", rest)):
            turns, number, barren = _Turns(), 0, 0
            while facts and len(given.seen) < request.count and barren < 2 * len(facts) + 10:
                fact = _fact_at(facts, request.seed, number)
                draw = stream("items", limits, name, request.seed, number)
                found: Item | None = None
                if limits is _Limits.NONE or turns.has(fact, number // len(facts)):
                    patterns = given.within_share(usable[fact]) if limits is _Limits.ALL else usable[fact]
                    for result in _tries(bank, fact, patterns, given, draw, limits=limits):
                        if isinstance(result, Rejection):
                            yield result
                        elif result.item_id not in given.seen:
                            found = result
                            break
                    if patterns:
                        turns.had(fact, number // len(facts), bool(found))
                number += 1
                barren = 0 if found else barren + 1
                if found:
                    given.add(found)
                    yield replace(found, seed=request.seed)


class _Limits(StrEnum):
    """What items of a request keep to while enough do; the first is as strict as can be."""

    ALL = "all"
    """No kind exceeds its share, nothing is shown too often, flaws are in first items of facts only."""
    ANSWERS = "answers"
    """As before, whatever the kinds."""
    NONE = "none"


class _Turns:
    """Facts that are gone through in rounds: which of them have a turn."""

    def __init__(self) -> None:
        self._next: dict[FactId, int] = {}
        self._pause: dict[FactId, int] = {}

    def has(self, fact: FactId, round_: int) -> bool:
        """Whether a fact is asked in this round: one that had nothing to ask last time rests for a while."""
        return round_ >= self._next.get(fact, 0)

    def had(self, fact: FactId, round_: int, found: bool) -> None:
        """Rest a fact that had nothing twice as long as the time before."""
        if found:
            self._pause.pop(fact, None)
        else:
            self._pause[fact] = min(2 * self._pause.get(fact, 1), _PAUSE_MAX)
            self._next[fact] = round_ + self._pause[fact]


class _Given:
    """What a request was given so far: which items, how often each pattern and each kind had its turn."""

    def __init__(self) -> None:
        self.seen: set[ItemId] = set()
        self.facts: set[FactId] = set()
        self.used: dict[PatternId, int] = {}
        self._answers: Counter[tuple[str, ...]] = Counter()
        self._kinds: Counter[str] = Counter()
        self._exposure = Exposure()
        self._questions: dict[tuple[str, ...], int] = {}

    def holds_back(self, item: Item) -> str | None:
        """Why an item waits until nothing else is left: it asks what was just asked, or shows what was shown
        too often as what it is here."""
        before = self._questions.get(_question(item))
        if before is not None and len(self.seen) - before < _SPACING:
            return "the same was asked a moment ago, beside other options"
        worn = self._exposure.worn(item)
        return f"{worn} would be right too often, or too seldom" if worn else None

    def add(self, item: Item) -> None:
        """Count an item. A pattern that gives the same answer again has its next turn later: answers
        must not wear in."""
        self.seen.add(item.item_id)
        self.facts.add(item.fact_ids[0])
        self._questions[_question(item)] = len(self.seen)
        self._exposure.add(item)
        self._kinds[item.kind] += 1
        answer = (item.pattern, *_key(item))
        self.used[item.pattern] = self.used.get(item.pattern, 0) + 1 + self._answers[answer]
        self._answers[answer] += 1

    def within_share(self, patterns: Sequence[Pattern]) -> tuple[Pattern, ...]:
        """Those whose kind has not had its largest part of the items yet, the next one counted."""
        size = len(self.seen) + 1
        return tuple(
            pattern
            for pattern in patterns
            if self._kinds[pattern.kind] < math.ceil(BY_NAME[pattern.kind].share_max * size)
        )


def _key(item: Item) -> tuple[str, ...]:
    return tuple(option.text for option in item.options if option.is_key)


def _question(item: Item) -> tuple[str, ...]:
    """What an item asks and what answers it, whatever stands beside that."""
    return (item.stem, item.exhibit, *sorted(_key(item)))


def item_for(
    bank: Bank,
    fact: FactId,
    draw: Stream,
    avoid: Collection[ItemId] = (),
    *,
    seed: int = 0,
    avoid_patterns: Collection[PatternId] = (),
) -> Item | Rejection:
    """A fresh item on one fact, for a review: none of `avoid`, and of another pattern if there is one.

    Reserved patterns stay out: they are for mocks and placement. Rejection with the last reason where
    the bank has nothing else.
    """
    request = Request(count=1, seed=seed, fact=fact)
    patterns = facts_by_pattern(bank, patterns_for(bank, request), request).get(fact, ())
    fresh = [pattern for pattern in patterns if pattern.id not in avoid_patterns]
    last = Rejection(PatternId(""), f"no pattern asks about {fact}")
    for group in (fresh, patterns):
        for result in _tries(bank, fact, group, _Given(), draw, limits=_Limits.NONE):
            if isinstance(result, Rejection):
                last = result
            elif result.item_id not in avoid:
                return replace(result, seed=seed)
            else:
                last = Rejection(result.pattern, f"{result.item_id} was asked already")
    return last


def opening_item(bank: Bank, seed: int = 0) -> Item | Rejection:
    """The first question that a newcomer sees: of the pattern that the course names for it."""
    pattern = bank.graph.course.patterns.get(bank.graph.course.opening or PatternId(""))
    if pattern is None:
        return Rejection(PatternId(""), "the course names no opening pattern")
    last: Item | Rejection = Rejection(pattern.id, "nothing was tried")
    for number in range(_TRIES):
        last = made_of(bank, pattern, stream("opening", seed, number))
        if isinstance(last, Item):
            return replace(last, seed=seed)
    return last


def made_of(bank: Bank, pattern: Pattern, draw: Stream, fact: FactId | None = None) -> Item | Rejection:
    """One filling of a pattern. Two soft flaws refuse it as a hard one does."""
    made = BY_NAME[pattern.kind].make(bank.graph, pattern, draw, bank.play, fact)
    if isinstance(made, Rejection):
        return made
    soft = soft_flaws(made)
    if len(soft) > 1:
        return Rejection(pattern.id, "; ".join(soft))
    return replace(made, reserved=is_reserved(bank.graph, pattern))


def _tries(
    bank: Bank, fact: FactId, patterns: Sequence[Pattern], given: _Given, draw: Stream, *, limits: _Limits
) -> Iterator[Item | Rejection]:
    """Fillings of the fact's patterns; one with a soft flaw comes only where no clean one was found.

    Where nothing is held back, a pattern that could not ask the fact leaves its turn to the others.
    """
    flawed: list[Item] = []
    limited, held = limits is not _Limits.NONE, 0
    used = given.used if limited else Counter(given.used)
    for number in range(_TRIES if patterns else 0):
        pattern = _pattern(patterns, used, draw)
        result = made_of(bank, pattern, draw, fact)
        if isinstance(result, Item) and limited and (why := given.holds_back(result)):
            held += 1
            yield Rejection(pattern.id, why)
        elif isinstance(result, Item) and soft_flaws(result):
            flawed.append(result)
        else:
            if not limited:
                used[pattern.id] += _TURNS_A_REFUSAL
            yield result
        if held >= _HELD_TRIES or (flawed and number >= _SOFT_TRIES):
            break
    yield from () if limited and fact in given.facts else flawed


def _fact_at(facts: tuple[FactId, ...], seed: int, number: int) -> FactId:
    """The number-th fact asked: each once a round, every round in another order."""
    order, place = divmod(number, len(facts))
    return stream("facts", seed, order).shuffled(facts)[place]


def _pattern(patterns: Sequence[Pattern], used: dict[PatternId, int], draw: Stream) -> Pattern:
    """One of the patterns by the weight of its kind, less for those that had their turn.

    A kind's weight is shared among its patterns, so that many patterns of a kind do not crowd out the others.
    """
    shared = Counter(pattern.kind for pattern in patterns)
    weights = [
        BY_NAME[pattern.kind].weight / shared[pattern.kind] / (1 + used.get(pattern.id, 0))
        for pattern in patterns
    ]
    place = draw.random() * sum(weights)
    for pattern, weight in zip(patterns, weights, strict=True):
        place -= weight
        if place < 0:
            return pattern
    return patterns[-1]
