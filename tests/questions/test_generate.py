"""Items on request: the same bytes for the same request, each one sound, none twice."""

import os
import subprocess
import sys
from dataclasses import replace
from itertools import islice

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.courses import ROOT, ecs
from tests.questions.banks import ecs_bank
from trainer.aws.play import play
from trainer.content.model import ConceptId, Course, ExamId, FactId, PatternId, TopicId
from trainer.graph.facts import FactGraph
from trainer.questions.as_json import items_as_json
from trainer.questions.bank import Bank, facts_by_pattern, patterns_for
from trainer.questions.generate import attempts, generate, item_for, opening_item
from trainer.questions.kinds import BY_NAME
from trainer.questions.model import Item, ItemId, ProofKind, Rejection, Request
from trainer.questions.reserve import is_reserved
from trainer.seed import stream

KEYS = {ProofKind.ENTAILED, ProofKind.OPTIMUM, ProofKind.SIMULATED}
DISTRACTORS = {ProofKind.NEGATION, ProofKind.COMPLETE, ProofKind.DOMINATED, ProofKind.SIMULATED}
LINES = """
from tests.questions.banks import ecs_bank
from trainer.questions.as_json import items_as_json
from trainer.questions.generate import generate
from trainer.questions.model import Request
for item in generate(ecs_bank(), Request(count=40, seed=3)):
    print(items_as_json(item))
"""


@given(st.integers(0, 10_000))
@settings(max_examples=12, deadline=None)
def test_every_item_is_sound(seed: int) -> None:
    graph = ecs_bank().graph
    for item in generate(ecs_bank(), Request(count=6, seed=seed, reserved=True)):
        assert len(item.key) == item.select
        assert item.seed == seed
        assert item.fact_ids
        assert graph.facts[item.fact_ids[0]].askable
        for option in item.options:
            assert option.proof.kind in (KEYS if option.is_key else DISTRACTORS)
            assert option.proof.cites
            assert all(graph.fact(fact) for fact in (*option.proof.cites, *item.fact_ids))
            assert option.claims
            assert len(option.rationale.split()) <= 60
            assert len(option.brief.split()) <= 20
            assert all(words in item.stem for words in option.deciding)


@pytest.mark.parametrize("seed", [1, 4711])
def test_the_same_is_not_asked_again_beside_other_options_within_an_evening(seed: int) -> None:
    items = list(generate(ecs_bank(), Request(count=180, seed=seed)))
    asked = [
        (item.stem, item.exhibit, {option.text for option in item.options if option.is_key}) for item in items
    ]
    for number, one in enumerate(asked):
        assert one not in asked[max(0, number - 59) : number], one


def test_no_item_comes_twice_and_facts_are_covered_evenly() -> None:
    items = list(generate(ecs_bank(), Request(count=150, seed=1)))
    assert len({item.item_id for item in items}) == 150
    asked = [item.fact_ids[0] for item in items]
    assert max(asked.count(fact) for fact in asked) <= 3


def test_a_shorter_request_is_the_beginning_of_a_longer_one() -> None:
    long = generate(ecs_bank(), Request(count=20, seed=8))
    assert list(islice(long, 5)) == list(generate(ecs_bank(), Request(count=5, seed=8)))


def test_the_same_request_gives_the_same_bytes_under_any_hash_seed() -> None:
    here = [items_as_json(item) for item in generate(ecs_bank(), Request(count=40, seed=3))]
    for hash_seed in ("0", "4242"):
        run = subprocess.run(
            [sys.executable, "-c", LINES],
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": hash_seed},
            capture_output=True,
            text=True,
            check=True,
        )
        assert run.stdout.splitlines() == here


@pytest.mark.parametrize(
    "wish",
    [
        {"topic": TopicId("volumes")},
        {"kind": "scenario"},
        {"kind": "typed"},
        {"level": "apply"},
        {"exam": ExamId("SAA-C03")},
        {"fact": FactId("efs-shared")},
    ],
)
def test_a_request_narrows_what_comes(wish: dict[str, str]) -> None:
    request = replace(Request(count=5, seed=2), **wish)  # type: ignore[arg-type]
    items = list(generate(ecs_bank(), request))
    assert len(items) == 5
    for item in items:
        assert request.topic in (None, item.topic)
        assert request.kind in (None, item.kind)
        assert request.level in (None, item.level)
        assert request.exam is None or request.exam in item.exams
        assert request.fact in (None, item.fact_ids[0])


def test_without_a_kind_only_items_with_options_come() -> None:
    assert all(item.options for item in generate(ecs_bank(), Request(count=60, seed=5)))


