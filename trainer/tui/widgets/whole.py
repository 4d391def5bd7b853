"""The whole of a line that a list had no room for, below the list."""

from textual.widgets import Static


class Whole(Static):
    """Always as high, so that nothing moves while somebody goes through the list."""

    DEFAULT_CSS = """
    Whole { height: 3; max-width: 110; padding: 1 2 0 3; color: $muted; }
    """

    def __init__(self) -> None:
        super().__init__(id="whole", markup=False)

    def of(self, line: str, room: int) -> None:
        """Show the line if it is longer than the columns that the list has for it."""
        self.update(line if len(line) > room else "")
