"""A simulated account: a world for each region, a clock that moves them, one call at a time."""

import json
import threading
from collections.abc import Callable

from trainer.aws.answer import answer
from trainer.aws.model import Answer, Call, Rejected
from trainer.aws.server.model import BadRequest, Request, Response
from trainer.aws.server.protocols import PROTOCOLS
from trainer.aws.server.routing import scope_of, service_of
from trainer.aws.service_model import operation_model, service_model
from trainer.seed import digest
from trainer.sim.run import run_for
from trainer.sim.world import World
from trainer.value import dataclass, field

CATCH_UP_MAX_MS = 24 * 3_600_000
"""Virtual time that may pass by itself between two requests: a sleeping machine costs no year."""
ADVANCE_MAX_S = 400 * 24 * 3_600
CLOCK_FORMS = "real, manual or xN, such as x60"


def clock_rate(text: str) -> float:
    """Virtual seconds a wall second: `real` 1, `manual` 0, `x60` 60. Raises ValueError for others."""
    named = {"real": 1.0, "manual": 0.0}
    if text in named:
        return named[text]
    try:
        rate = float(text.removeprefix("x")) if text.startswith("x") else -1.0
    except ValueError:
        rate = -1.0
    if not 0 <= rate <= 100_000:
        raise ValueError(f"A clock is {CLOCK_FORMS}; '{text}' is none of them.")
    return rate


@dataclass(slots=True)
class Account:
    """Answers requests. `new_world(region)` makes an empty world; `monotonic` gives wall seconds.

    `heard` is told of every call and its answer, while nothing else can change the world.
    """

    new_world: Callable[[str], World]
    rate: float
    monotonic: Callable[[], float]
    heard: Callable[[World, Call, Answer], None] = lambda _world, _call, _answer: None
    worlds: dict[str, World] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)
    requests: int = 0
    _last: float | None = None
    _owed_ms: float = 0.0

    def handle(self, request: Request) -> Response:
        """The response to a request: AWS's API, or one of the server's own paths."""
        with self.lock:
            self.requests += 1
            self._catch_up()
            if (request.method, request.path) == ("POST", "/moto-api/reset"):
                return self._reset()
            if (request.method, request.path) == ("POST", "/trainer/clock"):
                return self._advance(request)
            return self._call(request)

    def world(self, region: str) -> World:
        """The world of a region, made when first asked for."""
        if region not in self.worlds:
            self.worlds[region] = self.new_world(region)
        return self.worlds[region]

    def _catch_up(self) -> None:
        """Lets virtual time follow the wall clock; fractions of a millisecond are kept for the next time."""
        now = self.monotonic()
        passed = 0.0 if self._last is None else now - self._last
        self._last = now
        self._owed_ms = min(self._owed_ms + passed * 1000 * self.rate, CATCH_UP_MAX_MS)
        whole = int(self._owed_ms)
        self._owed_ms -= whole
        self._run(whole)

    def _run(self, duration_ms: int) -> None:
        if duration_ms > 0:
            for world in self.worlds.values():
                run_for(world, duration_ms)

    def _reset(self) -> Response:
        self.worlds.clear()
        self._owed_ms = 0.0
        return Response(200, b'{"status":"ok"}', {"Content-Type": "application/json"})

    def _advance(self, request: Request) -> Response:
        try:
            seconds = float(json.loads(request.body)["advance_s"])
        except (ValueError, KeyError, TypeError):
            seconds = -1.0
        if not 0 <= seconds <= ADVANCE_MAX_S:
            told = {"message": f'Send {{"advance_s": N}} with N from 0 to {ADVANCE_MAX_S} seconds.'}
            return Response(400, json.dumps(told).encode(), {"Content-Type": "application/json"})
        self._run(int(seconds * 1000))
        times = {region: world.wall().isoformat() for region, world in sorted(self.worlds.items())}
        return Response(200, json.dumps({"now": times}).encode(), {"Content-Type": "application/json"})

    def _call(self, request: Request) -> Response:
        return responded(request, self.requests, self._answer)

    def _answer(self, region: str, call: Call) -> Answer:
        world = self.world(region)
        done = answer(world, call)
        self.heard(world, call, done)
        return done


def responded(request: Request, number: int, ask: Callable[[str, Call], Answer]) -> Response:
    """The response to a request of AWS's API, in its protocol; `ask` answers a call in a region.

    `number` is the request's own, from which its id is drawn.
    """
    scope = scope_of(request)
    request_id = _uuid(digest("request", number, length=32))
    try:
        service = service_model(service_of(request, scope))
    except BadRequest as bad:
        told = {"__type": bad.code, "message": str(bad)}
        return Response(bad.status, json.dumps(told).encode(), {"Content-Type": "application/json"})
    protocol = PROTOCOLS[spoken(service, request)]
    try:
        name = protocol.operation(service, request)
        if name not in service.operation_names:
            raise BadRequest(
                "UnknownOperationException", f"{service.service_name} has no operation '{name}'."
            )
        model = operation_model(service.service_name, name)
        call = Call(service.service_name, name, protocol.read(model, request))
    except BadRequest as bad:
        return protocol.refusal(service, Rejected(bad.code, str(bad), bad.status), request_id)
    done = ask(scope.region, call)
    if isinstance(done, Rejected):
        return protocol.refusal(service, done, request_id)
    return protocol.reply(model, done.data, request_id)


def spoken(service: object, request: Request) -> str:
    """The protocol of a request: the service's own, or an older one that it still takes."""
    metadata = service.metadata  # type: ignore[attr-defined]
    possible = [name for name in (metadata["protocol"], *metadata.get("protocols", ())) if name in PROTOCOLS]
    if request.header("smithy-protocol") == "rpc-v2-cbor":
        return "smithy-rpc-v2-cbor"
    if request.header("x-amz-target") and "json" in possible:
        return "json"
    if b"Action=" in request.body[:4096] and "query" in possible:
        return "query"
    older = [name for name in possible if name != "smithy-rpc-v2-cbor"]
    return older[0] if older else "json"


def _uuid(digits: str) -> str:
    return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:32]))
