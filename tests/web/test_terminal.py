"""The terminal: one program for each learner, which a reload finds again and nobody else can reach."""

import asyncio
import json
from pathlib import Path

import pytest

pytest.importorskip("aiohttp", reason="the extra `serve` is not installed: pip install -e '.[serve]'")

from aiohttp import WSServerHandshakeError

from tests.web.house import ANNA, BEN, alive, farewell, gone, heard, visit
from trainer.web import session
from trainer.web.room import FULL
from trainer.web.session import CLOSE_CODE, ELSEWHERE, ENDED, LEFT, NOT_STARTED, PUT_OUT


async def test_each_learner_has_a_program_in_a_folder_of_their_own(tmp_path: Path) -> None:
    async with visit(tmp_path) as to, to.another() as bens:
        await to.come_in(ANNA)
        anna = await to.socket()
        await heard(anna, "in anna")
        to.browser = bens
        await to.come_in(BEN)
        await heard(await to.socket(), "in ben")
        assert to.starts == ["anna", "ben"]
        await anna.close()


async def test_what_is_typed_reaches_the_program_and_nothing_else_does(tmp_path: Path) -> None:
    async with visit(tmp_path) as to:
        await to.come_in()
        socket = await to.socket("?width=100000&height=x")
        await heard(socket, json.dumps({"type": "resize", "width": 80, "height": 24}))
        for message in ("", "no json", "[]", "{}", '["stdin"]', '["stdin", {"type": "quit"}]', '["quit"]'):
            await socket.send_str(message)
        await socket.send_bytes(b'["stdin", "bytes"]')
        await socket.send_json(["resize", {"width": 10**9, "height": "7", "type": "quit"}])
        await socket.send_json(["ping", "17"])
        await socket.send_json(["stdin", "päth \ud800"])
        told = await heard(socket, "päth ?")
        assert '["pong", "17"]' in told
        assert told.count("heard") == 3  # attach, the size, the text
        assert json.dumps({"type": "resize", "width": 400, "height": 7}) in told


async def test_a_reload_finds_the_program_where_it_was(tmp_path: Path) -> None:
    async with visit(tmp_path) as to:
        await to.come_in()
        first = await to.socket()
        await heard(first, '{"type": "attach"}')
        await first.close()
        again = await to.socket("?width=120&height=40")
        told = await heard(again, '{"type": "attach"}')
        assert json.dumps({"type": "resize", "width": 120, "height": 40}) in told
        assert to.starts == ["anna"]


async def test_another_window_takes_over_and_the_first_is_told(tmp_path: Path) -> None:
    async with visit(tmp_path) as to:
        await to.come_in()
        first = await to.socket()
        await heard(first, "in anna")
        second = await to.socket()
        assert await farewell(first) == (CLOSE_CODE, ELSEWHERE)
        await second.send_json(["stdin", "here"])
        await heard(second, "heard here")
        assert to.starts == ["anna"]


async def test_without_a_page_the_program_ends_after_a_while(tmp_path: Path) -> None:
    async with visit(tmp_path, grace_s=0.05) as to:
        await to.come_in()
        socket = await to.socket()
        await heard(socket, "in anna")
        (running,) = to.house.room.process_ids
        await socket.close()
        assert await gone(running)
        await heard(await to.socket(), "in anna")
        assert to.starts == ["anna", "anna"]


async def test_who_leaves_is_told_so_and_may_come_again(tmp_path: Path) -> None:
    async with visit(tmp_path, more="if payload == b'q': break") as to:
        await to.come_in()
        socket = await to.socket()
        await socket.send_json(["stdin", "q"])
        assert await farewell(socket) == (CLOSE_CODE, LEFT)
        await heard(await to.socket(), "in anna")


async def test_a_full_room_is_told_in_a_sentence(tmp_path: Path) -> None:
    async with visit(tmp_path, seats=1) as to, to.another() as bens, to.another() as again:
        await to.come_in(ANNA)
        socket = await to.socket()
        await heard(socket, "in anna")
        annas, to.browser = to.browser, bens
        await to.come_in(BEN)
        for path in ("/", "/alive"):
            status, words = await to.get(path)
            assert status == 503
            assert "All places are taken (1); wait until somebody leaves" in words
        with pytest.raises(WSServerHandshakeError, match="503"):
            await to.socket()
        to.browser = again  # who is in already may come in from another browser
        await to.come_in(ANNA)
        await heard(await to.socket(), "attach")
        assert to.starts == ["anna"]
        await annas.close()


