"""What an option claims, turned into a proof by the fact graph."""

from collections.abc import Iterable

from trainer.content.model import FactId
from trainer.graph.conclude import truth
from trainer.graph.facts import FactGraph
from trainer.graph.model import Conclusion, Ground, Known
from trainer.questions.model import Proof, ProofKind, Statement
from trainer.value import dataclass

_KINDS = {
    Ground.STATED: ProofKind.ENTAILED,
    Ground.DENIED: ProofKind.NEGATION,
    Ground.COMPLETE: ProofKind.COMPLETE,
}


@dataclass(frozen=True, slots=True)
class Settled:
    """Whether a claim is true, and the proof."""

    holds: bool
    proof: Proof


def settle(graph: FactGraph, statement: Statement) -> Settled | None:
    """Whether the statement is true; None where the facts leave it open."""
    known = truth(graph, statement.subject, statement.relation, statement.object, statement.when)
    if not isinstance(known, Known):
        return None
    if statement.holds:
        return Settled(known.holds, Proof(_KINDS[known.ground], known.cites))
    kind = ProofKind.NEGATION if known.holds else ProofKind.ENTAILED
    return Settled(not known.holds, Proof(kind, known.cites))


def settle_all(graph: FactGraph, statements: Iterable[Statement]) -> Settled | None:
    """Whether all of the statements are true: one that is false settles it, else none may be open.

    The proof of a conjunction that holds cites the facts of all, of one that fails those of a false part.
    """
    parts = [settle(graph, statement) for statement in statements]
    for part in parts:
        if part is not None and not part.holds:
            return part
    settled = [part for part in parts if part is not None]
    if len(settled) < len(parts) or not settled:
        return None
    return Settled(True, Proof(ProofKind.ENTAILED, cited(part.proof.cites for part in settled)))


def cited(groups: Iterable[Iterable[FactId]]) -> tuple[FactId, ...]:
    """All facts of the groups, each once, in order."""
    return tuple(dict.fromkeys(fact for group in groups for fact in group))


def is_known(conclusion: Conclusion, holds: bool) -> bool:
    """Whether the conclusion is settled this way."""
    return isinstance(conclusion, Known) and conclusion.holds is holds
