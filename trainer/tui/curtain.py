"""What stands on the screen while the course is fetched: the first words of what is coming."""

from textual.app import ComposeResult
from textual.screen import Screen

from trainer.tui.card import WELCOME, Card
from trainer.tui.widgets.prompt import Prompt
from trainer.tui.widgets.title import TitleBar


class Curtain(Screen[None]):
    """Painted before anything else is loaded; the app replaces it as soon as it can."""

    CSS = """
    Curtain Prompt { max-width: 82; }
    Curtain.-plan Prompt { max-width: 110; padding: 1 3; }
    """

    def __init__(self, card: Card) -> None:
        super().__init__()
        self._card = card
        self.set_class(card.title != WELCOME, "-plan")  # its words stand where the plan's title will

    def compose(self) -> ComposeResult:
        """Title and first words."""
        yield TitleBar(self._card.title)
        yield Prompt(self._card.words)