def test_what_cannot_be_made_is_refused_with_a_reason() -> None:
    refused = list(attempts(ecs_bank(), Request(count=3, seed=1, fact=FactId("no-such-fact"))))
    assert [type(one) for one in refused] == [Rejection]
    assert not list(generate(ecs_bank(), Request(count=3, seed=1, kind="predict")))


def test_a_quarter_of_each_exam_domain_is_reserved_and_stays_out_of_study() -> None:
    course, graph = ecs(), ecs_bank().graph
    assert not is_reserved(graph, course.patterns[course.opening or PatternId("")])
    for exam in course.exams.values():
        for domain in exam.domains:
            inside = [
                one
                for one in course.patterns.values()
                if exam.id in one.exams and course.topics[one.topic].domains.get(exam.id) == domain
            ]
            kept = [one for one in inside if is_reserved(graph, one)]
            assert len(inside) / 4 <= len(kept) <= len(inside) / 2, (exam.id, domain)
    assert not any(item.reserved for item in generate(ecs_bank(), Request(count=100, seed=6)))
    assert any(item.reserved for item in generate(ecs_bank(), Request(count=200, seed=6, reserved=True)))


def test_what_a_reserved_pattern_asks_can_be_met_in_study_too() -> None:
    graph = ecs_bank().graph
    ways = [(one, set(BY_NAME[one.kind].facts(graph, one))) for one in ecs().patterns.values()]
    held = {fact for one, facts in ways if is_reserved(graph, one) for fact in facts}
    open_to_study = {fact for one, facts in ways if not is_reserved(graph, one) for fact in facts}
    assert held <= open_to_study


def test_a_review_asks_a_fact_afresh() -> None:
    fact = FactId("efs-shared")
    seen: set[ItemId] = set()
    for number in range(12):
        item = item_for(ecs_bank(), fact, stream("review", number), avoid=seen)
        assert isinstance(item, Item)
        assert item.fact_ids[0] == fact
        assert item.item_id not in seen
        seen.add(item.item_id)


def test_a_review_has_a_question_on_each_fact() -> None:
    """A fact whose first patterns all refuse would be due for ever and never asked."""
    request = Request(count=1, seed=1)
    facts = facts_by_pattern(ecs_bank(), patterns_for(ecs_bank(), request), request)
    made = {fact: item_for(ecs_bank(), fact, stream("review", fact)) for fact in facts}
    assert not {fact: one.why for fact, one in made.items() if isinstance(one, Rejection)}


def test_a_review_of_an_unknown_fact_says_so() -> None:
    refused = item_for(ecs_bank(), FactId("no-such-fact"), stream("review"))
    assert refused == Rejection(PatternId(""), "no pattern asks about no-such-fact")


def test_the_opening_is_a_run_that_can_be_watched() -> None:
    item = opening_item(Bank(ecs_bank().graph, play))
    assert isinstance(item, Item)
    assert item.pattern == ecs().opening
    assert item.scene is not None
    assert not item.reserved


def test_an_opening_that_cannot_be_made_is_refused_with_a_reason() -> None:
    refused = opening_item(ecs_bank())
    assert refused == Rejection(ecs().opening or PatternId(""), "no simulator was handed in")


@pytest.mark.parametrize(
    ("fact", "other"),
    [
        ("ecr-pull-fargate", "task-role"),
        ("app-uses-task-role", "task-execution-role"),
        ("spread-even", "e-fewest"),
        ("awsvpc-own-eni", "docker-bridge"),
        ("resource-cpu", "c-no-memory"),
    ],
)
def test_flipping_the_tested_fact_changes_the_key(fact: str, other: str) -> None:
    before = _keys(ecs(), FactId(fact))
    flipped = replace(ecs().facts[FactId(fact)], object=ConceptId(other))
    after = _keys(replace(ecs(), facts={**ecs().facts, flipped.id: flipped}), FactId(fact))
    assert before
    assert after
    assert not before & after


def _keys(course: Course, fact: FactId) -> set[str]:
    """What the keys of look-ups and symptoms on a fact claim."""
    bank = Bank(FactGraph(course))
    found = set()
    for kind in ("lookup", "symptom"):
        for item in generate(bank, Request(count=4, seed=1, kind=kind, fact=fact, reserved=True)):
            found |= {str(option.claims[0]) for option in item.options if option.is_key}
    return found


@pytest.mark.parametrize("seed", range(8))
def test_of_ten_items_at_most_one_puts_sentences_side_by_side(seed: int) -> None:
    kinds = [item.kind for item in generate(ecs_bank(), Request(count=20, seed=seed))]
    assert kinds[:10].count("statement") <= 1
    assert kinds.count("statement") <= 2


def test_where_nothing_else_can_ask_the_share_gives_way() -> None:
    items = list(generate(ecs_bank(), Request(count=6, seed=3, kind="statement")))
    assert len(items) == 6
