"""The door: who has no code, or comes from a page of others, gets nowhere."""

from pathlib import Path

import pytest

pytest.importorskip("aiohttp", reason="the extra `serve` is not installed: pip install -e '.[serve]'")

from aiohttp import WSServerHandshakeError

from tests.fakes.clock import FixedClock
from tests.web.house import ANNA, BEN, visit
from trainer.web.server import ASSETS, TOO_MANY, WRONG_CODE, WRONG_PAIR


async def test_a_code_opens_the_terminal_with_a_ticket_for_this_browser(tmp_path: Path) -> None:
    async with visit(tmp_path) as to:
        assert "Your code" in (await to.get("/"))[1]
        url, own = f"{to.origin}/enter", {"Origin": to.origin}
        async with to.browser.post(url, data={"code": ANNA}, headers=own, allow_redirects=False) as answer:
            assert (answer.status, answer.headers["Location"]) == (303, "/")
            cookie = answer.headers["Set-Cookie"]
            assert {part.strip() for part in cookie.split(";")[1:]} == {
                "HttpOnly",
                "Path=/",
                "SameSite=Strict",
            }
            assert ANNA not in cookie
        assert "data-session-websocket-url" in (await to.get("/"))[1]
        assert await to.post("/leave") == (303, "")
        assert "Your code" in (await to.get("/"))[1]


async def test_a_ticket_ends_with_leaving_wherever_it_was_copied(tmp_path: Path) -> None:
    async with visit(tmp_path) as to:
        await to.come_in()
        (kept,) = [f"{one.key}={one.value}" for one in to.browser.cookie_jar]
        async with to.another() as thief:
            async with thief.get(f"{to.origin}/alive", headers={"Cookie": kept}) as answer:
                assert answer.status == 200
            await to.post("/leave")
            async with thief.get(f"{to.origin}/alive", headers={"Cookie": kept}) as answer:
                assert answer.status == 403


async def test_a_wrong_code_is_told_and_after_ten_nobody_listens_for_a_minute(tmp_path: Path) -> None:
    clock = FixedClock()
    async with visit(tmp_path, clock=clock) as to:
        for _ in range(10):
            status, page = await to.post("/enter", code="aaaa-bbbb-cccc-ddde")
            assert status == 403
            assert WRONG_CODE in page
        status, page = await to.post("/enter", code=ANNA)
        assert status == 429
        assert TOO_MANY in page
        clock.advance(61)
        await to.come_in(ANNA)


async def test_a_class_with_a_word_asks_for_both(tmp_path: Path) -> None:
    async with visit(tmp_path, word="tulips-at-noon") as to:
        assert "Your class's word" in (await to.get("/"))[1]
        for fields in ({"code": ANNA}, {"code": ANNA, "word": "tulips"}, {"word": "tulips-at-noon"}):
            status, page = await to.post("/enter", **fields)
            assert status == 403
            assert WRONG_PAIR in page
        assert (await to.post("/enter", code=BEN, word="tulips-at-noon"))[0] == 303


async def test_every_answer_forbids_what_is_foreign(tmp_path: Path) -> None:
    async with visit(tmp_path) as to:
        for path in ("/", "/static/page.js", "/no/such/page", "/alive"):
            async with to.browser.get(to.origin + path) as answer:
                policy = dict(
                    part.strip().split(" ", 1)
                    for part in answer.headers["Content-Security-Policy"].split(";")
                )
                assert policy["default-src"] == policy["base-uri"] == policy["frame-ancestors"] == "'none'"
                assert policy["script-src"] == policy["font-src"] == policy["form-action"] == "'self'"
                assert policy["connect-src"] == f"'self' {to.origin.replace('http', 'ws')}"
                assert answer.headers["X-Content-Type-Options"] == "nosniff"
                assert answer.headers["Referrer-Policy"] == "same-origin"
                assert "clipboard-read=()" in answer.headers["Permissions-Policy"]
        await to.come_in()
        page = (await to.get("/"))[1]
        assert "//" not in page.replace(to.origin.replace("http", "ws"), "")
        assert "<style" not in page
        assert "onclick" not in page.lower()


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1", "localhost:1", "127.0.0.1.evil.example:80", ""]
)
async def test_a_foreign_host_is_refused(tmp_path: Path, host: str) -> None:
    """A name of others that points to this machine would make its pages ours."""
    async with visit(tmp_path) as to:
        await to.come_in()
        status, words = await to.get("/", Host=host)
        assert status == 421
        assert "take the link that its server printed" in words


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "https://127.0.0.1", ""])
async def test_a_foreign_page_is_refused_whatever_cookie_it_brings(tmp_path: Path, origin: str) -> None:
    async with visit(tmp_path) as to:
        await to.come_in()
        with pytest.raises(WSServerHandshakeError) as refused:
            await to.socket(Origin=origin)
        assert refused.value.status == 403
        for path in ("/enter", "/leave"):
            async with to.browser.post(to.origin + path, headers={"Origin": origin}) as answer:
                assert answer.status == 403
        assert (await to.get("/", Origin=origin))[0] == 403
        assert to.starts == []


async def test_without_an_origin_nothing_is_opened_or_changed(tmp_path: Path) -> None:
    async with visit(tmp_path) as to:
        await to.come_in()
        with pytest.raises(WSServerHandshakeError, match="403"):
            await to.browser.ws_connect(f"{to.origin}/ws")
        async with to.browser.post(f"{to.origin}/leave") as answer:
            assert answer.status == 403
        assert (await to.get("/alive"))[0] == 200


async def test_without_a_ticket_there_is_no_terminal(tmp_path: Path) -> None:
    async with visit(tmp_path) as to:
        with pytest.raises(WSServerHandshakeError, match="403"):
            await to.socket()
        with pytest.raises(WSServerHandshakeError, match="403"):
            await to.socket(Cookie="trainer-test=guessed")
        assert to.starts == []


@pytest.mark.parametrize(
    "path",
    [
        "/static/",
        "/static/../codes.py",
        "/static/%2e%2e%2fcodes.py",
        "/static/..%2f..%2f..%2f..%2fetc%2fpasswd",
        "/static//etc/passwd",
        "/static/assets/page.js",
        "/download/..%2ftrainer.db",
        "/trainer.db",
    ],
)
async def test_no_address_becomes_a_path(tmp_path: Path, path: str) -> None:
    from yarl import URL

    async with visit(tmp_path) as to:
        await to.come_in()
        async with to.browser.get(URL(to.origin + path, encoded=True)) as answer:
            assert answer.status == 404


async def test_all_files_of_the_pages_are_there(tmp_path: Path) -> None:
    async with visit(tmp_path) as to:
        for name, (_, _, kind) in ASSETS.items():
            async with to.browser.get(f"{to.origin}/static/{name}") as answer:
                assert (answer.status, answer.content_type) == (200, kind)
                assert len(await answer.read()) > 200


async def test_a_form_is_no_place_for_a_file(tmp_path: Path) -> None:
    async with visit(tmp_path) as to:
        assert (await to.post("/enter", code="a" * 10_000))[0] == 413
