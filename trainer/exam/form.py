"""From a blueprint to a form: exact domain counts, a share of multiple response, nothing asked twice."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from math import ceil

from trainer.content.model import Blueprint
from trainer.errors import NotSo
from trainer.exam.cues import Asked
from trainer.exam.model import Form, FormItem, ItemsSource
from trainer.questions.model import Item
from trainer.seed import digest, stream
from trainer.value import replace

PATIENCE = 200
"""Items in a row without a new fact after which a source is taken to have nothing more."""
CONTENT = 40
"""The same, when there are items enough on facts that were asked already."""
FEWEST = 5
"""A shorter form has so many items at least."""


def assemble(
    blueprint: Blueprint,
    source: ItemsSource,
    seed: int,
    content_version: str,
    *,
    unscored: int = 0,
    avoid: Collection[str] = (),
    shorter: bool = False,
) -> Form:
    """A form of exactly `blueprint.items` items, in an order that the seed settles.

    No two items share facts and pattern, nearly a stem, or give each other's key away; facts not yet in the
    form are preferred. `avoid` holds signatures (`signature(item)`) of earlier forms that must not come
    again. The blueprint's share of scenarios is kept where a domain has them. `unscored` of the items do not
    count, which ones is told afterwards. NotSo, in a sentence, if a domain has too few different items;
    multiple response that cannot be had is replaced and noted. `shorter`: a form of one domain that has too
    few, `FEWEST` at least, is as long as it can be, its time and what does not count in proportion, and says
    so.
    """
    counts = domain_counts(blueprint.weights, blueprint.items)
    several = multiple_response_counts(counts, blueprint.multiple_response_percent)
    asked = Asked(avoid, others=blueprint.items * (100 - round(blueprint.scenario_percent)) // 100)
    chosen = _multiple_response(source, counts, several, asked)
    for domain, count in counts.items():
        there = chosen[domain]
        there += _draw(source(domain, 1), count - len(there), asked)
        # multiple response may still fill what multiple choice lacks: the count of a domain goes first
        there += _draw(source(domain, 2), count - len(there), asked)
        if len(there) < count:
            asked.others = None  # so does the count go before the share of scenarios
            there += _draw(source(domain, 1), count - len(there), asked)
        if len(there) < count and not (shorter and len(counts) == 1 and len(there) >= FEWEST):
            raise NotSo(_too_few(blueprint, domain, len(there), count, shorter=shorter))
    notes: tuple[str, ...] = ()
    made = sum(map(len, chosen.values()))
    if made < blueprint.items:
        notes = (
            f"The course yields {made} different items on this: the form is shorter, and so is its time.",
        )
        unscored = round(unscored * made / blueprint.items)
        blueprint = replace(blueprint, items=made, minutes=ceil(blueprint.minutes * made / blueprint.items))
        counts = domain_counts(blueprint.weights, made)
        several = multiple_response_counts(counts, blueprint.multiple_response_percent)
    places = [FormItem(item, domain) for domain, items in chosen.items() for item in items]
    return Form(
        form_id=digest(
            "form", blueprint.id, seed, content_version, *(place.item.item_id for place in places)
        ),
        blueprint=blueprint,
        seed=seed,
        content_version=content_version,
        items=_unscored(
            stream("form", seed, blueprint.id).shuffled(places), counts, blueprint, unscored, seed
        ),
        notes=notes + _notes(sum(place.item.select > 1 for place in places), sum(several.values())),
    )


def _too_few(blueprint: Blueprint, domain: str, there: int, wanted: int, *, shorter: bool) -> str:
    if shorter:
        found = "1 question" if there == 1 else f"{there} questions"
        return (
            f"{blueprint.title}: the course has {found} on it, and {FEWEST} are needed; choose another topic"
        )
    return (
        f"{blueprint.title} needs {wanted} different items on {domain!r}, and the course yields {there};"
        " choose a shorter exam"
    )


def domain_counts(weights: Mapping[str, float], items: int) -> dict[str, int]:
    """How many items each domain gets: largest remainder, ties to the earlier domain."""
    return _shares(weights, items)


def multiple_response_counts(counts: Mapping[str, int], percent: float) -> dict[str, int]:
    """How many items of each domain have several keys: the share, rounded, spread by largest remainder."""
    return _shares(counts, round(sum(counts.values()) * percent / 100))


def unscored_counts(counts: Mapping[str, int], weights: Mapping[str, float], unscored: int) -> dict[str, int]:
    """How many items of each domain do not count: what is left when the scored ones are dealt by weight."""
    scored = _shares(weights, sum(counts.values()) - unscored)
    spare = {domain: count - scored[domain] for domain, count in counts.items()}
    while min(spare.values()) < 0:  # dealing fewer items can give a domain more of them
        spare[max(spare, key=lambda domain: spare[domain])] -= 1
        spare[min(spare, key=lambda domain: spare[domain])] += 1
    return spare


def signature(item: Item) -> str:
    """What two forms must not share: the set of facts and the pattern."""
    return Asked.signature(item)


def _shares(weights: Mapping[str, float], whole: int) -> dict[str, int]:
    """`whole` dealt out by weight: whole parts first, what is left to the largest remainders."""
    total = sum(weights.values())
    if total <= 0:
        raise ValueError("weights must add up to more than nothing")
    exact = {name: whole * weight / total for name, weight in weights.items()}
    shares = {name: int(share) for name, share in exact.items()}
    by_remainder = sorted(exact, key=lambda name: shares[name] - exact[name])  # stable: ties stay in order
    for name in by_remainder[: whole - sum(shares.values())]:
        shares[name] += 1
    return shares


def _multiple_response(
    source: ItemsSource, counts: Mapping[str, int], several: Mapping[str, int], asked: Asked
) -> dict[str, list[Item]]:
    """Items with several keys, by domain: each domain's share first, then what one lacks from the others."""
    chosen = {domain: _draw(source(domain, 2), several[domain], asked) for domain in counts}
    for domain, count in counts.items():
        missing = sum(several.values()) - sum(len(items) for items in chosen.values())
        room = count - len(chosen[domain])
        chosen[domain] += _draw(source(domain, 2), min(missing, room), asked)
    return chosen


