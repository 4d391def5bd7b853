"""A server with two learners whose programs are small stand-ins, and a browser to visit it."""

import asyncio
import socket
import sys
import textwrap
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, closing
from pathlib import Path
from typing import Any

from aiohttp import ClientSession, ClientWebSocketResponse, CookieJar, web

from tests.fakes.clock import FixedClock
from trainer.web.codes import digest
from trainer.web.model import Learner, Size
from trainer.web.room import Room
from trainer.web.server import House, application
from trainer.web.session import Session, start
from trainer.web.tickets import Attempts, Tickets

ANNA, BEN = "aaaa-bbbb-cccc-dddd", "2222-3333-4444-5555"
PROGRAM = """
import json, os, sys
from pathlib import Path
sys.stdout.write("__GANGLION__\\n"); sys.stdout.flush()
def send(kind, payload):
    os.write(1, kind + len(payload).to_bytes(4, "big") + payload)
def meta(**said):
    send(b"M", json.dumps(said).encode())
def receive():
    head = sys.stdin.buffer.read(5)
    return head[:1], sys.stdin.buffer.read(int.from_bytes(head[1:], "big"))
send(b"D", b"in " + Path.cwd().name.encode())
while True:
    kind, payload = receive()
    if not kind:
        break
    said = json.loads(payload) if kind == b"M" else {}
    {more}
    if said.get("type") == "quit":
        break
    send(b"D", b"heard " + payload)
"""
"""Speaks as Textual's driver does: tells its folder, repeats what it hears, ends when asked or left alone."""


def program(more: str = "pass") -> list[str]:
    """The stand-in, with these lines for each packet that it hears."""
    lines = textwrap.indent(textwrap.dedent(more).strip(), "    ").strip()
    return [sys.executable, "-S", "-c", PROGRAM.replace("{more}", lines)]


def learners(folder: Path) -> tuple[Learner, ...]:
    """Anna and Ben, each with a folder."""
    return tuple(Learner(name, digest(code), folder / name) for name, code in (("anna", ANNA), ("ben", BEN)))


class Visit:
    """A running server and one browser."""

    def __init__(self, house: House, origin: str, browser: ClientSession, starts: list[str]) -> None:
        self.house = house
        self.origin = origin
        self.browser = browser
        self.starts = starts
        """Names of those whose program was started, in turn."""

    async def get(self, path: str, **headers: str) -> tuple[int, str]:
        """Status and text of a GET."""
        async with self.browser.get(self.origin + path, headers=headers, allow_redirects=False) as answer:
            return answer.status, await answer.text()

    async def post(self, path: str, **fields: str) -> tuple[int, str]:
        """Status and text of a form sent from our own page."""
        headers = {"Origin": self.origin}
        url = self.origin + path
        async with self.browser.post(url, data=fields, headers=headers, allow_redirects=False) as answer:
            return answer.status, await answer.text()

    async def come_in(self, code: str = ANNA) -> None:
        """Enter by this code."""
        assert (await self.post("/enter", code=code))[0] == 303

    async def socket(self, query: str = "?width=80&height=24", **headers: str) -> ClientWebSocketResponse:
        """The terminal's websocket, opened from our own page unless told otherwise."""
        origin = headers.pop("Origin", self.origin)
        return await self.browser.ws_connect(f"{self.origin}/ws{query}", origin=origin, headers=headers)

    def another(self) -> "ClientSession":
        """Another browser, which has never been here."""
        return ClientSession(cookie_jar=CookieJar(unsafe=True))


@asynccontextmanager
async def visit(
    folder: Path,
    *,
    more: str = "pass",
    word: str = "",
    seats: int = 5,
    grace_s: float = 60.0,
    said: Callable[[str], Any] = lambda _: None,
    clock: FixedClock = FixedClock(),  # noqa: B008 - nobody moves this one
) -> AsyncIterator[Visit]:
    """A server with Anna and Ben on it; `more` is done by their programs for each packet."""
    starts: list[str] = []

    async def begin(learner: Learner, size: Size) -> Session:
        starts.append(learner.name)
        learner.home.mkdir(exist_ok=True)
        return await start(program(more), {}, learner.home, said)

    room = Room(seats, begin, grace_s)
    with closing(socket.create_server(("127.0.0.1", 0))) as listener:
        host = f"127.0.0.1:{listener.getsockname()[1]}"
        hosts = {host: f"http://{host}"}
        attempts = Attempts(clock.monotonic)
        house = House(hosts, learners(folder), word, room, Tickets(), attempts, "trainer-test")
        runner = web.AppRunner(application(house))
        await runner.setup()
        await web.SockSite(runner, listener).start()
        # browsers keep cookies of 127.0.0.1; this library wants to be asked
        async with ClientSession(cookie_jar=CookieJar(unsafe=True)) as browser:
            try:
                yield Visit(house, hosts[host], browser, starts)
            finally:
                await room.close()
                await runner.cleanup()


async def heard(terminal: ClientWebSocketResponse, sign: str) -> str:
    """What the terminal was sent up to this sign."""
    text = ""
    while sign not in text:
        message = await asyncio.wait_for(terminal.receive(), 10)
        assert isinstance(message.data, bytes | str), (sign, text, message)
        text += message.data.decode() if isinstance(message.data, bytes) else message.data
    return text


async def farewell(terminal: ClientWebSocketResponse) -> tuple[int | None, str]:
    """Code and sentence with which it is closed."""
    while True:
        message = await asyncio.wait_for(terminal.receive(), 10)
        if message.type is web.WSMsgType.CLOSE:
            return message.data, str(message.extra)
        if message.type in (web.WSMsgType.CLOSED, web.WSMsgType.CLOSING):
            return terminal.close_code, ""


def alive(process_id: int) -> bool:
    """Whether there is such a process that is not just waiting to be counted."""
    try:
        stat = Path(f"/proc/{process_id}/stat").read_text()
    except OSError:
        return False
    return stat.rpartition(")")[2].split()[0] != "Z"


async def gone(process_id: int) -> bool:
    """Whether the process ends within some seconds."""
    for _ in range(500):
        if not alive(process_id):
            return True
        await asyncio.sleep(0.02)
    return False
