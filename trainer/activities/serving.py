"""A lab's world for one's own tools: an address on this machine, each call a line of the lab's history."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from trainer.aws.model import Answer, Call, Rejected
from trainer.aws.server.account import responded
from trainer.aws.server.model import Request, Response

if TYPE_CHECKING:
    from trainer.aws.server.http import Endpoint

Ask = Callable[[Call, int], Answer]
"""Makes a call in the lab after so many seconds of its time, and gives the answer; it is the shell that shows
both."""

RATE = 60
"""Virtual seconds a wall second, for a tool that waits."""
VARIABLES = {"AWS_ACCESS_KEY_ID": "simulated", "AWS_SECRET_ACCESS_KEY": "simulated"}


class LabAccount:
    """Answers requests from a lab's world. Its time stands still, as at the prompt, but for a tool that asks
    the same again: that one waits for something, and a minute passes for each second since it asked."""

    def __init__(self, region: str, ask: Ask, monotonic: Callable[[], float]) -> None:
        self._region, self._ask, self._monotonic = region, ask, monotonic
        self._last: tuple[Call | None, float] = (None, 0.0)
        self._requests = 0

    def handle(self, request: Request) -> Response:
        """The response to a request of AWS's API."""
        self._requests += 1
        return responded(request, self._requests, self._answer)

    def _answer(self, region: str, call: Call) -> Answer:
        if region != self._region:
            told = f"This simulated account has one region, {self._region}."
            return Rejected("InvalidClientTokenId", told, 403)
        before, at = self._last
        now = self._monotonic()
        self._last = (call, now)
        return self._ask(call, int((now - at) * RATE) if call == before else 0)


def opened(port: int, region: str, ask: Ask, monotonic: Callable[[], float]) -> "Endpoint":
    """The address, listening already; `serve_forever` answers. TrainerError if the port cannot be had."""
    from trainer.aws.server.serve import open_endpoint

    return open_endpoint(port, LabAccount(region, ask, monotonic))


def environment(url: str, region: str) -> tuple[str, str]:
    """The line that points a shell's tools to the lab, and the one that ends it."""
    named = {"AWS_ENDPOINT_URL": url, **VARIABLES, "AWS_DEFAULT_REGION": region, "AWS_REGION": region}
    return (
        "export " + " ".join(f"{name}={value}" for name, value in named.items()),
        "unset " + " ".join(named),
    )
