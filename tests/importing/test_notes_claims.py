"""How a statement is recognised: concepts, words, the nearest and most specific claim, denials minded."""

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.judge.kitchen import graph
from trainer.content.markdown import read_markdown
from trainer.content.model import Claim, ConceptId, Course, FactId, Verdict
from trainer.content.prose import Bullet, BulletList, Callout, Paragraph, Quote, Table, plain_text
from trainer.importing.model import MarkedNote, Standing
from trainer.importing.notes import mark_note
from trainer.importing.notes_claims import stem
from trainer.importing.notes_statements import sentences


def claim(
    claim_id: str,
    concepts: list[list[str]],
    words: list[list[str]],
    verdict: Verdict = Verdict.RIGHT,
    absent: tuple[str, ...] = (),
) -> Claim:
    """What notes say of the kitchen."""
    return Claim(
        id=claim_id,
        concepts=tuple(tuple(map(ConceptId, group)) for group in concepts),
        words=tuple(map(tuple, words)),
        verdict=verdict,
        why=f"because of {claim_id}",
        facts=(FactId("iron-on-gas"), FactId("no-such-fact")),
        absent=absent,
    )


CLAIMS = (
    claim("iron-stands", [["iron-pot"], ["gas-stove", "induction-stove"]], [["stand", "stands"]]),
    claim("iron-stands-firmly", [["iron-pot"], ["gas-stove"]], [["stand"], ["firm", "firmly"]]),
    claim("copper-on-induction", [["copper-pot"], ["induction-stove"]], [["stands", "works"]], Verdict.WRONG),
    claim(
        "copper-not-on-induction",
        [["copper-pot"], ["induction-stove"]],
        [["stands", "works"], ["not", "never"]],
    ),
    claim("chef-lights", [["chef"]], [["light", "lights"]], absent=("induction",)),
    claim("helper-lights", [["helper"]], [["light", "lights"]], Verdict.OUTDATED),
    claim("fire-named", [["camp-fire"]], []),
    claim("gas-only", [["gas-stove"]], [["only"], ["cook", "cooks"]], Verdict.SIMPLIFIED),
)


def kitchen() -> Course:
    """The kitchen with claims about it."""
    return replace(graph().course, claims={known.id: known for known in CLAIMS})


KITCHEN = kitchen()


def mark(text: str) -> MarkedNote:
    """A note about the kitchen."""
    return mark_note(read_markdown(text, "note.md").blocks, KITCHEN)


@pytest.mark.parametrize(
    ("text", "recognised"),
    [
        ("The iron pot stands on the gas stove.", "iron-stands"),
        ("IRON-POTS, standing on Gas Stoves!", "iron-stands"),
        ("The ironpot stood there: gas stove", ""),
        ("The iron pot stands firmly on a gas stove.", "iron-stands-firmly"),
        ("The iron pot stands there.", ""),
        ("# Gas stove\n- The iron pot stands on it", "iron-stands"),
        ("- Gas stove:\n\t- Iron pot:\n\t\t- stands well", "iron-stands"),
        ("Gas stove:\n\n- the iron pot stands", "iron-stands"),
        ("> [!tip] Gas stove\n> The iron pot stands", "iron-stands"),
        ("| gas stove | x |\n| --- | --- |\n| iron pot | stands |", "iron-stands"),
        ("A copper pot works on an induction stove", "copper-on-induction"),
        ("A copper pot doesn't work on an induction stove", "copper-not-on-induction"),
        ("A copper pot never works on an induction stove", "copper-not-on-induction"),
        ("The iron pot cannot stand on a gas stove", ""),
        ("The iron pot stands only on a gas stove", ""),
        ("# Chef\n- lights it", "chef-lights"),
        ("# Chef\n- lights the induction thing", ""),
        ("# Chef\n- the helper lights it", "helper-lights"),
        ("# Helper\n- the chef lights it", "chef-lights"),
        ("The camp fire", "fire-named"),
        ("The camp fire smokes", ""),
        ("Only a gas stove cooks", "gas-only"),
        ("A gas stove cooks", ""),
    ],
)
def test_what_a_statement_is_recognised_as(text: str, recognised: str) -> None:
    assert [found.claim for found in mark(text).marks][-1] == recognised


