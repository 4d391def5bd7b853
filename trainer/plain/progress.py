"""Where the learner stands, as lines and as JSON."""

from typing import Any

from trainer.activities.progress import Standing
from trainer.plain.talk import wrapped


def progress_lines(standing: Standing) -> list[str]:
    """The report in words."""
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
        recall = "not asked yet" if topic.recall is None else f"recall now {topic.recall:.0%}"
        answers = f", {topic.right} of {topic.answers} answers right" if topic.answers else ""
        lines += wrapped(
            f"{topic.title}: {topic.met} of {topic.facts} core facts met, {recall}{answers}", "  ", "    "
        )
    return [*lines, "", *wrapped(f"Readiness: no figure yet, {standing.evidence.words}.")]


def as_json(standing: Standing) -> dict[str, Any]:
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
