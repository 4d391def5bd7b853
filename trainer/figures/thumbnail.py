"""A picture without a spec as a small coarse view of quadrant blocks: a reminder, never a thing to read."""

from pathlib import Path
from typing import TYPE_CHECKING, Final

from trainer.errors import TrainerError
from trainer.value import dataclass

if TYPE_CHECKING:
    from PIL.Image import Image

Colour = tuple[int, int, int]

_BLOCKS: Final = " ▘▝▀▖▌▞▛▗▚▐▜▄▙▟█"
"""By which quadrants are filled: 1 upper left, 2 upper right, 4 lower left, 8 lower right."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One character cell: a block letter with the colours of its filled and its empty quadrants."""

    letter: str
    filled: Colour
    empty: Colour


def thumbnail(path: Path, width: int, height: int) -> list[tuple[Cell, ...]]:
    """The picture in at most `width` by `height` cells, which are twice as high as wide, proportions kept.

    Raises TrainerError when the file is no picture that Pillow can read. The caller shows its words too.
    """
    from PIL import Image

    picture = on_paper(path)
    columns, rows = _fitting(picture.width, picture.height, width, height)
    return _cells(picture.resize((2 * columns, 2 * rows), Image.Resampling.BOX), columns, rows)


def on_paper(path: Path) -> "Image":
    """The picture upright and on white where it is transparent, as RGB.

    Raises TrainerError when the file is no picture that Pillow can read.
    """
    from PIL import Image, ImageOps

    try:
        with Image.open(path) as opened:
            picture = ImageOps.exif_transpose(opened).convert("RGBA")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise TrainerError(f"The picture {path.name} cannot be read; open or supply it again.") from error
    paper = Image.new("RGBA", picture.size, (255, 255, 255, 255))
    paper.alpha_composite(picture)
    return paper.convert("RGB")


def _fitting(picture_width: int, picture_height: int, width: int, height: int) -> tuple[int, int]:
    """Columns and rows with about the picture's proportions, at least one of each."""
    scale = min(width / picture_width, 2 * height / picture_height)
    columns, rows = round(picture_width * scale), round(picture_height * scale / 2)
    return max(1, min(width, columns)), max(1, min(height, rows))


def _cells(small: "Image", columns: int, rows: int) -> list[tuple[Cell, ...]]:
    flat = small.tobytes()
    stride = 2 * columns * 3

    def pixel(x: int, y: int) -> Colour:
        at = y * stride + 3 * x
        return flat[at], flat[at + 1], flat[at + 2]

    return [
        tuple(
            cell_of(
                (
                    pixel(2 * column, 2 * row),
                    pixel(2 * column + 1, 2 * row),
                    pixel(2 * column, 2 * row + 1),
                    pixel(2 * column + 1, 2 * row + 1),
                )
            )
            for column in range(columns)
        )
        for row in range(rows)
    ]


def cell_of(quadrants: tuple[Colour, Colour, Colour, Colour]) -> Cell:
    """Two means: of all ways to give four quadrants two colours, the one nearest to them.

    Quadrants come in reading order. The lower right one is always filled, since swapping both colours
    gives the same picture: eight ways remain.
    """
    found: list[tuple[int, int, Cell]] = []
    for mask in range(8, 16):
        filled = [quadrants[place] for place in range(4) if mask >> place & 1]
        empty = [quadrants[place] for place in range(4) if not mask >> place & 1] or filled
        ink, ground = _mean(filled), _mean(empty)
        error = sum(_distance(each, ink) for each in filled)
        error += sum(_distance(each, ground) for each in empty) if mask != 15 else 0
        found.append((error, -mask, Cell(_BLOCKS[mask], ink, ground)))
    return min(found, key=lambda each: each[:2])[2]


def _mean(colours: list[Colour]) -> Colour:
    count = len(colours)
    red, green, blue = (sum(colour[part] for colour in colours) // count for part in range(3))
    return red, green, blue


def _distance(one: Colour, other: Colour) -> int:
    return sum((a - b) ** 2 for a, b in zip(one, other, strict=True))
