"""What the words of a reduced question mean: concepts by any of their names, relations, kinds, orders."""

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from trainer.content.model import ConceptId, Literal, Relation
from trainer.graph.facts import FactGraph
from trainer.judge.mentions import Mention, Names, singular, unbroken, words

_MARKED = re.compile(r"==(.+?)==")
_FILLERS = frozenset(words("a an and by in is of on or the to with which solution meets these requirements"))
_DEGREES = frozenset(
    {"least", "most", "lowest", "highest", "best", "greatest", "minimal", "minimum", "maximum"}
)
_ENDING = re.compile(r"(?<=\w{3})(?:(?<=([bdgmnpt]))\1(?:ing|ed)|ing|ed|ions?|ment|e)$")
_DENIALS = {"without": "no", "never": "no", "not": "no"}
_NEAR_COUNT = 3
_ALIKE_MIN = 0.6
"""How alike two names must be, by difflib's ratio, for one to be offered for the other."""

Offers = Mapping[str, tuple[str, frozenset[str]]]
"""Names that may be offered for others, by their words: as they are written, and the stems of the words."""


class Dictionary:
    """The names of a course as questions may write them."""

    def __init__(self, graph: FactGraph) -> None:
        self._graph = graph
        self._names = graph.once(("judge", "names"), lambda: _all_names(graph))
        self._loosely = graph.once(("judge", "names in any order"), lambda: _in_any_order(graph))

    def concepts(self, said: str) -> tuple[str, ...]:
        """What a text names: exactly, or else everything that it mentions. ValueError where that is nothing.

        A name that things of several kinds share (EC2) means all of them; relations tell which counts.
        """
        return tuple(dict.fromkeys(concept for sense in self.senses(said) for concept in sense))

    def senses(self, said: str) -> tuple[tuple[str, ...], ...]:
        """As `concepts`, for each name in the text apart."""
        exact = self._names.exactly(said)
        if exact:
            return (exact,)
        reordered = self._loosely.get(_stems(said))
        mentions = [mention.concepts for mention in self._mentions(said)]
        if not mentions and not reordered:
            known = self._graph.once(("judge", "offers"), lambda: _offers(self._named_beside()))
            raise ValueError(f'"{said}" is no concept of this course; {nearest(said, known)}')
        return tuple(dict.fromkeys((reordered, *mentions) if reordered else mentions))

    def _named_beside(self) -> Iterator[str]:
        """Names of concepts but the first of each, and the words by which questions of others mean them."""
        for one in self._graph.course.concepts.values():
            yield from (*one.names[1:], *one.asked_as)

    def knows(self, said: str) -> bool:
        """Whether a text names a concept."""
        return bool(self._exactly(said) or self._mentions(said))

    def names_exactly(self, said: str) -> bool:
        """Whether a text is a name and nothing else."""
        return bool(self._exactly(said))

    def _mentions(self, said: str) -> tuple[Mention, ...]:
        """The mentions in a text that take what is typed as one either whole or not at all."""
        whole = unbroken(said)
        return tuple(
            one
            for one in self._names.find(words(said))
            if all(
                end <= one.start or one.end <= start or (one.start <= start and end <= one.end)
                for start, end in whole
            )
        )

    def _exactly(self, said: str) -> tuple[str, ...]:
        """What a text names by all its words, be they in another order or form."""
        return self._names.exactly(said) or self._loosely.get(_stems(said), ())

    def names_most(self, said: str) -> bool:
        """Whether at least half of the words that matter in a text belong to names."""
        text = words(said)
        named = {place for mention in self._mentions(said) for place in range(mention.start, mention.end)}
        matter = [place for place, word in enumerate(text) if word not in _FILLERS]
        return self.names_exactly(said) or 2 * len(named.intersection(matter)) >= len(matter)

    def tells_of(self, relation: Relation, said: str) -> bool:
        """Whether a text names what the relation can say something of."""
        return self.knows(said) and any(self.kind_of(one) in relation.subjects for one in self.concepts(said))

    def kind(self, said: str) -> str | None:
        """The kind of this id or name, None where there is none."""
        wanted = words(said)
        for kind in self._graph.course.kinds.values():
            if wanted in (words(kind.id), words(kind.name)):
                return kind.id
        return None

    def kind_of(self, concept: str) -> str:
        """The kind of a concept."""
        return self._graph.course.concepts[ConceptId(concept)].kind

    def relations(self, said: str) -> tuple[Relation, ...]:
        """Relations, orders aside, of this id, name or other wording."""
        return tuple(
            relation
            for relation in self._graph.course.relations.values()
            if not relation.order and _called(relation, said)
        )

    def joining(self, members: Sequence[str], target: str) -> tuple[Relation, ...]:
        """Relations, orders aside, that can hold between one of these concepts and the target, either way.

        Numbers and words that a relation tells of the target may always be among the options.
        """
        kinds = {self.kind_of(member) for member in members}
        aim = self.kind_of(target)
        return tuple(
            relation
            for relation in self._graph.course.relations.values()
            if not relation.order
            and (
                (aim in relation.objects and kinds & set(relation.subjects))
                or (aim in relation.subjects and (kinds & set(relation.objects) or not relation.objects))
            )
        )

    def amounts(self, relations: Iterable[Relation], said: str) -> tuple[str, ...]:
        """A value as it is said, and as the facts write it where only its unit was left out."""
        objects = (fact.object for one in relations for fact in self._graph.with_relation(one.id))
        written = (
            one.text
            for one in objects
            if isinstance(one, Literal) and one.number is not None and f"{one.number:g}" == said.strip()
        )
        return tuple(dict.fromkeys((said, *written)))

    def near_relations(self, said: str) -> str:
        """What to say of a word that is no relation: the relations and kinds whose names are nearest."""
        course = self._graph.course
        relations = [one for one in course.relations.values() if not one.order]
        named = (text for one in relations for text in (one.name or one.id, *one.asked_as))
        return nearest(said, _offers((*named, *(kind.name for kind in course.kinds.values()))))

    def qualifier(self, concept: str) -> tuple[str, ...]:
        """The circumstances that this concept can be."""
        kind = self.kind_of(concept)
        return tuple(name for name, one in self._graph.course.qualifiers.items() if one.kind == kind)

    def orders(self, said: str) -> tuple[Relation, ...]:
        """The orders that a criterion may mean: several where things of several kinds are compared.

        ValueError where the words fit none.
        """
        orders = [relation for relation in self._graph.course.relations.values() if relation.order]
        asked = [word for word in words(said) if word not in _FILLERS]
        plain = [word for word in asked if word not in _DEGREES]
        by_name = [
            relation for relation in orders if _called(relation, said) or _called(relation, " ".join(plain))
        ]
        if by_name:
            return tuple(by_name)
        by_words = [
            relation
            for relation in orders
            if any(_contains(plain, words(text)) for text in relation.asked_as)
        ]
        by_pattern = [
            found for text, found in wordings(self._graph) if _contains(asked, text) or _contains(text, asked)
        ]
        if by_words or by_pattern:
            return tuple({relation.id: relation for relation in (*by_pattern, *by_words)}.values())
        stems = set(map(singular, plain))
        fitting = [
            one
            for one in orders
            if stems & {singular(word) for word in words(one.name or one.id) if word not in _FILLERS}
        ]
        if len(fitting) != 1:
            known = (text for one in orders for text in (one.name or one.id, *one.asked_as))
            raise ValueError(f'"{said}" is no criterion of this course; {nearest(said, _offers(known))}')
        return tuple(fitting)


