"""A world as plain data: records in tables, what is still to happen, and why everything happened."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any, ClassVar, NamedTuple, Protocol, TypeVar, cast

from trainer.seed import Stream, digest, stream
from trainer.value import dataclass, field

START = datetime(2026, 1, 5, 10, 0, 0, tzinfo=UTC)
"""The wall time of a world's first millisecond unless it is told another: equal worlds show equal times."""


class Record(Protocol):
    """A value of a table: a frozen dataclass with a key and the groups under which it is found."""

    @property
    def key(self) -> str:
        """What it is called in its table."""
        ...

    @property
    def groups(self) -> tuple[str, ...]:
        """Names under which `World.among` finds it."""
        ...


R = TypeVar("R", bound=Record)


@dataclass(frozen=True, slots=True)
class Gone:
    """A change that takes a record out of its table."""

    table: type[Any]
    key: str


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened; subclasses name it in the past tense."""

    priority: ClassVar[int] = 5
    """Which of several events of one millisecond comes first: the lowest."""


class Entry(NamedTuple):
    """An event to come. Sequence numbers are unique, so entries never compare their events."""

    at_ms: int
    priority: int
    sequence: int
    event: Event
    cause: int
    """The id of the reason it comes from; -1 at the beginning of all."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What placement said of one container instance: nothing lacking means that the task fits."""

    instance: str
    name: str
    """How a person calls it: `i-0a1… (us-east-1a)`."""
    lacks: tuple[Lack, ...] = ()


@dataclass(frozen=True, slots=True)
class Lack:
    """One thing that kept a task from a container instance, with AWS's reason word."""

    code: str
    text: str
    rule: str


@dataclass(frozen=True, slots=True)
class Reason:
    """Why something is as it is: a plain sentence, the rules behind it, and the reason it came from."""

    id: int
    at_ms: int
    about: tuple[str, ...]
    text: str
    rules: tuple[str, ...]
    because: int = -1
    verdicts: tuple[Verdict, ...] = ()


@dataclass(slots=True)
class World:
    """Everything there is at one moment. Records are never changed in place, only put anew."""

    seed: int
    account: str = "123456789012"
    region: str = "us-east-1"
    now_ms: int = 0
    sequence: int = 0
    """The last number given to an event or a command."""
    handling: int = 0
    """The number of the event or command being handled: chance and new ids are drawn from it."""
    cause: int = -1
    """The id of the reason behind what is being handled."""
    agenda: list[Entry] = field(default_factory=list)
    reasons: list[Reason] = field(default_factory=list)
    tables: dict[type[Any], dict[str, Any]] = field(default_factory=dict)
    index: dict[str, dict[str, None]] = field(default_factory=dict, compare=False, repr=False)
    """Group name -> keys in the order of arrival; derived from the tables."""
    told: int = 0
    """How many reasons were ever told: the id of the next one."""
    reasons_max: int = 50_000
    """With more reasons than this those that nothing leads to any more are forgotten."""
    start: datetime = START
    """The wall time of the first millisecond; aware, UTC."""

    def of(self, table: type[R]) -> dict[str, R]:
        """All records of a type by key, oldest first; to be read only."""
        return cast("dict[str, R]", self.tables.get(table) or {})

    def get(self, table: type[R], key: str) -> R | None:
        """The record of that key, if there is one."""
        found = self.tables.get(table)
        return None if found is None else cast("R | None", found.get(key))

    def need(self, table: type[R], key: str) -> R:
        """The record of that key, which must be there."""
        return cast("R", self.tables[table][key])

    def among(self, table: type[R], group: str) -> list[R]:
        """The records of a group, oldest first."""
        records = self.tables.get(table)
        return [records[key] for key in self.index.get(group, ())] if records else []

    def each(self, table: type[R], group: str) -> Iterator[R]:
        """Like `among`, one by one: for who needs the first few of very many, and changes none meanwhile."""
        records = cast("dict[str, R]", self.tables.get(table) or {})
        return (records[key] for key in self.index.get(group, ()))

    def put(self, record: Record) -> None:
        """Store a record, new or instead of the one with its key."""
        table = self.tables.setdefault(type(record), {})
        key = record.key
        old = table.get(key)
        table[key] = record
        groups = record.groups
        if old is None:
            self._join(groups, key)
        elif old.groups != groups:
            self._leave([group for group in old.groups if group not in groups], key)
            self._join([group for group in groups if group not in old.groups], key)

    def remove(self, gone: Gone) -> None:
        """Take a record out, if it is there."""
        record = self.tables.get(gone.table, {}).pop(gone.key, None)
        if record is not None:
            self._leave(record.groups, gone.key)

    def _join(self, groups: tuple[str, ...] | list[str], key: str) -> None:
        for group in groups:
            self.index.setdefault(group, {})[key] = None

    def _leave(self, groups: tuple[str, ...] | list[str], key: str) -> None:
        for group in groups:
            members = self.index[group]
            members.pop(key)
            if not members:
                del self.index[group]

    def copy(self) -> World:
        """Another world with the same present and the same future."""
        return World(
            self.seed,
            self.account,
            self.region,
            self.now_ms,
            self.sequence,
            self.handling,
            self.cause,
            self.agenda.copy(),
            self.reasons.copy(),
            {table: records.copy() for table, records in self.tables.items()},
            {group: keys.copy() for group, keys in self.index.items()},
            self.told,
            self.reasons_max,
            self.start,
        )

    def reason(self, number: int) -> Reason | None:
        """The reason of that id; None if there was none, or it is forgotten."""
        if number < 0:
            return None
        reasons = self.reasons
        if number < len(reasons) and reasons[number].id == number:
            return reasons[number]
        place = bisect_left(reasons, number, key=lambda reason: reason.id)
        return reasons[place] if place < len(reasons) and reasons[place].id == number else None

    def begin(self) -> int:
        """A new sequence number for a command that is handled now; it starts a new chain of causes."""
        self.sequence += 1
        self.handling = self.sequence
        self.cause = -1
        return self.handling

    def wall(self, at_ms: int | None = None) -> datetime:
        """The wall time of a moment, by default of now; aware, UTC."""
        return self.start + timedelta(milliseconds=self.now_ms if at_ms is None else at_ms)

    def ms_of(self, at: datetime) -> int:
        """The millisecond of a wall time (aware); negative before the world began."""
        return (at - self.start) // timedelta(milliseconds=1)

    def chance(self, *names: object) -> Stream:
        """The stream of that name for what is being handled: a copied world draws the same."""
        return stream(self.seed, self.handling, *names)

    def new_id(self, *names: object, length: int = 32) -> str:
        """Hexadecimal digits that no other event or name gives in this world."""
        return digest(self.seed, self.handling, *names, length=length)

    def new_uuid(self, *names: object) -> str:
        """The same in the form of a UUID."""
        digits = self.new_id(*names)
        return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))

    def arn(self, resource: str, service: str = "ecs") -> str:
        """The ARN of a resource of this account and region."""
        return f"arn:aws:{service}:{self.region}:{self.account}:{resource}"

    def rebuilt(self) -> World:
        """The same world with its index made anew from the tables."""
        self.index.clear()
        for records in self.tables.values():
            for key, record in records.items():
                self._join(record.groups, key)
        return self

    def records(self) -> Iterator[Record]:
        """Every record, table by table."""
        for records in self.tables.values():
            yield from records.values()
