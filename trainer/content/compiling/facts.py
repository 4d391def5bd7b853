"""facts/*.yaml: each fact with its subject, relation and object resolved and its sentence made."""

import re
from collections.abc import Mapping
from typing import Any

from trainer.content.compiling.draft import Draft, entries, folded, mark_broken, open_yaml
from trainer.content.model import (
    ConceptId,
    ExamId,
    Fact,
    FactId,
    Literal,
    PageId,
    Reading,
    Relation,
    RelationId,
    Tier,
    TopicId,
)
from trainer.content.shape_faults import did_you_mean, keys_of, part_of_text, shaped
from trainer.content.shapes import FactShape, FactsShape, GroupShape, LiteralShape, ReadingShape
from trainer.content.words import says
from trainer.content.yaml_source import YamlFile
from trainer.problem import Problem, Source
from trainer.value import dataclass

Path = tuple[str | int, ...]
_OWN_KEYS = frozenset(keys_of(FactShape))
_QUANTITY = re.compile(
    r"(?P<number>\d{1,3}(?:,\d{3})+|\d+)(?P<part>\.\d+)?(?:\s*(?P<unit>%|[A-Za-z][^\d]*))?"
)
_NO_UNIT = re.compile(r"(to|or|and|out|times or)\b")


@dataclass(frozen=True, slots=True)
class _Entry:
    """A fact as it stands in its file, with what its group and file say for all of theirs."""

    file: YamlFile
    top: FactsShape
    group: GroupShape
    subject: str
    data: Mapping[str, Any]
    path: Path
    relations: Mapping[str, Relation]
    """Those of the course, by their folded names and ids."""

    def at(self, *below: str | int) -> Source:
        return self.file.at(*self.path, *below)

    def key_at(self, *below: str | int) -> Source:
        return self.file.key_at(*self.path, *below)


def read_facts(draft: Draft, path: str, data: bytes) -> None:
    """All facts of one file."""
    opened = open_yaml(draft, path, data, FactsShape, ("fact",))
    if opened is None:
        return
    file, top = opened
    declared = draft.tables["relation"].values()
    relations = {folded(name): one for one in declared for name in (one.name, one.id)}
    for group, here in entries(draft, file, top.groups, GroupShape, "fact", "groups"):
        for subject, found in group.facts.items():
            below = (*here, "facts", subject)
            if not isinstance(found, list):
                message = f'"{subject}" wants a list of facts.'
                draft.report(file.at(*below), "wrong-type", message, "Begin each with a dash.")
                draft.unread.add("fact")
                continue
            for place, data_ in enumerate(found):
                if isinstance(data_, dict):
                    _read_fact(draft, _Entry(file, top, group, subject, data_, (*below, place), relations))
                else:
                    mend = "Write {relation: object, id: …}."
                    draft.report(file.at(*below, place), "wrong-type", "a fact is a mapping.", mend)
                    draft.unread.add("fact")


def _read_fact(draft: Draft, entry: _Entry) -> None:
    own = {key: value for key, value in entry.data.items() if key in _OWN_KEYS}
    shape = shaped(FactShape, own, entry.file, entry.path, draft.problems)
    relation = _relation(draft, entry)
    fact = _resolved(draft, entry, shape, relation) if shape and relation else None
    if fact is None:
        mark_broken(draft, "fact", entry.data)
    else:
        draft.add("fact", fact.id, fact, fact.source)


