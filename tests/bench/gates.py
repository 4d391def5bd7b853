"""Hold a large bank against all checks: `python -m tests.bench.gates --count 5000 --seed 1 --json`.

Prints each measure of the course with its target: keys that the independent judge disputes, distractors with
proof and citation, hard failures, soft flags, statistics over the bank, and mutation on a part of it.
"""

import json
import sys
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from tests.bench.sample import bank, items_of, parser
from tests.quality.bank import duplicates, statistics
from tests.quality.gates import Ground, Verdict, inspect
from tests.quality.mutation import flipped_key
from trainer.content.model import Plain
from trainer.graph.facts import FactGraph
from trainer.questions.model import Item

MUTATED = 300
"""Items that C31 judges in two changed worlds each; that takes a tenth of a second."""


@dataclass(frozen=True, slots=True)
class Measure:
    """One line of the table."""

    says: str
    value: float
    target: float
    at_least: bool = False

    @property
    def met(self) -> bool:
        """Whether the value is on the right side of the target."""
        return self.value >= self.target if self.at_least else self.value <= self.target

    def plain(self) -> dict[str, Plain]:
        """As JSON prints it."""
        return {"measure": self.says, "value": self.value, "target": self.target, "met": self.met}


def measures(items: Sequence[Item], ground: Ground, verdicts: Sequence[Verdict]) -> list[Measure]:
    """What the issue asks of a bank, in its order."""
    checks = [{flaw[:3] for flaw in verdict.soft} for verdict in verdicts]
    share = 1 / (len(items) or 1)
    keys = Counter(kind for verdict in verdicts for kind in disputes(verdict))
    step = max(len(items) // MUTATED, 1)
    survived = sum(bool(list(flipped_key(item, ground.graph, ground.play))) for item in items[::step])
    return [
        Measure("items whose key the judge disputes", sum(bool(set(disputes(v))) for v in verdicts), 0),
        Measure("  of these: wrong", keys["wrong"], 0),
        Measure("  of these: double", keys["double"], 0),
        Measure("  of these: unsettled or other", keys["other"], 0),
        Measure("distractors with proof and live citation", cited(items, ground.graph), 1.0, at_least=True),
        Measure("items with a hard failure", sum(bool(verdict.hard) for verdict in verdicts), 0),
        Measure("share with one soft flag", sum(len(one) == 1 for one in checks) * share, 0.05),
        Measure("share with two or more", sum(len(one) > 1 for one in checks) * share, 0.0),
        # stems alike but for a deciding word are other items; forms refuse them (tests.quality, trainer.exam)
        Measure("items that come twice (C29)", sum(one.endswith("twice") for one in duplicates(items)), 0),
        Measure(f"of {len(items[::step])} items: key survives mutation (C31)", survived, 0),
    ]


def disputes(verdict: Verdict) -> list[str]:
    """What the judge has against a key: wrong, double or something else."""
    found = []
    for flaw in verdict.hard:
        if flaw.startswith("C01"):
            wrong, double = "right and fails" in flaw, "wrong and holds" in flaw
            found.append("wrong" if wrong else "double" if double else "other")
    return found


def cited(items: Sequence[Item], graph: FactGraph) -> float:
    """The share of distractors with a proof whose facts hold and name a page and a place in it."""
    wrong = [option for item in items for option in item.options if not option.is_key]
    live = sum(
        bool(option.proof.cites)
        and all(
            (fact := graph.fact(cite)) is not None and fact.page in graph.course.pages and bool(fact.locator)
            for cite in option.proof.cites
        )
        for option in wrong
    )
    return live / (len(wrong) or 1)


def main() -> int:
    """Measure and print; the exit status says whether every target is met."""
    options = parser(__doc__ or "").parse_args()
    items = items_of(options)
    began = time.perf_counter()
    made = bank()
    ground = Ground(made.graph, made.play)
    verdicts = [inspect(item, ground) for item in items]
    found = measures(items, ground, verdicts)
    numbers = statistics(items)
    failed = [{one[:3] for one in (*verdict.hard, *verdict.soft)} for verdict in verdicts]
    flaws = Counter(check for checks in failed for check in checks)
    by_pattern = {
        check: Counter(
            str(item.pattern) for item, checks in zip(items, failed, strict=True) if check in checks
        ).most_common(options.worst or 3)
        for check in sorted(flaws)
    }
    took = time.perf_counter() - began
    if options.json:
        print(
            json.dumps(
                {
                    "items": len(items),
                    "seconds": round(took, 1),
                    "measures": [one.plain() for one in found],
                    "bank": [
                        {"check": one.check, "says": one.says, "value": round(one.value, 4), "low": one.low,
                         "high": one.high, "items": one.items, "met": one.met}
                        for one in numbers
                    ],
                    "checks": {check: flaws[check] for check in sorted(flaws)},
                    "worst": by_pattern,
                },
                indent=2,
            )
        )  # fmt: skip
    else:
        for one in found:
            print(f"{' ' if one.met else '!'} {one.says:48} {one.value:9.4g}   target {one.target:g}")
        for number in numbers:
            sign, span = " " if number.met else "!", f"{number.low:g}–{number.high:.3g}"
            print(f"{sign} {number.check} {number.says:44} {number.value:9.3f}   target {span}")
        for check, patterns in by_pattern.items():
            told = ", ".join(f"{name} {count}" for name, count in patterns)
            print(f"  {check}: {flaws[check]} items ({told})")
        print(f"{len(items)} items, {took:.0f} s without generation", file=sys.stderr)
    return int(not all(one.met for one in found))


if __name__ == "__main__":
    sys.exit(main())
