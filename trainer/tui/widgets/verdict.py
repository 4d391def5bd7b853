"""What is said after an answer and at the end of a sitting, as rich text."""

from rich.text import Text

from trainer.activities.last_week import WarmUp
from trainer.activities.placement import Placement, TestOut
from trainer.activities.study import Feedback, Sitting, review_queue
from trainer.questions.explain import First, Full
from trainer.questions.model import MarkKind
from trainer.store.model import Mode
from trainer.tui.widgets.prompt import Colour
from trainer.tui.widgets.reasons import append_sources

VERDICTS = {MarkKind.RIGHT: "✓ Right.", MarkKind.WRONG: "✗ Wrong.", MarkKind.NOT_KNOWN: "? Not known."}
NOTHING = {
    Mode.REVIEW: "Nothing is due.\n\n"
    "Read a lesson and its facts come here; a quick quiz is always one key away.",
}
"""Why a sitting has nothing to ask, where it can be told."""


def closing_text(sitting: Sitting, colour: Colour) -> Text:
    """How the sitting went: what still slips, what is secured."""
    facts = sitting.desk.course.facts
    if not sitting.answered:
        return Text(NOTHING.get(sitting.mode, "There is nothing to ask."))
    text = Text()
    text.append(f"{sitting.right} of {sitting.answered} right", style="bold")
    text.append(f"   {'●' * sitting.right}", style=colour("success"))
    text.append(f"{'○' * (sitting.answered - sitting.right)}\n", style=colour("muted"))
    for title, sign, name, kept in (
        ("Still slipping", "✗", "error", sitting.missed),
        ("Secured", "✓", "success", sitting.secured),
    ):
        if kept:
            text.append(f"\n{title}\n", style="bold")
        for fact in dict.fromkeys(kept):
            text.append(f" {sign} ", style=colour(name))
            text.append(f"{facts[fact].says}\n")
    if sitting.scheduled:
        left = len(review_queue(sitting.desk))
        text.append("\nNext\n", style="bold")
        text.append(f" {left} to review now\n" if left else " nothing more is due now\n")
    if isinstance(sitting, Placement):
        titles = [sitting.desk.course.topics[topic].title for topic in sitting.known]
        known = ", ".join(titles) if titles else "none yet; the lessons begin at the beginning"
        text.append(f"\nKnown already: {known}.", style="bold")
    elif isinstance(sitting, TestOut):
        text.append("\nThe section counts as read." if sitting.passed else "\nThe section waits to be read.")
    elif isinstance(sitting, WarmUp):
        text.append("\nNothing of this was counted. Good luck.", style=colour("muted"))
    elif sitting.missed and not sitting.scheduled:
        text.append("\nA quick quiz changes no schedule.", style=colour("muted"))
    return text


def feedback_text(first: First, feedback: Feedback, full: Full | None, colour: Colour) -> Text:
    """The verdict, why, the words that decided; with the full view what all of it rests on."""
    kind = feedback.mark.kind
    style = colour("success" if feedback.mark.right else "error")
    verdict = VERDICTS[kind]
    text = Text()
    text.append(verdict, style=f"bold {style}")
    rest = first.verdict.removeprefix(verdict[2:]).strip()
    text.append(f" {rest}" if rest else "", style="bold")
    text.append(f"\n{first.why}")
    if first.deciding:
        words = " · ".join(f"“{words}”" for words in first.deciding)
        text.append(f"\nDeciding words: {words}", style=colour("muted"))
    if feedback.paragraph is not None:
        lesson, section = feedback.paragraph
        text.append(f"\nMissed twice: read it up in {lesson.title}, {section.title}.", style="bold")
    if feedback.again:
        text.append("\nIt comes back later in this sitting.", style=colour("muted"))
    if full is not None:
        append_sources(text, full, colour)
    return text
