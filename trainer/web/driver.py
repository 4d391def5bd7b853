"""Draws the screens into a browser, from the program's side of the pipe.

Textual's own driver goes on as if nothing had happened when the server dies, cannot be drawn anew for a page
that was loaded again, and hands files over in pieces on request. This one ends, repaints, and sends a picture
whole; the server says to whom.
"""

import base64
import contextlib
import json
import os
import time
from collections.abc import Mapping
from pathlib import Path
from threading import Thread
from typing import Any, BinaryIO, Literal, TextIO

from textual import events, messages
from textual.drivers.web_driver import WebDriver

from trainer.web.packets import DATA, META, packed

ENDS_S = 5.0
"""So long the program may take to end after its server is gone."""
PICTURE_MOST = 16_000_000


class BrowserDriver(WebDriver):
    """Textual's web driver, held to a server that may go at any moment and a page that may come again."""

    def write(self, data: str) -> None:
        """Write what a terminal would be sent."""
        self._send(DATA, data.encode("utf-8", "replace"))

    def write_meta(self, data: Mapping[str, object]) -> None:
        """Tell the server something."""
        self._send(META, json.dumps(data).encode())

    def _send(self, kind: bytes, payload: bytes) -> None:
        data = memoryview(packed(kind, payload))
        with contextlib.suppress(OSError):  # the server is gone; the end of the input tells it too
            while data:
                data = data[os.write(self.fileno, data) :]

    def run_input_thread(self) -> None:
        """Read until the server is gone, and then end, whatever the program is doing."""
        super().run_input_thread()
        if not self.exit_event.is_set():
            self._app.post_message(messages.ExitApp())
            Thread(target=_end_soon, daemon=True).start()

    def on_meta(self, packet_type: str, payload: dict[str, object]) -> None:
        """What the server tells."""
        if packet_type == "attach":
            self._app.call_later(self.repaint)
        elif packet_type in ("resize", "focus", "blur", "quit"):
            super().on_meta(packet_type, payload)

    def repaint(self) -> None:
        """A page was loaded anew: its terminal is empty and knows no modes."""
        self.write("\x1b[?1049h\x1b[?25l")
        self._enable_mouse_support()
        self._enable_bracketed_paste()
        self._app.screen.refresh(layout=True)

    def deliver_binary(
        self,
        binary: BinaryIO | TextIO,
        *,
        delivery_key: str,
        save_path: Path,
        open_method: Literal["browser", "download"] = "download",  # noqa: ARG002 - as Textual declares it
        encoding: str | None = None,  # noqa: ARG002
        mime_type: str | None = None,
        name: str | None = None,
    ) -> None:
        """Send a picture to the server, for this learner's browser alone."""
        with contextlib.closing(binary):
            data: Any = binary.read(PICTURE_MOST + 1)
        if isinstance(data, str) or len(data) > PICTURE_MOST:
            self._app.notify("This picture is too large for a browser.", severity="warning")
            return
        coded = base64.b64encode(data).decode()
        self.write_meta({"type": "picture", "key": delivery_key, "mime": mime_type, "data": coded})
        told = events.DeliveryComplete(key=delivery_key, path=None, name=name or save_path.name)
        self._app.post_message(told)


def _end_soon() -> None:
    """A screen that hangs must not outlive the class."""
    time.sleep(ENDS_S)
    os._exit(1)
