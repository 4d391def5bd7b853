"""The words that may come next, in columns."""

from collections.abc import Sequence

from rich.cells import cell_len

ROWS = 3
GAP = 2


def offered(words: Sequence[str], width: int, rows: int = ROWS) -> str:
    """The words in columns, read from top to bottom; what has no room is counted."""
    if not words:
        return ""
    column = max(cell_len(word) for word in words) + GAP
    columns = max(1, (width + GAP) // column)
    room = columns * rows
    shown = list(words if len(words) <= room else [*words[: room - 1], f"… {len(words) - room + 1} more"])
    high = -(-len(shown) // columns)
    lines = ["".join(f"{word:{column}}" for word in shown[row::high]).rstrip() for row in range(high)]
    return "\n".join(line[:width] for line in lines)
