"""Composing a command: what is chosen so far, what can be chosen now, the line that comes of it."""

from trainer.aws.composing.entries import list_of, with_another, without
from trainer.aws.composing.form import Field, Path, fields, values_of
from trainer.aws.composing.things import Deed, Thing, deeds, things
from trainer.aws.composing.writing import Unwritable, command
from trainer.sim.world import World
from trainer.value import dataclass, field


@dataclass
class Composing:
    """Level 0: a thing; 1: a deed; 2: the fields. Entries are pairs of words to be shown."""

    world: World
    thing: Thing | None = None
    deed: Deed | None = None
    filled: dict[Path, str] = field(default_factory=dict)
    _fields: tuple[Field, ...] = ()

    @property
    def level(self) -> int:
        """How much is chosen."""
        return 0 if self.thing is None else 1 if self.deed is None else 2

    @property
    def so_far(self) -> str:
        """What is chosen, in words."""
        parts = [f"{self.thing.kind} {self.thing.name}"] if self.thing is not None else []
        parts += [self.deed.words] if self.deed is not None else []
        return " · ".join(parts)

    def entries(self) -> list[tuple[str, str]]:
        """What can be chosen now; of fields, their name and value."""
        if self.thing is None:
            return [(one.kind, one.name) for one in things(self.world)]
        if self.deed is None:
            return [(one.words.split()[0], one.words.split()[1]) for one in deeds(self.thing)]
        return [
            (f"{'* ' if one.required else '  '}{one.label}", self.filled.get(one.path, ""))
            for one in self._fields
        ]

    def choose(self, place: int) -> None:
        """Take that entry."""
        if self.thing is None:
            self.thing = things(self.world)[place]
        elif self.deed is None:
            self.deed = deeds(self.thing)[place]
            self._fields = fields(self.world, self.thing, self.deed)
            self.filled = dict(values_of(self._fields))

    def back(self) -> bool:
        """A step back; False at the beginning."""
        if self.deed is not None:
            self.deed = None
        elif self.thing is not None:
            self.thing = None
        else:
            return False
        return True

    def value(self, place: int) -> str:
        """What stands in a field."""
        return self.filled.get(self._fields[place].path, "")

    def put(self, place: int, text: str) -> None:
        """Write into a field."""
        self.filled[self._fields[place].path] = text

    def in_list(self, place: int) -> bool:
        """Whether the field lies in a list, which may have more entries."""
        return list_of(self._fields[place].path) is not None

    def add(self, place: int) -> int:
        """One more entry in the list that the field lies in; where its first field is."""
        filled = {path: text for path, text in self.filled.items() if text}
        self._fields, first = with_another(self._fields, place, filled)
        return first

    def remove(self, place: int) -> int:
        """Take out the entry that the field lies in, a list's first one is emptied; where to go on."""
        self._fields, gone, before = without(self._fields, place)
        self.filled = {path: text for path, text in self.filled.items() if path not in gone}
        return before

    def choices(self, place: int) -> tuple[str, ...]:
        """What a field may be given, as the world knows it."""
        return self._fields[place].choices

    def choice(self, place: int, by: int) -> str:
        """The next choice after what stands in a field; in a list of many the last word changes."""
        chosen, offered = self.value(place), self.choices(place)
        if not offered:
            return chosen
        if chosen not in offered:
            return offered[0 if by > 0 else -1]
        return offered[(offered.index(chosen) + by) % len(offered)]

    def first_empty(self) -> int:
        """The first required field that is empty, or the first that is not required."""
        empty = (
            place for place, one in enumerate(self._fields) if one.required and not self.filled.get(one.path)
        )
        given = sum(bool(one.given) for one in self._fields)
        return next(empty, min(given, len(self._fields) - 1))

    def next_field(self, place: int) -> int:
        """Where to go on after a field: to what is still required, else to the next one."""
        empty = (
            later
            for later, one in enumerate(self._fields)
            if one.required and not self.filled.get(one.path) and later != place
        )
        return next(empty, min(place + 1, len(self._fields) - 1))

    def line(self) -> tuple[str, str]:
        """The command, or an empty text and what is still wrong."""
        if self.deed is None:
            return "", ""
        try:
            return command(self.deed, self._fields, self.filled), ""
        except Unwritable as trouble:
            return "", str(trouble)