def _relation(draft: Draft, entry: _Entry) -> tuple[Relation, str] | None:
    """The one relation of a fact and the key it is written with."""
    known = entry.relations
    written = [key for key in entry.data if key not in _OWN_KEYS]
    found = [(known[folded(key)], key) for key in written if folded(key) in known]
    strange = [key for key in written if folded(key) not in known]
    broken = {folded(name.replace("-", " ")) for name in draft.broken["relation"]}
    for key in strange:
        if "relation" not in draft.unread and folded(key.replace("-", " ")) not in broken:
            names = [*sorted(_OWN_KEYS), *dict.fromkeys(relation.name for relation in known.values())]
            mend = (
                did_you_mean(key, names)
                or part_of_text(key)
                or "Declare it in vocabulary.yaml, or correct it."
            )
            message = f'"{key}" is no relation of this course and no key of a fact.'
            draft.report(entry.key_at(key), "unknown-relation", message, mend)
    if len(found) > 1:
        message = f'this fact has two relations, "{found[0][1]}" and "{found[1][1]}".'
        mend = "Make it two facts, each with its id."
        draft.report(entry.key_at(found[1][1]), "two-relations", message, mend)
        return None
    if not written:
        mend = "Write {relation: object, id: …}."
        draft.report(entry.at(), "no-relation", "this fact names no relation.", mend)
    return found[0] if found and not strange else None


def _resolved(draft: Draft, entry: _Entry, shape: FactShape, written: tuple[Relation, str]) -> Fact | None:
    relation, key = written
    wanted = f'the subject of "{relation.name}"'
    subject = draft.concept(entry.subject, entry.file.key_at(*entry.path[:-1]), relation.subjects, wanted)
    thing = _object(draft, entry.file, relation, entry.data[key], (*entry.path, key))
    when = _circumstances(draft, entry, relation, shape.when)
    cited = _cited(draft, entry, shape)
    readings = _readings(draft, entry, shape)
    exams = [name for name in shape.tiers if draft.refers("exam", name, entry.key_at("tiers", name))]
    expected_by = draft.all_of("exam", shape.expected_by, entry.file, *entry.path, "expected_by")
    if subject is None or thing is None or when is None or cited is None:
        return None
    if subject == thing and relation.order:
        message = f'"{entry.subject}" is set against itself.'
        draft.report(entry.at(key), "order-cycle", message, "Correct the object.")
        return None
    concepts = draft.tables["concept"]
    words = shape.says or says(
        relation,
        concepts[subject],
        thing if isinstance(thing, Literal) else concepts[thing],
        [(draft.tables["qualifier"][name], concepts[value]) for name, value in when],
        not shape.denied,
    )
    return Fact(
        id=FactId(shape.id),
        subject=subject,
        relation=RelationId(relation.id),
        object=thing,
        page=PageId(cited["page"]),
        locator=cited["locator"],
        checked=cited["checked"],
        topic=TopicId(cited["topic"]),
        says=words,
        holds=not shape.denied,
        when=when,
        rules=tuple(shape.rules),
        tier=Tier(shape.tier),
        tiers=tuple((ExamId(name), Tier(shape.tiers[name])) for name in exams),
        expected_by=tuple(map(ExamId, expected_by)),
        valid_from=shape.valid_from,
        valid_until=shape.valid_until,
        askable=shape.ask and not shape.contested,
        contested=shape.contested,
        mistake=shape.mistake or "",
        readings=readings,
        source=entry.at(),
    )


def _object(
    draft: Draft, file: YamlFile, relation: Relation, value: object, here: Path
) -> ConceptId | Literal | None:
    wanted = f'the object of "{relation.name}"'
    if refused := _no_object(value, bool(relation.objects), file.raw(*here)):
        rule, message, mend = refused
        draft.report(file.at(*here), rule, message.format(wanted=wanted), mend)
        return None
    if relation.objects:
        return draft.concept(file.raw(*here) or str(value), file.at(*here), relation.objects, wanted)
    if isinstance(value, dict):
        shape = shaped(LiteralShape, value, file, here, draft.problems)
        return Literal(shape.text, shape.number, shape.unit, tuple(shape.accepts)) if shape else None
    return literal(str(value) if isinstance(value, str) else file.raw(*here))


