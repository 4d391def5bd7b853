"""What stands on the screen while the course is fetched: the first words of what is coming, at their place."""

from rich.text import Text
from textual.app import ComposeResult
from textual.screen import Screen
from textual.widgets import Static

from trainer.tui.card import Card
from trainer.tui.widgets.title import TitleBar


class Curtain(Screen[None]):
    """Painted before anything else is loaded; the app replaces it as soon as it can."""

    CSS = """
    Curtain #words { padding: 1 2; max-width: 82; }
    """

    def __init__(self, card: Card) -> None:
        super().__init__()
        self._card = card

    def compose(self) -> ComposeResult:
        """Title and first words."""
        yield TitleBar(self._card.title)
        yield Static(Text(self._card.words), id="words")
