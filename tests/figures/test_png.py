"""PNG drawings: the same pixels every time, nothing cut off, and a check on what the font cannot write."""

import io
import subprocess
import sys

from tests.courses import ecs
from trainer.content.figure import Edge, Figure, Node
from trainer.figures import palette
from trainer.figures.palette import Colour
from trainer.figures.png import draw_image, draw_png, undrawable

FIGURE = Figure(
    "two",
    "Two boxes",
    {"a": Node("a", "First"), "b": Node("b", "Second", "storage")},
    {"e": Edge("e", "a", "b", "copy")},
    {},
    "",
)


def test_the_same_figure_gives_the_same_bytes() -> None:
    assert draw_png(FIGURE) == draw_png(FIGURE)


def test_a_png_comes_out_that_pillow_reads_again() -> None:
    from PIL import Image

    with Image.open(io.BytesIO(draw_png(FIGURE))) as opened:
        assert opened.format == "PNG"
        opened.load()


def test_there_is_paper_all_around() -> None:
    from PIL import ImageOps

    for figure in (FIGURE, *ecs().figures.values()):
        drawing = draw_image(figure)
        box = ImageOps.invert(drawing).getbbox()
        assert box is not None
        left, top, right, bottom = box
        assert min(left, top, drawing.width - right, drawing.height - bottom) >= 40


def test_the_font_comes_along_and_lacks_what_it_lacks() -> None:
    assert undrawable("Amazon ECS, port 80 (/shop) e-mail") == ()
    assert undrawable("a → b → c") == ("→",)


def test_words_stand_out_from_what_is_behind_them() -> None:
    """At least 4.5 to 1, after WCAG 2.2, contrast minimum."""
    grounds = [ground for ground, _ in palette.KINDS.values()]
    assert all(
        contrast(palette.INK, ground) >= 4.5 for ground in (*grounds, palette.MARKED_GROUND, palette.PAPER)
    )
    for colour in (palette.ROLE, palette.LABEL, palette.FRAME_WORDS, palette.MARKED):
        assert all(contrast(colour, ground) >= 4.5 for ground in (palette.PAPER, *palette.FRAME_GROUNDS))
    assert all(contrast(border, palette.PAPER) >= 3 for _, border in palette.KINDS.values())


def test_pillow_is_imported_only_when_something_is_drawn() -> None:
    modules = (
        "trainer.figures.png, trainer.figures.boxes, trainer.figures.thumbnail, trainer.importing.pictures"
    )
    code = f"import sys, {modules}; print('PIL' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def contrast(one: Colour, other: Colour) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: Colour) -> float:
    red, green, blue = (
        part / 255 / 12.92 if part / 255 <= 0.04045 else ((part / 255 + 0.055) / 1.055) ** 2.4
        for part in colour
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
