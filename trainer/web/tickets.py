"""Who has come in: tickets, which browsers keep as a cookie, and how often somebody may try."""

import hashlib
import secrets
from collections import deque
from collections.abc import Callable

from trainer.web.model import Learner

TICKETS_MOST = 8
"""Browsers that one learner may be in with; the oldest has to come in anew."""


class Tickets:
    """Tickets in memory: they end with the server. Kept and looked up by their digest, never as they are."""

    def __init__(self) -> None:
        self._learners: dict[bytes, Learner] = {}

    def issue(self, learner: Learner) -> str:
        """A new ticket for this learner."""
        own = [key for key, one in self._learners.items() if one == learner]
        for key in own[: len(own) + 1 - TICKETS_MOST]:
            del self._learners[key]
        ticket = secrets.token_urlsafe(32)
        self._learners[_digest(ticket)] = learner
        return ticket

    def learner(self, ticket: str) -> Learner | None:
        """Whose ticket this is."""
        return self._learners.get(_digest(ticket))

    def withdraw(self, ticket: str) -> None:
        """It opens nothing any more."""
        self._learners.pop(_digest(ticket), None)


def _digest(ticket: str) -> bytes:
    return hashlib.sha256(ticket.encode("utf-8", "replace")).digest()


class Attempts:
    """Counts wrong codes: at most so many in a minute from one address, and in all."""

    SECONDS = 60.0

    def __init__(self, monotonic: Callable[[], float], each: int = 10, in_all: int = 120) -> None:
        self._monotonic = monotonic
        self._each = each
        self._in_all = in_all
        self._wrong: deque[tuple[float, str]] = deque(maxlen=in_all)

    def too_many(self, address: str) -> bool:
        """Whether this address has to wait before it is listened to again."""
        now = self._monotonic()
        while self._wrong and self._wrong[0][0] <= now - self.SECONDS:
            self._wrong.popleft()
        mine = sum(1 for _, one in self._wrong if one == address)
        return mine >= self._each or len(self._wrong) >= self._in_all

    def wrong(self, address: str) -> None:
        """A wrong code came from there."""
        self._wrong.append((self._monotonic(), address))
