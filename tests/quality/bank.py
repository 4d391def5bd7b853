"""The checks C10-C29 that look at many items at once: what is no flaw in one item gives away a bank."""

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from tests.quality import features
from tests.quality.features import hit
from trainer.exam.cues import ALIKE, alike, gives_away, options, words
from trainer.questions.cues import closeness
from trainer.questions.model import Item
from trainer.questions.shuffle import leading_number

CHANCE_MARGIN = 0.04
CHI_SQUARE_3_P01 = 11.345
"""Three degrees of freedom, p = 0.01."""
NORMAL_P01 = 2.576
"""Two-sided, p = 0.01."""
USED_OFTEN = 30
INFORMATION_MAX_BITS = 0.02
_DENIALS = frozenset({"not", "no", "never", "without", "cannot", "nothing", "disabled", "off"})


@dataclass(frozen=True, slots=True)
class Statistic:
    """A number measured over a bank and the range it should lie in."""

    check: str
    says: str
    value: float
    low: float
    high: float
    items: int

    @property
    def met(self) -> bool:
        """Whether it lies there."""
        return self.low <= self.value <= self.high


def statistics(items: Sequence[Item]) -> list[Statistic]:
    """All of C10, C13, C15, C21, C23-C26 over items with four options and one key."""
    bank = [item for item in items if len(item.options) == 4 and item.select == 1]
    return [found for measure in MEASURES for found in measure(bank)]


def length_rank(bank: Sequence[Item]) -> Iterator[Statistic]:
    """C10: the key is the only longest no oftener than by chance, and on average as long as others."""
    longest = [_only_first(item, features.length(item)) for item in bank]
    yield _rate("C10", "key strictly longest", longest, high=0.25 + CHANCE_MARGIN)
    keys = [len(option.text) for item in bank for option in item.options if option.is_key]
    others = [len(option.text) for item in bank for option in item.options if not option.is_key]
    ratio = (sum(keys) / len(keys)) / (sum(others) / len(others)) if keys and others else 1.0
    yield Statistic("C10", "mean length of keys over distractors", ratio, 0.95, 1.05, len(bank))


def overlap_rank(bank: Sequence[Item]) -> Iterator[Statistic]:
    """C13: the key repeats most of the stem no oftener than by chance."""
    hits = [hit(item, features.stem_overlap(item)) for item in bank]
    yield _rate("C13", "key repeats most of the stem", hits, high=0.25 + CHANCE_MARGIN)


def medoid_rate(bank: Sequence[Item]) -> Iterator[Statistic]:
    """C15: the key is most like the others no oftener than by chance."""
    hits = [hit(item, closeness(item)) for item in bank]
    yield _rate("C15", "key is the medoid", hits, high=0.25 + CHANCE_MARGIN)


def middle_numbers(bank: Sequence[Item]) -> Iterator[Statistic]:
    """C21: where options are numbers, the key is a middle one at most in 60 of 100."""
    numbers = [item for item in bank if all(leading_number(o.text) is not None for o in item.options)]
    middle = [
        float(any(o.is_key and score for o, score in zip(item.options, features.middling(item), strict=True)))
        for item in numbers
    ]
    yield _rate("C21", "key is a middle number", middle, high=0.6)


def opposites(bank: Sequence[Item]) -> Iterator[Statistic]:
    """C23: where two options contradict each other, one of them is the key in 40 to 60 of 100."""
    paired = [(item, pair) for item in bank if (pair := contradictory(item))]
    hits = [float(any(item.options[place].is_key for place in pair)) for item, pair in paired]
    # under ten such items the share says nothing
    wide = len(hits) < 10
    yield _rate(
        "C23", "key is one of two opposites", hits, low=0.0 if wide else 0.4, high=1.0 if wide else 0.6
    )


def contradictory(item: Item) -> tuple[int, int] | None:
    """Places of two options that differ in a denial alone; None where no two do."""
    said = [set(option.text.lower().rstrip(".").split()) for option in item.options]
    for place, one in enumerate(said):
        for at, other in enumerate(said[:place]):
            apart = one ^ other
            denial = apart & _DENIALS
            if denial and len(apart - denial) <= 2 and len(one & other) >= 2:
                return at, place
    return None


def positions(bank: Sequence[Item]) -> Iterator[Statistic]:
    """C24: keys stand in each place alike (chi-square) and in no pattern (runs test), p >= 0.01 in both.

    Numbers stand in their order, so their places are not drawn and do not count.
    """
    drawn = [item for item in bank if any(leading_number(o.text) is None for o in item.options)]
    places = [next(at for at, option in enumerate(item.options) if option.is_key) for item in drawn]
    expected = len(places) / 4 or 1.0
    counts = Counter(places)
    chi = sum((counts[place] - expected) ** 2 / expected for place in range(4))
    yield Statistic("C24", "chi-square of key places", chi, 0.0, CHI_SQUARE_3_P01, len(places))
    yield Statistic(
        "C24", "runs of key places (z)", abs(runs([at > 1 for at in places])), 0.0, NORMAL_P01, len(places)
    )


