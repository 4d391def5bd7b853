"""What every request has to pass, and what every answer says to the browser.

A browser sends any page's requests to this machine, with our cookie if the page is ours. So the `Host` must
be one of ours (a foreign name may point here), and whatever changes something, or opens the terminal, must
come from a page of ours.
"""

from collections.abc import Mapping

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",  # without any, forms would have no origin either
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "clipboard-read=(), camera=(), microphone=(), geolocation=(), usb=(), payment=()",
    "X-Frame-Options": "DENY",
    "Server": "trainer",
}
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; font-src 'self'; "
    "img-src 'self' data:; connect-src 'self' {socket}; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'"
)
"""Scripts, fonts and connections of this server alone. xterm.js writes a style of its own for its colours."""
WRONG_HOST = "This address is not one that the trainer answers to; take the link that its server printed."
FOREIGN = "The trainer answers to its own pages only; open the link that its server printed."


def guard(hosts: Mapping[str, str]) -> Middleware:
    """Refuses foreign hosts and origins; `hosts` are ours, each with the origin of its pages."""

    @web.middleware
    async def guarded(request: web.Request, handler: Handler) -> web.StreamResponse:
        origin = hosts.get(request.headers.get("Host", "").lower())
        if origin is None:
            return web.Response(status=421, text=WRONG_HOST)
        # a browser leaves the origin out of a plain GET, never of a form or a websocket
        told = request.headers.get("Origin")
        own = told == origin if told is not None else request.method == "GET" and not _upgrade(request)
        if not own:
            return web.Response(status=403, text=FOREIGN)
        return await handler(request)

    return guarded


def policy(request: web.Request, hosts: Mapping[str, str]) -> str:
    """The Content-Security-Policy of an answer to this request."""
    origin = hosts.get(request.headers.get("Host", "").lower(), "")
    return POLICY.format(socket=origin.replace("http", "ws", 1)).replace("  ", " ").replace(" ;", ";")


def _upgrade(request: web.Request) -> bool:
    return "upgrade" in request.headers.get("Connection", "").lower() or "Upgrade" in request.headers
