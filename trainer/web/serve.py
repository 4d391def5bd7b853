"""`trainer serve`: open the port, say where, answer until told to end, and leave no program behind."""

import asyncio
import os
import signal
import socket
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path

from aiohttp import web

from trainer.clock import Clock
from trainer.errors import TrainerError
from trainer.value import dataclass
from trainer.web.homes import begun, prepare
from trainer.web.model import Address, Learner, Size
from trainer.web.room import GRACE_S, Room
from trainer.web.server import House, application
from trainer.web.session import Session, start
from trainer.web.tickets import Attempts, Tickets
from trainer.web.visitor import command, environment

ENDS_S = 2.0


@dataclass(frozen=True, slots=True)
class Plan:
    """What to serve, to whom, and where."""

    address: Address
    port: int
    """0 takes any free one."""
    word: str
    seats: int
    learners: tuple[Learner, ...]
    course: Path | None
    prepared: Path
    """The home folder whose compiled course others begin with."""
    grace_s: float = GRACE_S


def serve(plan: Plan, clock: Clock, say: Callable[[str], None], lead: Callable[[str], None]) -> None:
    """Serve until SIGTERM or SIGINT.

    `say` takes what an instructor may want to know; `lead` gets the server's origin once it listens.
    Raises TrainerError where the course has mistakes or the port cannot be had.
    """
    with closing(_listener(plan.address.listen, plan.port)) as listener:
        prepare(plan.course, plan.prepared)
        asyncio.run(_serve(plan, listener, clock, say, lead))


async def _serve(
    plan: Plan,
    listener: socket.socket,
    clock: Clock,
    say: Callable[[str], None],
    lead: Callable[[str], None],
) -> None:
    end = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        with suppress(NotImplementedError):
            loop.add_signal_handler(number, end.set)

    async def begin(learner: Learner, size: Size) -> Session:
        home = begun(learner.home, plan.prepared)
        told = environment(home, size, os.environ)
        return await start(command(plan.course), told, home, lambda words: say(f"{learner.name}: {words}"))

    port = listener.getsockname()[1]
    hosts = plan.address.hosts(port)
    origin = next(iter(hosts.values()))
    room = Room(plan.seats, begin, plan.grace_s)
    house = House(
        hosts=hosts,
        learners=plan.learners,
        word=plan.word,
        room=room,
        tickets=Tickets(),
        attempts=Attempts(clock.monotonic),
        cookie=f"{'__Host-' if origin.startswith('https') else ''}trainer-{port}",
    )
    runner = web.AppRunner(application(house), access_log=None, shutdown_timeout=ENDS_S)
    await runner.setup()
    await web.SockSite(runner, listener).start()
    lead(origin)
    try:
        await end.wait()
    finally:
        await room.close()
        await runner.cleanup()


def _listener(host: str, port: int) -> socket.socket:
    try:
        return socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET)
    except OSError as error:
        reason = error.strerror or str(error)
        raise TrainerError(f"port {port} of {host} cannot be used: {reason}; try --port 0") from error
