"""Attack the bank with guessers that know nothing of ECS: `python -m tests.bench.bots --count 5000 --json`.

T1-T16 follow single cues, T17 weighs them all by learning, T18 learns which words of stems go with which
words of options, T19 has studied 500 items of the open patterns and sits the reserved ones. Learners never
see the facts (or templates) that they are asked about. Ties count by their chance, so nothing is drawn.
"""

import json
import math
import sys
import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from tests.bench.guessers import GUESSERS
from tests.bench.learner import Row, View, cross_scores, trained
from tests.bench.sample import items_of, parser
from tests.quality import features
from tests.quality.features import Scores, hit
from trainer.content.model import Plain
from trainer.questions.model import Item
from trainer.questions.wording import tokens
from trainer.seed import stream

SINGLE, LEARNED, STEM_WORDS = 0.27, 0.30, 0.35
"""Targets for items with four options, of which one is right."""
MULTIPLE = 0.12
"""Target for two of five."""
STUDIED = 500
BUCKETS = 2**18


@dataclass(frozen=True, slots=True)
class Attack:
    """What one guesser reached on some items."""

    id: str
    says: str
    target: float
    items: int
    rate: float
    worst: tuple[tuple[str, int, float], ...] = ()
    """(pattern, items, rate), those that add most hits over chance first."""

    @property
    def error(self) -> float:
        """The standard error of the rate."""
        return math.sqrt(self.rate * (1 - self.rate) / max(self.items, 1))

    def plain(self) -> dict[str, Plain]:
        """As JSON prints it."""
        return {
            "bot": self.id,
            "says": self.says,
            "items": self.items,
            "rate": round(self.rate, 4),
            "error": round(self.error, 4),
            "target": self.target,
            "met": self.rate <= self.target,
            "worst": [[name, count, round(rate, 3)] for name, count, rate in self.worst],
        }


def choices_only(items: Sequence[Item]) -> View:
    """All single cues of the options at once, each measured against the item's mean."""
    cues = [guesser for guesser in GUESSERS if guesser.id not in ("T3", "T4", "T13", "T15", "T16")]
    return _view(items, cues)


def all_cues(items: Sequence[Item]) -> View:
    """The cues of stem and options and how often a text is a key, with the option's own words."""
    cues = _view(items, [guesser for guesser in GUESSERS if guesser.id not in ("T13", "T15")])

    def view(item: Item) -> list[Row]:
        return [
            [*row, *((f"word {token}", 0.5) for token in set(tokens(option.text)))]
            for row, option in zip(cues(item), item.options, strict=True)
        ]

    return view


def word_pairs(item: Item) -> list[Row]:
    """A feature for each pair of a stem's word and an option's, and for each word of an option."""
    stem = sorted(set(tokens(item.stem)))
    rows = []
    for option in item.options:
        own = sorted(set(tokens(option.text)))
        pairs = [f"{one}>{other}" for one in stem for other in own]
        scale = 1 / math.sqrt(len(pairs) or 1)
        rows.append([*((pair, scale) for pair in pairs), *((f"word {word}", 0.3) for word in own)])
    return rows


def attacks(items: Sequence[Item], worst: int = 0) -> list[Attack]:
    """Every guesser on items of one form (as many options, as many keys)."""
    many = items[0].select > 1
    found = []
    for guesser in GUESSERS:
        scores = guesser.attack(items)
        found.append(_attack(guesser.id, guesser.says, MULTIPLE if many else SINGLE, items, scores, worst))
        if guesser.id == "T14":
            plain = [not features.asks_for_less_work(item) for item in items]
            found[-1] = _attack(
                "T14", "sounds managed, stems without overhead", MULTIPLE if many else SINGLE,
                _where(items, plain), _where(scores, plain), worst,
            )  # fmt: skip
            found.append(
                _attack(
                    "T14all",
                    "sounds managed, all stems",
                    MULTIPLE if many else STEM_WORDS,
                    items,
                    scores,
                    worst,
                )
            )
    learned = MULTIPLE if many else LEARNED
    view = choices_only(items)
    for what, group in (("facts", _by_fact), ("templates", _by_template)):
        scores = cross_scores(items, view, group)
        found.append(
            _attack(f"T17{what[0]}", f"learned from options, by {what}", learned, items, scores, worst)
        )
    scores = cross_scores(items, word_pairs, _by_fact, rounds=2, step=0.1)
    found.append(
        _attack(
            "T18", "learned words of stem and option", MULTIPLE if many else STEM_WORDS, items, scores, worst
        )
    )
    exam = [item for item in items if item.reserved]
    study = [item for item in items if not item.reserved]
    if exam and study:
        scores = veteran(study, exam)
        found.append(_attack("T19", "pattern veteran", learned, exam, scores, worst))
        known = {item.fact_ids[0] for item in studied(study)}
        new = [item.fact_ids[0] not in known for item in exam]
        told = "the same, on facts not studied"
        found.append(_attack("T19new", told, learned, _where(exam, new), _where(scores, new), worst))
    return found


