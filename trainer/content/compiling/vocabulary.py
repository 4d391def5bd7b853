"""vocabulary.yaml: kinds, concepts, circumstances, relations and what people confuse."""

from trainer.content.compiling.draft import Draft, entries, folded, open_yaml
from trainer.content.model import (
    Concept,
    ConceptId,
    Contrast,
    FactId,
    Kind,
    KindId,
    Qualifier,
    Relation,
    RelationId,
    World,
)
from trainer.content.shape_faults import keys_of
from trainer.content.shapes import (
    ConceptShape,
    ContrastShape,
    FactShape,
    KindShape,
    QualifierShape,
    RelationShape,
    VocabularyShape,
)
from trainer.content.words import unknown_slots
from trainer.content.yaml_source import YamlFile

Opened = tuple[YamlFile, VocabularyShape]


def read_vocabulary(draft: Draft, path: str, data: bytes) -> Opened | None:
    """Everything but the contrasts, which cite facts and are read after them."""
    opened = open_yaml(
        draft, path, data, VocabularyShape, ("kind", "concept", "qualifier", "relation", "contrast")
    )
    if opened is None:
        return None
    file, top = opened
    for kind, here in entries(draft, file, top.kinds, KindShape, "kind", "kinds"):
        source = file.at(*here, "id")
        draft.add("kind", kind.id, Kind(KindId(kind.id), kind.name, source), source)
    for kind_id, concepts in top.concepts.items():
        if draft.refers("kind", kind_id, file.key_at("concepts", kind_id)):
            _read_concepts(draft, file, KindId(kind_id), concepts)
        else:
            draft.unread.add("concept")
    for qualifier, here in entries(draft, file, top.qualifiers, QualifierShape, "qualifier", "qualifiers"):
        source = file.at(*here, "id")
        if draft.refers("kind", qualifier.kind, file.at(*here, "kind")):
            value = Qualifier(qualifier.id, KindId(qualifier.kind), qualifier.text, source)
            draft.add("qualifier", qualifier.id, value, source)
        else:
            draft.broken["qualifier"].add(qualifier.id)
        if "{value}" not in qualifier.text:
            draft.report(
                file.at(*here, "text"),
                "bad-template",
                "the text has no {value}.",
                'Write for example "on {value}".',
            )
    for relation, here in entries(draft, file, top.relations, RelationShape, "relation", "relations"):
        _read_relation(draft, file, relation, here)
    return opened


def _read_concepts(draft: Draft, file: YamlFile, kind: KindId, found: object) -> None:
    for concept, here in entries(draft, file, found, ConceptShape, "concept", "concepts", kind):
        source = file.at(*here, "id")
        value = Concept(
            ConceptId(concept.id), kind, concept.name, concept.phrase or concept.name,
            tuple(concept.aliases), concept.gloss or "", concept.plural, source, tuple(concept.asked_as),
        )  # fmt: skip
        draft.add("concept", concept.id, value, source)
        if draft.tables["concept"][concept.id] is value:
            _index(draft, file, value, here)


def _index(draft: Draft, file: YamlFile, concept: Concept, here: tuple[str | int, ...]) -> None:
    """Every name of the concept; within a kind a name means one thing."""
    places = [("id",), ("name",), *(("aliases", place) for place in range(len(concept.aliases)))]
    for name, place in zip(concept.names, places, strict=True):
        others = draft.names.setdefault(folded(name), [])
        if concept.id in others:
            continue
        same_kind = [other for other in others if draft.tables["concept"][other].kind == concept.kind]
        if same_kind:
            message = f'"{name}" already names {same_kind[0]}, of the same kind.'
            draft.report(file.at(*here, *place), "duplicate-name", message, "Give one of them another name.")
            continue
        others.append(concept.id)


def _read_relation(
    draft: Draft, file: YamlFile, relation: RelationShape, here: tuple[str | int, ...]
) -> None:
    source = file.at(*here, "id")
    names = (relation.id, relation.name or relation.id)
    for key in ("says", "denies"):
        for slot in unknown_slots(getattr(relation, key)):
            draft.report(
                file.at(*here, key),
                "bad-template",
                f'"{{{slot}}}" means nothing here.',
                "The slots are {subject} and {object}.",
            )
        if "{object}" not in getattr(relation, key):
            draft.report(
                file.at(*here, key),
                "bad-template",
                f'"{key}" has no {{object}}.',
                "Say where the object stands.",
            )
    reserved = [name for name in names if folded(name) in keys_of(FactShape)]
    if reserved:
        message = f'"{reserved[0]}" is a key of every fact and cannot name a relation.'
        draft.report(source, "reserved-name", message, "Choose another name.")
    if relation.order and not (relation.objects and set(relation.objects) & set(relation.subjects)):
        draft.report(
            source,
            "bad-order",
            "an order relation needs a kind that is both subject and object.",
            "Correct the kinds, or remove order.",
        )
    taken = [
        other
        for other in draft.tables["relation"].values()
        if {folded(other.id), folded(other.name)} & {folded(name) for name in names}
    ]
    if taken and taken[0].id != relation.id:
        draft.report(
            source,
            "duplicate-name",
            f'"{names[1]}" already names the relation {taken[0].id}.',
            "Give one of them another name.",
        )
    value = Relation(
        RelationId(relation.id),
        relation.says,
        relation.denies,
        tuple(KindId(kind) for kind in draft.all_of("kind", relation.subjects, file, *here, "subjects")),
        tuple(KindId(kind) for kind in draft.all_of("kind", relation.objects, file, *here, "objects")),
        World(relation.world),
        relation.order,
        draft.all_of("qualifier", relation.qualifiers, file, *here, "qualifiers"),
        relation.name or relation.id.replace("-", " "),
        tuple(relation.asked_as),
        source,
    )
    draft.add("relation", relation.id, value, source)


def read_contrasts(draft: Draft, opened: Opened) -> None:
    """What people confuse."""
    file, top = opened
    for contrast, here in entries(draft, file, top.contrasts, ContrastShape, "contrast", "contrasts"):
        found = [
            draft.concept(name, file.at(*here, "members", place))
            for place, name in enumerate(contrast.members)
        ]
        members = tuple(member for member in found if member is not None)
        facts = tuple(FactId(fact) for fact in draft.all_of("fact", contrast.facts, file, *here, "facts"))
        source = file.at(*here, "id")
        if len(set(members)) < len(members):
            draft.report(
                file.at(*here, "members"), "duplicate-member", "a concept stands here twice.", "Remove one."
            )
        draft.add(
            "contrast", contrast.id, Contrast(contrast.id, members, contrast.tells, facts, source), source
        )
