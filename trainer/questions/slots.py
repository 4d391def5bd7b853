"""Reading a pattern's slots: what a kind wants of them, and what is wrong with what it finds."""

from collections.abc import Iterator, Mapping
from functools import lru_cache

from trainer.content.model import ConceptId, Course, KindId, Pattern, Plain, RelationId
from trainer.graph.model import When
from trainer.problem import Problem
from trainer.questions.wording import placeholders
from trainer.value import dataclass

Way = tuple[str | int, ...]
"""Names of slots and positions in lists, from the pattern's slots to a value."""


@dataclass(frozen=True, slots=True, order=True)
class SlotProblem(Problem):
    """A mistake in a slot. Its source is the pattern; in the file the slot is found by the way to it."""

    way: Way = ()


class Slots:
    """One mapping of a pattern, read slot by slot; what is wrong is gathered in `problems`.

    A wrong slot yields an empty value, so that one reading finds every mistake. `done` at the end
    reports slots that nobody read, which are misspelt as a rule.
    """

    def __init__(
        self,
        pattern: Pattern,
        course: Course,
        values: Mapping[str, Plain] | None = None,
        problems: list[Problem] | None = None,
        way: Way = (),
    ) -> None:
        self.course = course
        self.problems: list[Problem] = [] if problems is None else problems
        self._pattern = pattern
        self._values = pattern.slots if values is None else values
        self._way = way
        self._read: set[str] = set()

    def __contains__(self, name: str) -> bool:
        self._read.add(name)
        return self._values.get(name) is not None

    def wrong(self, message: str, mend: str = "", *, at: Way = ()) -> None:
        """Notes a mistake in this pattern; `at` leads from this mapping to it."""
        steps = (f", {step}" if isinstance(step, str) else f" {step + 1}" for step in self._way)
        told = f"{self._pattern.id}{''.join(steps)}: {message}"
        way = (*self._way, *at)
        self.problems.append(SlotProblem(self._pattern.source, "pattern-slots", told, mend, way=way))

    def plain(self, name: str) -> Plain:
        """The slot as it stands, None when absent."""
        self._read.add(name)
        return self._values.get(name)

    def text(self, name: str, default: str | None = None) -> str:
        """A text; numbers are taken as their digits."""
        value = self.plain(name)
        if value is None and default is not None:
            return default
        if isinstance(value, str | int | float) and not isinstance(value, bool):
            return str(value)
        if value is None:
            self.wrong(f'slot "{name}" is missing.', "Add it.")
        else:
            self.wrong(f'slot "{name}" must be a text.', "Quote it if it is one.", at=(name,))
        return ""

    def texts(self, name: str, optional: bool = False) -> tuple[str, ...]:
        """A text or a list of texts."""
        value = self.plain(name)
        if value is None and optional:
            return ()
        if value is None:
            self.wrong(f'slot "{name}" is missing.', "Add it.")
            return ()
        found = value if isinstance(value, list) else [value]
        if not found or not all(isinstance(text, str | int | float) for text in found):
            mend = 'Quote each text, as in ["One?", "Another?"].'
            self.wrong(f'slot "{name}" must be a text or a list of texts.', mend, at=(name,))
            return ()
        return tuple(str(text) for text in found)

    def templates(self, name: str, allowed: tuple[str, ...], optional: bool = False) -> tuple[str, ...]:
        """Texts whose placeholders are all among the allowed ones."""
        found = self.texts(name, optional)
        for number, template in enumerate(found):
            for place in placeholders(template):
                if place not in allowed:
                    message = f'"{{{place}}}" in slot "{name}" names nothing.'
                    self.wrong(message, f"Use {_braced(allowed)}.", at=(name, number))
        return found

    def number(self, name: str, default: int | None = None) -> int:
        """A whole number."""
        value = self.plain(name)
        if value is None and default is not None:
            return default
        if isinstance(value, int) and not isinstance(value, bool):
            return value
        self.wrong(f'slot "{name}" must be a whole number.', at=(name,))
        return default or 0

    def one_of(self, name: str, allowed: tuple[str, ...], default: str | None = None) -> str:
        """One of a few words."""
        value = self.text(name, default)
        if value not in allowed:
            if value:
                mend = _near(value, dict.fromkeys(allowed))
                self.wrong(f'slot "{name}" must be one of {", ".join(allowed)}.', mend, at=(name,))
            return allowed[0]
        return value

    def relation(self, name: str) -> RelationId:
        """A relation by id or name."""
        return self._related(self.text(name), (name,))

    def relations(self, name: str) -> tuple[RelationId, ...]:
        """Relations by id or name, one at least."""
        return tuple(self._related(text, (name, number)) for number, text in enumerate(self.texts(name)))

    def _related(self, wanted: str, at: Way) -> RelationId:
        known = _relations(self.course)
        found = known.get(wanted.casefold())
        if found is None and wanted:
            mend = _near(wanted, known) or "Declare it in vocabulary.yaml, or correct it."
            self.wrong(f'"{wanted}" is no relation of this course.', mend, at=at)
        return found or RelationId("")

    def concept(self, name: str) -> ConceptId:
        """A concept by id, name or alias."""
        return self.named(self.text(name), (name,))

    def concepts(self, name: str) -> tuple[ConceptId, ...]:
        """Concepts by id, name or alias; empty when the slot is absent."""
        found = self.texts(name, optional=True)
        return tuple(self.named(text, (name, number)) for number, text in enumerate(found))

    def named(self, wanted: str, at: Way = ()) -> ConceptId:
        """The concept that goes by this name; `at` leads from this mapping to where it is written."""
        known = concept_names(self.course)
        found = known.get(wanted.casefold())
        if found is None and wanted:
            mend = _near(wanted, known) or "Add it to vocabulary.yaml, or correct the name."
            self.wrong(f'"{wanted}" is no concept of this course.', mend, at=at)
        return found or ConceptId("")

    def target(self, name: str) -> ConceptId | str:
        """A concept by name, or else the text of a literal."""
        wanted = self.text(name)
        return concept_names(self.course).get(wanted.casefold(), wanted)

    def kind(self, name: str) -> KindId | None:
        """A kind of concept, None when absent."""
        if name not in self:
            return None
        wanted = KindId(self.text(name))
        if wanted not in self.course.kinds:
            mend = _near(wanted, dict.fromkeys(self.course.kinds))
            self.wrong(f'"{wanted}" is no kind of this course.', mend, at=(name,))
        return wanted

    def when(self, name: str = "when") -> When:
        """Circumstances: a mapping of qualifiers to concepts."""
        value = self.plain(name)
        if value is None:
            return ()
        if not isinstance(value, dict):
            mend = "Write {qualifier: concept}."
            self.wrong(f'slot "{name}" must map qualifiers to concepts.', mend, at=(name,))
            return ()
        found = []
        for qualifier, concept in value.items():
            key = qualifier.replace(" ", "-")
            if key not in self.course.qualifiers:
                self.wrong(f'"{qualifier}" is no qualifier of this course.', at=(name, qualifier))
            found.append((key, self.named(str(concept), (name, qualifier))))
        return tuple(sorted(found))

    def mapping(self, name: str) -> "Slots":
        """A mapping, read slot by slot in its turn; empty when absent."""
        value = self.plain(name)
        if value is not None and not isinstance(value, dict):
            self.wrong(f'slot "{name}" must be a mapping.', "Write {key: value}.", at=(name,))
        return self._inner(value if isinstance(value, dict) else {}, (name,))

    def each(self, name: str) -> Iterator["Slots"]:
        """Each mapping of a list, read slot by slot in its turn; none when absent."""
        value = self.plain(name)
        if value is None:
            return
        for number, entry in enumerate(value if isinstance(value, list) else [None]):
            if isinstance(entry, dict):
                yield self._inner(entry, (name, number))
            else:
                mend = "Write each entry as {key: value}, after a dash."
                self.wrong(f'slot "{name}" must be a list of mappings.', mend, at=(name, number))

    def items(self) -> Iterator[tuple[str, Plain]]:
        """All slots of this mapping as they stand."""
        for name, value in self._values.items():
            self._read.add(name)
            yield name, value

    def done(self) -> None:
        """Reports the slots that nothing has read."""
        for name in self._values:
            if name not in self._read:
                mend = _near(name, dict.fromkeys(self._read))
                mend = mend or f"The slots here are {', '.join(sorted(self._read))}."
                self.wrong(f'no slot "{name}" is known here.', mend, at=(name,))

    def _inner(self, values: Mapping[str, Plain], at: Way) -> "Slots":
        return Slots(self._pattern, self.course, values, self.problems, (*self._way, *at))


