"""The second opinion on an item: which options hold, and whether that is what its key says."""

from trainer.graph.facts import FactGraph
from trainer.judge.model import ItemLike, Judgement, Play


def judge_item(item: ItemLike, graph: FactGraph, play: Play | None = None) -> Judgement:
    """Re-derive every option of an item from its claims and again from its words.

    `play` re-runs outcomes; without it they stay unknown. Only the facts of the graph are read, none
    of its conclusions.
    """
    raise NotImplementedError
