"""`trainer serve` as a process, with real screens behind it."""

import asyncio
import os
import re
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pyte
import pytest

pytest.importorskip("aiohttp", reason="the extra `serve` is not installed: pip install -e '.[serve]'")

from aiohttp import ClientSession, ClientWebSocketResponse, CookieJar

from tests.cli.program import command, process, trainer
from tests.web.house import gone


@asynccontextmanager
async def served(course: Path) -> AsyncIterator[tuple[asyncio.subprocess.Process, str, str]]:
    """The process, its origin and the code of its link."""
    server = await asyncio.create_subprocess_exec(
        *command("serve", "--port", "0", "--course", course),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        env={**os.environ, "SECRET_OF_THE_SERVER": "kept"},
    )
    assert server.stdout is not None
    try:
        line = (await asyncio.wait_for(server.stdout.readline(), 60)).decode()
        link = re.fullmatch(r"Open (http://127\.0\.0\.1:\d+)/#([a-z0-9-]{19})\n", line)
        assert link, line
        yield server, link[1], link[2]
    finally:
        if server.returncode is None:
            server.kill()
        await server.wait()


class Screen:
    """A browser's terminal."""

    def __init__(self, socket: ClientWebSocketResponse, columns: int, rows: int) -> None:
        self.socket = socket
        self._screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self._screen)

    async def shows(self, words: str) -> str:
        """All that is on the screen, once these words are."""
        while words not in (text := "\n".join(self._screen.display)):
            message = await asyncio.wait_for(self.socket.receive(), 30)
            assert isinstance(message.data, bytes | str), (message, text)
            if isinstance(message.data, bytes):
                self._stream.feed(message.data)
        return text

    async def stands(self) -> str:
        """All that is on the screen, once nothing more is drawn for a while."""
        while True:
            try:
                message = await asyncio.wait_for(self.socket.receive(), 0.5)
            except TimeoutError:
                return "\n".join(self._screen.display)
            if isinstance(message.data, bytes):
                self._stream.feed(message.data)


def children(process_id: int) -> list[int]:
    return [int(one) for one in Path(f"/proc/{process_id}/task/{process_id}/children").read_text().split()]


async def test_screens_are_drawn_typed_at_and_drawn_again_and_end_with_the_server(
    home: Path, other_course: Path
) -> None:
    async with (
        served(other_course) as (server, origin, code),
        ClientSession(cookie_jar=CookieJar(unsafe=True), headers={"Origin": origin}) as browser,
    ):
        await browser.post(f"{origin}/enter", data={"code": code})
        async with browser.ws_connect(f"{origin}/ws?width=80&height=24") as socket:
            screen = Screen(socket, 80, 24)
            await screen.shows("how sure")
            (running,) = children(server.pid)
            told = Path(f"/proc/{running}/environ").read_text()
            assert f"TRAINER_HOME={home}\0" in told
            assert "SECRET_OF_THE_SERVER" not in told
            assert code not in told
            await socket.send_json(["stdin", "q"])
            await screen.shows("Today")
            before = await screen.stands()
        async with browser.ws_connect(f"{origin}/ws?width=80&height=24") as socket:
            assert await Screen(socket, 80, 24).shows(before) == before
            assert children(server.pid) == [running]
            server.send_signal(signal.SIGKILL)
            assert await gone(running)


async def test_it_ends_when_it_is_told_to(home: Path, other_course: Path) -> None:
    async with served(other_course) as (server, origin, _):
        port = origin.rpartition(":")[2]
        taken = await asyncio.to_thread(process, "serve", "--port", port, "--course", other_course)
        assert taken.status == 3
        assert "try --port 0" in taken.sentence()
        server.send_signal(signal.SIGTERM)
        assert server.stderr is not None
        assert await asyncio.wait_for(server.wait(), 20) == 0
        assert await server.stderr.read() == b""


def test_wrong_use_is_told_in_a_sentence(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for words, told in (
        (("--listen", "192.168.1.5"), "opens the trainer to that whole network"),
        (("--make-codes", "3"), "name the file too"),
        (("--codes", tmp_path / "none.txt"), "make codes first"),
        (("--port", "70000"), "no port from 0 to 65535"),
        (("--sessions", "0"), "no number from 1"),
    ):
        ended = trainer("serve", *words)
        assert ended.status == 2
        assert told in ended.sentence()
    monkeypatch.setattr("trainer.cli.serving.find_spec", lambda _: None)
    ended = trainer("serve")
    assert ended.status == 3
    assert "pip install '.[serve]'" in ended.sentence()


def test_codes_are_made_and_printed_to_be_handed_out(home: Path, tmp_path: Path) -> None:
    file = tmp_path / "class.txt"
    made = trainer("serve", "--codes", file, "--make-codes", "3")
    assert made.status == 0
    assert made.lines == file.read_text().splitlines()[1:]
    assert [line.split()[1] for line in made.lines] == ["learner-01", "learner-02", "learner-03"]