def studied(study: Sequence[Item]) -> list[Item]:
    """The 500 items that the veteran has learned."""
    return stream("veteran", len(study)).shuffled(study)[:STUDIED]


def veteran(study: Sequence[Item], exam: Sequence[Item]) -> list[Scores]:
    """Scores of one who learned 500 items with their keys, on items of patterns never seen."""
    chosen = studied(study)
    view = all_cues([*chosen, *exam])
    learner = trained(chosen, [view(item) for item in chosen], rounds=6)
    return [learner.scores(view(item)) for item in exam]


def _view(items: Sequence[Item], cues: Sequence) -> View:  # type: ignore[type-arg]
    """Cues as rows: each the difference to the item's mean in units of the bank's spread, and its rank."""
    by_item: dict[str, list[Row]] = {str(item.item_id): [[] for _ in item.options] for item in items}
    for cue in cues:
        scores = cue.attack(items)
        centred = [[score - sum(row) / len(row) for score in row] for row in scores]
        flat = [value for row in centred for value in row]
        spread = math.sqrt(sum(value * value for value in flat) / len(flat)) or 1.0
        for item, row, plain in zip(items, centred, scores, strict=True):
            for place, value in enumerate(row):
                features_of = by_item[item.item_id][place]
                if value:
                    features_of.append((cue.id, max(-3.0, min(3.0, value / spread))))
                    if plain[place] == max(plain) and plain.count(max(plain)) == 1:
                        features_of.append((f"{cue.id} first", 1.0))
                    if plain[place] == min(plain) and plain.count(min(plain)) == 1:
                        features_of.append((f"{cue.id} last", 1.0))
    return lambda item: by_item[item.item_id]


def _attack(  # noqa: PLR0917 - a table's columns
    name: str, says: str, target: float, items: Sequence[Item], scores: Sequence[Scores], worst: int
) -> Attack:
    hits = [hit(item, row) for item, row in zip(items, scores, strict=True)]
    by_pattern: dict[str, list[float]] = defaultdict(list)
    for item, won in zip(items, hits, strict=True):
        by_pattern[item.pattern].append(won)
    chance = 1 / math.comb(len(items[0].options), items[0].select) if items else 0.0
    ranked = sorted(by_pattern.items(), key=lambda pair: -(sum(pair[1]) - chance * len(pair[1])))
    return Attack(
        name, says, target, len(items), sum(hits) / max(len(hits), 1),
        tuple((pattern, len(won), sum(won) / len(won)) for pattern, won in ranked[:worst]),
    )  # fmt: skip


def _where(values: Sequence, wanted: Sequence[bool]) -> list:  # type: ignore[type-arg]
    return [value for value, keep in zip(values, wanted, strict=True) if keep]


def _by_fact(item: Item) -> str:
    return item.fact_ids[0]


def _by_template(item: Item) -> str:
    return item.pattern


def forms(items: Sequence[Item]) -> dict[str, list[Item]]:
    """Items with options apart by their form: one of four, two of five."""
    found: dict[str, list[Item]] = {"one of four": [], "two of five": []}
    for item in items:
        if (len(item.options), item.select) == (4, 1):
            found["one of four"].append(item)
        elif (len(item.options), item.select) == (5, 2):
            found["two of five"].append(item)
    return {name: group for name, group in found.items() if group}


def main() -> int:
    """Measure and print; the exit status says whether every target is met on one-of-four items."""
    options = parser(__doc__ or "").parse_args()
    items = items_of(options)
    began = time.perf_counter()
    reached = {name: attacks(group, options.worst) for name, group in forms(items).items()}
    took = time.perf_counter() - began
    if options.json:
        print(
            json.dumps(
                {
                    "items": len(items),
                    "seconds": round(took, 1),
                    "forms": {name: [one.plain() for one in found] for name, found in reached.items()},
                },
                indent=2,
            )
        )
    else:
        for name, found in reached.items():
            print(f"\n{name}, {len(forms(items)[name])} items")
            for one in found:
                sign = " " if one.rate <= one.target else "!"
                print(
                    f"{sign} {one.id:7} {one.rate:6.1%} ± {one.error:4.1%}  of {one.target:4.0%}  {one.says}"
                )
                for pattern, count, rate in one.worst:
                    print(f"            {pattern:38} {count:5} {rate:6.1%}")
        print(f"\n{took:.0f} s without generation", file=sys.stderr)
    singles = reached.get("one of four", [])
    return int(any(one.rate > one.target for one in singles))


if __name__ == "__main__":
    sys.exit(main())