def runs(signs: Sequence[bool]) -> float:
    """Wald and Wolfowitz's z: how far the number of runs lies from that of a random order."""
    many, few = sum(signs), len(signs) - sum(signs)
    if not many or not few:
        return math.inf if len(signs) > 10 else 0.0
    found = 1 + sum(one != other for one, other in pairwise(signs))
    mean = 2 * many * few / len(signs) + 1
    spread = (mean - 1) * (mean - 2) / max(len(signs) - 1, 1)
    return (found - mean) / math.sqrt(spread) if spread else 0.0


def option_prior(bank: Sequence[Item]) -> Iterator[Statistic]:
    """C25: what an option says tells little of whether it is the key: none far from chance, <= 0.02 bit."""
    spoken = [(thing, o.is_key) for item in bank for o in item.options for thing in features.things(item, o)]
    shown: Counter[str] = Counter(thing for thing, _ in spoken)
    keyed: Counter[str] = Counter(thing for thing, is_key in spoken if is_key)
    often = [text for text, count in shown.items() if count >= USED_OFTEN]
    far = sum(abs(keyed[text] / shown[text] - 0.25) > 0.15 for text in often)
    yield Statistic("C25", f"of {len(often)} frequent options far from chance", far, 0, 0, len(bank))
    yield Statistic(
        "C25", "bits an option tells", information(shown, keyed), 0.0, INFORMATION_MAX_BITS, len(bank)
    )


def information(shown: Counter[str], keyed: Counter[str]) -> float:
    """Mutual information of option and key in bits over options used often, less its bias (Miller 1955)."""
    often = [text for text, count in shown.items() if count >= USED_OFTEN]
    total = sum(shown[text] for text in often)
    keys = sum(keyed[text] for text in often)
    if not total or keys in (0, total):
        return 0.0
    bits = 0.0
    for text in often:
        for count, share in ((keyed[text], keys / total), (shown[text] - keyed[text], 1 - keys / total)):
            if count:
                bits += count / total * math.log2(count / shown[text] / share)
    return max(0.0, bits - (len(often) - 1) / (2 * total * math.log(2)))


def template_leak(bank: Sequence[Item]) -> Iterator[Statistic]:
    """C26: who knows the template and where its keys stood guesses no better than chance and two points."""
    by_pattern: dict[str, list[int]] = defaultdict(list)
    for item in bank:
        if any(leading_number(option.text) is None for option in item.options):
            by_pattern[item.pattern].append(next(at for at, o in enumerate(item.options) if o.is_key))
    hits: list[float] = []
    for places in by_pattern.values():
        for half in (0, 1):
            learned = Counter(places[half::2])
            best = max(range(4), key=lambda place: (learned[place], -place))
            hits += [float(place == best) for place in places[1 - half :: 2]]
    spread = 2 * math.sqrt(0.1875 / max(len(hits), 1))
    yield _rate("C26", "template tells the place", hits, high=0.25 + max(0.02, spread))


def duplicates(items: Sequence[Item]) -> Iterator[str]:
    """C29: no item comes twice, and no two share stem and options nearly word for word."""
    seen: set[str] = set()
    by_shape: dict[tuple[str, frozenset[str]], list[Item]] = defaultdict(list)
    for item in items:
        if item.item_id in seen:
            yield f"C29: {item.item_id} comes twice"
        seen.add(item.item_id)
        same = by_shape[item.pattern, options(item)]
        for other in same:
            shown_alike = (other.exhibit, other.picture) == (item.exhibit, item.picture)
            if shown_alike and alike(words(item.stem), words(other.stem)) >= ALIKE:
                yield f"C29: {item.item_id} and {other.item_id} read the same"
        same.append(item)


def cross_cues(form: Sequence[Item]) -> Iterator[str]:
    """C28: inside one form no stem says the key of another item on the same fact."""
    for teller in form:
        for other in form:
            if teller is not other and gives_away(teller, other):
                yield f"C28: {teller.item_id} says the key of {other.item_id}"


def _only_first(item: Item, scores: Sequence[float]) -> float:
    """1 where the key alone has the highest score."""
    top = max(scores)
    return float(
        list(scores).count(top) == 1
        and any(o.is_key and score == top for o, score in zip(item.options, scores, strict=True))
    )


def _rate(check: str, says: str, hits: Sequence[float], *, high: float, low: float = 0.0) -> Statistic:
    return Statistic(check, says, sum(hits) / max(len(hits), 1), low, high, len(hits))


MEASURES: tuple[Callable[[Sequence[Item]], Iterator[Statistic]], ...] = (
    length_rank,
    overlap_rank,
    medoid_rate,
    middle_numbers,
    opposites,
    positions,
    option_prior,
    template_leak,
)
