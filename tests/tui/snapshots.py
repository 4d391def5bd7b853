"""Screens as text: what a terminal of this size shows, compared with a file that is read in review.

`SNAPSHOTS=new pytest tests/tui` writes the files anew.
"""

import os
from pathlib import Path
from typing import Any

from textual.app import App
from textual.pilot import Pilot
from textual.screen import Screen

FOLDER = Path(__file__).with_name("snapshots")
SIZES = ((80, 24), (120, 40), (40, 15))


def shown(app: App[Any]) -> str:
    """The rows of the top screen, trailing blanks cut.

    The compositor is private to Textual; this is the one place that knows it.
    """
    rows = ("".join(segment.text for segment in strip) for strip in app.screen._compositor.render_strips())
    return "\n".join(row.rstrip() for row in rows).rstrip() + "\n"


def words(app: App[Any]) -> str:
    """The same as one line, so that a sentence is found however a notice breaks it."""
    return " ".join(shown(app).replace("▌", " ").split())


async def settled(pilot: Pilot[Any]) -> None:
    """Wait until all that a key set going has been drawn: two looks in a row are the same."""
    before = ""
    for _ in range(20):
        await pilot.pause()
        now = shown(pilot.app)
        if now == before:
            return
        before = now


async def open_on(pilot: Pilot[Any], screen: Screen[Any]) -> None:
    """Put this screen on top of the one that the door opened."""
    await settled(pilot)
    await pilot.app.push_screen(screen)
    await settled(pilot)


async def press(pilot: Pilot[Any], *keys: str) -> None:
    """Press keys one after the other and wait for what they do."""
    await pilot.press(*keys)
    await settled(pilot)


async def resized(pilot: Pilot[Any], width: int, height: int) -> None:
    """Another size, settled."""
    await pilot.resize_terminal(width, height)
    await settled(pilot)


def compare(app: App[Any], name: str) -> None:
    """The screen is as in `snapshots/<name>-<width>x<height>.txt`."""
    file = FOLDER / f"{name}-{app.size.width}x{app.size.height}.txt"
    now = shown(app)
    if os.environ.get("SNAPSHOTS") == "new":
        FOLDER.mkdir(exist_ok=True)
        file.write_text(now, encoding="utf-8")
    assert file.is_file(), f"{file.name} is missing: SNAPSHOTS=new writes it"
    assert now == file.read_text(encoding="utf-8"), f"{file.name} differs; SNAPSHOTS=new writes it anew"


async def compare_sizes(pilot: Pilot[Any], name: str) -> None:
    """The screen in every size, one after the other, as after a resize."""
    for width, height in SIZES:
        await resized(pilot, width, height)
        compare(pilot.app, name)
