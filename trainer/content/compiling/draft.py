"""A course while it is being read: what is there, what is wrong, and which names mean what."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, TypeVar

from pydantic import BaseModel

from trainer.content.clean import decode
from trainer.content.lab_shapes import LAB_ENTRIES
from trainer.content.model import Concept, ConceptId, KindId
from trainer.content.shape_faults import did_you_mean, shaped
from trainer.content.shapes import ENTRIES, FORMAT_VERSION
from trainer.content.yaml_source import YamlFile, read_yaml
from trainer.problem import Problem, Source
from trainer.value import dataclass, field

M = TypeVar("M", bound=BaseModel)

FAMILIES = (
    "exam", "topic", "page", "kind", "concept", "qualifier", "relation", "contrast",
    "fact", "lesson", "figure", "pattern", "claim", "lab", "blueprint",
)  # fmt: skip


@dataclass(slots=True)
class Draft:
    """Tables by family of thing (id to value), and what went wrong on the way.

    `broken` holds ids whose entry is there but wrong, `unread` families of which some file could not be
    read: references to those are not reported, so that one mistake makes one message.
    """

    problems: list[Problem] = field(default_factory=list)
    tables: dict[str, dict[str, Any]] = field(default_factory=lambda: {family: {} for family in FAMILIES})
    broken: dict[str, set[str]] = field(default_factory=lambda: {family: set() for family in FAMILIES})
    unread: set[str] = field(default_factory=set)
    names: dict[str, list[ConceptId]] = field(default_factory=dict)
    broken_names: set[str] = field(default_factory=set)
    head: Mapping[str, Any] = field(default_factory=dict)
    as_of: date | None = None

    def report(self, source: Source, rule: str, message: str, mend: str = "") -> None:
        """One more mistake."""
        self.problems.append(Problem(source, rule, message, mend))

    def add(self, family: str, name: str, value: object, source: Source) -> None:
        """The value under its id, which must be new in its family."""
        table = self.tables[family]
        if name in table:
            first: Source = table[name].source
            message = f'{family} "{name}" is there already ({first.path}, line {first.line}).'
            self.report(source, "duplicate-id", message, "Give one of them another id.")
            return
        table[name] = value

    def refers(self, family: str, name: str, source: Source) -> bool:
        """Whether that thing exists; reports it when it surely does not."""
        if name in self.tables[family]:
            return True
        if name not in self.broken[family] and family not in self.unread:
            known = list(self.tables[family])
            near = did_you_mean(name, known)
            mend = near or (
                f"The course has {', '.join(known)}." if 0 < len(known) <= 8 else "Add it, or correct the id."
            )
            self.report(source, f"unknown-{family}", f'"{name}" is no {family} of this course.', mend)
        return False

    def all_of(self, family: str, names: Iterable[str], file: YamlFile, *path: str | int) -> tuple[str, ...]:
        """Those of the ids that exist; `path` is where their list stands."""
        return tuple(
            name for place, name in enumerate(names) if self.refers(family, name, file.at(*path, place))
        )

    def concept(
        self, name: str, source: Source, kinds: Sequence[str] = (), wanted_by: str = ""
    ) -> ConceptId | None:
        """The concept of that id, name or alias; `kinds` decide where several share a name."""
        table: dict[str, Concept] = self.tables["concept"]
        found = self.names.get(folded(name), [])
        fitting = [id_ for id_ in found if not kinds or table[id_].kind in kinds]
        if len(fitting) == 1:
            return fitting[0]
        if len(fitting) > 1:
            exact = [id_ for id_ in fitting if id_ == name]
            if exact:
                return exact[0]
            self.report(
                source,
                "ambiguous-concept",
                f'"{name}" names {" and ".join(fitting)}.',
                "Write the id you mean.",
            )
            return None
        if found:
            kind = table[found[0]].kind
            message = (
                f'"{name}" is of kind {kind}, and {wanted_by or "this place"} wants {" or ".join(kinds)}.'
            )
            mend = self._near(name, kinds) or "Correct the name, or the kinds in vocabulary.yaml."
            self.report(source, "wrong-kind", message, mend)
            return None
        if folded(name) not in self.broken_names and not self.unread & {"concept"}:
            mend = (
                self._near(name, kinds)
                or self._near(name, ())
                or "Add it to vocabulary.yaml, or correct the name."
            )
            self.report(source, "unknown-concept", f'"{name}" is no concept of this course.', mend)
        return None

    def _near(self, name: str, kinds: Sequence[str]) -> str:
        table: dict[str, Concept] = self.tables["concept"]
        names = [
            each
            for concept in table.values()
            if not kinds or concept.kind in kinds
            for each in (concept.name, concept.id, *concept.aliases)
        ]
        return did_you_mean(name, names)

    def of_kind(self, kind: KindId) -> list[ConceptId]:
        """Ids of the concepts of a kind, in the order of the file."""
        return [concept.id for concept in self.tables["concept"].values() if concept.kind == kind]


def folded(name: str) -> str:
    """A name for comparing: any case, any spacing, one kind of apostrophe."""
    return " ".join(name.replace("’", "'").casefold().split())


def open_yaml(
    draft: Draft, path: str, data: bytes, shape: type[M], families: Sequence[str]
) -> tuple[YamlFile, M] | None:
    """The file and its top level; None after reporting why not. `families` are the things that it holds."""
    file = read_yaml(decode(data), path)
    draft.problems.extend(file.problems)
    if file.data is None and not file.problems:
        draft.report(
            Source(path, 1, 1),
            "empty",
            "the file says nothing.",
            f"Begin with format_version: {FORMAT_VERSION}.",
        )
    if file.data is None or not version_fits(draft, file):
        draft.unread.update(families)
        return None
    top = shaped(shape, file.data, file, (), draft.problems)
    if top is None:
        draft.unread.update(families)
        _look_inside(draft, file, shape, file.data, ())
        return None
    return file, top


def _look_inside(
    draft: Draft, file: YamlFile, shape: type[BaseModel], data: object, path: tuple[str | int, ...]
) -> None:
    """Faults of the entries of something that is wrong itself, so that all are told in one run."""
    for key, entry_shape in (ENTRIES.get(shape) or LAB_ENTRIES.get(shape, {})).items():
        found = data.get(key) if isinstance(data, dict) else None
        for place, entry in enumerate(found if isinstance(found, list) else ()):
            here = (*path, key, place)
            if shaped(entry_shape, entry, file, here, draft.problems) is None:
                _look_inside(draft, file, entry_shape, entry, here)


def version_fits(draft: Draft, file: YamlFile) -> bool:
    """Whether this program reads files of that format."""
    if not isinstance(file.data, dict):
        draft.report(
            file.at(),
            "wrong-type",
            "the file wants keys and values.",
            f"Begin with format_version: {FORMAT_VERSION}.",
        )
        return False
    version = file.data.get("format_version")
    if version == FORMAT_VERSION and not isinstance(version, bool):
        return True
    if "format_version" not in file.data:
        draft.report(
            file.at(),
            "missing-key",
            'key "format_version" is missing.',
            f"Begin with format_version: {FORMAT_VERSION}.",
        )
    elif isinstance(version, int) and version > FORMAT_VERSION:
        message = f"format {version} is newer than this program, which reads {FORMAT_VERSION}."
        draft.report(file.at("format_version"), "format-version", message, "Update the trainer.")
    else:
        draft.report(
            file.at("format_version"),
            "format-version",
            f'"{file.raw("format_version")}" is no format.',
            f"Write format_version: {FORMAT_VERSION}.",
        )
    return False


def entries(
    draft: Draft, file: YamlFile, found: object, shape: type[M], family: str, *path: str | int
) -> Iterator[tuple[M, tuple[str | int, ...]]]:
    """The entries of a list that have their shape, each with its path; the others are reported."""
    if not isinstance(found, list):
        draft.report(
            file.at(*path), "wrong-type", f'"{path[-1]}" wants a list.', "Begin each entry with a dash."
        )
        draft.unread.add(family)
        return
    for place, data in enumerate(found):
        here = (*path, place)
        entry = shaped(shape, data, file, here, draft.problems)
        if entry is not None:
            yield entry, here
            continue
        _look_inside(draft, file, shape, data, here)
        if family in draft.broken:
            mark_broken(draft, family, data)


def mark_broken(draft: Draft, family: str, data: object) -> None:
    """An entry is wrong: whatever names it gives are taken as existing."""
    if not isinstance(data, dict) or not isinstance(data.get("id"), str):
        draft.unread.add(family)
        return
    draft.broken[family].add(data["id"])
    if family == "concept":
        aliases = data.get("aliases")
        names = [data["id"], data.get("name"), *(aliases if isinstance(aliases, list) else [])]
        draft.broken_names.update(folded(name) for name in names if isinstance(name, str))
