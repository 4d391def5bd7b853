"""Reading a pattern's slots: what a kind wants of them, and what is wrong with what it finds."""

from collections.abc import Iterator, Mapping
from functools import lru_cache

from trainer.content.model import ConceptId, Course, KindId, Pattern, Plain, RelationId
from trainer.graph.model import When
from trainer.problem import Problem
from trainer.questions.wording import placeholders


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
        inside: str = "",
    ) -> None:
        self.course = course
        self.problems: list[Problem] = [] if problems is None else problems
        self._pattern = pattern
        self._values = pattern.slots if values is None else values
        self._inside = inside
        self._read: set[str] = set()

    def __contains__(self, name: str) -> bool:
        self._read.add(name)
        return self._values.get(name) is not None

    def wrong(self, message: str, mend: str = "") -> None:
        """Notes a mistake in this pattern."""
        where = f"{self._pattern.id}{self._inside}"
        self.problems.append(Problem(self._pattern.source, "pattern-slots", f"{where}: {message}", mend))

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
        self.wrong(f'slot "{name}" must be a text.')
        return ""

    def texts(self, name: str, optional: bool = False) -> tuple[str, ...]:
        """A text or a list of texts."""
        value = self.plain(name)
        if value is None and optional:
            return ()
        found = value if isinstance(value, list) else [value]
        if not found or not all(isinstance(text, str | int | float) for text in found):
            self.wrong(f'slot "{name}" must be a text or a list of texts.')
            return ()
        return tuple(str(text) for text in found)

    def templates(self, name: str, allowed: tuple[str, ...], optional: bool = False) -> tuple[str, ...]:
        """Texts whose placeholders are all among the allowed ones."""
        found = self.texts(name, optional)
        for template in found:
            for place in placeholders(template):
                if place not in allowed:
                    self.wrong(f'"{{{place}}}" in slot "{name}" names nothing.', f"Use {_braced(allowed)}.")
        return found

    def number(self, name: str, default: int | None = None) -> int:
        """A whole number."""
        value = self.plain(name)
        if value is None and default is not None:
            return default
        if isinstance(value, int) and not isinstance(value, bool):
            return value
        self.wrong(f'slot "{name}" must be a whole number.')
        return 0

    def one_of(self, name: str, allowed: tuple[str, ...], default: str | None = None) -> str:
        """One of a few words."""
        value = self.text(name, default)
        if value not in allowed:
            self.wrong(f'slot "{name}" must be one of {", ".join(allowed)}.')
            return allowed[0]
        return value

    def relation(self, name: str) -> RelationId:
        """A relation by id or name."""
        wanted = self.text(name)
        found = _relations(self.course).get(wanted.casefold())
        if found is None and wanted:
            self.wrong(f'"{wanted}" is no relation of this course.', _near(wanted, _relations(self.course)))
        return found or RelationId("")

    def concept(self, name: str) -> ConceptId:
        """A concept by id, name or alias."""
        return self.named(self.text(name))

    def concepts(self, name: str) -> tuple[ConceptId, ...]:
        """Concepts by id, name or alias; empty when the slot is absent."""
        return tuple(self.named(text) for text in self.texts(name, optional=True))

    def named(self, wanted: str) -> ConceptId:
        """The concept that goes by this name."""
        found = concept_names(self.course).get(wanted.casefold())
        if found is None:
            self.wrong(f'"{wanted}" is no concept of this course.', _near(wanted, concept_names(self.course)))
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
            self.wrong(f'"{wanted}" is no kind of this course.')
        return wanted

    def when(self, name: str = "when") -> When:
        """Circumstances: a mapping of qualifiers to concepts."""
        value = self.plain(name)
        if value is None:
            return ()
        if not isinstance(value, dict):
            self.wrong(f'slot "{name}" must map qualifiers to concepts.')
            return ()
        found = []
        for qualifier, concept in value.items():
            key = qualifier.replace(" ", "-")
            if key not in self.course.qualifiers:
                self.wrong(f'"{qualifier}" is no qualifier of this course.')
            found.append((key, self.named(str(concept))))
        return tuple(sorted(found))

    def mapping(self, name: str) -> "Slots":
        """A mapping, read slot by slot in its turn; empty when absent."""
        value = self.plain(name)
        if value is not None and not isinstance(value, dict):
            self.wrong(f'slot "{name}" must be a mapping.')
        return self._inner(value if isinstance(value, dict) else {}, name)

    def each(self, name: str) -> Iterator["Slots"]:
        """Each mapping of a list, read slot by slot in its turn; none when absent."""
        value = self.plain(name)
        if value is None:
            return
        for number, entry in enumerate(value if isinstance(value, list) else [None], start=1):
            if isinstance(entry, dict):
                yield self._inner(entry, f"{name} {number}")
            else:
                self.wrong(f'slot "{name}" must be a list of mappings.')

    def items(self) -> Iterator[tuple[str, Plain]]:
        """All slots of this mapping as they stand."""
        for name, value in self._values.items():
            self._read.add(name)
            yield name, value

    def done(self) -> None:
        """Reports the slots that nothing has read."""
        for name in self._values:
            if name not in self._read:
                self.wrong(f'no slot "{name}" is known here.', _near(name, dict.fromkeys(self._read)))

    def _inner(self, values: Mapping[str, Plain], name: str) -> "Slots":
        return Slots(self._pattern, self.course, values, self.problems, f"{self._inside}, {name}")


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
