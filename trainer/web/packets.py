"""What the server and a learner's program say to each other, on the program's standard streams.

Textual's web driver made the form: one byte of kind, four of length (big-endian), then so many bytes. `D` is
what a terminal writes or a keyboard types, `M` an object in JSON.
"""

import asyncio
import json
from typing import Any

DATA, META = b"D", b"M"
READY = b"__GANGLION__\n"
"""Textual's line before the first packet."""
META_MOST = 24_000_000
"""Bytes of one packet: a picture of some 16 MB in base64."""


def packed(kind: bytes, payload: bytes) -> bytes:
    """A packet."""
    return b"%s%s%s" % (kind, len(payload).to_bytes(4, "big"), payload)


def told(kind: str, **more: Any) -> bytes:
    """A packet of meta information."""
    return packed(META, json.dumps({"type": kind, **more}).encode())


async def next_packet(stream: asyncio.StreamReader) -> tuple[bytes, bytes] | None:
    """The next packet; None at the end, or where what comes is none."""
    try:
        head = await stream.readexactly(5)
        size = int.from_bytes(head[1:], "big")
        if head[:1] not in (DATA, META, b"P") or size > META_MOST:
            return None
        return head[:1], await stream.readexactly(size)
    except (asyncio.IncompleteReadError, ConnectionError):
        return None


async def ready(stream: asyncio.StreamReader) -> bool:
    """Whether the program came so far that it draws."""
    for _ in range(10):
        try:
            line = await stream.readline()
        except (ValueError, ConnectionError):
            return False
        if line == READY:
            return True
        if not line:
            return False
    return False
