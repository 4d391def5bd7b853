"""How sure one is of an answer, as a scale beside it."""

from rich.text import Text

from trainer.memory.model import Confidence
from trainer.tui.widgets.prompt import Colour

SCALE = (Confidence.GUESS, Confidence.UNSURE, Confidence.SURE)


def after(said: Confidence | None) -> Confidence | None:
    """What the key says next: along the scale as it stands there, then nothing again."""
    words = (None, *SCALE)
    return words[(words.index(said) + 1) % len(words)]


def scale(said: Confidence | None, colour: Colour) -> Text:
    """The three words with a mark at the one that was said, and the key that changes it."""
    text = Text()
    text.append("How sure? ", style=colour("muted"))
    for one in SCALE:
        on = one is said
        text.append(f" {'●' if on else '○'} {one.value}", style="bold" if on else colour("muted"))
    text.append("   tab, never scored", style=colour("muted"))
    return text
