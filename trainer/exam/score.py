"""The result of an ended attempt: raw of n, by domain, every item with its mark."""

from collections.abc import Sequence
from math import ceil, sqrt

from trainer.errors import NotSo
from trainer.exam.model import Attempt, DomainScore, Ended, Reviewed, Score
from trainer.questions.grade import grade
from trainer.questions.model import Response

Z_80 = 1.2816
"""Standard normal quantile that leaves 10 % on either side."""

LINE_EXPLAINED = "trainer's own line on raw answers; AWS equates forms on a scale of its own"


def score(attempt: Attempt) -> Score:
    """The raw result; unanswered is wrong, multiple response all or nothing. NotSo before the end."""
    ended = _ended(attempt)
    counted = [entry for entry in review(attempt) if entry.scored]
    percent = attempt.form.blueprint.pass_percent
    return Score(
        right=_right(counted),
        of=len(counted),
        answered=sum(entry.answered for entry in counted),
        pass_right=pass_right(percent, len(counted)),
        pass_percent=percent,
        domains=tuple(
            _domain(domain, [entry for entry in counted if entry.domain == domain])
            for domain in attempt.form.blueprint.weights
        ),
        ending=ended.how,
    )


def pass_line(result: Score) -> str:
    """The pass line in words, named as ours."""
    return f"pass line {result.pass_right} of {result.of} ({result.pass_percent:g} %): {LINE_EXPLAINED}"


def review(attempt: Attempt) -> tuple[Reviewed, ...]:
    """Every item with its key, reasons and mark, in the order shown. NotSo before the end."""
    _ended(attempt)
    return tuple(
        Reviewed(
            position=position,
            item=place.item,
            domain=place.domain,
            scored=place.scored,
            mark=grade(place.item, attempt.responses[position] or Response()),
            answered=attempt.complete(position),
            flagged=attempt.flags[position],
            taken_ms=attempt.taken_ms[position],
            confidence=attempt.sure[position] if attempt.sure else None,
        )
        for position, place in enumerate(attempt.form.items)
    )


def by_need(entries: Sequence[Reviewed]) -> list[Reviewed]:
    """The order of the review: sure and wrong first, then wrong, then lucky guesses, then the others."""
    return sorted(
        entries,
        key=lambda one: (one.mark.right, not one.sure_and_wrong, not one.lucky, one.position),
    )


def pass_right(percent: float, items: int) -> int:
    """Right answers that reach the pass line: 47 of 65 at 72 %."""
    return ceil(round(percent * items / 100, 6))


def _ended(attempt: Attempt) -> Ended:
    if attempt.ended is None:
        raise NotSo("answers and score are shown when the exam has ended; submit it first")
    return attempt.ended


def _domain(domain: str, entries: Sequence[Reviewed]) -> DomainScore:
    low, high = wilson(_right(entries), len(entries))
    return DomainScore(domain, _right(entries), len(entries), low * 100, high * 100)


def _right(entries: Sequence[Reviewed]) -> int:
    return sum(entry.mark.right for entry in entries)


def wilson(right: int, of: int) -> tuple[float, float]:
    """The 80 % range (0-1) of the true share behind `right` of `of` answers: Wilson's score interval."""
    if of == 0:
        return 0.0, 1.0
    share, z2 = right / of, Z_80 * Z_80
    middle = (share + z2 / (2 * of)) / (1 + z2 / of)
    half = Z_80 * sqrt(share * (1 - share) / of + z2 / (4 * of * of)) / (1 + z2 / of)
    # at either end the bound is exact, whatever rounding says
    return (0.0 if right == 0 else middle - half), (1.0 if right == of else middle + half)
