"""Pictures as pixels: chosen in the settings, shown where extra and terminal allow it, else drawn."""

import os
import sys
from collections.abc import Iterator
from dataclasses import replace
from io import StringIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from tests.fakes import textual_image as fake
from tests.tui.screens import settled_learner
from tests.tui.snapshots import press, settled, shown, words
from trainer.activities.desk import Desk
from trainer.activities.today import keep_settings
from trainer.store.model import Pictures
from trainer.tui.app import TrainerApp
from trainer.tui.door import Door
from trainer.tui.graphics import Graphics, Refused, graphics
from trainer.tui.screens.figure import FigureScreen
from trainer.tui.widgets import pixels
from trainer.tui.widgets.pixels import CELL_NAMES, COLUMNS_MOST, PixelView
from trainer.tui.widgets.reader import Reader

SIZE = (80, 24)
KITTY = {"TERM": "xterm-kitty", "COLORTERM": "truecolor"}
FOOT = {"TERM": "foot"}
PLAIN = {"TERM": "xterm-256color"}
IN_THE_WAY = (
    "TMUX",
    "STY",
    "ZELLIJ",
    "NO_COLOR",
    "TEXTUAL_DRIVER",
    "TERM_PROGRAM",
    "LC_TERMINAL",
    "COLORTERM",
)


def here(environ: dict[str, str], wish: Pictures = Pictures.PIXELS) -> Graphics | Refused:
    return graphics(wish, environ, terminal=True, installed=True)


def why_not(environ: dict[str, str], wish: Pictures = Pictures.PIXELS) -> str:
    refused = here(environ, wish)
    assert isinstance(refused, Refused)
    return refused.words


@pytest.mark.parametrize(
    ("environ", "by"),
    [
        (KITTY, Graphics.KITTY),
        ({"TERM": "xterm-ghostty", "COLORTERM": "truecolor"}, Graphics.KITTY),
        (FOOT, Graphics.SIXEL),
        ({**PLAIN, "TERM_PROGRAM": "WezTerm"}, Graphics.SIXEL),
        ({**PLAIN, "LC_TERMINAL": "iTerm2"}, Graphics.SIXEL),
    ],
)
def test_terminals_are_known_by_their_names(environ: dict[str, str], by: Graphics) -> None:
    assert here(environ) is by


def test_a_terminal_that_is_not_known_shows_sixel_only_if_one_says_so() -> None:
    assert "choose the last line" in why_not(PLAIN)
    assert here(PLAIN, Pictures.SIXEL) is Graphics.SIXEL
    assert here(KITTY, Pictures.SIXEL) is Graphics.KITTY
    assert here({"WT_SESSION": "a-b"}, Pictures.SIXEL) is Graphics.SIXEL


def test_rounded_colours_would_spoil_kittys_placeholders() -> None:
    assert "COLORTERM=truecolor" in why_not({"TERM": "xterm-kitty"})


@pytest.mark.parametrize("wish", Pictures)
@pytest.mark.parametrize("terminal", [KITTY, FOOT, PLAIN])
@pytest.mark.parametrize(
    ("around", "said"),
    [
        ({"TMUX": "/run/tmux/default,1,0"}, "outside of it"),
        ({"STY": "1.pts"}, "outside of it"),
        ({"TERM": "screen-256color"}, "outside of it"),
        ({"TERM": "tmux-256color"}, "outside of it"),
        ({"TEXTUAL_DRIVER": "textual.drivers.web_driver:WebDriver"}, "in a terminal"),
        ({"TERM_PROGRAM": "textual"}, "in a terminal"),
        ({"NO_COLOR": "1"}, "NO_COLOR"),
        ({"TERM": "dumb"}, "characters only"),
    ],
)
def test_what_stands_between_is_said_whatever_was_chosen(
    wish: Pictures, terminal: dict[str, str], around: dict[str, str], said: str
) -> None:
    assert said in why_not({**terminal, **around}, wish)


@given(
    st.sampled_from(Pictures),
    st.dictionaries(
        st.sampled_from(("TERM", *IN_THE_WAY)), st.sampled_from(("", "1", "foot", "truecolor", "xterm-kitty"))
    ),
    st.booleans(),
    st.booleans(),
)
def test_without_extra_or_terminal_there_are_never_pixels_and_it_is_always_said_what_happens(
    wish: Pictures, environ: dict[str, str], terminal: bool, installed: bool
) -> None:
    by = graphics(wish, environ, terminal=terminal, installed=installed)
    assert isinstance(by, Graphics) <= (terminal and installed)
    assert isinstance(by, Graphics) or "pictures are drawn" in by.words


@pytest.fixture
def in_foot(monkeypatch: pytest.MonkeyPatch) -> None:
    """A terminal that shows Sixel."""
    for name in IN_THE_WAY:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "foot")
    monkeypatch.setattr(pixels, "_on_terminal", lambda: True)


