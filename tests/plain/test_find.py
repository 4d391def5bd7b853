"""`trainer find`: anything by its name and words of the lessons, as lines and JSON."""

import json
import re
from pathlib import Path

import pytest

from tests.cli.program import trainer


@pytest.mark.usefixtures("home")
def test_what_has_all_the_words_is_told_under_its_section_with_the_way_there() -> None:
    first, *rest = trainer("find", "execution", "ROLE").out.splitlines()
    assert re.fullmatch(r"\d+ names; \d+ finds in \d+ sections", first)
    title, way, *said = rest[rest.index("", 1) + 1 :]
    assert " · " in title
    assert way.startswith("    trainer learn ")
    assert way.endswith(" --plain")
    assert said[0].startswith("* ")
    assert all(len(line) <= 76 for line in [first, title, way, *said])
    ended = trainer(*way.split()[1:], typed="q\n")
    assert ended.status == 0
    assert ended.out.startswith(title.partition(" · ")[0])


@pytest.mark.usefixtures("home")
def test_the_json_says_the_same_whole() -> None:
    finds = json.loads(trainer("find", "execution", "role", "--json").out)
    assert finds
    assert all(word in find["says"].casefold() for find in finds for word in ("execution", "role"))
    statements = sum(find["sort"] == "statement" for find in finds)
    first = f"{len(finds) - statements} names; {statements} finds in "
    assert trainer("find", "execution", "role").out.startswith(first)


@pytest.mark.usefixtures("home")
def test_lessons_labs_exams_and_facts_are_found_by_their_names() -> None:
    for words, told in (
        ("iamroles", "* lesson: IAM roles for ECS\n    trainer learn iam-roles --plain\n"),
        ("first service", "* lab: Your first service on Fargate (10 min)\n    trainer lab "),
        ("mini developer", "\n    trainer exam --start dva-mini --plain\n"),
        ("task role application", "\n* fact: The task role is used by "),
    ):
        assert told in trainer("find", words).out


def test_nothing_found_is_said(home: Path) -> None:
    ended = trainer("find", "zebra")
    assert (ended.status, ended.err) == (0, "")
    assert ended.out == 'No name and no statement of the lessons has all of "zebra"; fewer words find more.\n'
    assert trainer("find", "zebra", "--json").out == "[]\n"
    assert not (home / "trainer.db").exists()


@pytest.mark.usefixtures("home")
def test_words_of_a_terminal_do_nothing() -> None:
    assert "\x1b" not in trainer("find", "a\x1b[31mb").out