def test_a_heading_of_the_same_level_ends_the_context_and_a_deeper_one_adds_to_it() -> None:
    note = mark("# Stoves\n## Gas stove\n### Iron pot\n- stands\n## Camp fire\n- stands")
    assert [found.claim for found in note.marks] == ["iron-stands", ""]
    assert note.marks[0].statement.context == ("Stoves", "Gas stove", "Iron pot")


def test_labels_headings_code_and_rules_state_nothing_but_a_label_may_be_a_claim() -> None:
    note = mark("# Pots\n- **Iron pot**\n\t- heavy\n- The camp fire:\n\t- smoky\n\n---\n```\nstir()\n```\n")
    assert [(found.statement.text, found.claim) for found in note.marks] == [
        ("heavy", ""),
        ("The camp fire:", "fire-named"),
        ("smoky", ""),
    ]


def test_paragraphs_are_marked_sentence_by_sentence_and_line_by_line() -> None:
    note = mark("The chef lights it, e.g. Mondays. The helper lights it too.\nA camp fire")
    assert [found.standing for found in note.marks] == [Standing.RIGHT, Standing.OUTDATED, Standing.RIGHT]
    line = "".join(span.text for span in note.blocks[0].line)  # type: ignore[union-attr]
    for found in note.marks:
        assert line[found.statement.start : found.statement.end] == found.statement.text


def test_a_mark_cites_only_facts_that_the_course_has() -> None:
    (found,) = mark("The chef lights").marks
    assert found.facts == ("iron-on-gas",)
    assert found.why == "because of chef-lights"


def test_counts_name_every_standing() -> None:
    assert mark("The chef lights\n\nNonsense").counts() == {
        Standing.RIGHT: 1,
        Standing.SIMPLIFIED: 0,
        Standing.OUTDATED: 0,
        Standing.WRONG: 0,
        Standing.UNMATCHED: 1,
    }


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("scales", "scaling"),
        ("running", "run"),
        ("mounted", "mount"),
        ("policies", "policy"),
        ("stored", "store"),
    ],
)
def test_inflections_share_a_stem(one: str, other: str) -> None:
    assert stem(one) == stem(other)


NOTES = st.lists(
    st.one_of(
        st.text(max_size=30),
        st.sampled_from(
            ["# Chef", "- lights", "\t- gas stove", "1. x", "> [!note] pot", "| a | b |", "| --- | --- |"]
        ),
        st.sampled_from(
            ["![[a.png]]", "```", "**iron pot**:", "%%x%%", "---", "• stands. A. B.", "==x==", ""]
        ),
    ),
    max_size=10,
).map("\n".join)


@settings(deadline=None, max_examples=120)
@given(NOTES)
def test_marking_changes_no_text_never_fails_and_is_the_same_each_time(text: str) -> None:
    document = read_markdown(text, "note.md")
    note = mark_note(document.blocks, KITCHEN, "note")
    assert note.blocks == document.blocks
    assert note == mark_note(document.blocks, KITCHEN, "note")
    for section in note.sections:
        for found in section.marks:
            assert found.statement.text in _at(section.blocks, found.statement.place)


@settings(deadline=None, max_examples=80)
@given(st.text(max_size=200))
def test_sentences_lie_in_order_and_leave_out_no_word(text: str) -> None:
    spans = list(sentences(text))
    assert all(first[1] <= second[0] for first, second in pairwise(spans))
    covered = {place for start, end in spans for place in range(start, end)}
    left = "".join(sign for place, sign in enumerate(text) if place not in covered)
    assert not any(sign.isalnum() for sign in left)


def _at(blocks: tuple[object, ...], place: tuple[int, ...]) -> str:
    """The text that a place leads to."""
    block = blocks[place[0]]
    match block:
        case Paragraph():
            return plain_text(block.line)
        case Table():
            return " | ".join(plain_text(cell) for cell in block.rows[place[1]])
        case BulletList():
            bullet: Bullet = block.bullets[place[1]]
            return plain_text(bullet.line) if len(place) == 2 else _at(bullet.children, place[2:])
        case Callout() | Quote():
            return _at(block.blocks, place[1:])
        case _:
            raise AssertionError(block)
