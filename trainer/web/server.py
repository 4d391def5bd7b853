"""The server: a door that asks for a code, a page with a terminal, a websocket to the learner's program."""

import hmac
from collections.abc import Mapping
from hashlib import sha256
from importlib.resources import files

from aiohttp import WSMsgType, web

from trainer.value import dataclass
from trainer.web import pages
from trainer.web.codes import whose
from trainer.web.guard import HEADERS, guard, policy
from trainer.web.model import Learner, sized
from trainer.web.room import Full, Room
from trainer.web.session import CLOSE_CODE, NOT_STARTED, Session
from trainer.web.tickets import Attempts, Tickets

MESSAGE_MOST = 1 << 18
"""Bytes of one message of a page: a long paste."""
FORM_MOST = 4096
HEARTBEAT_S = 15.0
"""A page that does not answer for so long is gone."""
WRONG_CODE = "This is no code of this trainer; look at it again."
WRONG_PAIR = "Word and code do not go together here; look at both again."
TOO_MANY = "Too many wrong codes; wait a minute, then try again."

ASSETS: Mapping[str, tuple[str, str, str]] = {
    "page.css": ("trainer.web", "assets/page.css", "text/css"),
    "page.js": ("trainer.web", "assets/page.js", "text/javascript"),
    "door.js": ("trainer.web", "assets/door.js", "text/javascript"),
    "textual.js": ("textual_serve", "static/js/textual.js", "text/javascript"),
    "xterm.css": ("textual_serve", "static/css/xterm.css", "text/css"),
    "RobotoMono.ttf": ("textual_serve", "static/fonts/RobotoMono-VariableFont_wght.ttf", "font/ttf"),
    "RobotoMono-Italic.ttf": (
        "textual_serve",
        "static/fonts/RobotoMono-Italic-VariableFont_wght.ttf",
        "font/ttf",
    ),
}
"""All files that are served, by the name in their address: which package has it, where, and what it is."""


@dataclass(frozen=True, slots=True)
class House:
    """What the server works with."""

    hosts: Mapping[str, str]
    """`Host` headers that are ours, each with the origin of its pages."""
    learners: tuple[Learner, ...]
    word: str
    """What everybody has to know besides a code; empty asks for none."""
    room: Room
    tickets: Tickets
    attempts: Attempts
    cookie: str
    """Its name: cookies do not tell ports apart, so it has ours in it."""


def application(house: House) -> web.Application:
    """The whole server."""
    app = web.Application(middlewares=[guard(house.hosts)], client_max_size=FORM_MOST)
    desk = _Desk(house)
    app.router.add_get("/", desk.index, allow_head=False)
    app.router.add_post("/enter", desk.enter)
    app.router.add_post("/leave", desk.leave)
    app.router.add_get("/alive", desk.alive, allow_head=False)
    app.router.add_get("/ws", desk.websocket, allow_head=False)
    app.router.add_get("/download/{key}", desk.picture, allow_head=False)
    app.router.add_get("/static/{name}", asset, allow_head=False)

    async def headers(request: web.Request, response: web.StreamResponse) -> None:
        response.headers.update(HEADERS)
        response.headers["Content-Security-Policy"] = policy(request, house.hosts)
        response.headers.setdefault("Cache-Control", "no-store")

    app.on_response_prepare.append(headers)
    return app


async def asset(request: web.Request) -> web.Response:
    """A file of the table, and no other: an address never becomes a path."""
    found = ASSETS.get(request.match_info["name"])
    if found is None:
        raise web.HTTPNotFound(text="There is no such file.")
    package, path, kind = found
    data = files(package).joinpath(path).read_bytes()
    headers = {"Cache-Control": "private, max-age=3600" if package == "textual_serve" else "no-cache"}
    return web.Response(body=data, content_type=kind, headers=headers)