def _no_object(value: object, concept: bool, raw: str) -> tuple[str, str, str] | None:
    """Rule, message and mend when the value cannot be the object of a fact."""
    if value is None:
        return "empty", "{wanted} is missing.", "Write it after the colon."
    if isinstance(value, list):
        return "wrong-type", "a fact has one object.", "Write one fact, with its own id, for each."
    if isinstance(value, bool):
        return (
            "wrong-type",
            f"{raw} reads as yes/no, and {{wanted}} is none.",
            f'Quote it if it is text: "{raw}".',
        )
    if isinstance(value, dict) and concept:
        return "wrong-type", "{wanted} is a concept.", "Write its name."
    return None


def literal(text: str) -> Literal:
    """A text that begins with a number, and has no other, is that number with its unit."""
    match = _QUANTITY.fullmatch(text.strip())
    if match is None or _NO_UNIT.match(match["unit"] or ""):
        return Literal(text)
    number = float(match["number"].replace(",", "") + (match["part"] or ""))
    return Literal(text, number, (match["unit"] or "").strip())


def _circumstances(
    draft: Draft, entry: _Entry, relation: Relation, when: Mapping[str, str]
) -> tuple[tuple[str, ConceptId], ...] | None:
    found: list[tuple[str, ConceptId]] = []
    whole = True
    for written, name in when.items():
        value = _circumstance(draft, entry, relation, written, name)
        if value is None:
            whole = False
        else:
            found.append(value)
    return tuple(sorted(found)) if whole else None


def _circumstance(
    draft: Draft, entry: _Entry, relation: Relation, written: str, name: str
) -> tuple[str, ConceptId] | None:
    qualifier = "-".join(written.casefold().split())
    key_at = entry.key_at("when", written)
    if not draft.refers("qualifier", qualifier, key_at):
        return None
    if qualifier not in relation.qualifiers:
        message = f'the relation "{relation.name}" does not depend on {qualifier}.'
        mend = f"Add {qualifier} to its qualifiers in vocabulary.yaml, or remove this."
        draft.report(key_at, "unknown-circumstance", message, mend)
        return None
    kind = draft.tables["qualifier"][qualifier].kind
    value = draft.concept(name, entry.at("when", written), (kind,), f'"{written}"')
    return None if value is None else (qualifier, value)


def _readings(draft: Draft, entry: _Entry, shape: FactShape) -> tuple[Reading, ...]:
    """The readings of a fact that name a page of the course; the others are reported."""
    found: list[Reading] = []
    for place, data in enumerate(shape.read):
        here = (*entry.path, "read", place)
        if not isinstance(data, dict):
            mend = "Write {page: …, locator: …, date: …, by: …}."
            draft.report(entry.file.at(*here), "wrong-type", "a reading is a mapping.", mend)
            continue
        reading = shaped(ReadingShape, data, entry.file, here, draft.problems)
        if reading and draft.refers("page", reading.page, entry.at("read", place, "page")):
            found.append(Reading(PageId(reading.page), reading.locator, reading.date, reading.by))
    return tuple(found)


def _cited(draft: Draft, entry: _Entry, shape: FactShape) -> dict[str, Any] | None:
    """Page, locator, day and topic: the fact's own, or its group's, or its file's."""
    result: dict[str, Any] = {}
    holders: list[tuple[object, Path]] = [(shape, entry.path), (entry.group, entry.path[:2]), (entry.top, ())]
    whole = True
    for key in ("page", "locator", "checked", "topic"):
        given = [(getattr(holder, key), path) for holder, path in holders if getattr(holder, key) is not None]
        if not given:
            _uncited(draft, entry, key)
            whole = False
            continue
        result[key], path = given[0]
        if key in ("page", "topic") and not draft.refers(key, result[key], entry.file.at(*path, key)):
            whole = False
    return result if whole else None


def _uncited(draft: Draft, entry: _Entry, key: str) -> None:
    """Told at the group, once for all of its facts."""
    message = f"neither this group nor its file has a {key}, and some of its facts have none."
    problem = Problem(entry.file.at(*entry.path[:2]), "uncited", message, f"Add {key} to the group.")
    if problem not in draft.problems:
        draft.problems.append(problem)
