"""The program's end of the pipe: a picture goes to the server whole, and the program goes on."""

import base64
import io
import json
from pathlib import Path

import pytest
from textual.app import App

from trainer.web import driver
from trainer.web.driver import BrowserDriver
from trainer.web.packets import META


async def test_a_picture_is_sent_whole_and_one_that_is_too_large_is_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    sent: list[tuple[bytes, dict[str, str]]] = []
    monkeypatch.setattr("textual.drivers.web_driver.InputReader", lambda: None)  # nobody types here
    monkeypatch.setattr(BrowserDriver, "_send", lambda _, kind, data: sent.append((kind, json.loads(data))))
    monkeypatch.setattr(driver, "PICTURE_MOST", 6)
    app = App[None]()
    async with app.run_test() as pilot:
        ours = BrowserDriver(app)
        for data in (b"pixels", b"more than six"):
            ours.deliver_binary(
                io.BytesIO(data), delivery_key="key", save_path=Path("a.png"), mime_type="image/png"
            )
        await pilot.pause()
        ((kind, said),) = sent
        assert kind == META
        assert (said["type"], said["key"], said["mime"]) == ("picture", "key", "image/png")
        assert base64.b64decode(said["data"]) == b"pixels"
        assert [told.message for told in app._notifications] == ["This picture is too large for a browser."]
