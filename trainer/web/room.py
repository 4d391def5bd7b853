"""The sessions of a class: one for each learner, at most so many, kept for a while when their page goes."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable

from trainer.web.model import Learner, Size
from trainer.web.session import ENDED, PUT_OUT, Page, Picture, Session

GRACE_S = 120.0
"""So long a program goes on without a page: a reload, a closed lid, a tab that was closed by mistake."""
FULL = "All places are taken ({seats}); wait until somebody leaves, then load this page again."

Start = Callable[[Learner, Size], Awaitable[Session]]


class Full(Exception):  # noqa: N818 - becomes a sentence on a page
    """Nobody else can come in now."""

    def __init__(self, seats: int) -> None:
        super().__init__(FULL.format(seats=seats))


class Room:
    """Who is in; `start` starts a learner's program."""

    def __init__(self, seats: int, start: Start, grace_s: float = GRACE_S) -> None:
        self._seats = seats
        self._start = start
        self._grace_s = grace_s
        self._sessions: dict[str, Session] = {}
        self._waiting: dict[str, asyncio.TimerHandle] = {}
        """Learners without a page, in the order in which they lost it, and when they are shown out."""
        self._turn = asyncio.Lock()
        self._tasks: set[asyncio.Task[None]] = set()

    def has_place_for(self, learner: Learner) -> bool:
        """Whether this learner would find a place now."""
        running = self._running()
        return learner.name in running or len(running) < self._seats or bool(self._waiting)

    @property
    def process_ids(self) -> list[int]:
        """Of the programs that run."""
        return [session.process_id for session in self._running().values()]

    def refuse_if_full(self, learner: Learner) -> None:
        """Raise Full where there is no place for this learner."""
        if not self.has_place_for(learner):
            raise Full(self._seats)

    async def enter(self, learner: Learner, size: Size, page: Page) -> Session:
        """This learner's program on this page: the one that runs, or a new one. Raises Full, OSError."""
        async with self._turn:
            session = self._running().get(learner.name)
            if session is None:
                self.refuse_if_full(learner)
                if len(self._running()) >= self._seats:
                    await self._put_out(next(iter(self._waiting)), PUT_OUT)
                session = await self._start(learner, size)
                self._sessions[learner.name] = session
            self._wait_no_more(learner.name)
            await session.attach(page, size)
            return session

    def leave(self, learner: Learner, session: Session, page: Page) -> None:
        """The page is gone; the program waits for another for a while."""
        session.detach(page)
        if self._sessions.get(learner.name) is not session or session.attached:
            return
        self._wait_no_more(learner.name)
        if session.ended.is_set():
            del self._sessions[learner.name]
        else:
            loop = asyncio.get_running_loop()
            self._waiting[learner.name] = loop.call_later(self._grace_s, self._too_long, learner.name)

    def picture(self, learner: Learner, key: str) -> Picture | None:
        """A picture that this learner's own program has handed out."""
        session = self._sessions.get(learner.name)
        return session.pictures.get(key) if session is not None else None

    async def close(self) -> None:
        """End all programs, and wait until they have."""
        async with self._turn:
            for name in list(self._waiting):
                self._wait_no_more(name)
            sessions = list(self._sessions.values())
            self._sessions.clear()
            await asyncio.gather(*(session.end(ENDED) for session in sessions))

    def _running(self) -> dict[str, Session]:
        for name in [name for name, one in self._sessions.items() if one.ended.is_set()]:
            del self._sessions[name]
            self._wait_no_more(name)
        return self._sessions

    def _wait_no_more(self, name: str) -> None:
        timer = self._waiting.pop(name, None)
        if timer is not None:
            timer.cancel()

    def _too_long(self, name: str) -> None:
        async def show_out() -> None:
            async with self._turn:
                if name in self._waiting:
                    await self._put_out(name, PUT_OUT)

        task = asyncio.create_task(show_out())
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _put_out(self, name: str, farewell: str) -> None:
        self._wait_no_more(name)
        session = self._sessions.pop(name, None)
        if session is not None:
            with contextlib.suppress(OSError):
                await session.end(farewell)
