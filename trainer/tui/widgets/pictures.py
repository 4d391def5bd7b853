"""A picture of somebody's own: a thumbnail where it was supplied, else its name and where it belongs."""

from pathlib import Path

from rich.style import Style
from rich.text import Text

from trainer.errors import TrainerError
from trainer.tui.widgets.prompt import Colour

ROWS_MOST = 20
BESIDE_TEXT = "yours; o opens it outside, f shows it large and the redrawn ones"


def picture_rows(
    file: Path, width: int, colour: Colour, *, rows_most: int = ROWS_MOST, words: str = BESIDE_TEXT
) -> list[Text]:
    """The picture in rows of at most `width` columns, its name and `words`, if any, below.

    It is looked at, never read here.
    """
    if not file.is_file():
        return [
            Text(f"▢ {file.name}: picture not supplied"),
            Text("  trainer images tells where it belongs.", style=colour("muted")),
        ]
    from trainer.figures.thumbnail import thumbnail

    try:
        cells = thumbnail(file, width, rows_most)
    except TrainerError as error:
        return [Text(f"▢ {file.name}: {error}", style=colour("muted"))]
    rows = []
    for line in cells:
        row = Text(no_wrap=True)
        for cell in line:
            row.append(cell.letter, Style(color=_rgb(cell.filled), bgcolor=_rgb(cell.empty)))
        rows.append(row)
    return [
        *rows,
        *([Text(f"{file.name} · {words}", style=colour("muted"))] if words else []),
    ]


def _rgb(colour: tuple[int, int, int]) -> str:
    return "#{:02x}{:02x}{:02x}".format(*colour)
