"""Whether claims are true, each option's by itself and solutions against one another."""

from collections.abc import Sequence

from trainer.graph.facts import FactGraph
from trainer.judge.model import (
    ClaimLike,
    CriterionLike,
    DesignLike,
    Finding,
    OutcomeLike,
    Play,
    RequirementLike,
    StatementLike,
    Truth,
)
from trainer.judge.theory import fold, theory


def evaluate(claims: Sequence[Sequence[ClaimLike]], graph: FactGraph, play: Play | None) -> list[Finding]:
    """A finding for each option's claims: it holds if all its claims do and fails if one does.

    Solutions are compared with those of the other options, so all options come in together.
    """
    rivals = [claim for option in claims for claim in option if isinstance(claim, DesignLike)]
    return [join([_claim(claim, rivals, graph, play) for claim in option]) for option in claims]


def join(findings: Sequence[Finding]) -> Finding:
    """The finding on several claims made at once; nothing claimed is nothing known."""
    if not findings:
        return Finding(Truth.UNKNOWN, ("it claims nothing that can be decided",))
    for truth in (Truth.FAILS, Truth.UNKNOWN):
        decisive = [finding for finding in findings if finding.truth is truth]
        if decisive:
            return Finding(truth, tuple(reason for finding in decisive for reason in finding.reasons))
    return Finding(Truth.HOLDS, tuple(reason for finding in findings for reason in finding.reasons))


def acceptable(design: DesignLike, graph: FactGraph) -> Finding:
    """Whether a solution meets every requirement; one that asks for nothing is met by all."""
    findings = [_requirement(design, requirement, graph) for requirement in design.requirements]
    return join(findings) if findings else Finding(Truth.HOLDS, ("nothing is required",))


def beats(
    first: DesignLike, second: DesignLike, criterion: CriterionLike, graph: FactGraph
) -> tuple[str, ...]:
    """Why the first solution is ahead on the criterion, () where the facts do not show it.

    Only circumstances that both solutions share count.
    """
    mine, other = dict(first.parts).get(criterion.part), dict(second.parts).get(criterion.part)
    if mine is None or other is None or mine == other:
        return ()
    theirs = dict(_circumstances(second, criterion.part))
    shared = tuple(pair for pair in _circumstances(first, criterion.part) if theirs.get(pair[0]) == pair[1])
    finding = theory(graph, shared).ask(mine, criterion.relation, other)
    return finding.reasons if finding.truth is Truth.HOLDS else ()


def _claim(claim: ClaimLike, rivals: Sequence[DesignLike], graph: FactGraph, play: Play | None) -> Finding:
    if isinstance(claim, OutcomeLike):
        return _outcome(claim, play)
    if isinstance(claim, DesignLike):
        return _design(claim, rivals, graph)
    return _statement(claim, graph)


def _statement(claim: StatementLike, graph: FactGraph) -> Finding:
    finding = theory(graph, tuple(sorted(claim.when))).ask(claim.subject, claim.relation, claim.object)
    return finding if claim.holds else Finding(finding.truth.opposite, finding.reasons)


def _requirement(design: DesignLike, requirement: RequirementLike, graph: FactGraph) -> Finding:
    parts = dict(design.parts)
    subject = parts.get(requirement.part)
    target = parts.get(requirement.object_part) if requirement.object_part else requirement.object
    if subject is None or target is None:
        missing = requirement.part if subject is None else requirement.object_part
        return Finding(Truth.UNKNOWN, (f"the solution has no part {missing}",))
    found = theory(graph, _circumstances(design, requirement.part)).ask(subject, requirement.relation, target)
    return found if requirement.wanted else Finding(found.truth.opposite, found.reasons)


def _circumstances(design: DesignLike, part: str) -> tuple[tuple[str, str], ...]:
    """What the other parts say about the circumstances of this one."""
    parts = dict(design.parts)
    return tuple(sorted((name, parts[by]) for name, by in design.circumstances if by != part and by in parts))


def _design(design: DesignLike, rivals: Sequence[DesignLike], graph: FactGraph) -> Finding:
    met = acceptable(design, graph)
    if met.truth is Truth.FAILS or design.criterion is None:
        return met
    for rival in rivals:
        ahead = beats(rival, design, design.criterion, graph)
        if ahead and acceptable(rival, graph).truth is Truth.HOLDS:
            return Finding(Truth.FAILS, ("another solution is ahead", *ahead))
    return met


def _outcome(claim: OutcomeLike, play: Play | None) -> Finding:
    if play is None:
        return Finding(Truth.UNKNOWN, ("no simulator was handed in to run it again",))
    shown = play(claim.steps, claim.run_s, claim.read)
    if shown is None:
        return Finding(Truth.UNKNOWN, (f"the run shows nothing at {claim.read}",))
    text = shown if isinstance(shown, str) else _plain(shown)
    truth = Truth.HOLDS if fold(text) == fold(claim.value) else Truth.FAILS
    return Finding(truth, (f"the run shows {text}",))


def _plain(value: object) -> str:
    """A value of a run as an option writes it: 4.0 is "4", a list is joined by commas."""
    if isinstance(value, list):
        return ", ".join(_plain(part) for part in value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
