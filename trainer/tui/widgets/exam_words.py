"""An exam in words: the clock, a bar with its share, the line of a question."""

from rich.text import Text

from trainer.exam.model import Place

WARNINGS_S = (1800, 600, 300, 60)
"""The quiet clock speaks when it passes these."""


def left_words(left_s: float | None) -> str:
    """ "31 min left"; seconds in the last two minutes; "no time limit"."""
    if left_s is None:
        return "no time limit"
    seconds = max(0, round(left_s))
    return f"{seconds} s left" if seconds < 120 else f"{seconds // 60} min left"


def span_words(seconds: float) -> str:
    """ "+60 min", "-5 s": a step of a clock."""
    return f"{seconds / 60:+.0f} min" if abs(seconds) >= 120 else f"{seconds:+.0f} s"


def passed_warning(before_s: float, left_s: float) -> str:
    """What the clock says when it passes a threshold between two looks; empty otherwise."""
    passed = [mark for mark in WARNINGS_S if left_s <= mark < before_s]
    if not passed:
        return ""
    minutes = passed[-1] // 60
    return "1 minute left." if minutes == 1 else f"{minutes} minutes left."


def factor_words(factor: float | None) -> str:
    """How the time compares with the real exam's."""
    if factor is None:
        return "untimed"
    return "the exam's own time" if factor == 1 else f"{factor:g} × the exam's time"


def bar(share: float, width: int, style: str) -> Text:
    """A share of 1 as a line that goes on as dots; its words always stand beside it."""
    filled = max(0, min(width, round(share * width)))
    if share > 0:
        filled = max(1, filled)
    return Text.assemble(("━" * filled, style), ("·" * (width - filled), "dim"))


def place_state(place: Place) -> tuple[str, str]:
    """Sign and word for what was done to a question."""
    if place.answered:
        return "●", "answered"
    return ("◐", "begun") if place.begun else ("○", "open")
