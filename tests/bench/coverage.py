"""How much of the course can be asked, and in how many ways: kinds, patterns, domains, facts.

python -m tests.bench.coverage --json [--tries 40] [--worst 20]
"""

import argparse
import json
import math
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterator

from tests.bench.sample import bank
from trainer.content.model import Fact, FactId, Pattern, PatternId, Tier
from trainer.questions.bank import Bank
from trainer.questions.generate import made_of
from trainer.questions.kinds import BY_NAME
from trainer.questions.model import Design, Item
from trainer.questions.reserve import is_reserved
from trainer.seed import stream

KINDS_MIN, PATTERNS_MIN, DOMAIN_MIN, ITEMS_MIN, WAYS_MIN, SHARE_MIN = 12, 80, 12, 20, 3, 0.9


def distinct(item: Item) -> Hashable:
    """What makes an item another one: requirements, key, options, what is shown. Wording does not count."""
    requirements = next(
        (claim.requirements for one in item.options for claim in one.claims if isinstance(claim, Design)), ()
    )
    shown = frozenset(line.partition(" ")[2] for line in item.exhibit.splitlines())
    return (
        requirements,
        frozenset(one.text for one in item.options),
        frozenset(one.text for one in item.options if one.is_key),
        item.picture,
        shown,
        () if item.options or item.exhibit else item.answer,
    )


def ways(ready: Bank) -> dict[FactId, list[Pattern]]:
    """The patterns that can ask about each fact."""
    found: dict[FactId, list[Pattern]] = defaultdict(list)
    for pattern in ready.graph.course.patterns.values():
        for fact in BY_NAME[pattern.kind].facts(ready.graph, pattern):
            found[fact].append(pattern)
    return found


def asked(ready: Bank, fact: FactId, patterns: list[Pattern], tries: int) -> Iterator[tuple[PatternId, Item]]:
    """What the fact's patterns make, in so many tries each."""
    for number in range(tries):
        for pattern in patterns:
            made = made_of(ready, pattern, stream("coverage", pattern.id, fact, number), fact)
            if isinstance(made, Item):
                yield pattern.id, made


def covered(ready: Bank, fact: FactId, patterns: list[Pattern], tries: int) -> tuple[int, int]:
    """(distinct items, patterns that make one), counted until both are enough."""
    items: set[Hashable] = set()
    making: set[PatternId] = set()
    for pattern, item in asked(ready, fact, patterns, tries):
        items.add(distinct(item))
        making.add(pattern)
        if len(items) >= ITEMS_MIN and len(making) >= WAYS_MIN:
            break
    return len(items), len(making)


def domains(ready: Bank) -> dict[str, dict[str, int]]:
    """For each exam domain its patterns, those a form may use, those of them held back, and facts."""
    course = ready.graph.course
    facts = Counter(
        (exam, domain)
        for fact in course.facts.values()
        if fact.askable and fact.tier is not Tier.EXPERT
        for exam, domain in course.topics[fact.topic].domains.items()
    )
    found = {}
    for exam in course.exams.values():
        for domain in exam.domains:
            inside = [
                one
                for one in course.patterns.values()
                if course.topics[one.topic].domains.get(exam.id) == domain
            ]
            eligible = [one for one in inside if exam.id in one.exams]
            found[f"{exam.id} {domain}"] = {
                "facts": facts[exam.id, domain],
                "patterns": len(inside),
                "eligible": len(eligible),
                "reserved": sum(is_reserved(ready.graph, one) for one in eligible),
            }
    return found


def measured(ready: Bank, tries: int, worst: int) -> dict[str, object]:
    """All counts."""
    known = ways(ready)
    facts: list[Fact] = list(ready.graph.askable(Tier.CORE, Tier.EXTENDED))
    counts = {fact.id: covered(ready, fact.id, known.get(fact.id, []), tries) for fact in facts}
    good = [fact for fact, (items, making) in counts.items() if items >= ITEMS_MIN and making >= WAYS_MIN]
    poor = sorted((found, fact) for fact, found in counts.items() if fact not in good)
    patterns = ready.graph.course.patterns.values()
    open_to_study = {
        fact for fact, found in known.items() if any(not is_reserved(ready.graph, one) for one in found)
    }
    return {
        "kinds": dict(Counter(one.kind for one in patterns)),
        "patterns": len(patterns),
        "domains": domains(ready),
        "facts": len(facts),
        "facts_with_enough": len(good),
        "share": round(len(good) / len(facts), 3),
        "facts_never_asked_in_study": [fact.id for fact in facts if fact.id not in open_to_study],
        "poorest": [f"{fact}: {items} items, {making} patterns" for (items, making), fact in poor[:worst]],
    }


def short_of(found: dict[str, object]) -> list[str]:
    """Which aims are missed."""
    missed = []
    if len(found["kinds"]) < KINDS_MIN:  # type: ignore[arg-type]
        missed.append("kinds")
    if found["patterns"] < PATTERNS_MIN:  # type: ignore[operator]
        missed.append("patterns")
    for name, counts in found["domains"].items():  # type: ignore[attr-defined]
        if counts["eligible"] < DOMAIN_MIN or counts["reserved"] < math.floor(counts["eligible"] / 4):
            missed.append(name)
    if found["share"] < SHARE_MIN:  # type: ignore[operator]
        missed.append("share")
    return missed


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--tries", type=int, default=40, help="fillings tried of each pattern and fact")
    parser.add_argument("--worst", type=int, default=20, help="how many of the poorest facts to name")
    options = parser.parse_args()
    found = measured(bank(), options.tries, options.worst)
    report = {
        "bench": "coverage",
        "target": {
            "kinds": KINDS_MIN,
            "patterns": PATTERNS_MIN,
            "patterns_a_domain": DOMAIN_MIN,
            "items_a_fact": ITEMS_MIN,
            "patterns_a_fact": WAYS_MIN,
            "share": SHARE_MIN,
        },
        "measured": found,
        "missed": short_of(found),
    }
    print(json.dumps(report, indent=None if options.json else 1, ensure_ascii=False))


if __name__ == "__main__":
    main()