@pytest.fixture
def extra(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The extra is installed."""
    fake.Asked.terminal = None
    for name, module in fake.modules().items():
        monkeypatch.setitem(sys.modules, name, module)
    yield


@pytest.fixture
def no_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    """The extra is not installed, wherever these tests run."""
    monkeypatch.setattr(pixels, "find_spec", lambda _: None)


def wishing(desk: Desk, way: Pictures) -> Desk:
    settled_learner(desk)
    keep_settings(desk, replace(desk.store.settings.load(), pictures=way))
    return desk


async def first_figure(app: TrainerApp, *keys: str) -> str:
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await press(pilot, "enter", *keys)
        assert isinstance(app.screen, FigureScreen)
        return shown(app)


async def test_chosen_without_the_extra_it_says_what_to_do_and_is_kept(
    ecs_desk: Desk, in_foot: None, no_extra: None
) -> None:
    settled_learner(ecs_desk)
    app = TrainerApp(ecs_desk, Door("settings"))
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await press(pilot, *["tab"] * 7, "down")
        assert "pip install '.[pictures]'" in words(app)
        assert "Until then pictures are drawn." in words(app)
        await press(pilot, "ctrl+s")
    assert ecs_desk.store.settings.load().pictures is Pictures.PIXELS
    drawn = await first_figure(TrainerApp(wishing(ecs_desk, Pictures.DRAWN), Door("pictures")))
    wished = await first_figure(TrainerApp(wishing(ecs_desk, Pictures.PIXELS), Door("pictures")))
    assert wished == drawn


async def test_a_way_of_a_newer_version_is_the_usual_one_here(ecs_desk: Desk) -> None:
    wishing(ecs_desk, "holograms")  # type: ignore[arg-type]
    assert ecs_desk.store.settings.load().pictures is Pictures.DRAWN


async def test_the_settings_tell_by_what_pixels_come(ecs_desk: Desk, in_foot: None, extra: None) -> None:
    app = TrainerApp(wishing(ecs_desk, Pictures.SIXEL), Door("settings"))
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await press(pilot, *["tab"] * 7)
        assert "Here pixels come by Sixel." in words(app)


async def test_in_tmux_a_figure_is_drawn(
    ecs_desk: Desk, in_foot: None, extra: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TMUX", "/run/tmux/default,1,0")
    app = TrainerApp(wishing(ecs_desk, Pictures.SIXEL), Door("pictures"))
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await press(pilot, "enter")
        assert app.screen.query_one(Reader).rows
        assert not app.screen.query(PixelView)


async def test_a_figure_in_pixels_fits_the_window_has_its_words_and_is_zoomed(
    ecs_desk: Desk, in_foot: None, extra: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pixels, "cell_size", lambda: (10, 20))
    app = TrainerApp(wishing(ecs_desk, Pictures.PIXELS), Door("pictures"))
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await press(pilot, "enter")
        view = app.screen.query_one(PixelView)
        image = app.screen.query_one(fake.SixelImage)
        assert app.focused is view
        assert image.size.width <= view.size.width
        assert image.size.height <= view.size.height
        across, down = image.image.size
        assert abs(image.size.height - image.size.width * down / across / 2) <= 1
        before = image.size.width
        await press(pilot, "plus")
        assert image.size.width == before + 20
        await press(pilot, *["plus"] * 20)
        assert image.size.width <= COLUMNS_MOST
        await press(pilot, *["minus"] * 20)
        assert 0 < image.size.width < before
        await press(pilot, "end")
        assert "1." in words(app)


async def test_the_extra_is_imported_with_no_terminal_to_ask_and_leaves_no_trace(
    ecs_desk: Desk, in_foot: None, extra: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Terminal(StringIO):
        def isatty(self) -> bool:
            return True

    terminal: object = Terminal()
    monkeypatch.setattr(sys, "__stdout__", terminal)
    monkeypatch.delenv(CELL_NAMES[0], raising=False)
    monkeypatch.setenv(CELL_NAMES[1], "33")
    environ = dict(os.environ)
    pixels._widget(Graphics.SIXEL)
    assert fake.Asked.terminal is False
    assert sys.__stdout__ is terminal
    assert dict(os.environ) == environ


async def test_a_marked_figure_stays_drawn_since_the_png_has_no_mark_and_its_words_do_not_give_it_away(
    ecs_desk: Desk, in_foot: None, extra: None
) -> None:
    name, figure = next(
        (name, figure) for name, figure in ecs_desk.course.figures.items() if figure.edges and figure.words
    )
    app = TrainerApp(wishing(ecs_desk, Pictures.PIXELS), Door("pictures"))
    async with app.run_test(size=(120, 200)) as pilot:
        await settled(pilot)
        await app.push_screen(FigureScreen(ecs_desk, name, next(iter(figure.edges))))
        await settled(pilot)
        assert app.screen.query(Reader)
        assert " ".join(figure.words.split())[:40] not in words(app)


@pytest.mark.parametrize("way", [Pictures.DRAWN, Pictures.PIXELS])
async def test_ones_own_picture_is_listed_and_shown_large(
    ecs_desk: Desk, in_foot: None, extra: None, way: Pictures
) -> None:
    folder = ecs_desk.home / "images"
    folder.mkdir(parents=True)
    Image.new("RGB", (30, 900), "white").save(folder / "tall.png")
    (folder / "no picture.png").write_bytes(b"words")
    app = TrainerApp(wishing(ecs_desk, way), Door("pictures"))
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await press(pilot, "end", "enter")
        assert bool(app.screen.query(PixelView)) is (way is Pictures.PIXELS)
        for image in app.screen.query(fake.SixelImage):
            assert 0 < image.size.height <= app.screen.query_one(PixelView).size.height
        await press(pilot, "end")
        assert "tall.png · yours" in words(app)
        await press(pilot, "escape", "up", "enter")
        assert "no picture.png: The picture no picture.png cannot be read" in words(app)


def test_where_pictures_are_drawn_the_extra_is_not_looked_for(tmp_path: Path) -> None:
    assert pixels.pixel_view(tmp_path / "none.png", Pictures.PIXELS, "") is None
    assert pixels.pixel_view(Path(__file__), Pictures.DRAWN, "") is None
