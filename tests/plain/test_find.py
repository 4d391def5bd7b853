"""`trainer find`: words of the lessons, as lines and JSON."""

import json
from pathlib import Path

import pytest

from tests.cli.program import trainer


@pytest.mark.usefixtures("home")
def test_what_has_all_the_words_is_told_under_its_section_with_the_way_there() -> None:
    first, empty, title, way, *said = trainer("find", "execution", "ROLE").out.splitlines()
    assert first.split()[1] == "finds"
    assert empty == ""
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
    assert trainer("find", "execution", "role").out.startswith(f"{len(finds)} finds in ")


def test_nothing_found_is_said(home: Path) -> None:
    ended = trainer("find", "zebra")
    assert (ended.status, ended.err) == (0, "")
    assert ended.out == 'No statement of the lessons has all of "zebra"; fewer words find more.\n'
    assert trainer("find", "zebra", "--json").out == "[]\n"
    assert not (home / "trainer.db").exists()


@pytest.mark.usefixtures("home")
def test_words_of_a_terminal_do_nothing() -> None:
    assert "\x1b" not in trainer("find", "a\x1b[31mb").out
