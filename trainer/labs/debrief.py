"""What is said at the end of a lab: what happened, what to remember, what the exam asks, what is ours."""

from collections.abc import Iterator
from datetime import datetime

from trainer.value import dataclass

OURS = "≈ Not AWS's word but our model: timings, and what these pages leave open:"


@dataclass(frozen=True, slots=True)
class Passed:
    """Something on the timeline; `line` is what the learner entered, or empty for what came of itself."""

    at: datetime
    line: str
    text: str


@dataclass(frozen=True, slots=True)
class Debrief:
    """What is left to say when a lab is done; its prose is the lab's own."""

    passed: tuple[Passed, ...]
    left_out: int
    remember: str
    asked: str
    answer: str
    ours: tuple[str, ...]
    """What of the run rests on our model: the pages that leave it open."""


def told(found: Debrief) -> Iterator[tuple[str, str]]:
    """The debrief as pairs of a lead and a text; a lead alone is a heading, both empty an empty line."""
    yield "What happened", ""
    for one in found.passed:
        yield f"{one.at:%H:%M:%S}", f"$ {one.line}" if one.line else one.text
    if found.left_out:
        yield "", f"({found.left_out} more)"
    if found.remember:
        yield "", ""
        yield "To remember:", found.remember
    if found.asked:
        yield "", ""
        yield "The exam asks it so:", found.asked
        yield "Answer:", found.answer
    if found.ours:
        yield "", ""
        yield "", f"{OURS} {'; '.join(found.ours)}."