def wordings(graph: FactGraph) -> Iterator[tuple[tuple[str, ...], Relation]]:
    """The marked words of patterns' questions, each with the order that the pattern decides by."""
    relations = graph.course.relations.values()
    for pattern in graph.course.patterns.values():
        slot = pattern.slots.get("criterion")
        asks = slot.get("asks") if isinstance(slot, dict) else None
        if not isinstance(slot, dict) or not isinstance(asks, list):
            continue
        named = str(slot.get("relation"))
        for relation in [found for found in relations if _called(found, named)]:
            for marked in (found for ask in asks for found in _MARKED.findall(str(ask))):
                yield words(marked), relation


def nearest(said: str, known: Offers) -> str:
    """A clause that offers up to three of the known names: those most alike, then those that share words.

    Letters are compared with names that share a word where there are any, and with all where all is misspelt.
    """
    wanted = set(map(singular, words(said))) - _FILLERS
    shared = {name: count for name, (_, stems) in known.items() if (count := len(wanted & stems))}
    text = " ".join(words(said))
    alike = difflib.get_close_matches(text, shared or known, n=_NEAR_COUNT, cutoff=_ALIKE_MIN)
    sharing = sorted(shared, key=lambda name: (-shared[name], len(name), name))
    offered = [f'"{known[name][0]}"' for name in dict.fromkeys((*alike, *sharing))][:_NEAR_COUNT]
    if not offered:
        return "see trainer judge --vocabulary."
    return f"did you mean {' or '.join(offered)}? See also trainer judge --vocabulary."


def _offers(names: Iterable[str]) -> Offers:
    found = {" ".join(words(name)): name for name in names}
    return {text: (name, frozenset(map(singular, text.split()))) for text, name in found.items()}


def _all_names(graph: FactGraph) -> Names:
    """Every name of every concept, and the words by which questions of others mean it."""
    return Names(graph.course.concepts.values(), lambda concept: (*concept.names, *concept.asked_as))


def _in_any_order(graph: FactGraph) -> dict[tuple[str, ...], tuple[str, ...]]:
    """Concepts by the stems of their names."""
    found: dict[tuple[str, ...], dict[str, None]] = {}
    for one in graph.course.concepts.values():
        for name in (*one.names, *one.asked_as):
            found.setdefault(_stems(name), {})[one.id] = None
    return {stems: tuple(ones) for stems, ones in found.items() if len(stems) > 1}


def _stems(text: str) -> tuple[str, ...]:
    """The words that matter in a text, sorted, without endings: "delete images" is "deletion of an image"."""
    found = (_DENIALS.get(word, _ENDING.sub("", singular(word))) for word in words(text))
    return tuple(sorted({one for one in found if one not in _FILLERS}))


def _called(relation: Relation, said: str) -> bool:
    wanted = words(said)
    return bool(wanted) and wanted in (
        words(relation.id),
        words(relation.name),
        *(words(text) for text in relation.asked_as),
    )


def _contains(whole: Sequence[str], part: Sequence[str]) -> bool:
    """Whether the part stands in the whole, word after word."""
    return bool(part) and any(
        tuple(whole[at : at + len(part)]) == tuple(part) for at in range(len(whole) - len(part) + 1)
    )
