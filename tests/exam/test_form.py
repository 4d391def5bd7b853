"""A form has exactly the items its blueprint asks for, and none of them twice."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.exam.samples import DOMAINS, blueprint, item, source
from trainer.errors import NotSo
from trainer.exam.cues import gives_away
from trainer.exam.form import assemble, domain_counts, multiple_response_counts, signature, unscored_counts
from trainer.exam.model import Form
from trainer.questions.model import Item

DVA = {"development": 32.0, "security": 26.0, "deployment": 24.0, "troubleshooting": 18.0}


def counts(form: Form) -> Counter[str]:
    return Counter(place.domain for place in form.items)


@pytest.mark.parametrize(
    ("weights", "items", "dealt"),
    [
        (DOMAINS, 65, (19, 17, 16, 13)),
        (DOMAINS, 50, (15, 13, 12, 10)),
        (DOMAINS, 20, (6, 5, 5, 4)),
        (DVA, 65, (21, 17, 15, 12)),
        (DVA, 50, (16, 13, 12, 9)),
    ],
)
def test_domains_get_their_share_by_largest_remainder(
    weights: dict[str, float], items: int, dealt: tuple[int, ...]
) -> None:
    """The official weights, dealt by hand."""
    assert tuple(domain_counts(weights, items).values()) == dealt


@given(
    st.dictionaries(st.text("abcdef", min_size=1), st.floats(0.5, 90), min_size=1, max_size=6),
    st.integers(0, 200),
)
@settings(max_examples=80, deadline=None)
def test_shares_add_up_and_are_never_a_whole_item_off(weights: dict[str, float], items: int) -> None:
    shares = domain_counts(weights, items)
    assert sum(shares.values()) == items
    for name, weight in weights.items():
        assert abs(shares[name] - items * weight / sum(weights.values())) < 1


@pytest.mark.parametrize(("items", "several"), [(20, 4), (65, 13)])
def test_a_form_has_exact_counts_and_a_fifth_of_multiple_response(items: int, several: int) -> None:
    form = assemble(blueprint(items), source(), 11, "v1")
    assert counts(form) == domain_counts(DOMAINS, items)
    assert sum(place.item.select > 1 for place in form.items) == several
    by_domain = Counter(place.domain for place in form.items if place.item.select > 1)
    assert by_domain == multiple_response_counts(domain_counts(DOMAINS, items), 20.0)
    assert form.notes == ()
    assert all(place.scored for place in form.items)


def test_no_two_items_share_facts_and_pattern_and_facts_are_spread() -> None:
    form = assemble(blueprint(65), source(facts_per_domain=25), 3, "v1")
    signatures = [signature(place.item) for place in form.items]
    assert len(set(signatures)) == 65
    assert len({place.item.fact_ids for place in form.items}) == 65


def test_reserved_patterns_are_used() -> None:
    assert any(place.item.reserved for place in assemble(blueprint(65), source(), 3, "v1").items)


def test_a_small_course_fills_up_with_facts_asked_before_but_another_way() -> None:
    form = assemble(blueprint(20), source(facts_per_domain=3), 3, "v1")
    assert counts(form) == domain_counts(DOMAINS, 20)
    assert len({signature(place.item) for place in form.items}) == 20


def test_too_small_a_course_is_told_with_the_domain_and_the_numbers() -> None:
    with pytest.raises(
        NotSo, match=r"Mini exam needs 19 different items on 'secure', and the course yields 12"
    ):
        assemble(blueprint(65), source(facts_per_domain=2), 3, "v1")


def test_a_short_supply_of_one_domain_makes_a_shorter_form_that_says_so() -> None:
    few = [item(f"item-{number}", facts=(f"fact-{number}",)) for number in range(8)]
    wanted = replace(blueprint(20), weights={"secure": 100.0}, minutes=40)

    def supply(_: str, count: int) -> Iterator[Item]:
        return iter(few if count == 1 else [])

    form = assemble(wanted, supply, 1, "v1", unscored=5, shorter=True)
    assert (len(form.items), form.blueprint.items, form.blueprint.minutes) == (8, 8, 16)
    assert sum(not place.scored for place in form.items) == 2
    assert form.notes[0].startswith("The course yields 8 different items on this")
    with pytest.raises(NotSo, match="needs 20 different items"):
        assemble(wanted, supply, 1, "v1")
    del few[4:]
    with pytest.raises(NotSo, match="has 4 questions on it, and 5 are needed; choose another topic"):
        assemble(wanted, supply, 1, "v1", shorter=True)


def test_without_multiple_response_one_key_items_stand_in_and_it_is_noted() -> None:
    course = source()

    def one_key_only(domain: str, select: int) -> Iterator[Item]:
        return iter(course(domain, 1) if select == 1 else ())

    form = assemble(blueprint(20), one_key_only, 3, "v1")
    assert counts(form) == domain_counts(DOMAINS, 20)
    assert form.notes == ("0 of 4 multiple-response items could be made; one-key items stand in.",)


def test_a_domain_without_multiple_response_leaves_its_share_to_the_others() -> None:
    course = source()

    def none_in_cost(domain: str, select: int) -> Iterator[Item]:
        return iter(() if (domain, select) == ("cost", 2) else course(domain, select))

    form = assemble(blueprint(65), none_in_cost, 3, "v1")
    assert counts(form) == domain_counts(DOMAINS, 65)
    assert sum(place.item.select > 1 for place in form.items) == 13
    assert form.notes == ()


def test_two_forms_share_nothing_when_told_to() -> None:
    first = assemble(blueprint(65), source(), 1, "v1")
    seen = {signature(place.item) for place in first.items}
    second = assemble(blueprint(65), source(), 2, "v1", avoid=seen)
    assert not seen & {signature(place.item) for place in second.items}


def test_the_same_seed_gives_the_same_form_and_another_seed_another_order() -> None:
    first, again, other = (assemble(blueprint(), source(), seed, "v1") for seed in (1, 1, 2))
    assert first == again
    assert [place.item.item_id for place in first.items] != [place.item.item_id for place in other.items]


def test_domains_are_mixed_not_asked_in_blocks() -> None:
    domains = [place.domain for place in assemble(blueprint(65), source(), 1, "v1").items]
    changes = sum(one != other for one, other in pairwise(domains))
    assert changes > 20


def test_unscored_items_are_drawn_and_marked() -> None:
    form = assemble(blueprint(65), source(), 1, "v1", unscored=15)
    assert sum(not place.scored for place in form.items) == 15
    scored = Counter(place.domain for place in form.items if place.scored)
    assert scored == {"secure": 15, "resilient": 13, "performant": 12, "cost": 10}


@given(
    st.dictionaries(st.text("abcdef", min_size=1), st.floats(0.5, 90), min_size=1, max_size=6),
    st.integers(1, 70),
    st.data(),
)
@settings(max_examples=80, deadline=None)
def test_unscored_items_are_never_more_than_a_domain_has(
    weights: dict[str, float], items: int, data: st.DataObject
) -> None:
    unscored = data.draw(st.integers(0, items))
    counts = domain_counts(weights, items)
    spare = unscored_counts(counts, weights, unscored)
    assert sum(spare.values()) == unscored
    assert all(0 <= spare[domain] <= counts[domain] for domain in counts)


def test_no_stem_gives_away_the_key_of_another_item_on_the_same_fact() -> None:
    teller = item(
        "teller", pattern="symptom", stem="The execution role lacks a permission. What happens then?"
    )
    asks = item("asks", key="execution role")
    asks_short = asks.options[0].text  # "execution role 0"
    told = item("told", pattern="other", stem=f"A task uses the {asks_short}. What is it for?")
    elsewhere = item(
        "elsewhere", pattern="other", facts=("fact-2",), stem=f"The {asks_short} is missing. Why?"
    )
    assert gives_away(told, asks)
    assert not gives_away(teller, asks)
    assert not gives_away(elsewhere, asks)

    def items(domain: str, select: int) -> Iterator[Item]:
        if domain == "secure" and select == 1:
            yield asks
            yield told
        yield from source()(domain, select)

    form = assemble(blueprint(), items, 1, "v1")
    ids = [place.item.item_id for place in form.items]
    assert "asks" in ids
    assert "told" not in ids


def test_items_without_options_stay_out() -> None:
    def items(domain: str, select: int) -> Iterator[Item]:
        typed = item(f"typed-{domain}", facts=("typed",), domain=domain)
        yield replace(typed, options=(), answer=("awsvpc",))
        yield from source()(domain, select)

    assert all(place.item.options for place in assemble(blueprint(), items, 1, "v1").items)


def test_the_share_of_scenarios_is_kept_where_there_are_enough() -> None:
    plain = source(facts_per_domain=40)

    def mixed(domain: str, select: int) -> Iterator[Item]:
        for number, one in enumerate(plain(domain, select)):
            yield replace(one, kind="lookup" if number % 2 else "scenario")

    asked = replace(blueprint(20), scenario_percent=85.0)
    kinds = Counter(place.item.kind for place in assemble(asked, mixed, 3, "v1").items)
    assert kinds["scenario"] >= 17


def test_the_number_of_items_goes_before_the_share_of_scenarios() -> None:
    plain = source(facts_per_domain=40)

    def lookups(domain: str, select: int) -> Iterator[Item]:
        return (replace(one, kind="lookup") for one in plain(domain, select))

    asked = replace(blueprint(20), scenario_percent=85.0)
    assert len(assemble(asked, lookups, 3, "v1").items) == 20
