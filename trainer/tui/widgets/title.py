"""The line at the top: where one is, and one thing worth knowing at the right."""

from rich.cells import cell_len, set_cell_size
from rich.text import Text
from textual.widget import Widget


class TitleBar(Widget):
    """One row; without room for both the longer part gives way."""

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
        left, right = self._left, self._right
        room = self.size.width - cell_len(left) - 4
        if cell_len(right) > room:
            if cell_len(right) > self.size.width // 3:
                right = ""
            else:
                left = set_cell_size(left, self.size.width - cell_len(right) - 5).rstrip() + "…"
        text = Text(f" {left}", style="bold", no_wrap=True, overflow="ellipsis")
        if right:
            text.append(" " * (self.size.width - 2 - cell_len(left) - cell_len(right)), style="not bold")
            text.append(f"{right} ", style="not bold")
        return text
