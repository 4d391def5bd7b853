"""Why an option is right or wrong, in the course's own sentences."""

from collections.abc import Iterable

from trainer.content.model import ConceptId, Fact, FactId, Literal
from trainer.content.words import says
from trainer.graph.conclude import same
from trainer.graph.facts import FactGraph
from trainer.questions.model import Statement
from trainer.questions.proofs import Settled
from trainer.questions.wording import (
    capital,
    circumstances,
    sentence,
    sentences,
    words,
)

RATIONALE_WORDS_MAX = 60
BRIEF_WORDS_MAX = 20


def said(graph: FactGraph, facts: Iterable[FactId]) -> list[str]:
    """What the facts say, a sentence each, none twice."""
    return list(dict.fromkeys(sentence(graph.facts[fact].says) for fact in facts))


def as_sentence(graph: FactGraph, statement: Statement, holds: bool = True) -> str:
    """The statement, or its denial, in the relation's words."""
    course = graph.course
    target = course.concepts.get(ConceptId(statement.object)) or Literal(statement.object)
    where = [(course.qualifiers[name], course.concepts[concept]) for name, concept in statement.when]
    return says(
        graph.relation(statement.relation),
        graph.concept(statement.subject),
        target,
        where,
        holds == statement.holds,
    )


def why_true(graph: FactGraph, settled: Settled) -> str:
    """The facts that a right option follows from."""
    return fitting(said(graph, settled.proof.cites))


def why_false(graph: FactGraph, statement: Statement, settled: Settled, blank: str) -> str:
    """The facts that a wrong option contradicts, and when it would be right.

    `blank` is "subject" or "object": the end of the statement that the options fill.
    """
    elsewhere = right_if(graph, statement, blank, settled.proof.cites)
    return fitting([*said(graph, settled.proof.cites[:2]), elsewhere])


def right_if(graph: FactGraph, statement: Statement, blank: str, known: tuple[FactId, ...]) -> str:
    """When a wrong option would be right: in other circumstances, or of something else; "" if unsaid."""
    for fact in _sayings(graph, statement, blank):
        if fact.id in known or not fact.holds:
            continue
        if _same_question(fact, statement, blank) and fact.when:
            return f"Right {circumstances(graph, fact.when)}."
    for fact in _sayings(graph, statement, blank):
        if fact.id not in known and fact.holds and not _same_question(fact, statement, blank):
            return f"Right elsewhere: {capital(fact.says)}"
    return ""


def short(texts: Iterable[str]) -> str:
    """The first of the texts that fits the first view, cut at a word if none does."""
    candidates = [sentence(text) for text in texts if text]
    for text in candidates:
        if words(text) <= BRIEF_WORDS_MAX:
            return text
    return " ".join(candidates[0].split()[: BRIEF_WORDS_MAX - 1]).rstrip(",;:") + " …" if candidates else ""


def fitting(texts: Iterable[str]) -> str:
    """As many of the sentences, from the first, as a rationale may have words."""
    kept: list[str] = []
    for text in texts:
        if text and (not kept or words(" ".join((*kept, text))) <= RATIONALE_WORDS_MAX):
            kept.append(text)
    return sentences(kept)


def _sayings(graph: FactGraph, statement: Statement, blank: str) -> tuple[Fact, ...]:
    """Facts of the relation in which the option stands where it stands in the statement."""
    if blank == "subject":
        return graph.of(statement.subject, statement.relation)
    return graph.to(statement.relation, statement.object)


def _same_question(fact: Fact, statement: Statement, blank: str) -> bool:
    """Whether the fact is about the same other end as the statement."""
    if blank == "subject":
        return same(fact.object, statement.object)
    return fact.subject == statement.subject and not isinstance(fact.object, Literal)
