"""Exams that have ended: their history, two side by side, results by the keys of today."""

from collections.abc import Sequence
from typing import Any

from trainer.activities.attempts import Compared, Past
from trainer.activities.desk import Desk
from trainer.content.model import ExamId
from trainer.content.words import percent
from trainer.exam.model import Score
from trainer.plain.talk import wrapped
from trainer.store.model import Regrade


def history_lines(done: Sequence[Past]) -> list[str]:
    """Earlier attempts, newest first, each with what became of it when it was graded anew."""
    lines = []
    for one in done:
        verdict = "above" if one.score.passed else "below"
        lines += wrapped(
            f"{one.number}. {one.attempt.started_at:%Y-%m-%d}, {one.attempt.form.blueprint.title}:"
            f" {one.score.right} of {one.score.of}, {verdict} our line of {one.score.pass_right}",
            hang="   ",
        )
        for again in one.regrades:
            lines += [f"   graded anew {again.graded_at:%Y-%m-%d}: {again.right} of {again.of}"]
    return lines or ["No exam was finished yet."]


def regraded_lines(found: Past, again: Regrade) -> list[str]:
    """A result by today's keys beside the first one, with the questions whose mark is another now."""
    marks = ", ".join(str(position + 1) for position in again.changed)
    told = f"Other marks now: question {marks}." if marks else "No mark is another."
    return wrapped(
        f"By today's keys {again.right} of {again.of}; by those of its day {found.score.right} of"
        f" {found.score.of}, which stays. {told}"
    )


def compared_lines(desk: Desk, found: Compared, exam_id: ExamId) -> list[str]:
    """Two attempts side by side, by domain."""
    titles = desk.course.exams[exam_id].domains
    lines = [f"{found.earlier.right} of {found.earlier.of}, then {found.later.right} of {found.later.of}."]
    for domain, before, after in found.by_domain:
        lines += [f"  {titles.get(domain, domain)}: {percent(before)}, then {percent(after)}"]
    return lines


def past_as_json(found: Past) -> dict[str, Any]:
    """An earlier exam with all its results."""
    return {
        "number": found.number,
        "exam": found.attempt.form.blueprint.id,
        "started_at": found.attempt.started_at.isoformat(),
        **_score_as_json(found.score),
        "regrades": [
            {
                "graded_at": again.graded_at.isoformat(),
                "content_version": again.content_version,
                "right": again.right,
                "of": again.of,
                "changed": [position + 1 for position in again.changed],
            }
            for again in found.regrades
        ],
    }


def compared_as_json(found: Compared) -> dict[str, Any]:
    """Two attempts side by side; shares of domains are 0-1."""
    return {
        "earlier": _score_as_json(found.earlier),
        "later": _score_as_json(found.later),
        "domains": [
            {"id": domain, "earlier": round(before, 4), "later": round(after, 4)}
            for domain, before, after in found.by_domain
        ],
    }


def _score_as_json(result: Score) -> dict[str, Any]:
    return {
        "right": result.right,
        "of": result.of,
        "pass_right": result.pass_right,
        "passed": result.passed,
        "domains": [
            {"id": domain.domain, "right": domain.right, "of": domain.of} for domain in result.domains
        ],
    }
