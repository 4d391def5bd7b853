"""C31: an item tests its fact if flipping that fact takes the key away, and flipping another one does not."""

from collections.abc import Iterator
from dataclasses import replace

from trainer.content.model import FactId
from trainer.graph.facts import FactGraph
from trainer.judge.decide import judge_item
from trainer.questions.model import Item, Play, ProofKind
from trainer.seed import stream


def flipped_key(item: Item, graph: FactGraph, play: Play | None = None) -> Iterator[str]:
    """What is wrong with an item under mutation; nothing for items that a run answers.

    A run's result rests on the simulator, whose rules are no facts of the course.
    """
    if not item.options or any(option.proof.kind is ProofKind.SIMULATED for option in item.options):
        return
    tested = item.fact_ids[0]
    if judge_item(item, flipped(graph, tested), play).agrees_with_key:
        yield f"C31: the key stays when {tested} is flipped"
    other = unrelated(item, graph)
    if other and not judge_item(item, flipped(graph, other), play).agrees_with_key:
        yield f"C31: the key changes when {other} is flipped, which it does not rest on"


def flipped(graph: FactGraph, fact: FactId) -> FactGraph:
    """The course as it would be if this fact said the opposite."""
    changed = replace(graph.facts[fact], holds=not graph.facts[fact].holds)
    return FactGraph(replace(graph.course, facts={**graph.course.facts, fact: changed}), graph.as_of)


def unrelated(item: Item, graph: FactGraph) -> FactId | None:
    """A fact of another relation than any the item claims or cites; None where there is none."""
    cites = {cite for option in item.options for cite in option.proof.cites} | set(item.fact_ids)
    relations: set[str] = {graph.facts[cite].relation for cite in cites if cite in graph.facts}
    relations |= {_relation(claim) for option in item.options for claim in option.claims}
    for claim in (claim for option in item.options for claim in option.claims):
        relations |= {needed.relation for needed in getattr(claim, "requirements", ())}
    others = [fact.id for fact in graph.facts.values() if fact.relation not in relations]
    return stream("unrelated", item.item_id).choice(others) if others else None


def _relation(claim: object) -> str:
    criterion = getattr(claim, "criterion", None)
    return str(getattr(claim, "relation", "") or getattr(criterion, "relation", ""))
