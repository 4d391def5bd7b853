"""Time and order: takes the next event off the agenda, hands it to the behaviours and keeps what they return.

Knows nothing of ECS. Events of one millisecond come by priority, then in the order they were planned.
"""

from collections.abc import Callable
from heapq import heappop, heappush
from typing import Any, TypeAlias

from trainer.sim.forgetting import forget
from trainer.sim.world import Entry, Event, Gone, Reason, Record, Verdict, World
from trainer.value import dataclass

STEPS_MAX = 2_000_000
"""Events one run may take before it is called endless."""
AGENDA_MAX = 500_000
"""Events that may lie ahead before the world is called runaway."""


class Endless(RuntimeError):  # noqa: N818 - it says what the world is
    """A run passed its limits: a behaviour keeps causing itself."""


@dataclass(frozen=True, slots=True)
class Why:
    """A reason as a behaviour gives it; the kernel adds its number, its time and where it came from."""

    about: tuple[str, ...]
    text: str
    rules: tuple[str, ...]
    verdicts: tuple[Verdict, ...] = ()
    because: "int | Why | None" = None
    """Another reason than that of the event being handled: one told before, or one to be told with it."""
    at_ms: int | None = None
    """The moment that it tells of, if that is not now."""


@dataclass(frozen=True, slots=True)
class Later:
    """An event planned `delay_ms` after now. `why` is the place of its cause in the reaction's reasons;
    None means the last of them, or what caused the present event if there are none."""

    delay_ms: int
    event: Event
    why: int | None = None


@dataclass(frozen=True, slots=True)
class Reaction:
    """What a behaviour makes of an event: changed records, later events, reasons."""

    changes: tuple[Record | Gone, ...] = ()
    later: tuple[Later, ...] = ()
    reasons: tuple[Why, ...] = ()


NOTHING = Reaction()

Behaviour: TypeAlias = Callable[[World, Any], Reaction]
"""What makes something of events; its parameter `event` is annotated with those that it heeds."""
Condition: TypeAlias = Callable[[World], bool]


class Behaviours:
    """Behaviours in their order; each is handed only the events that its signature names.

    The type checker thus sees that a behaviour handles what it heeds, and nothing else.
    """

    __slots__ = ("_heeding", "_reacts")

    def __init__(self, *reacts: Behaviour) -> None:
        self._reacts = reacts
        self._heeding: dict[type[Event], tuple[Behaviour, ...]] = {}

    def heeding(self, kind: type[Event]) -> tuple[Behaviour, ...]:
        """Those that heed events of this class, in their order."""
        found = self._heeding.get(kind)
        if found is None:
            found = tuple(react for react in self._reacts if issubclass(kind, _heeded(react)))
            self._heeding[kind] = found
        return found


def _heeded(react: Behaviour) -> Any:
    """A class of events or a union of classes; all events where the signature names none."""
    return getattr(react, "__annotations__", {}).get("event", Event)


def plan(world: World, delay_ms: int, event: Event, cause: int | None = None) -> None:
    """Put an event on the agenda, `delay_ms` from now."""
    if delay_ms < 0:
        raise ValueError(f"an event cannot lie in the past: {delay_ms} ms")
    world.sequence += 1
    cause = world.cause if cause is None else cause
    heappush(world.agenda, Entry(world.now_ms + delay_ms, event.priority, world.sequence, event, cause))


def tell(world: World, why: Why) -> int:
    """Keep a reason and return its id; what is planned next without a cause of its own comes from it."""
    because = tell(world, why.because) if isinstance(why.because, Why) else why.because
    because = world.cause if because is None else because
    at_ms = world.now_ms if why.at_ms is None else why.at_ms
    reason = Reason(world.told, at_ms, why.about, why.text, why.rules, because, why.verdicts)
    world.told += 1
    world.reasons.append(reason)
    return reason.id


def absorb(world: World, reaction: Reaction) -> None:
    """Apply a reaction: records first, then reasons, then later events with their causes."""
    for change in reaction.changes:
        if type(change) is Gone:
            world.remove(change)
        else:
            world.put(change)  # type: ignore[arg-type]  # not Gone, so a record
    told = [tell(world, why) for why in reaction.reasons]
    for later in reaction.later:
        cause = None if not told else told[-1 if later.why is None else later.why]
        plan(world, later.delay_ms, later.event, cause)


def happen(world: World, event: Event, behaviours: Behaviours) -> None:
    """Let an event happen now, outside the agenda: how a command enters the world."""
    cause = world.cause
    _handle(world, event, behaviours)
    world.cause = cause


def step(world: World, behaviours: Behaviours) -> bool:
    """Handle the next event; False when nothing lies ahead."""
    if not world.agenda:
        return False
    at_ms, _, sequence, event, cause = heappop(world.agenda)
    world.now_ms = at_ms
    world.handling = sequence
    world.cause = cause
    _handle(world, event, behaviours)
    if len(world.reasons) > world.reasons_max:
        forget(world)
    return True


def _handle(world: World, event: Event, behaviours: Behaviours) -> None:
    """Each behaviour in turn; what one gave as its reason is the cause of what the next ones plan."""
    for react in behaviours.heeding(type(event)):
        reaction = react(world, event)
        if reaction is not NOTHING:
            absorb(world, reaction)
            if reaction.reasons:
                world.cause = world.told - 1


def run_until(world: World, at_ms: int, behaviours: Behaviours, steps_max: int = STEPS_MAX) -> int:
    """Handle every event up to and at that time, then stand at it; returns how many there were."""
    if at_ms < world.now_ms:
        raise ValueError(f"time runs forwards only: {at_ms} ms lies before {world.now_ms} ms")
    steps = 0
    agenda = world.agenda
    while agenda and agenda[0].at_ms <= at_ms:
        step(world, behaviours)
        steps += 1
        _check(world, steps, steps_max)
    world.now_ms = at_ms
    return steps


def run_until_condition(
    world: World,
    condition: Condition,
    limit_ms: int,
    behaviours: Behaviours,
    steps_max: int = STEPS_MAX,
) -> bool:
    """Handle events until the condition holds; False, standing at the limit, if it does not by then."""
    steps = 0
    while not condition(world):
        if not world.agenda or world.agenda[0].at_ms > limit_ms:
            world.now_ms = max(world.now_ms, limit_ms)
            return condition(world)
        step(world, behaviours)
        steps += 1
        _check(world, steps, steps_max)
    return True


def _check(world: World, steps: int, steps_max: int) -> None:
    if steps > steps_max or len(world.agenda) > AGENDA_MAX:
        raise Endless(f"{steps} events handled and {len(world.agenda)} ahead at {world.now_ms} ms")
