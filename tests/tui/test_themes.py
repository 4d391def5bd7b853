"""The shipped colours can be read: contrast by computation; the terminal's own colours and none at all."""

import re

import pytest
from textual.color import Color
from textual.theme import Theme

from tests.tui.bakery import ITEMS
from tests.tui.screens import asking
from tests.tui.snapshots import press, settled, shown
from trainer.activities.desk import Desk
from trainer.tui.app import TrainerApp
from trainer.tui.door import TODAY
from trainer.tui.themes import CHOICES, THEMES, colour_in, first_theme

READABLE = 4.5
TEXTS = ("foreground", "muted", "primary", "secondary", "accent", "success", "warning", "error", "text-muted")
GROUNDS = ("background", "surface")
PAIRS = (
    *((text, ground) for text in TEXTS for ground in GROUNDS),
    *((text, "panel") for text in ("foreground", "muted", "accent")),
    *((text, "block-cursor-background") for text in ("block-cursor-foreground", "muted", "foreground")),
    *((text, "block-cursor-background") for text in ("success", "error", "warning")),
    ("block-cursor-blurred-foreground", "block-cursor-blurred-background"),
    ("footer-foreground", "footer-background"),
    ("footer-key-foreground", "footer-background"),
)
"""Which text stands on which ground somewhere in the screens."""


def luminance(colour: Color) -> float:
    """Relative luminance as WCAG 2 defines it."""
    parts = [one / 255 for one in (colour.r, colour.g, colour.b)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """WCAG 2's ratio, 1 to 21."""
    high, low = sorted((luminance(Color.parse(one)), luminance(Color.parse(other))), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_the_ratio_is_that_of_the_definition() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
@pytest.mark.parametrize(("text", "ground"), PAIRS)
def test_text_stands_out_from_its_ground(theme: Theme, text: str, ground: str) -> None:
    variables = {**theme.to_color_system().generate(), **theme.variables}
    assert contrast(variables[text], variables[ground]) >= READABLE


def test_colours_of_the_terminal_are_named_as_rich_names_them() -> None:
    assert colour_in({"primary": "ansi_blue"}, "primary") == "blue"
    assert colour_in({"primary": "ansi_default"}, "primary") == ""
    assert colour_in({"text": "auto 87%"}, "text") == ""
    assert colour_in({}, "muted") == "dim"


def test_the_environment_goes_before_what_was_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TEXTUAL_THEME", raising=False)
    assert first_theme("trainer-light") == "trainer-light"
    monkeypatch.setenv("TEXTUAL_THEME", "ansi-dark")
    assert first_theme("trainer-light") == "ansi-dark"


async def test_our_own_colours_named_by_the_environment_are_really_used(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TEXTUAL_THEME", "trainer-light")
    app = TrainerApp(desk, TODAY)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert app.theme == "trainer-light"
        assert app.screen.styles.background == Color.parse(app.theme_variables["background"])
        assert luminance(app.screen.styles.background) > luminance(Color.parse("#dddddd"))


@pytest.mark.parametrize("theme", CHOICES)
async def test_every_choice_of_colours_shows_the_same_words(desk: Desk, theme: str) -> None:
    app = TrainerApp(desk, TODAY)
    async with app.run_test(size=(80, 24)) as pilot:
        app.theme = theme
        await app.push_screen(asking(desk, ITEMS[0]))
        await settled(pilot)
        await press(pilot, "a", "enter")
        assert re.search(r"✗ A +15 minutes", shown(app))
        assert re.search(r"✓ D +60 minutes", shown(app))


async def test_without_colour_every_state_still_has_its_sign(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    app = TrainerApp(desk, TODAY)
    async with app.run_test(size=(80, 24)) as pilot:
        await app.push_screen(asking(desk, ITEMS[0]))
        await settled(pilot)
        await press(pilot, "a")
        assert "● A" in shown(app)
        assert "○ B" in shown(app)
        await press(pilot, "enter")
        for sign in ("✗ A", "✓ D", "✗ Wrong."):
            assert sign in shown(app)