def _draw(source: Iterable[Item], count: int, asked: Asked) -> list[Item]:
    """Up to `count` items that fit: those on facts not asked before first, then the others in their order."""
    if count < 1:
        return []
    chosen: list[Item] = []
    spare: list[Item] = []
    idle = 0
    for item in source:
        if item.options and asked.fits(item):
            if asked.new_facts(item):
                asked.add(item)
                chosen.append(item)
                idle = -1
            else:
                spare.append(item)
        idle += 1
        enough = len(chosen) + len(spare) >= count
        if len(chosen) == count or idle >= (CONTENT if enough else PATIENCE):
            break
    for item in spare:
        # it is looked at again: an item chosen since may have made it a repetition
        if len(chosen) < count and asked.fits(item):
            asked.add(item)
            chosen.append(item)
    return chosen


def _unscored(
    places: Sequence[FormItem], counts: Mapping[str, int], blueprint: Blueprint, unscored: int, seed: int
) -> tuple[FormItem, ...]:
    """The places, so many of them drawn not to count that the others keep the exact domain counts."""
    spare = unscored_counts(counts, blueprint.weights, unscored)
    left_out: set[int] = set()
    for domain, count in spare.items():
        there = [number for number, place in enumerate(places) if place.domain == domain]
        left_out.update(stream("unscored", seed, domain).sample(there, count))
    return tuple(replace(place, scored=number not in left_out) for number, place in enumerate(places))


def _notes(made: int, wanted: int) -> tuple[str, ...]:
    if made >= wanted:
        return ()
    return (f"{made} of {wanted} multiple-response items could be made; one-key items stand in.",)
