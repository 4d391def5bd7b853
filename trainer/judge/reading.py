"""A reduced question with its names understood: wishes, what the stem gives, criterion, solutions."""

import re
from collections.abc import Collection, Mapping, Sequence

from trainer.content.model import Plain, Relation
from trainer.judge.model import Circumstances
from trainer.judge.naming import Dictionary
from trainer.value import dataclass

_ALL = re.compile(r"^(?:all|both) (?:of )?(?:the (?:above|others?)|these|them)$", re.IGNORECASE)
OPPOSITE = re.compile(r"^(?:not|no|never|without)\b\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Wish:
    """What a solution must reach by one of some relations, or must contain where there are none."""

    said: str
    relations: tuple[Relation, ...]
    targets: tuple[str, ...]
    wanted: bool = True
    lenient: bool = False
    """Whether it may be a circumstance and no wish."""
    amounts: tuple[str, ...] = ()
    """The value as literal objects of relations write it."""
    loose: bool = False
    """Whether most words of the value were passed over: "AWS's own racks", of which only "AWS" is a name."""

    @property
    def required(self) -> bool:
        """Whether a solution has to meet it even where the facts are silent."""
        return self.wanted and not self.lenient


@dataclass(frozen=True, slots=True)
class Solution:
    """What an option chooses: each part as the concepts that its name may mean (EC2: two of them)."""

    parts: tuple[tuple[str, ...], ...]
    strange: tuple[str, ...]
    """What is said of words that name nothing the course knows."""
    said: tuple[str, ...] = ()
    """What is chosen, as it is written: a number may be asked for."""
    loose: bool = False
    """Whether something was only found among other words, and is not named by all of them."""
    passed_over: bool = False
    """Whether of one of its values most words were passed over, so that it may say more than was read."""
    all_others: bool = False
    """Whether it says that all other options are right."""

    @property
    def members(self) -> tuple[str, ...]:
        """All concepts that are meant."""
        return tuple(dict.fromkeys(member for part in self.parts for member in part))


@dataclass(frozen=True, slots=True)
class Question:
    """A reduced question with all its names understood."""

    wishes: tuple[Wish, ...]
    given: Circumstances
    orders: tuple[Relation, ...]
    unordered: str
    """What is wrong with the criterion, "" where it names an order or nothing."""
    solutions: tuple[Solution, ...]
    select: int = 1
    unread: str = ""
    """What is wrong with the first requirement that names nothing known, "" where all are understood."""


def read_question(question: Mapping[str, Plain], names: Dictionary) -> Question:
    """The question with its names looked up; ValueError, in one sentence, for what cannot be understood.

    A requirement that names nothing known is kept apart: the others may leave one option only.
    """
    options = options_of(question, "solutions")
    solutions = tuple(_understood(option, names) for option in options)
    members = tuple(dict.fromkeys(member for solution in solutions for member in solution.members))
    labels = {label.casefold() for option in options for label, _ in option}
    wishes: list[Wish] = []
    given: dict[str, str] = {}
    unread = ""
    for concept, value in pairs(question.get("requirements"), "requirements"):
        stated = circumstance(concept, value, members, names)
        given |= stated
        try:
            wish = _wish(concept, value, members, labels, names, lenient=bool(stated))
        except ValueError as trouble:
            unread = unread or str(trouble)
            continue
        if wish.relations or not stated:
            wishes.append(wish)
    orders, unordered = _orders(question.get("criterion"), names)
    select = select_of(question, len(solutions))
    circumstances = tuple(sorted(given.items()))
    return Question(tuple(wishes), circumstances, orders, unordered, solutions, select, unread)


def _orders(criterion: Plain, names: Dictionary) -> tuple[tuple[Relation, ...], str]:
    """The orders that a criterion names, and what is wrong where it names none."""
    if criterion in (None, ""):
        return (), ""
    try:
        return names.orders(str(criterion)), ""
    except ValueError as trouble:
        return (), str(trouble)


def _understood(option: Sequence[tuple[str, str]], names: Dictionary) -> Solution:
    parts: dict[tuple[str, ...], None] = {}
    strange: list[str] = []
    if len(option) == 1 and _ALL.match(option[0][1].strip()):
        return Solution((), ("it stands for all others",), all_others=True)
    for _, value in option:
        try:
            parts |= dict.fromkeys(names.senses(value))
        except ValueError as trouble:
            strange.append(str(trouble))
    loose = not all(names.names_exactly(value) for _, value in option)
    said = tuple(value for _, value in option)
    passed_over = any(names.knows(value) and not names.names_most(value) for value in said)
    return Solution(tuple(parts), tuple(strange), said, loose, passed_over)


def circumstance(concept: str, value: str, members: Sequence[str], names: Dictionary) -> dict[str, str]:
    """The circumstances that a stem gives: of a kind that facts depend on and that no option chooses."""
    if names.relations(OPPOSITE.sub("", concept)):
        return {}
    found = names.concepts(value) if names.knows(value) else ()
    kinds = {names.kind_of(member) for member in members}
    return {
        name: target
        for target in found
        if names.kind_of(target) not in kinds
        for name in names.qualifier(target)
    }


def _wish(
    concept: str,
    value: str,
    members: Sequence[str],
    labels: Collection[str],
    names: Dictionary,
    *,
    lenient: bool,
) -> Wish:
    said, wanted = f"{concept} {value}".strip(), OPPOSITE.match(concept) is None
    relations = names.relations(OPPOSITE.sub("", concept))
    literal = tuple(relation for relation in relations if not relation.objects)
    counted = any(names.tells_of(one, value) for one in literal)
    if literal and not counted and (len(literal) == len(relations) or not names.knows(value)):
        return Wish(said, literal, (), wanted, amounts=names.amounts(literal, value))
    targets = names.concepts(value)
    loose = not names.names_most(value) and not literal
    kinds = {names.kind_of(member) for member in members}
    chosen = tuple(target for target in targets if names.kind_of(target) in kinds)
    kind = names.kind(concept)
    if not relations and kind is not None and any(names.kind_of(target) == kind for target in chosen):
        return Wish(said, (), chosen, wanted, loose=loose)
    joining = {one.id: one for target in targets for one in names.joining(members, target)}
    linking = tuple(one for one in relations if one.id in joining)
    if relations and (linking or not joining):
        amounts = names.amounts(literal, value)
        return Wish(said, linking or relations, targets, wanted, amounts=amounts, loose=loose)
    known = relations or kind is not None or names.knows(concept) or concept.casefold() in labels
    if concept and not known and not lenient:
        named = ", ".join(one.name or one.id for one in joining.values())
        hint = f'with "{value}" it knows: {named}.' if named else names.near_relations(concept)
        raise ValueError(f'"{concept}" is neither a relation nor a kind of this course; {hint}')
    return Wish(said, tuple(joining.values()), targets if joining else chosen, wanted, lenient, loose=loose)


def options_of(question: Mapping[str, Plain], sort: str) -> list[list[tuple[str, str]]]:
    """The pairs of each option; `sort` says what options are. ValueError for another shape."""
    listed = question.get("options")
    if not isinstance(listed, list) or not listed:
        raise ValueError(f"`options` must be a list of {sort}, each a list of {{concept, value}}.")
    return [pairs(option, "an option") for option in listed]


def select_of(question: Mapping[str, Plain], count: int) -> int:
    """How many of so many options are right, 1 where nothing is said; ValueError for what cannot be."""
    select = question.get("select", 1)
    if isinstance(select, bool) or not isinstance(select, int) or not 0 < select <= count:
        raise ValueError("`select` must be the number of options that are right.")
    return select


def pairs(listed: Plain, where: str) -> list[tuple[str, str]]:
    """The {concept, value} pairs of a list, "" where no concept is named; ValueError for another shape."""
    if not isinstance(listed, list):
        raise ValueError(f"{where} must be a list of {{concept, value}}.")
    found: list[tuple[str, str]] = []
    for pair in listed:
        if not isinstance(pair, dict) or "value" not in pair:
            raise ValueError(f"{where} must hold {{concept, value}} pairs, not {pair!r}.")
        found.append((str(pair.get("concept") or ""), str(pair["value"])))
    return found
