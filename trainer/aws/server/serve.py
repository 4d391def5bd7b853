"""`trainer ecs serve`: open the port, say so, answer until told to end."""

import signal
import threading
from collections.abc import Callable
from datetime import datetime
from types import FrameType

from trainer.aws.server.account import Account, clock_rate
from trainer.aws.server.http import LOOPBACK, Answering, Endpoint
from trainer.errors import TrainerError, UsageError
from trainer.sim.start import new_world
from trainer.sim.world import START


def open_account(
    clock: str, monotonic: Callable[[], float], seed: int = 1, now: Callable[[], datetime] = lambda: START
) -> Account:
    """A fresh account whose regions start with a default VPC, three subnets and a security group.

    `clock` is real, manual or xN (UsageError otherwise); `monotonic` gives wall seconds. A region's world
    begins, first and after each reset, at the minute that `now` gives when it is first asked for anything.
    """
    try:
        rate = clock_rate(clock)
    except ValueError as error:
        raise UsageError(str(error)) from error
    return Account(lambda region: new_world(seed, region, start=now()), rate, monotonic)


def open_endpoint(port: int, account: Answering, host: str = LOOPBACK) -> Endpoint:
    """Listens there; port 0 takes any free one. Raises TrainerError when the port cannot be had."""
    try:
        return Endpoint(port, account, host)
    except (OSError, OverflowError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise TrainerError(f"Port {port} of {host} cannot be used: {reason}. Try --port 0.") from error


def serve(
    port: int,
    clock: str,
    monotonic: Callable[[], float],
    say: Callable[[str], object],
    seed: int = 1,
    host: str = LOOPBACK,
    now: Callable[[], datetime] = lambda: START,
) -> None:
    """Serves until SIGTERM or SIGINT; `say` is given the line `listening on http://127.0.0.1:PORT`.

    Call it in the main thread: it answers the signals while it runs and puts their handlers back afterwards.
    """
    endpoint = open_endpoint(port, open_account(clock, monotonic, seed, now), host)

    def end(number: int, frame: FrameType | None) -> None:  # noqa: ARG001 - a signal handler's form
        threading.Thread(target=endpoint.shutdown, daemon=True).start()

    before = {number: signal.signal(number, end) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        say(f"listening on {endpoint.url}")
        endpoint.serve_forever(poll_interval=0.1)
    finally:
        endpoint.server_close()
        for number, handler in before.items():
            signal.signal(number, handler)
