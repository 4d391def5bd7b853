"""One learner's program while it runs: a process that outlives its page, so that a reload finds it."""

import asyncio
import base64
import binascii
import contextlib
import json
import os
import signal
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Protocol

from trainer.value import dataclass
from trainer.web.model import Size
from trainer.web.packets import DATA, META, next_packet, packed, ready, told

ENDS_S = 4.0
"""So long a program may take to end when it is asked to; then it is killed."""
SEND_S = 20.0
"""So long a page may take to take what is drawn; then it counts as gone."""
PICTURES_KEPT = 4
PICTURE_KINDS = ("image/png", "image/jpeg", "image/gif", "image/webp")
STDERR_MOST = 2_000
LIMIT = 1 << 20
"""Bytes that wait here for the program, or from it, at most."""

LEFT = "You left the trainer. All you did is kept."
ELSEWHERE = "The trainer was opened in another window, and goes on there."
BROKEN = "The trainer stopped on a mistake of its own. All answers are kept."
NOT_STARTED = "The trainer could not start; tell your instructor."
ENDED = "The server was stopped. All you did is kept."
PUT_OUT = "Your place went to somebody else while no page was open. All you did is kept."


class Page(Protocol):
    """The learner's page, at the other end of a websocket."""

    async def send_bytes(self, data: bytes) -> None:
        """What its terminal is to draw."""
        ...

    async def send_str(self, data: str) -> None:
        """A message to its script."""
        ...

    async def close(self, *, code: int = ..., message: bytes = ...) -> object:
        """Close it, with a sentence."""
        ...


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that the learner asked for."""

    kind: str
    data: bytes


class Session:
    """A running program and the page that shows it, if one is open."""

    def __init__(self, process: asyncio.subprocess.Process, say: Callable[[str], None]) -> None:
        self._process = process
        self._say = say
        self._page: Page | None = None
        self._farewell = ""
        self.ended = asyncio.Event()
        self.pictures: OrderedDict[str, Picture] = OrderedDict()
        """The last ones, by their keys; only this learner's browser is given them."""
        self._task = asyncio.create_task(self._run())

    @property
    def attached(self) -> bool:
        """Whether a page shows it."""
        return self._page is not None

    @property
    def process_id(self) -> int:
        """The program's."""
        return self._process.pid

    async def attach(self, page: Page, size: Size) -> None:
        """Show it on this page from now on; one that showed it before is told so."""
        before, self._page = self._page, page
        self.resize(size)
        self._tell(told("attach"))
        if before is not None:
            await _closed(before, ELSEWHERE)

    def detach(self, page: Page) -> None:
        """This page is gone."""
        if self._page is page:
            self._page = None

    def type(self, text: str) -> None:
        """What the learner typed, or the mouse did."""
        self._tell(packed(DATA, text.encode("utf-8", "replace")))

    def resize(self, size: Size) -> None:
        """The page's terminal has another size."""
        self._tell(told("resize", width=size.columns, height=size.rows))

    def focus(self, *, on: bool) -> None:
        """The page got the keyboard, or lost it."""
        self._tell(told("focus" if on else "blur"))

    async def end(self, farewell: str) -> None:
        """End the program, and wait until it has: asked first, then killed with all that it started."""
        self._farewell = self._farewell or farewell
        self._tell(told("quit"))
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self.ended.wait(), ENDS_S)
        if not self.ended.is_set():
            self._kill()
            await self.ended.wait()

    def _kill(self) -> None:
        with contextlib.suppress(OSError):
            if hasattr(os, "killpg"):
                os.killpg(self._process.pid, signal.SIGKILL)
            else:
                self._process.kill()

    def _tell(self, packet: bytes) -> None:
        """Hand it to the program. One that reads nothing is told no more: nobody here may wait for it."""
        stream = self._process.stdin
        if stream is None or self.ended.is_set() or stream.transport.get_write_buffer_size() > LIMIT:
            return
        with contextlib.suppress(OSError, RuntimeError):  # it ended meanwhile
            stream.write(packet)

    async def _run(self) -> None:
        """Hand on what the program draws until it ends."""
        out, errors = self._process.stdout, self._process.stderr
        if out is None or errors is None:
            raise AssertionError("the program was started with both")
        complaint = asyncio.create_task(_first_of(errors))
        started = await ready(out)
        while started and (packet := await next_packet(out)) is not None:
            await self._hand_on(*packet)
        try:
            await asyncio.wait_for(self._process.wait(), ENDS_S)
        except TimeoutError:
            self._kill()
            await self._process.wait()
        if words := " ".join((await complaint).split()):
            self._say(words)
        self.ended.set()
        page, self._page = self._page, None
        if page is not None:
            fine = LEFT if self._process.returncode == 0 else BROKEN if started else NOT_STARTED
            await _closed(page, self._farewell or fine)

    async def _hand_on(self, kind: bytes, payload: bytes) -> None:
        page = self._page
        try:
            if kind == DATA and page is not None:
                await asyncio.wait_for(page.send_bytes(payload), SEND_S)
            elif kind == META and (message := self._message(payload)) and page is not None:
                await asyncio.wait_for(page.send_str(json.dumps(message)), SEND_S)
        except (OSError, RuntimeError, TimeoutError):  # that page is gone; the program goes on
            if page is not None:
                self.detach(page)

    def _message(self, payload: bytes) -> list[object] | None:
        """What the page is told of it: a link to open, a picture to fetch; nothing of anything else."""
        try:
            said = json.loads(payload)
        except ValueError:
            return None
        kind = said.get("type")
        if kind == "open_url":
            url = str(said.get("url", ""))
            # a page opens any address with our origin's rights, `javascript:` among them
            return ["open_url", {"url": url, "new_tab": True}] if url.startswith(WEB) else None
        if kind == "picture" and said.get("mime") in PICTURE_KINDS:
            key = str(said.get("key", ""))
            try:
                data = base64.b64decode(str(said.get("data", "")), validate=True)
            except (ValueError, binascii.Error):
                return None
            self.pictures[key] = Picture(said["mime"], data)
            while len(self.pictures) > PICTURES_KEPT:
                self.pictures.popitem(last=False)
            return ["deliver_file_start", key]
        return None


WEB = ("https://", "http://")


async def start(
    command: Sequence[str], environment: Mapping[str, str], home: Path, say: Callable[[str], None]
) -> Session:
    """Start a learner's program in their folder; OSError where that cannot be done."""
    process = await asyncio.create_subprocess_exec(
        *command,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        env=dict(environment),
        cwd=home,
        limit=LIMIT,
        start_new_session=True,  # ctrl+c at the server is for the server; and all of it ends at once
    )
    return Session(process, say)


async def _first_of(errors: asyncio.StreamReader) -> str:
    """The beginning of what it complains about; the rest is read, so that it does not wait for us."""
    kept = b""
    while data := await errors.read(4096):
        kept = (kept + data)[:STDERR_MOST]
    return kept.decode("utf-8", "replace")


async def _closed(page: Page, words: str) -> None:
    with contextlib.suppress(OSError, RuntimeError, TimeoutError):
        await asyncio.wait_for(page.close(code=CLOSE_CODE, message=words.encode()), SEND_S)


CLOSE_CODE = 4000
"""A websocket that we closed with a sentence; browsers use others."""
