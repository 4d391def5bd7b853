"""Patterns: slots that their kinds can read, and at least one sound question from each."""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from trainer.authoring.places import Places
from trainer.content.model import Course, Pattern, Plain
from trainer.graph.facts import FactGraph
from trainer.problem import Problem

WORDINGS = frozenset({"stems", "texts", "also", "openings", "asks"})
"""Slots whose texts become stems or parts of them."""
DRAWS = 8
"""Fillings tried for each fact; distractors and wording differ between them."""


def slots_fit(course: Course, graph: FactGraph) -> Iterator[Problem]:  # noqa: ARG001 - the shape of a rule
    """Each pattern names a kind and fills its slots as the kind wants them."""
    from trainer.questions.kinds import problems

    places = Places(Path(course.root))
    for pattern in course.patterns.values():
        yield from (places.narrowed(problem) for problem in problems(pattern, course))


def each_asks(course: Course, graph: FactGraph) -> Iterator[Problem]:
    """A pattern makes a question with a proven key and proven distractors about one of its facts at least."""
    from trainer.questions.kinds import problems

    for pattern in course.patterns.values():
        if not any(True for _ in problems(pattern, course)):
            yield from _asks(graph, pattern)


def wordings_shown(course: Course, graph: FactGraph) -> Iterator[Problem]:
    """Every wording of a stem says what is so: one with a "not" is refused (C07), and nobody would see it."""
    from trainer.questions.flaws import NEGATIVE

    for pattern in course.patterns.values():
        told: set[str] = set()
        for texts in (_wordings(dict(pattern.slots)), _filled(graph, pattern)):
            known = frozenset(told)
            for text in texts:
                found = NEGATIVE.search(text)
                if found and found[0] not in known:
                    told.add(found[0])
                    message = f'{pattern.id} never shows "{text}": a stem with "{found[0]}" is refused.'
                    mend = "Say what is so instead of what is not."
                    yield Problem(pattern.source, "never-shown", message, mend)


def _wordings(slots: Plain, wording: bool = False) -> Iterator[str]:
    """All texts under the slots that word stems, however deep."""
    if isinstance(slots, dict):
        for name, value in slots.items():
            yield from _wordings(value, name in WORDINGS)
    elif isinstance(slots, list):
        for value in slots:
            yield from _wordings(value, wording)
    elif wording and isinstance(slots, str):
        yield slots


def _filled(graph: FactGraph, pattern: Pattern) -> Iterator[str]:
    """The stems as they are shown: what is put into them may turn them round."""
    from trainer.questions.conclusions import RIGHT
    from trainer.questions.kinds import BY_NAME, problems

    if any(True for _ in problems(pattern, graph.course)):
        return
    for block in BY_NAME[pattern.kind].concludes(graph, pattern):
        yield from block.texts if block.verbs == RIGHT else ()


def _asks(graph: FactGraph, pattern: Pattern) -> Iterator[Problem]:
    from trainer.aws.play import play
    from trainer.questions.kinds import BY_NAME
    from trainer.questions.model import Item
    from trainer.seed import stream

    kind = BY_NAME[pattern.kind]
    facts = kind.facts(graph, pattern)
    if not facts:
        mend = "Correct the slots, or write a fact that they fit."
        yield Problem(pattern.source, "asks-nothing", f"{pattern.id} fits no askable fact.", mend)
        return
    refused: Counter[str] = Counter()
    for fact in facts:
        for draw in range(DRAWS):
            made = kind.make(graph, pattern, stream("check", pattern.id, fact, draw), play, fact)
            if isinstance(made, Item):
                return
            refused[made.why] += 1
    why, mend = _told(refused)
    message = f"none of {len(facts)} fillings of {pattern.id} makes a sound question: {why}."
    yield Problem(pattern.source, "unprovable", message, mend)


_GATE = re.compile(r"C\d\d: ")
"""The number that a gate's words begin with; authors know the words alone."""
_FEW = (
    "Write facts that deny (not: true), declare the relation functional or closed if it is, or give values."
)
_REWORD = "Reword the pattern, or what is put into it."


def _told(refused: Counter[str]) -> tuple[str, str]:
    """What stopped most fillings, and what to do about it: facts do not help where the wording is refused."""
    why = refused.most_common(1)[0][0]
    return _GATE.sub("", why), _REWORD if _GATE.match(why) else _FEW
