"""C33 and C34: whether each requirement of a scenario decides, whether its order's conditions are told."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from trainer.content.model import PatternId
from trainer.graph.facts import FactGraph
from trainer.judge.evaluate import evaluate
from trainer.judge.mentions import Names
from trainer.judge.model import Truth
from trainer.questions.model import Criterion, Design, Item, Option, Requirement
from trainer.questions.scenario.read import read_scenario
from trainer.questions.slots import Slots


def gratuitous(item: Item, graph: FactGraph) -> Iterator[str]:
    """Stated requirements (and the criterion) without which the key would still be the only best option."""
    designs = [design for option in item.options for design in _designs(option)]
    if not designs:
        return
    keys = {option.id for option in item.options if option.is_key}
    said, criterion = designs[0].requirements, designs[0].criterion
    for place, requirement in enumerate(said):
        if requirement in context(item.pattern, graph):
            continue
        rest = (*said[:place], *said[place + 1 :])
        if best_of(item.options, rest, criterion, graph) == keys:
            yield f"{requirement.part} {requirement.relation} {requirement.object or requirement.object_part}"
    if criterion is not None and best_of(item.options, said, None, graph) == keys:
        yield f"the criterion {criterion.relation}"


def best_of(
    options: Sequence[Option],
    requirements: tuple[Requirement, ...],
    criterion: Criterion | None,
    graph: FactGraph,
) -> set[str] | None:
    """The options that hold under these requirements; None where the facts leave one of them open."""
    claims = [
        tuple(replace(design, requirements=requirements, criterion=criterion) for design in _designs(option))
        for option in options
    ]
    findings = evaluate(claims, graph, None)
    if any(finding.truth is Truth.UNKNOWN for finding in findings):
        return None
    return {option.id for option, found in zip(options, findings, strict=True) if found.truth is Truth.HOLDS}


def context(pattern: PatternId, graph: FactGraph) -> tuple[Requirement, ...]:
    """Requirements that a pattern tags as implied: a solution must be possible, no stem says so."""
    return graph.once(("context", pattern), lambda: _context(pattern, graph))


def _context(pattern: PatternId, graph: FactGraph) -> tuple[Requirement, ...]:
    known = graph.course.patterns.get(pattern)
    if known is None or known.kind != "scenario" or "steps" in known.slots:
        return ()
    scenario = read_scenario(Slots(known, graph.course))
    return tuple(wish.requirement for wish in scenario.wishes if wish.implied)


def unstated_conditions(item: Item, graph: FactGraph) -> Iterator[str]:
    """Circumstances of order facts behind a beaten option that neither the stem nor the options name."""
    for option in item.options:
        for design in _designs(option):
            if design.criterion is None:
                continue
            parts = dict(design.parts)
            told = {(name, parts[part]) for name, part in design.circumstances if part in parts}
            for cite in option.proof.cites:
                fact = graph.fact(cite)
                if fact is None or fact.relation != design.criterion.relation:
                    continue
                for name, concept in fact.when:
                    shown = (name, concept) in told and _says(option.text, concept, graph)
                    stated = _says(item.stem, concept, graph) or _given(item, concept, graph)
                    if not shown and not stated:
                        yield f"{fact.id} holds for {concept}, which the stem does not say"


def _given(item: Item, concept: str, graph: FactGraph) -> bool:
    """Whether the stem has the words that the pattern notes for a part which it gives (`shown: false`)."""
    known = graph.course.patterns.get(item.pattern)
    if known is None or known.kind != "scenario":
        return False
    hidden = [part for part in read_scenario(Slots(known, graph.course)).parts if not part.shown]
    words = [fill.words for part in hidden for fill in part.fills if fill.concept == concept and fill.words]
    return any(text.lower() in item.stem.lower() for text in words)


def _says(text: str, concept: str, graph: FactGraph) -> bool:
    return concept in _names(graph).concepts(text)


@lru_cache(maxsize=4)
def _names(graph: FactGraph) -> Names:
    return Names(graph.course.concepts.values())


def _designs(option: Option) -> tuple[Design, ...]:
    return tuple(claim for claim in option.claims if isinstance(claim, Design))
