"""A page of headless Chromium, driven by its own debugging protocol, with the cells of the terminal on it."""

import asyncio
import base64
import itertools
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pyte
from aiohttp import ClientSession, ClientWebSocketResponse

KEYS = {
    "Enter": ("Enter", 13, "\r"),
    "Escape": ("Escape", 27, ""),
    "ArrowDown": ("ArrowDown", 40, ""),
    "F5": ("F5", 116, ""),
}
BOX = """(() => { const r = document.querySelector('.xterm-screen').getBoundingClientRect();
return [r.x, r.y, r.width, r.height] })()"""


class Page:
    """One page. What its websockets bring is drawn by pyte too, so that words can be waited for."""

    def __init__(self, socket: ClientWebSocketResponse, session: str) -> None:
        self._socket = socket
        self._session = session
        self._numbers = itertools.count(1)
        self._answers: dict[int, asyncio.Future[Any]] = {}
        self._columns, self._rows = 80, 24
        self._screen = pyte.Screen(80, 24)
        self._stream = pyte.ByteStream(self._screen)
        self.requests: list[str] = []
        """Addresses that were asked for."""
        self.opened: list[str] = []
        """Addresses of windows that were opened."""
        self.complaints: list[str] = []
        """What the browser refused or a script broke on."""
        self.bytes = 0
        self._task = asyncio.create_task(self._listen())

    async def ask(self, method: str, **more: Any) -> Any:
        """The answer to a command of the protocol."""
        number = next(self._numbers)
        self._answers[number] = asyncio.get_running_loop().create_future()
        await self._socket.send_json(
            {"id": number, "sessionId": self._session, "method": method, "params": more}
        )
        return await asyncio.wait_for(self._answers[number], 30)

    async def run(self, script: str) -> Any:
        """The value of a script."""
        found = await self.ask("Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True)
        return found["result"].get("value")

    async def _listen(self) -> None:
        async for message in self._socket:
            said = message.json()
            if "id" in said:
                future = self._answers.pop(said["id"], None)
                if future is not None and not future.done():
                    future.set_result(said.get("result", {}))
            else:
                self._happened(said["method"], said.get("params", {}))

    def _happened(self, method: str, told: dict[str, Any]) -> None:
        if method == "Network.webSocketFrameReceived" and told["response"]["opcode"] == 2:
            data = base64.b64decode(told["response"]["payloadData"])
            self.bytes += len(data)
            self._stream.feed(data)
        elif method == "Network.webSocketFrameSent" and '"resize"' in told["response"]["payloadData"]:
            self._resized(told["response"]["payloadData"])
        elif method == "Network.webSocketCreated":
            self._screen.reset()
        elif method == "Network.requestWillBeSent":
            self.requests.append(told["request"]["url"])
        elif method == "Page.windowOpen":
            self.opened.append(told["url"])
        elif method == "Log.entryAdded":
            self.complaints.append(told["entry"]["text"])
        elif method == "Runtime.exceptionThrown":
            self.complaints.append(str(told["exceptionDetails"].get("exception", {}).get("description")))

    def _resized(self, message: str) -> None:
        import json

        size = json.loads(message)[1]
        self._columns, self._rows = size["width"], size["height"]
        self._screen.resize(self._rows, self._columns)

    @property
    def cells(self) -> list[str]:
        """The terminal's lines."""
        return list(self._screen.display)

    async def shows(self, words: str, seconds: float = 30.0) -> float:
        """Seconds until these words stand there; ends the bench where they do not come."""
        loop = asyncio.get_running_loop()
        began = loop.time()
        while not any(words in line for line in self.cells):
            if loop.time() - began > seconds:
                raise SystemExit(f"not seen: {words!r} in\n" + "\n".join(self.cells))
            await asyncio.sleep(0.005)
        return loop.time() - began

    async def press(self, *keys: str) -> None:
        """Keys by their names, letters by themselves."""
        for key in keys:
            name, number, text = KEYS.get(key, (key, ord(key[0].upper()), key))
            for kind in ("keyDown", "keyUp"):
                more = {"text": text} if text and kind == "keyDown" else {}
                await self.ask(
                    "Input.dispatchKeyEvent",
                    type=kind,
                    key=name,
                    code=name,
                    windowsVirtualKeyCode=number,
                    **more,
                )

    async def click(self, words: str) -> None:
        """Click into these words."""
        row = next(number for number, line in enumerate(self.cells) if words in line)
        column = self.cells[row].index(words) + 1
        left, top, width, height = await self.run(BOX)
        place = {
            "x": left + (column + 0.5) * width / self._columns,
            "y": top + (row + 0.5) * height / self._rows,
        }
        for kind in ("mousePressed", "mouseReleased"):
            await self.ask("Input.dispatchMouseEvent", type=kind, button="left", clickCount=1, **place)

    async def resize(self, width: int, height: int) -> None:
        """The window has another size, in pixels."""
        await self.ask(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=1,
            mobile=False,
        )

    async def load_again(self) -> None:
        """As by the browser's own button; what stood there is forgotten."""
        self._screen.reset()
        await self.ask("Page.reload")

    async def shot(self, file: Path) -> None:
        """Keep what is seen."""
        await asyncio.sleep(0.3)
        found = await self.ask("Page.captureScreenshot", format="png")
        file.write_bytes(base64.b64decode(found["data"]))


@asynccontextmanager
async def browser(program: str) -> AsyncIterator["Browser"]:
    """A Chromium with a profile of its own."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        process = await asyncio.create_subprocess_exec(
            program,
            "--headless=new",
            "--no-sandbox",
            "--remote-debugging-port=0",
            f"--user-data-dir={profile}",
            "about:blank",
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.DEVNULL,
        )
        try:
            port = Path(profile, "DevToolsActivePort")
            while not (port.exists() and port.read_text().count("\n")):
                await asyncio.sleep(0.05)
            number, path = port.read_text().split("\n")[:2]
            async with ClientSession() as client:
                yield Browser(client, f"ws://127.0.0.1:{number}{path}")
        finally:
            process.terminate()
            await process.wait()


class Browser:
    """Opens pages, each with cookies of its own."""

    def __init__(self, client: ClientSession, address: str) -> None:
        self._client = client
        self._address = address

    async def page(self, width: int, height: int) -> Page:
        """A new page in a window of this size."""
        socket = await self._client.ws_connect(self._address, max_msg_size=0)
        context = await _asked(socket, "Target.createBrowserContext")
        target = await _asked(socket, "Target.createTarget", url="about:blank", **context)
        attached = await _asked(socket, "Target.attachToTarget", flatten=True, **target)
        page = Page(socket, attached["sessionId"])
        for domain in ("Page", "Network", "Runtime", "Log"):
            await page.ask(f"{domain}.enable")
        await page.resize(width, height)
        return page


async def _asked(socket: ClientWebSocketResponse, method: str, **more: Any) -> dict[str, Any]:
    """The answer to a command before there is a page to listen for it."""
    await socket.send_json({"id": -1, "method": method, "params": more})
    while (said := await socket.receive_json()).get("id") != -1:
        pass
    return dict(said["result"])
