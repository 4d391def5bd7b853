"""The socket: HTTP/1.1 on 127.0.0.1, bodies up to a limit, no foreign Host headers."""

import gzip
import sys
import zlib
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from ipaddress import ip_address
from typing import Any, Protocol
from urllib.parse import parse_qsl, urlsplit

from trainer.aws.server.model import Request, Response

LOOPBACK = "127.0.0.1"
BODY_MAX_BYTES = 16_000_000
IDLE_MAX_S = 60
LOCAL_NAMES = frozenset({"127.0.0.1", "localhost", "[::1]"})


class TooLarge(Exception):  # noqa: N818 - becomes a response
    """The body is over the limit."""


class Answering(Protocol):
    """What stands behind the socket."""

    def handle(self, request: Request) -> Response:
        """The response to a request; called from several threads."""
        ...


class Endpoint(ThreadingHTTPServer):
    """The listening server. `serve_forever()` blocks, `shutdown()` (another thread) ends it."""

    daemon_threads = True
    block_on_close = False
    allow_reuse_address = True

    def __init__(self, port: int, account: Answering, host: str = LOOPBACK) -> None:
        self.account = account
        self.host = host
        super().__init__((host, port), Handler)

    @property
    def url(self) -> str:
        """Where it listens; with port 0 the port is known only now."""
        return f"http://{self.host}:{self.server_address[1]}"

    def serves(self, host: str, origin: str) -> bool:
        """Whether to answer a request with these Host and Origin headers: on loopback only to this machine's
        names; who opened another address wants to be reached by any name, but not from foreign pages."""
        return (local_host(host) or not loopback(self.host)) and local_origin(origin)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that hangs up is no trouble; all else is told with its traceback on stderr."""
        if not isinstance(sys.exception(), ConnectionError | TimeoutError):
            super().handle_error(request, client_address)


class Handler(BaseHTTPRequestHandler):
    """Turns bytes into a Request and a Response into bytes."""

    protocol_version = "HTTP/1.1"
    server_version = "trainer"
    sys_version = ""
    timeout = IDLE_MAX_S
    wbufsize = 1 << 16
    disable_nagle_algorithm = True
    server: Endpoint

    def handle_any(self) -> None:
        """One request of any method."""
        if not self.server.serves(self.headers.get("Host", ""), self.headers.get("Origin", "")):
            self._send(_told(403, "This server answers only to 127.0.0.1 and localhost."), close=True)
            return
        try:
            body = self._body()
        except TooLarge:
            self._send(_told(413, f"A body may have at most {BODY_MAX_BYTES:,} bytes."), close=True)
            return
        except (ValueError, OSError, EOFError, zlib.error):
            self._send(_told(400, "The body cannot be read."), close=True)
            return
        try:
            response = self.server.account.handle(self._request(body))
        except Exception:
            self._send(
                _told(500, "The simulator broke a promise; the server's terminal says which."), close=True
            )
            raise
        self._send(response)

    do_GET = do_POST = do_PUT = do_DELETE = do_HEAD = do_PATCH = handle_any  # noqa: N815 - http.server's names

    def _request(self, body: bytes) -> Request:
        parts = urlsplit(self.path)
        query = tuple(parse_qsl(parts.query, keep_blank_values=True))
        headers = {name.lower(): value for name, value in self.headers.items()}
        return Request(self.command, parts.path or "/", query, headers, body)

    def _body(self) -> bytes:
        if "chunked" in self.headers.get("Transfer-Encoding", "").lower():
            body = self._chunks()
        else:
            length = int(self.headers.get("Content-Length") or 0)
            if length < 0:
                raise ValueError("negative length")
            if length > BODY_MAX_BYTES:
                raise TooLarge
            body = self.rfile.read(length)
        if self.headers.get("Content-Encoding", "").lower() == "gzip":
            with gzip.GzipFile(fileobj=BytesIO(body)) as file:
                body = file.read(BODY_MAX_BYTES + 1)
            if len(body) > BODY_MAX_BYTES:
                raise TooLarge
        return body

    def _chunks(self) -> bytes:
        found = bytearray()
        while size := int(self.rfile.readline(64).partition(b";")[0].strip() or b"0", 16):
            if size < 0 or len(found) + size > BODY_MAX_BYTES:
                raise TooLarge
            found += self.rfile.read(size)
            self.rfile.readline(8)
        while self.rfile.readline(8192).strip():
            pass
        return bytes(found)

    def _send(self, response: Response, *, close: bool = False) -> None:
        self.send_response(response.status)
        headers = dict(response.headers)
        told = headers.pop("Content-Length", None)  # of an object, whose body a HEAD does not bring
        for name, value in headers.items():
            self.send_header(name, "".join(character for character in str(value) if character.isprintable()))
        length = told if told is not None and self.command == "HEAD" else str(len(response.body))
        self.send_header("Content-Length", length)
        if close:
            self.send_header("Connection", "close")
            self.close_connection = True
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(response.body)
        self.wfile.flush()

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - http.server's name
        """Nothing: the caller hears of calls through the account."""


def loopback(address: str) -> bool:
    """Whether only this machine can reach an address; a name other than localhost is none."""
    try:
        return address == "localhost" or ip_address(address).is_loopback
    except ValueError:
        return False


def local_host(host: str) -> bool:
    """Whether a Host header names this machine: a page in a browser cannot pretend that its own name does."""
    name, colon, port = host.rpartition(":")
    if not colon or not port.isdigit():
        name = host
    return name.lower() in LOCAL_NAMES or name.lower().endswith(".localhost")


def local_origin(origin: str) -> bool:
    """Whether a request comes from no web page, or from one of this machine."""
    return not origin or local_host(urlsplit(origin).netloc)


def _told(status: int, message: str) -> Response:
    return Response(status, f"{message}\n".encode(), {"Content-Type": "text/plain; charset=utf-8"})
