"""A small world to judge: pots that stand on stoves, and who lights them."""

from dataclasses import dataclass
from datetime import date

from trainer.content.model import (
    Concept,
    ConceptId,
    Course,
    Fact,
    FactId,
    Kind,
    KindId,
    Literal,
    PageId,
    Qualifier,
    Relation,
    RelationId,
    TopicId,
    World,
)
from trainer.graph.facts import FactGraph
from trainer.judge.model import ClaimLike, Need, Order, Plan, Said

TODAY = date(2026, 11, 22)

_KINDS = {
    "stove": ["gas stove", "induction stove", "camp fire"],
    "pot": ["iron pot", "copper pot", "glass pot", "clay pot"],
    "cook": ["chef", "helper", "guest"],
    "chore": ["lighting", "stirring"],
}


def concept(name: str) -> str:
    """The id of a thing in the kitchen."""
    return name.replace(" ", "-")


def fact(
    fact_id: str,
    subject: str,
    relation: str,
    target: str | Literal,
    *,
    holds: bool = True,
    when: tuple[tuple[str, str], ...] = (),
) -> Fact:
    """One statement about the kitchen."""
    return Fact(
        id=FactId(fact_id),
        subject=ConceptId(concept(subject)),
        relation=RelationId(relation),
        object=target if isinstance(target, Literal) else ConceptId(concept(target)),
        page=PageId("cookbook"),
        locator="",
        checked=TODAY,
        topic=TopicId("kitchen"),
        says="",
        holds=holds,
        when=tuple((name, ConceptId(concept(value))) for name, value in when),
    )


FACTS = (
    fact("iron-on-gas", "iron pot", "stands on", "gas stove"),
    fact("iron-on-induction", "iron pot", "stands on", "induction stove"),
    fact("copper-on-gas", "copper pot", "stands on", "gas stove"),
    fact("copper-not-on-induction", "copper pot", "stands on", "induction stove", holds=False),
    fact("glass-on-gas", "glass pot", "stands on", "gas stove"),
    fact("chef-lights-gas", "lighting", "done by", "chef", when=(("fire", "gas stove"),)),
    fact("helper-lights-induction", "lighting", "done by", "helper", when=(("fire", "induction stove"),)),
    fact("helper-stirs", "stirring", "done by", "helper"),
    fact("gas-for-chef", "gas stove", "open to", "chef"),
    fact("gas-for-helper", "gas stove", "open to", "helper"),
    fact("induction-less-work", "induction stove", "less work", "gas stove"),
    fact("gas-less-work", "gas stove", "less work", "camp fire"),
    fact("lighting-time", "lighting", "takes", Literal("30 seconds", 30, "seconds", ("30 s",))),
)

_RELATIONS = (
    ("stands on", "pot", "stove", World.OPEN, False),
    ("done by", "chore", "cook", World.FUNCTIONAL, False),
    ("open to", "stove", "cook", World.CLOSED, False),
    ("less work", "stove", "stove", World.OPEN, True),
    ("takes", "chore", None, World.FUNCTIONAL, False),
)


def graph(facts: tuple[Fact, ...] = FACTS) -> FactGraph:
    """The kitchen with these facts."""
    relations = {
        RelationId(name): Relation(
            RelationId(name),
            f"{{subject}} {name} {{object}}",
            f"{{subject}} not {name} {{object}}",
            (KindId(subject),),
            () if target is None else (KindId(target),),
            world,
            order,
            ("fire",),
            name,
        )
        for name, subject, target, world, order in _RELATIONS
    }
    concepts = {
        ConceptId(concept(name)): Concept(ConceptId(concept(name)), KindId(kind), name, f"the {name}")
        for kind, names in _KINDS.items()
        for name in names
    }
    course = Course(
        id="kitchen",
        title="Kitchen",
        as_of=TODAY,
        version="1",
        exams={},
        topics={},
        pages={},
        kinds={KindId(kind): Kind(KindId(kind), kind) for kind in _KINDS},
        concepts=concepts,
        qualifiers={"fire": Qualifier("fire", KindId("stove"), "on {value}")},
        relations=relations,
        contrasts={},
        facts={fact.id: fact for fact in facts},
        lessons={},
        figures={},
        patterns={},
        claims={},
        labs={},
        blueprints={},
    )
    return FactGraph(course)


@dataclass(frozen=True, slots=True)
class Choice:
    """An option as the judge sees one."""

    id: str
    text: str
    is_key: bool
    claims: tuple[ClaimLike, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """An item as the judge sees one."""

    options: tuple[Choice, ...]
    select: int = 1


def who_lights(*cooks: str, key: str, stove: str = "gas stove") -> Question:
    """Who lights this stove? One option a cook."""
    when = (("fire", concept(stove)),)
    return Question(
        tuple(
            Choice(letter, f"The {cook}", cook == key, (Said("lighting", "done by", concept(cook), when),))
            for letter, cook in zip("abcd", cooks, strict=False)
        )
    )


def which_kitchen(*kitchens: tuple[str, str], key: tuple[str, str], criterion: bool = True) -> Question:
    """Which pot on which stove, so that it stands there, guests are kept away and work is least?"""
    needs = (
        Need("pot", "stands on", "", object_part="stove"),
        Need("stove", "open to", "chef"),
        Need("stove", "open to", "guest", wanted=False),
    )
    order = Order("stove", "less work") if criterion else None
    return Question(
        tuple(
            Choice(
                letter,
                f"An {kitchen[0]} on a {kitchen[1]}",
                kitchen == key,
                (
                    Plan(
                        (("pot", concept(kitchen[0])), ("stove", concept(kitchen[1]))),
                        (("fire", "stove"),),
                        needs,
                        order,
                    ),
                ),
            )
            for letter, kitchen in zip("abcd", kitchens, strict=False)
        )
    )
