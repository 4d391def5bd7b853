"""Bad items for every check: as data where words are the flaw, made from good ones where facts are."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import yaml

from trainer.content.model import FactId
from trainer.graph.facts import FactGraph
from trainer.judge.mentions import Names
from trainer.questions.model import Design, Item, Option, Proof

FOLDER = Path(__file__).with_name("planted")
STEM = "A team runs a service on AWS Fargate that pulls its image from Amazon ECR. Which role pulls it?"
OPTIONS = ("*Task execution role", "Task role", "Container instance role", "Infrastructure role")


def written(name: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """(check, words of a bad item) of a file; `worded` takes all else from a good item."""
    listed: dict[str, list[dict[str, Any]]] = yaml.safe_load((FOLDER / name).read_text(encoding="utf-8"))
    for check, entries in listed.items():
        for entry in entries:
            yield check, entry


def worded(
    like: Item,
    *,
    stem: str = STEM,
    options: tuple[str, ...] | list[str] = OPTIONS,
    select: int = 1,
    repeat_stem: int = 1,
) -> Item:
    """An item with these words; keys carry a star."""
    first = replace(like.options[0], claims=())
    made = tuple(
        replace(first, id="abcdef"[place], text=text.removeprefix("*"), is_key=text.startswith("*"))
        for place, text in enumerate(options)
    )
    return replace(like, stem=" ".join([stem] * repeat_stem), options=made, select=select, exhibit="")


def with_option(item: Item, change: Callable[[Option], Option], key: bool) -> Item:
    """The item with its first key (or first distractor) changed."""
    place = next(at for at, option in enumerate(item.options) if option.is_key is key)
    options = list(item.options)
    options[place] = change(options[place])
    return replace(item, options=tuple(options))


def key_moved(item: Item) -> Item:
    """C01: a wrong key."""
    wrong = with_option(item, lambda option: replace(option, is_key=False), key=True)
    place = next(at for at, option in enumerate(item.options) if not option.is_key)
    options = list(wrong.options)
    options[place] = replace(options[place], is_key=True)
    return replace(wrong, options=tuple(options))


def key_doubled(item: Item) -> Item:
    """C01: a distractor that is as right as the key."""
    key = next(option for option in item.options if option.is_key)
    return with_option(
        item, lambda option: replace(option, text=f"{key.text} now", claims=key.claims), key=False
    )


def uncited(item: Item) -> Item:
    """C02: a distractor without a source."""
    return with_option(item, lambda option: replace(option, proof=Proof(option.proof.kind, ())), key=False)


def cites_nobody(item: Item) -> Item:
    """C02: a key that rests on a fact nobody wrote."""
    cites = (FactId("no-such-fact"),)
    return with_option(item, lambda option: replace(option, proof=Proof(option.proof.kind, cites)), key=True)


def of_another_type(item: Item, strangers: Item) -> Item:
    """C19: the key alone is of its type."""
    claims = next(option for option in strangers.options if option.is_key).claims
    return with_option(item, lambda option: replace(option, claims=claims), key=True)


def too_fresh(item: Item, graph: FactGraph) -> FactGraph:
    """C32: the fact that the item was made for is a month old."""
    fact = graph.facts[item.fact_ids[0]]
    young = replace(fact, valid_from=item.as_of.replace(day=1))
    return FactGraph(replace(graph.course, facts={**graph.course.facts, fact.id: young}), graph.as_of)


def asked_twice(item: Item) -> Item:
    """C33: a requirement that another one contains: it is stated twice over."""
    options = tuple(
        replace(
            option,
            claims=tuple(
                replace(
                    claim,
                    requirements=(*claim.requirements, claim.requirements[0]),
                    criterion=claim.criterion,
                )
                if isinstance(claim, Design)
                else claim
                for claim in option.claims
            ),
        )
        for option in item.options
    )
    return replace(item, options=options)


def without_its_rival(item: Item) -> Item:
    """C33: the distractors that a criterion or requirement alone fells are gone, so it decides nothing."""
    loser = next(option for option in item.options if not option.is_key)
    same = tuple(
        option if option.is_key else replace(loser, id=option.id, text=f"{loser.text} {option.id}")
        for option in item.options
    )
    return replace(item, options=same)


def under_a_condition(item: Item, graph: FactGraph) -> FactGraph:
    """C34: the order behind the item holds only in some circumstance of which the stem is silent."""
    told = Names(graph.course.concepts.values()).concepts(
        " ".join((item.stem, *(o.text for o in item.options)))
    )
    claims = [claim for option in item.options for claim in option.claims]
    given = {concept for claim in claims if isinstance(claim, Design) for _, concept in claim.parts}
    qualifier, silent = next(
        (qualifier, concept)
        for qualifier in graph.course.qualifiers.values()
        for concept in graph.of_kind(qualifier.kind)
        if concept not in told and concept not in given
    )
    facts = {
        name: replace(fact, when=((qualifier.id, silent),))
        if graph.course.relations[fact.relation].order
        else fact
        for name, fact in graph.course.facts.items()
    }
    return FactGraph(replace(graph.course, facts=facts), graph.as_of)
