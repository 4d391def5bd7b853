"""What stands on the screen while the course is fetched: the first words of what is coming."""

from textual.app import ComposeResult
from textual.screen import Screen

from trainer.tui.card import Card
from trainer.tui.widgets.prompt import Prompt
from trainer.tui.widgets.title import TitleBar


class Curtain(Screen[None]):
    """Painted before anything else is loaded; the app replaces it as soon as it can."""

    HORIZONTAL_BREAKPOINTS: list[tuple[int, str]] | None = [  # noqa: RUF012 - as Textual declares it
        (0, "-narrow"),
        (100, "-wide"),
    ]
    CSS = """
    Curtain Prompt { max-width: 82; }
    """

    def __init__(self, card: Card) -> None:
        super().__init__()
        self._card = card

    def compose(self) -> ComposeResult:
        """Title and first words."""
        yield TitleBar(self._card.title)
        yield Prompt(self._card.words)
