"""What an option says by its words alone: its text mapped back to concepts, and from them to a claim."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from trainer.content.model import ConceptId, Fact, KindId, Literal
from trainer.graph.facts import FactGraph
from trainer.judge.mentions import Names
from trainer.judge.model import (
    ClaimLike,
    DesignLike,
    OptionLike,
    OutcomeLike,
    Plan,
    Said,
    Shown,
    StatementLike,
)
from trainer.judge.theory import fold
from trainer.value import dataclass

_NUMBER = re.compile(r"\d[\d,.]*\d|\d")


@dataclass(frozen=True, slots=True)
class Reading:
    """The claims that a text makes; `unread` says what could not be made out, and then there are none."""

    claims: tuple[ClaimLike, ...] = ()
    unread: str = ""
    instead: tuple[tuple[str, str], ...] = ()
    """(concept that the words name, concept that the data claims), where these differ."""


def read_options(options: Sequence[OptionLike], graph: FactGraph) -> list[Reading]:
    """A reading of each option's words.

    The form of a claim (its relation, its requirements) belongs to the stem; what the options differ in
    is taken from their words, and so are all parts of a solution that the words name.
    """
    return [_read(option, options, graph) for option in options]


def _names(graph: FactGraph, kind: KindId) -> Names:
    """Of one kind: the longer name of a setup ("an Application Load Balancer") hides no name of a thing."""
    concepts = graph.course.concepts.values()
    return graph.once(
        ("judge", "names", kind), lambda: Names(concept for concept in concepts if concept.kind == kind)
    )


def _asked_names(graph: FactGraph, kind: KindId) -> Names:
    """Words by which questions of others mean things of one kind; those that mean several are left out."""

    def listed() -> Names:
        concepts = [one for one in graph.course.concepts.values() if one.kind == kind]
        count = Counter(fold(said) for one in concepts for said in one.asked_as)
        return Names(concepts, lambda one: [said for said in one.asked_as if count[fold(said)] == 1])

    return graph.once(("judge", "asked names", kind), listed)


def _read(option: OptionLike, options: Sequence[OptionLike], graph: FactGraph) -> Reading:
    steps = sum(other.is_key for other in options) > 1
    read: list[ClaimLike] = []
    for place, claim in enumerate(option.claims):
        others = [other.claims[place] for other in options if len(other.claims) > place]
        found: ClaimLike | None
        if isinstance(claim, OutcomeLike):
            found = _outcome(claim, option.text)
        elif isinstance(claim, DesignLike):
            found = _design(claim, others, option.text, graph)
        else:
            alike = [one for one in others if steps and _answers_the_same(one, claim)]
            found = _statement(claim, alike if len(alike) > 1 else others, option.text, graph)
        if found is None:
            return Reading(unread=f"the words of {option.id} do not name what it claims")
        read.append(found)
    return Reading(tuple(read), instead=tuple(_instead(option.claims, read, graph)))


def _instead(
    claimed: Iterable[ClaimLike], read: Iterable[ClaimLike], graph: FactGraph
) -> Iterator[tuple[str, str]]:
    for data, text in zip(claimed, read, strict=True):
        pairs: Iterable[tuple[str, str]] = ()
        if isinstance(data, DesignLike) and isinstance(text, DesignLike):
            pairs = zip(dict(text.parts).values(), dict(data.parts).values(), strict=True)
        elif isinstance(data, StatementLike) and isinstance(text, StatementLike):
            pairs = ((text.subject, data.subject), (text.object, data.object))
        for found, said in pairs:
            if found != said and said in graph.course.concepts:
                yield found, said


def _outcome(claim: OutcomeLike, text: str) -> ClaimLike | None:
    if re.search(rf"(?<!\w){re.escape(fold(claim.value))}(?!\w)", fold(text)):
        value = claim.value
    else:
        number = _NUMBER.search(text)
        if number is None:
            return None
        value = number.group()
    return Shown(claim.steps, claim.run_s, claim.read, value)


def _design(claim: DesignLike, others: Sequence[ClaimLike], text: str, graph: FactGraph) -> ClaimLike | None:
    claimed = {concept for _, concept in claim.parts}
    rivals = [dict(other.parts) for other in others if isinstance(other, DesignLike)]
    parts: list[tuple[str, str]] = []
    for part, concept in claim.parts:
        fixed = all(rival.get(part) == concept for rival in rivals)
        found = concept if fixed else _named_instead(concept, claimed, text, graph)
        if found is None:
            return None
        parts.append((part, found))
    return Plan(tuple(parts), claim.circumstances, claim.requirements, claim.criterion)


def _statement(
    claim: StatementLike,
    others: Sequence[ClaimLike],
    text: str,
    graph: FactGraph,
) -> ClaimLike | None:
    rivals = [other for other in others if isinstance(other, StatementLike)]
    subject: str | None = claim.subject
    target: str | None = claim.object
    claimed = {claim.subject, claim.object, *(concept for _, concept in claim.when)}
    if any(rival.subject != claim.subject for rival in rivals):
        subject = _named_instead(claim.subject, claimed, text, graph)
    if any(rival.object != claim.object for rival in rivals):
        if claim.object in graph.course.concepts:
            target = _named_instead(claim.object, claimed, text, graph)
        else:
            target = _literal(claim, text, graph)
    if subject is None or target is None:
        return None
    return Said(subject, claim.relation, target, claim.when, claim.holds)


def _answers_the_same(other: ClaimLike, claim: StatementLike) -> bool:
    """Where several steps are to be chosen, whether both answer the same part of the stem: one subject is
    asked for its objects, or one object for its subjects."""
    return (
        isinstance(other, StatementLike)
        and other.relation == claim.relation
        and claim.when == other.when
        and (other.subject == claim.subject or other.object == claim.object)
    )


def _named_instead(concept: str, claimed: Iterable[str], text: str, graph: FactGraph) -> str | None:
    """The concept that the words put in this one's place: itself, or the only other one of its kind.

    The words that questions of others use can only confirm it: "Service Connect" is one of its settings too.
    """
    known = graph.course.concepts.get(ConceptId(concept))
    if known is None:
        return None
    named = _names(graph, known.kind).concepts(text)
    if concept in named:
        return concept
    candidates = sorted(named - set(claimed))
    if candidates:
        return candidates[0] if len(candidates) == 1 else None
    return concept if concept in _asked_names(graph, known.kind).concepts(text) else None


def _literal(claim: StatementLike, text: str, graph: FactGraph) -> str | None:
    """The value that the words give: the claimed one, another that the facts know, or all of a short text."""
    spelled = [fact for fact in graph.facts.values() if fact.relation == claim.relation]
    values = [claim.object, *(value for fact in spelled for value in _spellings(fact))]
    for value in sorted(dict.fromkeys(values), key=lambda value: (-len(value), value)):
        if re.search(rf"(?<![\w.,]){re.escape(fold(value))}(?!\w)", fold(text)):
            return value
    return text if len(text.split()) <= 6 else None


def _spellings(fact: Fact) -> tuple[str, ...]:
    return (fact.object.text, *fact.object.accepts) if isinstance(fact.object, Literal) else ()
