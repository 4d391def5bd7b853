"""Expected score on a form of this course, with its range: recall, ability by topic, and cold answers only.

The chance of a right answer on topic t is

    g + (1 - s - g) * logistic(logit(r) + a + b[t])

with g the odds to guess the item, s = 0.05 the chance to slip, r the chance that its facts are recalled as
memory says, a the learner's ability against that memory, and b[t] what is special to a topic. Before any
answer a and b are normal around 0 with spreads 0.8 and 0.5, so that topics with few answers lean on the
others. The answers give the posterior by Newton's method (Laplace approximation); draws from it, by normal
scores of a fixed stream, give the score's range: each sums the chances over the places of a form, with the
variance that chance itself has.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import exp, log, sqrt
from statistics import NormalDist

from trainer.content.model import TopicId
from trainer.seed import stream

SLIP = 0.05
ABILITY_SD, TOPIC_SD = 0.8, 0.5
RESERVED_WEIGHT = 1.5
"""Answers to patterns that study never shows say more of what an exam would show."""
NEVER_ASKED = 0.3
"""Taken for the chance of recall of a fact that was never rated: some is known, more is not."""
DRAWS = 300
NEWTON_STEPS = 12
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
    recall: float | None
    """As believed before the answer; None for facts never rated."""
    reserved: bool = False


@dataclass(frozen=True, slots=True)
class Share:
    """Places of a form that a topic fills, and how its facts are recalled on average over them."""

    topic: TopicId
    places: float
    recalls: tuple[float, ...]
    """The chance of recall of each of the topic's facts then; every one is as likely to be asked."""
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
    """Ability and topics after the answers: the likeliest values, and a root of their covariance."""

    topics: tuple[TopicId, ...]
    mean: tuple[float, ...]
    """Ability first, then the topics."""
    root: tuple[tuple[float, ...], ...]

    def draw(self, scores: Sequence[float]) -> tuple[float, ...]:
        """A draw from standard normal scores."""
        return tuple(
            mean + sum(factor * score for factor, score in zip(row, scores, strict=False))
            for mean, row in zip(self.mean, self.root, strict=True)
        )


def learn(answers: Sequence[Seen], topics: Sequence[TopicId]) -> Posterior:
    """What the answers say; answers on other topics count for the ability alone."""
    place = {topic: number for number, topic in enumerate(topics, 1)}
    size = len(topics) + 1
    precision = [ABILITY_SD**-2, *[TOPIC_SD**-2] * len(topics)]
    mean = [0.0] * size
    hessian = [[0.0] * size for _ in range(size)]
    for _ in range(NEWTON_STEPS):
        slope = [-precision[n] * mean[n] for n in range(size)]
        hessian = [[precision[n] if n == m else 0.0 for m in range(size)] for n in range(size)]
        for answer in answers:
            at = [0, *([place[answer.topic]] if answer.topic in place else [])]
            push, weight = _score(answer, sum(mean[n] for n in at))
            for n in at:
                slope[n] += push
                for m in at:
                    hessian[n][m] += weight
        factor = _cholesky(hessian)
        step = _solve(factor, slope)
        mean = [value + change for value, change in zip(mean, step, strict=True)]
        if max(abs(change) for change in step) < 1e-6:
            break
    return Posterior(tuple(topics), tuple(mean), _inverse_root(_cholesky(hessian)))


def readiness(posterior: Posterior, form: Sequence[Share], pass_right: int) -> Readiness:
    """The score to expect on a form of these shares."""
    place = {topic: number for number, topic in enumerate(posterior.topics, 1)}
    normal, chance = NormalDist(), stream("readiness")
    # facts by quarter steps of their logit: ten thousand of them cost no more than a few dozen
    steps = [
        (share, Counter(round(4 * _logit(one)) for one in share.recalls or (NEVER_ASKED,))) for share in form
    ]
    means, highs, scores = [], 0.0, []
    for number in range(DRAWS):
        drawn = posterior.draw([normal.inv_cdf(_within(chance.random())) for _ in posterior.mean])
        mean = variance = 0.0
        for share, recalled in steps:
            shift = drawn[0] + (drawn[place[share.topic]] if share.topic in place else 0.0)
            mine = sum(facts * _right(share.odds, step / 4 + shift) for step, facts in recalled.items())
            mine /= recalled.total()
            mean += share.places * mine
            variance += share.places * mine * (1 - mine)
        spread = sqrt(variance)
        means.append(mean)
        highs += 1 - normal.cdf((pass_right - 0.5 - mean) / spread) if spread else float(mean >= pass_right)
        # stratified, so that few draws give a smooth range
        scores.append(mean + spread * normal.inv_cdf(_within((number * 0.6180339887) % 1)))
    scores.sort()
    of = round(sum(share.places for share in form))
    low, high = scores[DRAWS // 10], scores[DRAWS - 1 - DRAWS // 10]
    return Readiness(
        expected=sum(means) / DRAWS,
        low=max(0, min(of, round(low))),
        high=max(0, min(of, round(high))),
        of=of,
        pass_right=pass_right,
        chance=highs / DRAWS,
    )


def chance_right(odds: float, recall: float | None, shift: float) -> float:
    """The chance of a right answer at that ability (topic's share included)."""
    return _right(odds, _logit(NEVER_ASKED if recall is None else recall) + shift)


def _score(answer: Seen, shift: float) -> tuple[float, float]:
    """First derivative of the log-likelihood by the shift, and the expected information."""
    logit = _logit(NEVER_ASKED if answer.recall is None else answer.recall) + shift
    known, right = _logistic(logit), _right(answer.odds, logit)
    rise = (1 - SLIP - answer.odds) * known * (1 - known)
    weight = RESERVED_WEIGHT if answer.reserved else 1.0
    push = rise * ((1 if answer.right else 0) - right) / (right * (1 - right))
    return weight * push, weight * rise * rise / (right * (1 - right))


def _right(odds: float, logit: float) -> float:
    return odds + (1 - SLIP - odds) * _logistic(logit)


def _logistic(value: float) -> float:
    return 1 / (1 + exp(-max(-30.0, min(30.0, value))))


def _logit(chance: float) -> float:
    inside = min(0.99, max(0.01, chance))
    return log(inside / (1 - inside))


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
        facts = sum(len(share.recalls) for share in of_domain)
        for share in of_domain:
            places = items * weight / whole * len(share.recalls) / facts if facts else 0.0
            found.append(Share(share.topic, places, share.recalls, share.odds))
    return tuple(found)
