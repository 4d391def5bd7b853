"""What a learner was sure of and wrong about, until it was told apart on two separate days; and leeches."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from enum import StrEnum

from trainer.content.model import FactId
from trainer.memory.model import MemoryState, Reviewed
from trainer.value import dataclass, replace

DAYS_TO_BREAK = 2
LEECH_LAPSES = 4
"""Forgotten so often, a fact takes more time than it is worth the way it is learned now."""


class Turn(StrEnum):
    """What an answer says of a pair."""

    HELD = "held"
    """Sure and wrong: one was taken for the other."""
    SLIPPED = "slipped"
    """Wrong again, surely or not, while the misconception is open."""
    TOLD_APART = "told apart"
    """Right where the pair was at stake."""


@dataclass(frozen=True, slots=True)
class PairEvent:
    """One answer on two things that are confused."""

    one: str
    """What was right: a concept's id, or words."""
    other: str
    """What it was taken for."""
    fact_id: FactId
    turn: Turn
    at: datetime

    @property
    def pair(self) -> tuple[str, str]:
        """Both, in an order that does not tell which was right."""
        return (self.one, self.other) if self.one <= self.other else (self.other, self.one)


@dataclass(frozen=True, slots=True)
class Misconception:
    """A confusion that is not broken yet."""

    one: str
    other: str
    fact_id: FactId
    """The fact that was missed."""
    since: datetime
    told_apart_on: tuple[date, ...] = ()
    """Days on which it was got right since."""

    @property
    def pair(self) -> tuple[str, str]:
        """Both, in an order that does not tell which was right."""
        return (self.one, self.other) if self.one <= self.other else (self.other, self.one)


def still_open(events: Iterable[PairEvent]) -> tuple[Misconception, ...]:
    """The misconceptions that are not broken, oldest first. Being wrong again begins the count anew."""
    return _replay(events)[0]


def broken(events: Iterable[PairEvent]) -> tuple[datetime, ...]:
    """When misconceptions were broken, in the order of the log."""
    return _replay(events)[1]


def _replay(events: Iterable[PairEvent]) -> tuple[tuple[Misconception, ...], tuple[datetime, ...]]:
    """Those still open, and the moments at which others were broken."""
    found: dict[tuple[str, str], Misconception] = {}
    done: list[datetime] = []
    for event in events:
        known = found.get(event.pair)
        if event.turn is Turn.HELD and known is None:
            found[event.pair] = Misconception(event.one, event.other, event.fact_id, event.at)
        elif known is not None and event.turn is not Turn.TOLD_APART:
            found[event.pair] = replace(known, told_apart_on=())
        elif known is not None and event.at.date() not in known.told_apart_on:
            days = (*known.told_apart_on, event.at.date())
            found[event.pair] = replace(known, told_apart_on=days)
            if len(days) >= DAYS_TO_BREAK:
                del found[event.pair]
                done.append(event.at)
    return tuple(found.values()), tuple(done)


def leeches(states: Mapping[FactId, MemoryState]) -> tuple[FactId, ...]:
    """Facts forgotten again and again, worst first."""
    bad = [
        (-state.lapses, state.stability, fact)
        for fact, state in states.items()
        if isinstance(state, Reviewed) and state.lapses >= LEECH_LAPSES
    ]
    return tuple(fact for _, _, fact in sorted(bad))
