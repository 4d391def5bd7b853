"""An exam from the form to its score, as values. Until it has ended a screen sees only `OpenItem`s."""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TypeAlias

from trainer.content.model import Blueprint
from trainer.memory.model import Confidence
from trainer.questions.model import Item, Mark, Picture, Response
from trainer.value import dataclass

ItemsSource: TypeAlias = Callable[[str, int], Iterable[Item]]
"""Items for (domain id, how many options to choose: 1 = multiple choice, 2 or more = any multiple response).

Reserved patterns included, in a seeded order, as many as the caller cares to draw.
"""


@dataclass(frozen=True, slots=True)
class FormItem:
    """One place of a form."""

    item: Item
    domain: str
    scored: bool = True
    """False: one of the unscored items, which ones is told afterwards."""


@dataclass(frozen=True, slots=True)
class Form:
    """An assembled exam: items and their order are settled."""

    form_id: str
    blueprint: Blueprint
    seed: int
    content_version: str
    items: tuple[FormItem, ...]
    notes: tuple[str, ...] = ()
    """What of the blueprint could not be had, in sentences."""


@dataclass(frozen=True, slots=True)
class Moment:
    """One reading of both clocks, taken together."""

    now: datetime
    """Aware, UTC."""
    monotonic: float
    """Seconds; only differences within one process mean anything."""


@dataclass(frozen=True, slots=True)
class Answered:
    """A response was given, or changed; empty `chosen` takes it back."""

    at: datetime
    used_s: float
    position: int
    response: Response
    taken_ms: int
    confidence: Confidence | None = None
    """The learner's own word, never scored."""


@dataclass(frozen=True, slots=True)
class Flagged:
    """An item was flagged for later, or no longer."""

    at: datetime
    used_s: float
    position: int
    on: bool


@dataclass(frozen=True, slots=True)
class Struck:
    """An option was struck out, or no longer."""

    at: datetime
    used_s: float
    position: int
    option: str
    on: bool


@dataclass(frozen=True, slots=True)
class Moved:
    """Another item was turned to."""

    at: datetime
    used_s: float
    position: int


@dataclass(frozen=True, slots=True)
class ClockRead:
    """The clocks were compared: after a resume, or because the wall clock had jumped by `jump_s`."""

    at: datetime
    used_s: float
    jump_s: float


@dataclass(frozen=True, slots=True)
class Paused:
    """The clock stands still until the next event; in practice only."""

    at: datetime
    used_s: float


class Ending(StrEnum):
    """How an attempt ended."""

    SUBMITTED = "submitted"
    TIME_OUT = "time-out"


@dataclass(frozen=True, slots=True)
class Ended:
    """The attempt is over."""

    at: datetime
    used_s: float
    how: Ending


Event: TypeAlias = Answered | Flagged | Struck | Moved | ClockRead | Paused | Ended
"""`at`: wall clock, UTC. `used_s`: seconds of exam time used by then."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """One go at a form. Positions count from 0. Everything but the start follows from `events`."""

    attempt_id: str
    form: Form
    started_at: datetime
    limit_s: int | None
    """None: untimed."""
    responses: tuple[Response | None, ...]
    flags: tuple[bool, ...]
    struck: tuple[frozenset[str], ...]
    taken_ms: tuple[int, ...]
    position: int
    used_s: float
    read_at: datetime
    """When `used_s` was taken."""
    read_monotonic: float | None
    """The monotonic clock then; None when it was another process's."""
    ended: Ended | None
    events: tuple[Event, ...] = ()
    practice: bool = False
    """Whether it may be paused. Still no word of what is right before the end."""
    sure: tuple[Confidence | None, ...] = ()
    """What was said of each answer; empty while nothing was."""

    @property
    def paused(self) -> bool:
        """Whether the clock stands still."""
        return bool(self.events) and isinstance(self.events[-1], Paused)

    def complete(self, position: int) -> bool:
        """Whether the item has a response with as many options as it takes."""
        response = self.responses[position]
        return response is not None and len(response.chosen) == self.form.items[position].item.select

    @property
    def answered(self) -> int:
        """How many items have a complete response."""
        return sum(self.complete(position) for position in range(len(self.responses)))

    @property
    def deadline(self) -> datetime | None:
        """When time runs out on the wall clock, as far as the clocks were read; None if untimed."""
        return None if self.limit_s is None else self.read_at + timedelta(seconds=self.limit_s - self.used_s)


@dataclass(frozen=True, slots=True)
class TimeLeft:
    """What the clock says. `left_s` is None in an untimed attempt."""

    left_s: float | None
    used_s: float
    jump_s: float = 0.0
    """By how much the wall clock was set since it was last read; exam time did not jump along."""

    @property
    def out(self) -> bool:
        """Whether the time is over."""
        return self.left_s is not None and self.left_s <= 0


@dataclass(frozen=True, slots=True)
class OpenOption:
    """An option as an open exam shows it."""

    id: str
    text: str
    struck: bool


@dataclass(frozen=True, slots=True)
class OpenItem:
    """An item as an open exam shows it: nothing here tells what is right."""

    position: int
    of: int
    stem: str
    exhibit: str
    picture: Picture | None
    options: tuple[OpenOption, ...]
    select: int
    chosen: tuple[str, ...]
    flagged: bool
    confidence: Confidence | None = None
    """What the learner said beside the answer."""


@dataclass(frozen=True, slots=True)
class Place:
    """A line of the navigator."""

    position: int
    answered: bool
    begun: bool
    """Some options are chosen, fewer than the item takes."""
    flagged: bool
    here: bool


@dataclass(frozen=True, slots=True)
class DomainScore:
    """Raw score in one domain, with the 80 % range (Wilson) that so few items allow."""

    domain: str
    right: int
    of: int
    low_percent: float
    high_percent: float


@dataclass(frozen=True, slots=True)
class Reviewed:
    """One item of an ended attempt with all that was hidden before."""

    position: int
    item: Item
    domain: str
    scored: bool
    mark: Mark
    """For an item without a response: wrong, with an empty response."""
    answered: bool
    flagged: bool
    taken_ms: int
    confidence: Confidence | None = None

    @property
    def sure_and_wrong(self) -> bool:
        """Answered wrong with certainty: the misconceptions, to be looked at first."""
        return self.answered and not self.mark.right and self.confidence is Confidence.SURE

    @property
    def lucky(self) -> bool:
        """Right by a guess, in the learner's own words."""
        return self.mark.right and self.confidence is Confidence.GUESS


@dataclass(frozen=True, slots=True)
class Score:
    """The raw result. The pass line is trainer's own share of right answers, not AWS's equated scale."""

    right: int
    of: int
    answered: int
    pass_right: int
    """Right answers at the pass line."""
    pass_percent: float
    domains: tuple[DomainScore, ...]
    ending: Ending

    @property
    def passed(self) -> bool:
        """Whether the raw score reaches the pass line."""
        return self.right >= self.pass_right
