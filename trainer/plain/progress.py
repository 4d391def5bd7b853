"""Where the learner stands, as lines and as JSON."""

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from trainer.activities.progress import Standing
from trainer.activities.readiness import Ready
from trainer.activities.trouble import Trouble
from trainer.content.words import percent
from trainer.plain.talk import wrapped


def progress_lines(
    standing: Standing, found: Ready | None = None, trouble: Sequence[Trouble] = ()
) -> list[str]:
    """The report in words; `trouble`: pairs that are confused and facts that will not stay."""
    counts = standing.counts
    lines = [
        f"{counts.answers} answers, {counts.facts_seen} facts seen, {counts.due} due now.",
        f"{standing.lessons_read} of {standing.lessons} lessons read, "
        f"{standing.labs_passed} of {standing.labs} labs done.",
    ]
    if counts.open_attempt is not None:
        left = counts.open_attempt.left_s
        time = "untimed" if left is None else f"{left // 60} minutes left"
        lines += [
            f"An exam is open: {counts.open_attempt.answered} answered, {time}. Go on with: trainer exam"
        ]
    lines += ["", "By topic:"]
    for topic in standing.topics:
        recall = "not asked yet" if topic.recall is None else f"recall now {percent(topic.recall)}"
        answers = f", {topic.right} of {topic.answers} answers right" if topic.answers else ""
        lines += wrapped(
            f"{topic.title}: {topic.met} of {topic.facts} core facts met, {recall}{answers}", "  ", "    "
        )
    if trouble:
        lines += ["", "What gives trouble:"]
    for advice, alike in groupby(trouble, key=lambda one: one.advice):
        for one in alike:
            place = f" (lesson: {one.lesson.title})" if one.lesson else ""
            lines += wrapped(f"{one.words}{place}", "- ", "  ")
        lines += wrapped(f"Now {advice}.", "  ", "  ")
    return [*lines, "", *_readiness_lines(standing, found)]


def _readiness_lines(standing: Standing, found: Ready | None) -> list[str]:
    if found is None:
        return wrapped(f"Readiness: no figure yet, {standing.evidence.words}.")
    lines = wrapped(
        f"Readiness, {found.blueprint.title} of this course as it would go today: {found.words}"
        f" (chance of reaching the line {percent(found.today.chance)})."
    )
    if found.at_exam is not None:
        lines += wrapped(
            f"On the exam date without more study: {found.at_exam.low}–{found.at_exam.high} of"
            f" {found.at_exam.of}."
        )
    return lines


def as_json(standing: Standing, found: Ready | None = None) -> dict[str, Any]:
    """The report as JSON."""
    counts, attempt = standing.counts, standing.counts.open_attempt
    return {
        "answers": counts.answers,
        "facts_seen": counts.facts_seen,
        "due": counts.due,
        "open_attempt": None if attempt is None else {"answered": attempt.answered, "left_s": attempt.left_s},
        "lessons": {"read": standing.lessons_read, "of": standing.lessons},
        "labs": {"passed": standing.labs_passed, "of": standing.labs},
        "evidence": {
            "answers": standing.evidence.answers,
            "wanted": standing.evidence.wanted,
            "core_met": round(standing.evidence.core_met, 4),
        },
        "readiness": None
        if found is None
        else {
            "form": found.blueprint.id,
            "expected": round(found.today.expected, 1),
            "low": found.today.low,
            "high": found.today.high,
            "of": found.today.of,
            "pass_right": found.today.pass_right,
            "word": found.today.word.value,
            "chance": round(found.today.chance, 3),
        },
        "topics": [
            {
                "id": topic.topic,
                "facts": topic.facts,
                "met": topic.met,
                "recall": None if topic.recall is None else round(topic.recall, 4),
                "answers": topic.answers,
                "right": topic.right,
            }
            for topic in standing.topics
        ],
    }
