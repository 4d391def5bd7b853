"""Expected score on a form of this course, with its range: recall, topics, and cold answers only.

The chance of a right answer to a fact of topic t is

    g + (1 - s - g) * logistic(w . x + b[t])

with g the odds to guess the item, s = 0.05 the chance to slip, x what memory believes of the fact and w this
learner's correction of it (`memory/calibration.py` says what both are), and b[t] what is special to a
topic. Before any answer w and b are normal; topics with few answers lean on the others. The answers give
the posterior of w and b together by Newton's method (Laplace approximation); draws from it, by normal
scores of a fixed stream, give the score's range: each sums the chances over the places of a form, with the
variance that chance itself has. So the range carries what is not known of this learner's memory yet.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from enum import StrEnum
from math import ceil, floor, log, sqrt
from statistics import NormalDist

from trainer.content.model import TopicId
from trainer.memory.calibration import PRIOR, SPREADS, Features, Row, derivatives, logistic
from trainer.memory.credit import SLIP
from trainer.seed import stream
from trainer.value import dataclass

TOPIC_SD = 0.3
RESERVED_WEIGHT = 1.5
"""Answers to patterns that study never shows say more of what an exam would show."""
NEVER_ASKED: Features = (1.0, log(0.3 / 0.7), 0.0, 0.0)
"""A fact that was never rated, taken for recalled with a chance of 0.3: some is known, more is not."""
DRAWS = 300
NEWTON_STEPS = 15
CLOSE_ENOUGH = 1e-4
FINENESS = 4
"""Facts alike to a quarter of a logit are counted as one: ten thousand cost no more than a few dozen."""
READY, CLOSE = 0.8, 0.4
"""Chances of passing from which the word is "ready" and "close"."""


class Word(StrEnum):
    """Where the learner stands with such a form."""

    NOT_YET = "not yet"
    CLOSE = "close"
    READY = "ready"


@dataclass(frozen=True, slots=True)
class Seen:
    """A cold answer."""

    topic: TopicId
    right: bool
    odds: float
    features: Features = NEVER_ASKED
    """What was believed before the answer."""
    reserved: bool = False


@dataclass(frozen=True, slots=True)
class Share:
    """Places of a form that a topic fills, and what is believed of its facts then."""

    topic: TopicId
    places: float
    facts: tuple[Features, ...]
    """Each is as likely to be asked."""
    odds: float = 0.25


@dataclass(frozen=True, slots=True)
class Readiness:
    """What is expected on a form of this course; it says nothing of AWS's own exam."""

    expected: float
    low: int
    high: int
    """The range that holds the score with a chance of 80 %."""
    of: int
    pass_right: int
    chance: float
    """Of reaching the pass line, 0-1."""

    @property
    def word(self) -> Word:
        """The chance as a word."""
        if self.chance >= READY:
            return Word.READY
        return Word.CLOSE if self.chance >= CLOSE else Word.NOT_YET


@dataclass(frozen=True, slots=True)
class Posterior:
    """The correction and topics after the answers: the likeliest values, and a root of their covariance."""

    topics: tuple[TopicId, ...]
    mean: tuple[float, ...]
    """The correction's four weights first, then the topics."""
    root: tuple[tuple[float, ...], ...]

    def drawn(self, scores: Sequence[float]) -> tuple[float, ...]:
        """How far a draw by these standard normal scores lies from the likeliest values."""
        return tuple(
            sum(factor * score for factor, score in zip(row, scores, strict=True)) for row in self.root
        )

    def logit(self, topic: TopicId, features: Features) -> float:
        """The likeliest logit of the chance that a fact of that topic is recalled."""
        special = self.mean[OWN + self.topics.index(topic)] if topic in self.topics else 0.0
        return _dot(self.mean, features) + special


OWN = len(PRIOR)
"""Weights of the correction, which come before the topics."""


def learn(answers: Sequence[Seen], topics: Sequence[TopicId]) -> Posterior:
    """What the answers say; answers on other topics count for the correction alone."""
    rows: dict[TopicId | None, list[Row]] = {}
    for one in answers:
        row = Row(one.features, one.right, one.odds, RESERVED_WEIGHT if one.reserved else 1.0)
        rows.setdefault(one.topic if one.topic in topics else None, []).append(row)
    size = OWN + len(topics)
    prior = [*PRIOR, *[0.0] * len(topics)]
    precision = [*(spread**-2 for spread in SPREADS), *[TOPIC_SD**-2] * len(topics)]
    mean = list(prior)
    factor: list[list[float]] = []
    for _ in range(NEWTON_STEPS):
        slope = [precision[n] * (prior[n] - mean[n]) for n in range(size)]
        hessian = [[precision[n] if n == m else 0.0 for m in range(size)] for n in range(size)]
        for topic, told in rows.items():
            _add(slope, hessian, mean, told, None if topic is None else OWN + topics.index(topic))
        factor = _cholesky(hessian)
        step = _solve(factor, slope)
        mean = [value + max(-1.0, min(1.0, change)) for value, change in zip(mean, step, strict=True)]
        if max(abs(change) for change in step) < CLOSE_ENOUGH:
            break
    return Posterior(tuple(topics), tuple(mean), _inverse_root(factor))


def _add(
    slope: list[float],
    hessian: list[list[float]],
    mean: Sequence[float],
    told: Sequence[Row],
    place: int | None,
) -> None:
    """A topic's answers; its own value shifts them all, so that its derivatives are the shift's."""
    special = 0.0 if place is None else mean[place]
    push, curve = derivatives(told, [mean[0] + special, *mean[1:OWN]])
    for n in range(OWN):
        slope[n] += push[n]
        for m in range(OWN):
            hessian[n][m] += curve[n][m]
        if place is not None:
            hessian[n][place] += curve[n][0]
            hessian[place][n] += curve[0][n]
    if place is not None:
        slope[place] += push[0]
        hessian[place][place] += curve[0][0]


