"""Balance: of a pattern's possible answers each is the key about as often as any other.

Items are drawn by fact, and core facts come first. Where they lie on one side of a pattern, so would its
keys: a thing would be the answer nearly always, and another never. So a fact that leaves several keys open
takes the rarer ones oftener, and what stands beside a key are things that are keys themselves, as often as
they are.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import TypeVar

from trainer.content.model import FactId, Tier
from trainer.graph.facts import FactGraph
from trainer.seed import Stream

T = TypeVar("T")

_ROUNDS = 30
"""Steps of proportional fitting; the weights change by less than a hundredth after twenty."""
NEVER = 0.1
"""How likely something that is no answer of a pattern stands among its options, one that is an average answer
being 1."""


def asked_first(graph: FactGraph, facts: Collection[FactId]) -> tuple[FactId, ...]:
    """The core facts, or all where none is core."""
    core = tuple(fact for fact in facts if graph.facts[fact].tier is Tier.CORE)
    return core or tuple(facts)


def even(keys_of: Mapping[FactId, Collection[T]]) -> dict[T, float]:
    """A weight for each key, so that draws in proportion, each fact in its turn, give every key alike.

    Alike as far as the facts allow: a key that is the only one of many facts stays the most frequent. Found
    by iterative proportional fitting (Deming and Stephan 1940).
    """
    weights = {key: 1.0 for keys in keys_of.values() for key in keys}
    for _ in range(_ROUNDS):
        given = expected(keys_of, weights)
        wanted = sum(given.values()) / (len(given) or 1)
        weights = {key: max(weight * wanted / given[key], 1e-6) for key, weight in weights.items()}
    return weights


def expected(keys_of: Mapping[FactId, Collection[T]], weights: Mapping[T, float]) -> dict[T, float]:
    """How often each key comes when every fact is asked once and draws among its keys by these weights."""
    found = dict.fromkeys(weights, 0.0)
    for keys in keys_of.values():
        total = sum(weights[key] for key in keys)
        for key in keys:
            found[key] += weights[key] / total
    return found


def answers(fillers: Iterable[T]) -> dict[T, float]:
    """How often each is the key, 1 being the average, of the keys that a pattern's facts have one by one."""
    counted = Counter(fillers)
    mean = counted.total() / (len(counted) or 1)
    return {filler: count / mean for filler, count in counted.items()}


def drawn_by(weights: Mapping[T, float], options: Sequence[T], stream: Stream) -> T:
    """One of the options in proportion to its weight; those without one weigh 1."""
    place = stream.random() * sum(weights.get(option, 1.0) for option in options)
    for option in options:
        place -= weights.get(option, 1.0)
        if place < 0:
            return option
    return options[-1]


def shuffled_by(weight: Callable[[T], float], options: Sequence[T], stream: Stream) -> list[T]:
    """The options in an order in which heavier ones tend to come first (Efraimidis and Spirakis 2006)."""
    ranks = [stream.random() ** (1 / weight(option)) for option in options]
    return [options[at] for at in sorted(range(len(options)), key=lambda at: -ranks[at])]