class _Desk:
    def __init__(self, house: House) -> None:
        self._house = house

    async def index(self, request: web.Request) -> web.Response:
        """The terminal for who is in, the door for anybody else."""
        learner = self._learner(request)
        if learner is None:
            return self._door()
        try:
            self._house.room.refuse_if_full(learner)
        except Full as full:
            return _page(pages.sentence(str(full)), 503)
        origin = self._house.hosts[request.headers["Host"].lower()]
        return _page(pages.terminal(f"{origin.replace('http', 'ws', 1)}/ws"))

    async def enter(self, request: web.Request) -> web.StreamResponse:
        """A code was typed: let its learner in with a ticket, or say that it is none."""
        address = request.remote or ""
        if self._house.attempts.too_many(address):
            return self._door(TOO_MANY, 429)
        form = await request.post()
        code, word = (str(form.get(name, ""))[:200] for name in ("code", "word"))
        learner = whose(self._house.learners, code)
        if not _same(word, self._house.word) or learner is None:
            self._house.attempts.wrong(address)
            return self._door(WRONG_PAIR if self._house.word else WRONG_CODE, 403)
        response = web.Response(status=303, headers={"Location": "/"})
        response.set_cookie(
            self._house.cookie,
            self._house.tickets.issue(learner),
            httponly=True,
            samesite="Strict",
            secure=next(iter(self._house.hosts.values())).startswith("https"),
            path="/",
        )
        return response

    async def leave(self, request: web.Request) -> web.Response:
        """Somebody else sits down here: this browser's ticket opens nothing any more."""
        self._house.tickets.withdraw(request.cookies.get(self._house.cookie, ""))
        response = web.Response(status=303, headers={"Location": "/"})
        response.del_cookie(self._house.cookie, path="/")
        return response

    async def alive(self, request: web.Request) -> web.Response:
        """Whether a page that lost its connection may come again."""
        self._admitted(request, "Come in with your code again.")
        return web.Response(text="yes")

    async def picture(self, request: web.Request) -> web.Response:
        """A picture that this learner opened, to no other browser."""
        learner = self._learner(request)
        found = None if learner is None else self._house.room.picture(learner, request.match_info["key"])
        if found is None:
            raise web.HTTPNotFound(text="There is no such picture any more; open it again in the trainer.")
        return web.Response(
            body=found.data, content_type=found.kind, headers={"Content-Disposition": "inline"}
        )

    async def websocket(self, request: web.Request) -> web.StreamResponse:
        """The learner's program on this page, until one of both goes."""
        learner = self._admitted(request, "Come in with your code first.")
        socket = web.WebSocketResponse(heartbeat=HEARTBEAT_S, max_msg_size=MESSAGE_MOST, compress=False)
        await socket.prepare(request)
        size = sized(request.query.get("width"), request.query.get("height"))
        try:
            session = await self._house.room.enter(learner, size, socket)
        except Full as full:
            await socket.close(code=CLOSE_CODE, message=str(full).encode())
            return socket
        except OSError:
            await socket.close(code=CLOSE_CODE, message=NOT_STARTED.encode())
            return socket
        try:
            await _listen(socket, session)
        finally:
            self._house.room.leave(learner, session, socket)
        return socket

    def _admitted(self, request: web.Request, otherwise: str) -> Learner:
        """Who is in and finds a place; refused with a sentence, `otherwise` where nobody is in."""
        learner = self._learner(request)
        if learner is None:
            raise web.HTTPForbidden(text=otherwise)
        try:
            self._house.room.refuse_if_full(learner)
        except Full as full:
            raise web.HTTPServiceUnavailable(text=str(full)) from full
        return learner

    def _learner(self, request: web.Request) -> Learner | None:
        return self._house.tickets.learner(request.cookies.get(self._house.cookie, ""))

    def _door(self, trouble: str = "", status: int = 200) -> web.Response:
        return _page(pages.door(asks_word=bool(self._house.word), trouble=trouble), status)


async def _listen(socket: web.WebSocketResponse, session: Session) -> None:
    """Hand on what the page sends; what is none of textual.js's messages is not looked at."""
    async for message in socket:
        if message.type != WSMsgType.TEXT:
            continue
        try:
            said = message.json()
        except ValueError:
            continue
        match said:
            case ["stdin", str(text)]:
                session.type(text)
            case ["resize", {"width": width, "height": height}]:
                session.resize(sized(width, height))
            case ["ping", str(moment)]:
                await socket.send_json(["pong", moment[:40]])
            case ["focus"] | ["blur"]:
                session.focus(on=said == ["focus"])


def _page(text: str, status: int = 200) -> web.Response:
    return web.Response(text=text, status=status, content_type="text/html")


def _same(one: str, other: str) -> bool:
    left, right = (sha256(word.encode("utf-8", "replace")).digest() for word in (one, other))
    return hmac.compare_digest(left, right)