@lru_cache(maxsize=8)
def _names(key: "_ByIdentity") -> tuple[dict[str, ConceptId], dict[str, RelationId]]:
    known = key.course.concepts.values()
    by_alias = {name.casefold(): concept.id for concept in known for name in concept.aliases}
    by_name = {concept.name.casefold(): concept.id for concept in known}
    by_id = {concept.id.casefold(): concept.id for concept in known}
    concepts = by_alias | by_name | by_id
    relations = {
        name.casefold(): relation.id
        for relation in key.course.relations.values()
        for name in (relation.id, relation.name)
        if name
    }
    return concepts, relations


class _ByIdentity:
    """A course as a cache key: courses hold mappings, so they cannot be hashed by value."""

    def __init__(self, course: Course) -> None:
        self.course = course

    def __hash__(self) -> int:
        return id(self.course)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _ByIdentity) and other.course is self.course


def concept_names(course: Course) -> dict[str, ConceptId]:
    """Every way to write each concept of the course, in lower case."""
    return _names(_ByIdentity(course))[0]


def forget_names() -> None:
    """Let go of the names of all courses; they are gathered anew when they are next asked for."""
    _names.cache_clear()


def _relations(course: Course) -> dict[str, RelationId]:
    return _names(_ByIdentity(course))[1]


def _near(wanted: str, known: Mapping[str, object]) -> str:
    import difflib  # for a slip of an author's only

    close = difflib.get_close_matches(wanted.casefold(), list(known), n=1)
    return f'Did you mean "{close[0]}"?' if close else ""


def _braced(names: tuple[str, ...]) -> str:
    return ", ".join(f"{{{name}}}" for name in names) or "plain text"
