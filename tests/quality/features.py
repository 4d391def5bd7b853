"""What a test-wise eye sees in an option without knowing the subject: lengths, overlaps, names, words."""

import re
from collections.abc import Callable, Sequence

from trainer.questions.cues import spoken_of
from trainer.questions.model import Item, Option
from trainer.questions.shuffle import leading_number
from trainer.questions.wording import tokens

_ABSOLUTE = re.compile(r"\b(always|never|all|none|only|completely|every|must)\b", re.IGNORECASE)
_HEDGED = re.compile(r"\b(usually|often|may|might|can|sometimes|generally|typically|most)\b", re.IGNORECASE)
_NAME = re.compile(r"\d+|\b[A-Z][A-Za-z]*[A-Z0-9]+[A-Za-z0-9]*\b|\b[a-z]+[A-Z]\w*|\b\w+[:_.]\w+\b")
_MANAGED = re.compile(
    r"\b(fargate|serverless|managed|automatic|automatically|aws|lambda|provider|native)\b", re.IGNORECASE
)
_SELF_RUN = re.compile(r"\b(ec2|instances?|manual|manually|custom|script|own|cron)\b", re.IGNORECASE)
_OVERHEAD = re.compile(
    r"operational overhead|administrative effort|operational effort|LEAST (effort|operational|amount of work)"
    r"|least (effort|work|upkeep)|effort|upkeep",
    re.IGNORECASE,
)

Scores = list[float]
"""One number an option, in the order shown: higher is likelier to be chosen."""


def things(item: Item, option: Option) -> frozenset[str]:
    """What an option speaks of and not all options do: concepts or literals of its claims, else its text."""
    common = frozenset.intersection(*(spoken_of(one) for one in item.options))
    return (spoken_of(option) - common) or frozenset({option.text})


def length(item: Item) -> Scores:
    """Characters of each option."""
    return [float(len(option.text)) for option in item.options]


def stem_overlap(item: Item) -> Scores:
    """Content words that stem (with what stands under it) and option share, each once."""
    stem = set(tokens(f"{item.stem} {item.exhibit}"))
    return [float(len(stem & set(tokens(option.text)))) for option in item.options]


def names(item: Item) -> Scores:
    """Numbers, abbreviations and code words in each option."""
    return [float(len(_NAME.findall(option.text))) for option in item.options]


def absolutes(item: Item) -> Scores:
    """Absolute words in each option."""
    return [float(len(_ABSOLUTE.findall(option.text))) for option in item.options]


def hedges(item: Item) -> Scores:
    """Hedged words in each option."""
    return [float(len(_HEDGED.findall(option.text))) for option in item.options]


def managed(item: Item) -> Scores:
    """How much each option sounds like AWS doing the work, less how much like doing it oneself."""
    return [
        float(len(_MANAGED.findall(option.text)) - len(_SELF_RUN.findall(option.text)))
        for option in item.options
    ]


def asks_for_less_work(item: Item) -> bool:
    """Whether the stem names overhead or effort as what decides."""
    return bool(_OVERHEAD.search(item.stem))


def middling(item: Item) -> Scores:
    """1 for the numbers that are neither the least nor the greatest, where all options are numbers."""
    values = [leading_number(option.text) for option in item.options]
    known = [value for value in values if value is not None]
    if len(known) < len(values):
        return [0.0] * len(values)
    return [float(min(known) < value < max(known)) for value in known]


def agreement(item: Item) -> Scores:
    """How well each option goes on from the question: number of its noun, article, opening."""
    last = re.split(r"(?<=[.?!])\s+", item.stem.removesuffix(" (Select TWO.)"))[-1].lower()
    plural = bool(re.search(r"\b(are|have|do|were|which two|which three)\b", last))
    person = bool(re.search(r"\bwho\b", last))
    scores = []
    for option in item.options:
        words = option.text.split()
        many = words[-1].endswith("s") and not words[-1].endswith("ss")
        scores.append(float(many == plural) + float(person and words[0].lower() in ("the", "a", "an")))
    return scores


def absent(scores: Callable[[Item], Scores]) -> Callable[[Item], Scores]:
    """The same turned round: least first."""
    return lambda item: [-score for score in scores(item)]


def hit(item: Item, scores: Sequence[float]) -> float:
    """The chance that a guesser who picks the highest scores, ties by lot, marks exactly the keys."""
    ranked = sorted(scores, reverse=True)
    edge = ranked[item.select - 1]
    above = [place for place, score in enumerate(scores) if score > edge]
    level = [place for place, score in enumerate(scores) if score == edge]
    keys = {place for place, option in enumerate(item.options) if option.is_key}
    left = keys - set(above)
    if not set(above) <= keys or not left <= set(level):
        return 0.0
    ways = 1.0
    for step in range(len(left)):
        ways = ways * (len(level) - step) / (step + 1)
    return 1.0 / ways


def decides(scores: Sequence[float], select: int = 1) -> bool:
    """Whether the scores point anywhere: not all alike."""
    return len(set(scores)) > 1 and select < len(scores)
