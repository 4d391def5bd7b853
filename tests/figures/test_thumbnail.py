"""A picture without a spec as quadrant blocks."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trainer.errors import TrainerError
from trainer.figures.thumbnail import cell_of, thumbnail

BLACK, WHITE, RED = (0, 0, 0), (255, 255, 255), (255, 0, 0)
colours = st.tuples(st.integers(0, 255), st.integers(0, 255), st.integers(0, 255))


def test_quadrants_of_two_colours_are_kept_as_they_are() -> None:
    cell = cell_of((BLACK, WHITE, WHITE, BLACK))
    assert (cell.letter, cell.filled, cell.empty) == ("▚", BLACK, WHITE)


def test_one_colour_fills_the_cell() -> None:
    assert cell_of((RED, RED, RED, RED)).letter == "█"


@settings(max_examples=60, deadline=None)
@given(colours, colours, st.lists(st.booleans(), min_size=4, max_size=4))
def test_any_arrangement_of_two_colours_is_exact(
    one: tuple[int, int, int], two: tuple[int, int, int], places: list[bool]
) -> None:
    a, b, c, d = (one if place else two for place in places)
    cell = cell_of((a, b, c, d))
    mask = " ▘▝▀▖▌▞▛▗▚▐▜▄▙▟█".index(cell.letter)
    assert [cell.filled if mask >> place & 1 else cell.empty for place in range(4)] == [a, b, c, d]


@settings(max_examples=25, deadline=None)
@given(st.integers(1, 300), st.integers(1, 300), st.integers(1, 60), st.integers(1, 30))
def test_it_fits_and_every_row_is_full(
    tmp_path_factory: pytest.TempPathFactory, wide: int, high: int, width: int, height: int
) -> None:
    from PIL import Image

    path = tmp_path_factory.mktemp("thumbnail") / "picture.png"
    Image.new("RGB", (wide, high), RED).save(path)
    rows = thumbnail(path, width, height)
    assert 1 <= len(rows) <= height
    assert {len(row) for row in rows} <= set(range(1, width + 1))
    assert len({len(row) for row in rows}) == 1


def test_left_is_left_and_what_is_clear_is_paper(tmp_path: Path) -> None:
    from PIL import Image

    picture = Image.new("RGBA", (80, 40), (0, 0, 0, 0))
    picture.paste((0, 0, 0, 255), (0, 0, 40, 40))
    picture.save(tmp_path / "half.png")
    rows = thumbnail(tmp_path / "half.png", 20, 20)
    assert rows[0][0].filled == BLACK
    assert rows[0][-1].filled == WHITE
    assert (len(rows[0]), len(rows)) == (20, 5)


def test_what_is_no_picture_is_told_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "no.png").write_text("no")
    with pytest.raises(TrainerError, match=r"no\.png cannot be read"):
        thumbnail(tmp_path / "no.png", 10, 10)