@dataclass(frozen=True, slots=True)
class _Places:
    """A topic's places with its facts by steps of their logit, and what they are like on average."""

    share: Share
    steps: Counter[int]
    usual: Features
    own: int | None
    """Where a draw has the topic's own value."""

    def chances(self, drawn: Sequence[float]) -> tuple[float, float]:
        """Right answers to expect over the places, and their variance, with that draw.

        No fact is asked twice while others were not, so that little of the difference among facts is left
        to chance where a form asks most of them.
        """
        shift = _dot(drawn, self.usual) + (0.0 if self.own is None else drawn[self.own])
        count = self.steps.total()
        first = second = 0.0
        for step, facts in self.steps.items():
            right = _right(self.share.odds, step / FINENESS + shift)
            first += facts * right
            second += facts * right * right
        mean, square = first / count, second / count
        among = max(0.0, 1 - self.share.places / count) * (square - mean * mean)
        return self.share.places * mean, self.share.places * (mean - square + among)


def readiness(posterior: Posterior, form: Sequence[Share], pass_right: int) -> Readiness:
    """The score to expect on a form of these shares."""
    normal, chance = NormalDist(), stream("readiness")
    places = [_places(posterior, share) for share in form]
    means, highs, scores = [], 0.0, []
    for number in range(DRAWS):
        drawn = posterior.drawn([normal.inv_cdf(_within(chance.random())) for _ in posterior.mean])
        parts = [one.chances(drawn) for one in places]
        mean, spread = sum(part[0] for part in parts), sqrt(sum(part[1] for part in parts))
        means.append(mean)
        highs += 1 - normal.cdf((pass_right - 0.5 - mean) / spread) if spread else float(mean >= pass_right)
        # stratified, so that few draws give a smooth range
        scores.append(mean + spread * normal.inv_cdf(_within((number * 0.6180339887) % 1)))
    scores.sort()
    of = round(sum(share.places for share in form))
    # whole numbers strictly within: rounding outwards would hold more than was promised
    low, high = ceil(scores[DRAWS // 10]), floor(scores[DRAWS - 1 - DRAWS // 10])
    expected = sum(means) / DRAWS
    return Readiness(
        expected=expected,
        low=max(0, min(of, low, floor(expected))),
        high=max(0, min(of, max(high, ceil(expected)))),
        of=of,
        pass_right=pass_right,
        chance=highs / DRAWS,
    )


def _places(posterior: Posterior, share: Share) -> _Places:
    facts = share.facts or (NEVER_ASKED,)
    steps = Counter(round(FINENESS * posterior.logit(share.topic, one)) for one in facts)
    columns = tuple(sum(column) / len(facts) for column in zip(*facts, strict=True))
    own = OWN + posterior.topics.index(share.topic) if share.topic in posterior.topics else None
    return _Places(share, steps, (columns[0], columns[1], columns[2], columns[3]), own)


def _right(odds: float, logit: float) -> float:
    return odds + (1 - SLIP - odds) * logistic(logit)


def _dot(weights: Sequence[float], features: Features) -> float:
    """The correction's part of a mean or a draw."""
    return sum(weight * feature for weight, feature in zip(weights, features, strict=False))


def _within(chance: float) -> float:
    return min(1 - 1e-6, max(1e-6, chance))


def _cholesky(matrix: Sequence[Sequence[float]]) -> list[list[float]]:
    """The lower triangle L with L L' = matrix."""
    size = len(matrix)
    lower = [[0.0] * size for _ in range(size)]
    for n in range(size):
        for m in range(n + 1):
            rest = matrix[n][m] - sum(lower[n][k] * lower[m][k] for k in range(m))
            lower[n][m] = sqrt(rest) if n == m else rest / lower[m][m]
    return lower


def _solve(lower: Sequence[Sequence[float]], values: Sequence[float]) -> list[float]:
    """The x with L L' x = values."""
    size = len(lower)
    half = [0.0] * size
    for n in range(size):
        half[n] = (values[n] - sum(lower[n][k] * half[k] for k in range(n))) / lower[n][n]
    return _solve_up(lower, half)


def _solve_up(lower: Sequence[Sequence[float]], values: Sequence[float]) -> list[float]:
    """The x with L' x = values."""
    size = len(lower)
    found = [0.0] * size
    for n in reversed(range(size)):
        found[n] = (values[n] - sum(lower[k][n] * found[k] for k in range(n + 1, size))) / lower[n][n]
    return found


def _inverse_root(lower: Sequence[Sequence[float]]) -> tuple[tuple[float, ...], ...]:
    """A root of the inverse of L L': the columns x with L' x = unit vectors."""
    size = len(lower)
    columns = [_solve_up(lower, [float(n == m) for n in range(size)]) for m in range(size)]
    return tuple(tuple(columns[m][n] for m in range(size)) for n in range(size))


def shares_of(
    weights: Mapping[str, float], items: int, topics: Mapping[str, Sequence[Share]]
) -> tuple[Share, ...]:
    """The places of a form by topic: each domain's items over its topics, as many as each has facts.

    `topics` gives each domain's topics with their facts; their `places` are set here.
    """
    whole = sum(weights.values())
    found = []
    for domain, weight in weights.items():
        of_domain = topics.get(domain, ())
        facts = sum(len(share.facts) for share in of_domain)
        for share in of_domain:
            places = items * weight / whole * len(share.facts) / facts if facts else 0.0
            found.append(Share(share.topic, places, share.facts, share.odds))
    return tuple(found)
