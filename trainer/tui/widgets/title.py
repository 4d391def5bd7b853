"""The line at the top: where one is, and one thing worth knowing at the right."""

from rich.cells import cell_len
from rich.text import Text
from textual.widget import Widget


class TitleBar(Widget):
    """One row; the right part gives way when there is no room."""

    def __init__(self, left: str, right: str = "") -> None:
        super().__init__()
        self._left = left
        self._right = right

    def show(self, left: str, right: str = "") -> None:
        """Show these words from now on."""
        if (left, right) != (self._left, self._right):
            self._left, self._right = left, right
            self.refresh()

    def render(self) -> Text:
        """The line at the present width."""
        room = self.size.width - cell_len(self._left) - 4
        text = Text(f" {self._left}", style="bold", no_wrap=True, overflow="ellipsis")
        right = self._right if cell_len(self._right) <= room else ""
        if right:
            text.append(
                " " * (self.size.width - 2 - cell_len(self._left) - cell_len(right)), style="not bold"
            )
            text.append(f"{right} ", style="not bold")
        return text
