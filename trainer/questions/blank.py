"""A statement with a blank at one end: what fills it truly, what falsely, and the options made of both."""

from collections.abc import Iterable, Mapping, Sequence

from trainer.content.model import ConceptId, Fact, Literal, RelationId
from trainer.graph.facts import FactGraph
from trainer.graph.model import When
from trainer.questions.conclusions import Cell, concluded
from trainer.questions.disguise import SETS, least_telling
from trainer.questions.distractors import draw, draw_around, weigh
from trainer.questions.draft import Choice
from trainer.questions.model import Statement
from trainer.questions.proofs import Settled, settle
from trainer.questions.reasons import as_sentence, said, short, why_false, why_true
from trainer.questions.shuffle import leading_number
from trainer.questions.wording import capital, named
from trainer.seed import Stream
from trainer.value import dataclass

SUBJECT, OBJECT = "subject", "object"


@dataclass(frozen=True, slots=True)
class Blank:
    """Which end is asked for, and what stands at the other end, in which circumstances."""

    relation: RelationId
    end: str
    given: ConceptId | str
    when: When = ()

    def filled(self, filler: ConceptId | str) -> Statement:
        """The statement with this in the blank."""
        if self.end == SUBJECT:
            return Statement(ConceptId(filler), self.relation, self.given, self.when)
        return Statement(ConceptId(self.given), self.relation, filler, self.when)


@dataclass(frozen=True, slots=True)
class Filler:
    """Something that may stand in the blank, and whether the statement is then true."""

    what: ConceptId | str
    statement: Statement
    settled: Settled


def blank_of(fact: Fact, end: str) -> Blank:
    """The question that a fact answers when this end of it is left out."""
    given = fact.subject if end == OBJECT else _plain(fact.object)
    return Blank(fact.relation, end, given, fact.when)


def filler_of(fact: Fact, end: str) -> ConceptId | str:
    """What the fact has at this end."""
    return _plain(fact.object) if end == OBJECT else fact.subject


def fillers(
    graph: FactGraph, blank: Blank, pool: Iterable[ConceptId | str]
) -> tuple[list[Filler], list[Filler]]:
    """Those of the pool that make the statement true, then those that make it false; no open ones."""
    right: list[Filler] = []
    wrong: list[Filler] = []
    for what in pool:
        statement = blank.filled(what)
        settled = settle(graph, statement) if what != blank.given else None
        if settled is not None:
            (right if settled.holds else wrong).append(Filler(what, statement, settled))
    return right, wrong


def pool_for(
    graph: FactGraph, blank: Blank, like: ConceptId | str, extra: tuple[str, ...]
) -> tuple[ConceptId | str, ...]:
    """What might stand in the blank: concepts of the key's kind, or other values where it is a literal.

    Values are those that the relation gives elsewhere in the same unit, and the pattern's own `extra`.
    """
    concept = graph.course.concepts.get(ConceptId(like))
    if concept is not None:
        return graph.of_kind(concept.kind)
    literals = [
        fact.object for fact in graph.with_relation(blank.relation) if isinstance(fact.object, Literal)
    ]
    unit = next((literal.unit for literal in literals if literal.text == like), "")
    values = [literal.text for literal in literals if literal.unit == unit]
    return tuple(dict.fromkeys((like, *extra, *(values if unit else ()))))


def cells_of(
    graph: FactGraph, found: tuple[list[Filler], list[Filler]], words: Mapping[str, str]
) -> tuple[Cell, ...]:
    """What options may say and what follows for each: true ones first, those proven alike together."""
    cells = [
        Cell(_text(graph, filler, words), concluded(graph, filler.statement))
        for fillers_ in found
        for filler in fillers_
    ]
    return tuple(sorted(cells, key=lambda cell: (not cell.holds, repr(cell.verdict))))


def choices(
    graph: FactGraph,
    blank: Blank,
    right: Iterable[Filler],
    wrong: Iterable[Filler],
    *,
    words: Mapping[str, str],
    deciding: tuple[str, ...] = (),
) -> tuple[Choice, ...]:
    """Options of these fillers, worded by `words` or by their names."""
    return tuple(
        _choice(graph, blank, filler, words, deciding) for group in (right, wrong) for filler in group
    )


def drawn(
    graph: FactGraph,
    blank: Blank,
    keys: Sequence[Filler],
    wrong: Sequence[Filler],
    *,
    count: int,
    stem: str,
    words: Mapping[str, str],
    answers: Mapping[ConceptId | str, float],
    stream: Stream,
) -> list[Filler]:
    """Distractors: `count` of the wrong fillers, near ones and other answers likelier, a set beside which
    no key stands out."""
    by_statement = {filler.statement: filler for filler in wrong}
    weighed = weigh(graph, keys[0].statement, by_statement, blank.end, answers)
    numbers = {filler.statement: leading_number(_text(graph, filler, words)) for filler in (*keys, *wrong)}
    if len(keys) == 1 and all(number is not None for number in numbers.values()):
        key = numbers[keys[0].statement] or 0.0
        around = draw_around(weighed, lambda one: numbers[one] or 0.0, key, count, stream)
        return [by_statement[statement] for statement in around]
    drafts = [draw(weighed, count, stream) for _ in range(SETS if len(wrong) > count else 1)]
    sets = [[by_statement[statement] for statement in statements] for statements in drafts]
    return list(
        least_telling(keys, sets, text=lambda filler: _text(graph, filler, words), stem=stem, stream=stream)
    )


def _choice(
    graph: FactGraph, blank: Blank, filler: Filler, words: Mapping[str, str], deciding: tuple[str, ...]
) -> Choice:
    settled = filler.settled
    if settled.holds:
        rationale = why_true(graph, settled)
        brief = short(said(graph, settled.proof.cites))
    else:
        rationale = why_false(graph, filler.statement, settled, blank.end)
        brief = short((as_sentence(graph, filler.statement, holds=False), *said(graph, settled.proof.cites)))
    return Choice(
        text=_text(graph, filler, words),
        is_key=settled.holds,
        proof=settled.proof,
        claims=(filler.statement,),
        rationale=rationale,
        brief=brief,
        deciding=deciding,
    )


def _text(graph: FactGraph, filler: Filler, words: Mapping[str, str]) -> str:
    """How an option says it."""
    return capital(words[filler.what]) if filler.what in words else named(graph, filler.what)


def _plain(target: ConceptId | Literal) -> ConceptId | str:
    return target.text if isinstance(target, Literal) else target
