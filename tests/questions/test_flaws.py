"""The gates, each against planted bad items."""

from dataclasses import replace

import pytest

from tests.questions.kinds import FOLDER, made
from trainer.questions.flaws import flaws
from trainer.questions.model import Item, Option

GOOD = made(FOLDER / "lookup.md")
CULTURE = "A baker feeds a wild culture for days and bakes in the morning. What makes it rise?"
STEM = "A baker kneads a dough this evening and bakes it in the morning. What makes it rise?"


def bad(stem: str = STEM, *texts: str, key: int = 0, select: int = 1) -> Item:
    """The good item with another stem and these options; keys are the first ones unless told otherwise."""
    options = tuple(
        replace(GOOD.options[0], id="abcdefgh"[place], text=text, is_key=key <= place < key + select)
        for place, text in enumerate(texts or ("One leaven", "Other yeast", "Third soda", "Fourth biga"))
    )
    return replace(GOOD, stem=stem, options=options, select=select)


@pytest.mark.parametrize(
    ("flaw", "item"),
    [
        ("C03", bad(STEM, "One", "Two", "Three")),
        ("C03", bad(STEM, "One", "Two", "Three", "Four", "Five")),
        ("C03", bad(STEM, "One", "Two", "Three", "Four", "Five", select=2)),
        ("C03", bad(f"{STEM} (Select THREE.)", "One", "Two", "Three", "Four", "Five", "Six", select=2)),
        ("C03", bad(STEM, "One", "Two", "Three", "Four", key=9)),
        ("C04", bad(STEM, "The task role", "A task role", "Instance", "Policy")),
        ("C04", bad(STEM, "5 and 15", "15 and 5", "1 and 2", "3 and 4")),
        ("C04", bad(STEM, "Yeast", "yeast", "Soda", "Biga")),
        ("C05", bad(STEM, "Yeast", "Yeast and soda", "Soda water", "Biga")),
        ("C05", bad(STEM, "Soda water", "Salt or soda water", "Yeast", "Biga")),
        ("C06", bad(STEM, "Yeast", "Soda", "Biga", "All of the above")),
        ("C06", bad(STEM, "Yeast", "Soda", "Biga", "None of the above")),
        ("C06", bad(STEM, "Yeast", "Soda", "Biga", "Both A and B")),
        ("C07", bad("Which of these is NOT something that makes the dough of a loaf rise over night?")),
        ("C07", bad("All of these make the dough of a loaf rise over night, except which one?")),
        ("C07", bad("Which statement about the dough of a loaf and its leaven is false in general?")),
        ("C08", bad("A baker kneads a dough this evening and bakes it in the morning. It rises with")),
        ("C08", bad("What makes a dough rise?")),
        ("C08", bad("A baker kneads a dough this evening and bakes it in the morning. Does it rise?")),
        ("C18", bad(STEM, "A leaven", "Yeast", "Soda", "Biga")),
        ("C18", bad(STEM, "leaven", "Yeast", "Soda", "Biga")),
        ("C18", bad(STEM, "Leaven works.", "Yeast", "Soda", "Biga")),
        ("C18", bad(STEM, "3 leavens", "Yeast", "Soda", "Biga")),
        ("C21", bad(STEM, "30 seconds", "10 seconds", "40 seconds", "50 seconds")),
        ("C21", bad(STEM, "10 seconds", "20 seconds", "1 minute", "2 minutes")),
        ("C27", bad(f"{'A baker kneads. ' * 31}What makes it rise?")),
        ("C27", bad(STEM, "Leaven " * 31, "Yeast", "Soda", "Biga")),
    ],
)
def test_a_hard_flaw_is_found(flaw: str, item: Item) -> None:
    assert flaw in [found[:3] for found in flaws(item).hard]


@pytest.mark.parametrize(
    ("flaw", "item"),
    [
        (
            "C09",
            bad(STEM, "A leaven that works over the whole night", "Some yeast", "Some soda", "Some biga"),
        ),
        (
            "C11",
            bad(
                STEM,
                "One two three four five",
                "One two three four six",
                "One two three four ten",
                "I a b c d",
            ),
        ),
        (
            "C12",
            bad(
                CULTURE,
                "A culture",
                "A yeast",
                "A soda",
                "A biga",
            ),
        ),
        ("C16", bad(STEM, "Yeast", "Always soda", "Biga", "Salt")),
        ("C22", bad(STEM, "Yeast", "2 sodas", "Biga", "Salt")),
    ],
)
def test_a_soft_flaw_is_found(flaw: str, item: Item) -> None:
    assert flaw in [found[:3] for found in flaws(item).soft]


def test_a_good_item_has_none() -> None:
    assert flaws(GOOD) == flaws(bad())
    assert flaws(GOOD).hard == ()
    assert all(isinstance(option, Option) for option in GOOD.options)
