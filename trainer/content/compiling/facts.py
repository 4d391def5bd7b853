"""facts/*.yaml: each fact with its subject, relation and object resolved and its sentence made."""

import re
from collections.abc import Mapping
from typing import Any

from trainer.content.compiling.draft import Draft, entries, folded, mark_broken, open_yaml
from trainer.content.model import (
    ConceptId,
    Fact,
    FactId,
    Literal,
    PageId,
    Relation,
    RelationId,
    Tier,
    TopicId,
)
from trainer.content.shape_faults import did_you_mean, keys_of, shaped
from trainer.content.shapes import FactShape, FactsShape, GroupShape, LiteralShape
from trainer.content.words import says
from trainer.content.yaml_source import YamlFile

Path = tuple[str | int, ...]
_OWN_KEYS = frozenset(keys_of(FactShape))
_QUANTITY = re.compile(
    r"(?P<number>\d{1,3}(?:,\d{3})+|\d+)(?P<part>\.\d+)?(?:\s*(?P<unit>%|[A-Za-z][^\d]*))?"
)
_NO_UNIT = re.compile(r"(to|or|and|out|times or)\b")


def read_facts(draft: Draft, path: str, data: bytes) -> None:
    """All facts of one file."""
    opened = open_yaml(draft, path, data, FactsShape, ("fact",))
    if opened is None:
        return
    file, top = opened
    for group, here in entries(draft, file, top.groups, GroupShape, "fact", "groups"):
        for subject, found in group.facts.items():
            below = (*here, "facts", subject)
            if not isinstance(found, list):
                draft.report(
                    file.at(*below),
                    "wrong-type",
                    f'"{subject}" wants a list of facts.',
                    "Begin each with a dash.",
                )
                draft.unread.add("fact")
                continue
            for place, entry in enumerate(found):
                _read_fact(draft, file, (top, group), subject, entry, (*below, place))


def _read_fact(
    draft: Draft,
    file: YamlFile,
    around: tuple[FactsShape, GroupShape],
    subject: str,
    data: object,
    here: Path,
) -> None:
    if not isinstance(data, dict):
        draft.report(file.at(*here), "wrong-type", "a fact is a mapping.", "Write {relation: object, id: …}.")
        draft.unread.add("fact")
        return
    own = {key: value for key, value in data.items() if key in _OWN_KEYS}
    shape = shaped(FactShape, own, file, here, draft.problems)
    relation = _relation(draft, file, data, here)
    fact = (
        _resolved(draft, file, around, subject, shape, relation, data, here) if shape and relation else None
    )
    if shape is None or fact is None:
        mark_broken(draft, "fact", data)
        return
    draft.add("fact", fact.id, fact, fact.source)


def _relation(
    draft: Draft, file: YamlFile, data: Mapping[str, Any], here: Path
) -> tuple[Relation, str] | None:
    """The one relation of a fact and the key it is written with."""
    known = {
        folded(name): relation
        for relation in draft.tables["relation"].values()
        for name in (relation.name, relation.id)
    }
    found: list[tuple[Relation, str]] = []
    strange = 0
    for key in data:
        if key in _OWN_KEYS:
            continue
        if relation := known.get(folded(key)):
            found.append((relation, key))
            continue
        strange += 1
        broken = {name.replace("-", " ") for name in draft.broken["relation"]} | draft.broken["relation"]
        if "relation" not in draft.unread and folded(key) not in broken:
            names = [*sorted(_OWN_KEYS), *(relation.name for relation in draft.tables["relation"].values())]
            mend = did_you_mean(key, names) or "Declare it in vocabulary.yaml, or correct it."
            draft.report(
                file.key_at(*here, key),
                "unknown-relation",
                f'"{key}" is no relation of this course and no key of a fact.',
                mend,
            )
    if len(found) > 1:
        message = f'this fact has two relations, "{found[0][1]}" and "{found[1][1]}".'
        draft.report(
            file.key_at(*here, found[1][1]), "two-relations", message, "Make it two facts, each with its id."
        )
        return None
    if not found and not strange:
        draft.report(
            file.at(*here), "no-relation", "this fact names no relation.", "Write {relation: object, id: …}."
        )
    return found[0] if found and not strange else None


