"""The sheet, what changed, placement and what was told of an exam, in lines."""

from collections.abc import Sequence

from trainer.activities.changes import Change
from trainer.activities.desk import Desk
from trainer.activities.last_week import Sheet
from trainer.activities.placement import Placement
from trainer.content.model import TopicId
from trainer.figures.words import words
from trainer.plain.talk import wrapped
from trainer.store.model import ExamOutcome, Happened

PAGE = 60
"""Lines of a printed page."""
HAPPENED = {Happened.PASSED: "passed", Happened.FAILED: "failed", Happened.MOVED: "moved"}


def sheet_lines(desk: Desk, found: Sheet) -> list[str]:
    """One page: own pairs, numbers, pictures in a line each; what does not fit the page is left out."""
    lines = [desk.course.title, ""]
    if found.pairs:
        lines += ["What you took for each other:"]
        lines += [line for told in found.pairs[:10] for line in wrapped(told, "- ", "  ")]
        lines += [""]
    if found.numbers:
        lines += ["Numbers:"]
        lines += [line for told in found.numbers for line in wrapped(told, "- ", "  ")]
        lines += [""]
    if found.figures:
        lines += ["Architectures:"]
        for figure in found.figures:
            told = words(figure, names=desk.course.concept_names())
            lines += wrapped(f"{figure.title}. {told[0] if told else ''}", "- ", "  ")
    return lines[:PAGE]


def change_lines(found: Sequence[Change]) -> list[str]:
    """Old against new; reports that the change may answer."""
    lines: list[str] = []
    for change in found:
        lines += wrapped(f"You learned: {change.old}", "- ", "  ")
        lines += wrapped(f"Now: {change.new}", "  ", "  ")
        for report in change.reports:
            said = f': "{report.words}"' if report.words else ""
            lines += wrapped(f"You reported it on {report.reported_at:%Y-%m-%d}{said}.", "  ", "  ")
    if not lines:
        return ["Nothing that you learned has changed."]
    return ["Changed since you learned it; these come first in the next review:", "", *lines]


def placement_lines(desk: Desk, placement: Placement) -> list[str]:
    """Which topics count as known, and what that means."""

    def titles(topics: Sequence[TopicId]) -> str:
        return ", ".join(desk.course.topics[topic].title for topic in topics)

    if not placement.answered:
        return ["Nothing was answered; nothing counts as known."]
    if not placement.known:
        return ["No topic counts as known yet: begin with the lessons (trainer learn)."]
    return wrapped(
        f"Known: {titles(placement.known)}. Their core facts come up once more within three days, and then"
        " as rarely as what you read here."
    )


def outcome_lines(told: Sequence[ExamOutcome]) -> list[str]:
    """What was told of exams, with the figure that stood then."""
    if not told:
        return ["Nothing was told of an exam yet. After it: trainer outcome passed, failed or moved."]
    lines = []
    for one in told:
        figure = f", readiness then {one.figure}" if one.figure else ", no readiness figure then"
        weak = f", weak: {', '.join(one.weak)}" if one.weak else ""
        lines += wrapped(f"{one.exam_on}: {HAPPENED[one.happened]}{weak}{figure}", hang="  ")
    return lines
