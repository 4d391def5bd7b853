"""`trainer serve` in headless Chromium: keys, mouse, picture, reload, a full room; kept as PNG.

python -m tests.bench.browser [--chromium PATH] [--shots DIR] [--json]

A class of two with one place is served from a folder of its own. Debian's Chromium is `chromium`.
"""

import argparse
import asyncio
import json
import os
import re
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import Any

from tests.bench.chromium import Browser, Page, browser

LAPTOP, HALF = (1280, 720), (720, 900)
"""Windows, in pixels: a laptop's, and half of a screen."""
WORDS_OF_A_CLOSED_PAGE = "document.getElementById('why')?.textContent"


@contextmanager
def served(
    home: Path, learners: int, *options: str
) -> Iterator[tuple["subprocess.Popen[str]", str, list[str]]]:
    """A served class of so many: the process, its origin, the codes."""
    codes = home / "class.txt"
    program = [sys.executable, "-m", "trainer", "serve", "--codes", str(codes)]
    environment = {**os.environ, "TRAINER_HOME": str(home)}
    made = subprocess.run(
        [*program, "--make-codes", str(learners)], env=environment, check=True, capture_output=True, text=True
    )
    with subprocess.Popen(
        [*program, "--port", "0", *options], env=environment, stdout=subprocess.PIPE, text=True
    ) as server:
        try:
            assert server.stdout is not None
            origin = re.search(r"http://127\.0\.0\.1:\d+", server.stdout.readline())
            assert origin is not None
            yield server, origin[0], [line.split()[0] for line in made.stdout.splitlines()]
        finally:
            server.send_signal(signal.SIGTERM)


def programs(server: int) -> list[int]:
    """Processes of learners."""
    return [int(one) for one in Path(f"/proc/{server}/task/{server}/children").read_text().split()]


async def visit(pages: Browser, origin: str, code: str, shots: Path, server: int) -> dict[str, Any]:
    """What one learner meets."""
    found: dict[str, Any] = {}
    page = await pages.page(*LAPTOP)
    await page.ask("Page.navigate", url=origin)
    await page.shot(shots / "door.png")
    await page.ask("Page.navigate", url="about:blank")
    await page.ask("Page.navigate", url=f"{origin}/#{code}")
    found["first question after s"] = round(await page.shows("How many tasks", 60), 2)
    await page.shows("how sure")
    found["code left in the address"] = code in await page.run("location.href")
    await page.shot(shots / "question.png")
    times = []
    for _ in range(8):  # no click before: the keyboard is the terminal's at once
        for key, sign in (("c", "● C"), ("a", "● A")):
            await page.press(key)
            times.append(await page.shows(sign) * 1000)
    found["key to cells ms, median"] = round(median(times), 1)
    found["mouse chooses"] = await _clicked(page)
    await page.press("Enter")
    await page.shows("Deciding words")
    (running,) = programs(server)
    await page.load_again()
    found["reload shows it again after s"] = round(await page.shows("Deciding words"), 2)
    found["reload finds the program"] = programs(server) == [running]
    await asyncio.sleep(0.5)  # nobody types in the moment in which a page stands
    await page.press("q")
    await page.shows("Today")
    await _picture(page, found, shots)
    found["f5 reaches a lab"] = await _lab(page, shots)
    await page.resize(*HALF)
    await asyncio.sleep(1)
    await page.shot(shots / "lab-half.png")
    found["foreign addresses asked"] = sorted(
        {one for one in page.requests if not one.startswith((origin, "data:", "about:"))}
    )
    found["complaints"] = page.complaints
    found["bytes drawn"] = page.bytes
    return found


async def _clicked(page: Page) -> bool:
    await page.click("○ D")
    await page.shows("● D", 5)
    return True


async def _picture(page: Page, found: dict[str, Any], shots: Path) -> None:
    """A lesson with a picture: large on a screen of its own, and as PNG in a window of its own."""
    await page.press("l")
    await page.shows("IAM roles for ECS")
    await page.press("ArrowDown", "ArrowDown", "ArrowDown", "Enter")
    await page.shows("section 1")
    await page.press("f")
    await asyncio.sleep(1)
    await page.shot(shots / "picture.png")
    await page.press("o")
    await asyncio.sleep(1)
    assert not await page.run("document.body.classList.contains('-closed')"), "the program ended"
    found["png opens at"] = [re.sub(r"[0-9a-f]{32}", "KEY", one) for one in page.opened]
    await page.ask("Page.bringToFront")  # the picture's window came before it
    for _ in range(3):
        await page.press("Escape")
        await asyncio.sleep(0.4)
    await page.shows("labs")


async def _lab(page: Page, shots: Path) -> bool:
    """F5 is a minute in a lab, and no reload; the browser keeps ctrl+t for itself."""
    await page.press("b")
    await asyncio.sleep(1)  # Today says the same words as the list of labs
    await page.press("Enter")
    await page.shows("check", 30)
    asked = len(page.requests)
    await page.shows("Next:")
    await asyncio.sleep(1)
    await page.press("F5")
    await page.shows("10:01", 10)
    await page.shot(shots / "lab.png")
    return len(page.requests) == asked


async def full(pages: Browser, origin: str, code: str, shots: Path) -> str:
    """What the second learner reads while the one place is taken."""
    page = await pages.page(*LAPTOP)
    await page.ask("Page.navigate", url=f"{origin}/#{code}")
    await asyncio.sleep(1.5)
    await page.shot(shots / "full.png")
    return str(await page.run("document.querySelector('[role=alert]')?.textContent"))


async def bench(chromium: str, shots: Path) -> dict[str, Any]:
    """All of it, and the end of the server while a page is open."""
    with (
        tempfile.TemporaryDirectory() as home,
        served(Path(home), 2, "--sessions", "1") as (server, origin, codes),
    ):
        async with browser(chromium) as pages:
            found = await visit(pages, origin, codes[0], shots, server.pid)
            found["when full"] = await full(pages, origin, codes[1], shots)
            (running,) = programs(server.pid)
            page = await pages.page(*LAPTOP)
            await page.ask("Page.navigate", url=f"{origin}/#{codes[0]}")
            await page.shows("check")
            server.send_signal(signal.SIGTERM)
            server.wait(20)
            await asyncio.sleep(0.5)
            found["when stopped"] = await page.run(WORDS_OF_A_CLOSED_PAGE)
            await page.shot(shots / "stopped.png")
            found["orphans"] = Path(f"/proc/{running}").exists()
    return found


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--chromium", default="/usr/bin/chromium")
    parser.add_argument("--shots", type=Path, default=Path(tempfile.gettempdir()))
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    found = asyncio.run(bench(options.chromium, options.shots))
    if options.json:
        print(json.dumps(found))
    else:
        for name, value in found.items():
            print(f"{name:32} {value}")


if __name__ == "__main__":
    main()