def _resolved(
    draft: Draft,
    file: YamlFile,
    around: tuple[FactsShape, GroupShape],
    subject_name: str,
    shape: FactShape,
    written: tuple[Relation, str],
    data: Mapping[str, Any],
    here: Path,
) -> Fact | None:
    relation, key = written
    subject = draft.concept(
        subject_name, file.key_at(*here[:-1]), relation.subjects, f'the subject of "{relation.name}"'
    )
    thing = _object(draft, file, relation, data[key], (*here, key))
    when = _circumstances(draft, file, relation, shape.when, here)
    cited = _cited(draft, file, around, shape, here)
    if subject is None or thing is None or when is None or cited is None:
        return None
    if subject == thing and relation.order:
        draft.report(
            file.at(*here, key),
            "order-cycle",
            f'"{subject_name}" is set against itself.',
            "Correct the object.",
        )
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
        valid_from=shape.valid_from,
        valid_until=shape.valid_until,
        askable=shape.ask,
        mistake=shape.mistake or "",
        source=file.at(*here),
    )


def _object(
    draft: Draft, file: YamlFile, relation: Relation, value: object, here: Path
) -> ConceptId | Literal | None:
    wanted = f'the object of "{relation.name}"'
    if value is None:
        draft.report(file.at(*here), "empty", f"{wanted} is missing.", "Write it after the colon.")
        return None
    if isinstance(value, list):
        draft.report(
            file.at(*here),
            "wrong-type",
            "a fact has one object.",
            "Write one fact, with its own id, for each.",
        )
        return None
    if isinstance(value, bool):
        raw = file.raw(*here)
        draft.report(
            file.at(*here), "wrong-type", f"{raw} reads as yes/no.", f'Quote it if it is text: "{raw}".'
        )
        return None
    if relation.objects:
        if isinstance(value, dict):
            draft.report(file.at(*here), "wrong-type", f"{wanted} is a concept.", "Write its name.")
            return None
        return draft.concept(file.raw(*here) or str(value), file.at(*here), relation.objects, wanted)
    if isinstance(value, dict):
        shape = shaped(LiteralShape, value, file, here, draft.problems)
        return shape and Literal(shape.text, shape.number, shape.unit, tuple(shape.accepts))
    return literal(str(value) if isinstance(value, str) else file.raw(*here))


def literal(text: str) -> Literal:
    """A text that begins with a number, and has no other, is that number with its unit."""
    match = _QUANTITY.fullmatch(text.strip())
    if match is None or _NO_UNIT.match(match["unit"] or ""):
        return Literal(text)
    number = float(match["number"].replace(",", "") + (match["part"] or ""))
    return Literal(text, number, (match["unit"] or "").strip())


def _circumstances(
    draft: Draft, file: YamlFile, relation: Relation, when: Mapping[str, str], here: Path
) -> tuple[tuple[str, ConceptId], ...] | None:
    found: list[tuple[str, ConceptId]] = []
    whole = True
    for written, name in when.items():
        place = (*here, "when", written)
        qualifier_id = "-".join(written.casefold().split())
        if not draft.refers("qualifier", qualifier_id, file.key_at(*place)):
            whole = False
            continue
        if qualifier_id not in relation.qualifiers:
            message = f'the relation "{relation.name}" does not depend on {qualifier_id}.'
            mend = f"Add {qualifier_id} to its qualifiers in vocabulary.yaml, or remove this."
            draft.report(file.key_at(*place), "unknown-circumstance", message, mend)
            whole = False
            continue
        kind = draft.tables["qualifier"][qualifier_id].kind
        value = draft.concept(name, file.at(*place), (kind,), f'"{written}"')
        if value is None:
            whole = False
        else:
            found.append((qualifier_id, value))
    return tuple(sorted(found)) if whole else None


def _cited(
    draft: Draft, file: YamlFile, around: tuple[FactsShape, GroupShape], shape: FactShape, here: Path
) -> dict[str, Any] | None:
    """Page, locator, day and topic: the fact's own, or its group's, or its file's."""
    result: dict[str, Any] = {}
    top, group = around
    places: list[tuple[object, Path]] = [(shape, here), (group, here[:2]), (top, ())]
    for key in ("page", "locator", "checked", "topic"):
        for holder, path in places:
            if (value := getattr(holder, key)) is not None:
                result[key] = value
                if key in ("page", "topic") and not draft.refers(key, value, file.at(*path, key)):
                    result["unknown"] = True
                break
        else:
            message = f"neither the fact nor its group nor its file has a {key}."
            draft.report(file.at(*here), "uncited", message, f"Add {key} to the group.")
            result["unknown"] = True
    return None if "unknown" in result else result
