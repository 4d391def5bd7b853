"""What an item's reasons rest on, as rich text."""

from rich.text import Text

from trainer.questions.explain import Full
from trainer.tui.widgets.prompt import Colour


def append_sources(text: Text, view: Full, colour: Colour) -> None:
    """Write what all of it rests on under what the text says so far."""
    if view.follows:
        text.append(f"\n\n{view.follows}", style="italic")
    text.append("\n")
    for page in view.sources:
        text.append(f"\nAWS: {page.title} · checked {page.checked:%d %b %Y}", style=colour("muted"))