async def test_a_place_whose_page_is_gone_goes_to_who_comes(tmp_path: Path) -> None:
    async with visit(tmp_path, seats=1) as to, to.another() as bens:
        await to.come_in(ANNA)
        socket = await to.socket()
        await heard(socket, "in anna")
        (annas,) = to.house.room.process_ids
        await socket.close()
        to.browser = bens
        await to.come_in(BEN)
        await heard(await to.socket(), "in ben")
        assert not alive(annas)


async def test_a_program_that_does_not_end_is_killed_with_what_it_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(session, "ENDS_S", 0.1)
    deaf = """
    if said.get("type") == "attach":
        import subprocess
        child = subprocess.Popen(["sleep", "60"])
        send(b"D", b"child %d." % child.pid)
        import time
        time.sleep(60)
    """
    async with visit(tmp_path, more=deaf) as to:
        await to.come_in()
        socket = await to.socket()
        child = int((await heard(socket, ".")).partition("child ")[2].partition(".")[0])
        (running,) = to.house.room.process_ids
        for _ in range(40):  # what it does not read costs nobody anything
            await socket.send_json(["stdin", "x" * 60_000])
        await asyncio.gather(to.house.room.close(), farewell(socket))
        assert await gone(running)
        assert await gone(child)


async def test_when_the_server_stops_each_page_is_told(tmp_path: Path) -> None:
    async with visit(tmp_path) as to:
        await to.come_in()
        socket = await to.socket()
        await heard(socket, "in anna")
        (running,) = to.house.room.process_ids
        told, _ = await asyncio.gather(farewell(socket), to.house.room.close())
        assert told == (CLOSE_CODE, ENDED)
        assert not alive(running)


async def test_a_program_that_cannot_start_is_told_to_both(tmp_path: Path) -> None:
    said: list[str] = []
    async with visit(tmp_path, more="sys.exit('no course here\\n')", said=said.append) as to:
        await to.come_in()
        socket = await to.socket()
        code, words = await farewell(socket)
        assert code == CLOSE_CODE
        assert "stopped on a mistake of its own" in words
        assert said == ["no course here"]


LINKS = """
if kind == b"D":
    meta(type="open_url", url=payload.decode(), new_tab=True)
"""


async def test_a_link_opens_in_the_browser_if_it_is_one_of_the_web(tmp_path: Path) -> None:
    async with visit(tmp_path, more=LINKS) as to:
        await to.come_in()
        socket = await to.socket()
        for url in (
            "javascript:alert(1)",
            "file:///etc/passwd",
            "data:text/html,x",
            "https://docs.example/a",
        ):
            await socket.send_json(["stdin", url])
        told = await heard(socket, "heard https")
        assert json.dumps(["open_url", {"url": "https://docs.example/a", "new_tab": True}]) in told
        assert told.count("open_url") == 1


PICTURES = """
import base64
if kind == b"D":
    mime = payload.decode()
    meta(type="picture", key=mime.partition("/")[2], mime=mime, data=base64.b64encode(b"pixels").decode())
"""


async def test_a_picture_is_for_the_browser_of_its_learner_alone(tmp_path: Path) -> None:
    async with visit(tmp_path, more=PICTURES) as to, to.another() as bens, to.another() as nobodys:
        await to.come_in(ANNA)
        socket = await to.socket()
        for kind in ("text/html", "image/svg+xml", "image/png"):
            await socket.send_json(["stdin", kind])
        told = await heard(socket, "heard image/png")
        assert told.count("deliver_file_start") == 1
        async with to.browser.get(f"{to.origin}/download/png") as answer:
            assert (answer.status, answer.content_type) == (200, "image/png")
            assert await answer.read() == b"pixels"
        to.browser = nobodys
        assert (await to.get("/download/png"))[0] == 404
        to.browser = bens
        await to.come_in(BEN)
        await heard(await to.socket(), "in ben")
        assert (await to.get("/download/png"))[0] == 404


def test_sentences_fit_into_a_close_frame() -> None:
    """A websocket takes 123 bytes of reason."""
    for words in (LEFT, ELSEWHERE, ENDED, NOT_STARTED, PUT_OUT, session.BROKEN, FULL.format(seats=10_000)):
        assert len(words.encode()) <= 123
