"""Multinomial (conditional) logistic regression over an item's options, in plain Python.

McFadden 1974: the chance of an option is its weight's exponential over the sum of all options'. Trained by
AdaGrad (Duchi, Hazan and Singer 2011) with L2 shrinkage, in an order drawn from a named stream.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from trainer.questions.model import Item
from trainer.seed import digest, stream

Row = list[tuple[str, float]]
"""Features of one option by name; what is absent is zero."""

View = Callable[[Item], list[Row]]
"""What a learner looks at: a row for each option."""

FOLDS = 5


@dataclass(slots=True)
class Learner:
    """Weights by feature name; `seen` are the squared gradients that set each one's step."""

    weights: dict[str, float] = field(default_factory=dict)
    seen: dict[str, float] = field(default_factory=dict)

    def scores(self, rows: Sequence[Row]) -> list[float]:
        """The weighed sum of each option's features."""
        weights = self.weights
        return [sum(weights.get(name, 0.0) * value for name, value in row) for row in rows]

    def study(self, rows: Sequence[Row], target: Sequence[float], step: float, shrink: float) -> None:
        """One item: move the weights towards giving its keys all the chance."""
        scores = self.scores(rows)
        top = max(scores)
        raised = [math.exp(score - top) for score in scores]
        total = sum(raised)
        for row, share, wanted in zip(rows, raised, target, strict=True):
            error = share / total - wanted
            for name, value in row:
                slope = error * value + shrink * self.weights.get(name, 0.0)
                past = self.seen.get(name, 1e-6) + slope * slope
                self.seen[name] = past
                self.weights[name] = self.weights.get(name, 0.0) - step * slope / math.sqrt(past)


def trained(
    items: Sequence[Item],
    rows: Sequence[list[Row]],
    *,
    rounds: int = 4,
    step: float = 0.15,
    shrink: float = 2e-3,
) -> Learner:
    """A learner who has seen these items with their keys `rounds` times."""
    learner = Learner()
    for number in range(rounds):
        for place in stream("learner", number, len(items)).shuffled(range(len(items))):
            item = items[place]
            target = [option.is_key / item.select for option in item.options]
            learner.study(rows[place], target, step, shrink)
    return learner


def cross_scores(
    items: Sequence[Item], view: View, group: Callable[[Item], str], **settings: float
) -> list[list[float]]:
    """Each item's scores by a learner who saw only items of other groups (five folds by hash)."""
    rows = [view(item) for item in items]
    folds = [int(digest("fold", group(item)), 16) % FOLDS for item in items]
    found: list[list[float]] = [[] for _ in items]
    for fold in range(FOLDS):
        inside = [place for place, at in enumerate(folds) if at != fold]
        learner = trained([items[place] for place in inside], [rows[place] for place in inside], **settings)  # type: ignore[arg-type]
        for place, at in enumerate(folds):
            if at == fold:
                found[place] = learner.scores(rows[place])
    return found
