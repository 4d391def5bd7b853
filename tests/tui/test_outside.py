"""What goes outside of the terminal: here to the system, over a network to the browser that looks on."""

from pathlib import Path
from typing import Any

import pytest

from tests.tui.snapshots import settled
from trainer.activities.desk import Desk
from trainer.tui.app import TrainerApp
from trainer.tui.outside import copy, open_page, open_picture

PAGE = "https://docs.example/ecs"


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """What the system was asked to open, and what the browser was handed."""
    found: list[Any] = []
    monkeypatch.setattr("webbrowser.open", found.append)
    monkeypatch.setattr(TrainerApp, "open_url", lambda _, url: found.append(("browser", url)))
    monkeypatch.setattr(
        TrainerApp,
        "deliver_binary",
        lambda _, file, *, open_method, mime_type: found.append((open_method, file.name, mime_type)),
    )
    return found


async def test_here_the_system_opens_it(desk: Desk, opened: list[Any], tmp_path: Path) -> None:
    app = TrainerApp(desk)
    async with app.run_test() as pilot:
        await settled(pilot)
        open_page(app, PAGE)
        open_picture(app, tmp_path / "a.png")
    assert opened == [PAGE, (tmp_path / "a.png").as_uri()]


async def test_over_a_network_the_browser_opens_it_and_the_server_starts_nothing(
    desk: Desk, opened: list[Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = TrainerApp(desk)
    async with app.run_test() as pilot:
        await settled(pilot)
        monkeypatch.setattr(TrainerApp, "is_web", True)
        open_page(app, PAGE)
        open_picture(app, tmp_path / "a.PNG")
        open_picture(app, tmp_path / "notes.svg")
    assert opened == [("browser", PAGE), ("browser", "a.PNG", "image/png")]


async def test_a_copy_is_claimed_no_further_than_it_is_known(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A browser drops what a page without https wants to copy, and does not say so."""
    told: list[str] = []
    monkeypatch.setattr(TrainerApp, "notify", lambda _, words: told.append(words))
    app = TrainerApp(desk)
    async with app.run_test() as pilot:
        await settled(pilot)
        copy(app, "here")
        monkeypatch.setattr(TrainerApp, "is_web", True)
        copy(app, "there")
    assert app.clipboard == "there"
    assert told == ["Copied.", "Copied, if this page is on your own machine or behind https."]


def test_no_screen_sends_anything_past_this_door() -> None:
    """One that did would open it on the server, in front of nobody."""
    screens = Path(__file__).parents[2] / "trainer" / "tui"
    for door in ("webbrowser", "copy_to_clipboard"):
        past = [file.name for file in screens.rglob("*.py") if door in file.read_text(encoding="utf-8")]
        assert past == ["outside.py"], door
