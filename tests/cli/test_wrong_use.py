"""Wrong use, things that are not there: one sentence on stderr, nothing on stdout, the right exit status."""

from pathlib import Path

import pytest

from tests.cli.program import trainer

WRONG_USE = {
    "bogus": "invalid choice: 'bogus'",
    "--bogus": "unrecognized arguments: --bogus",
    "quiz --bogus": "unrecognized arguments: --bogus",
    "quiz --pla": "unrecognized arguments: --pla",
    "items --count 0": "0 is no number from 1 to 100000",
    "items --count many": "many is no number",
    "items --seed x": "invalid int value: 'x'",
    "items --level hard": "invalid choice: 'hard'",
    "items --as-of yesterday": "write it as year-month-day, such as 2026-12-11",
    "exam --start saa-mini --time 3": "invalid choice: '3'",
    "images add": "trainer images add FILE…",
    "images list a.png": "list takes no files",
    "aws": "trainer aws ecs list-clusters",
    "aws wait": "trainer aws wait 5m",
    "aws wait 8d": "at most 7 days",
    "aws why": "trainer aws why web",
    "aws inbox": "trainer aws inbox ops@example.com",
    "ecs": "required: ACTION",
    "ecs serve --port 70000": "70000 is no port from 0 to 65535",
    "ecs serve --port -1": "-1",
    "ecs serve --clock sun": "A clock is real, manual or xN",
    "check /no/such/folder": "/no/such/folder is no folder",
    "--course /no/such/folder quiz --plain": "/no/such/folder is no folder",
    "learn --course /no/such/folder --list": "/no/such/folder is no folder",
}


@pytest.mark.parametrize("line", WRONG_USE)
def test_wrong_use_is_told_in_a_sentence(line: str, home: Path) -> None:
    ended = trainer(*line.split())
    assert (ended.status, ended.out) == (2, "")
    assert WRONG_USE[line] in ended.sentence()


NOT_SO = {
    "items --kind riddle": "the kinds are: ",
    "items --topic cooking": "the topics are: ",
    "items --fact cooking": 'no fact "cooking"',
    "items --exam cooking": "the exams are: ",
    "items --topic iam-roles --kind predict --level recall": "no item fits these wishes",
    "quiz --plain --topic cooking": "the topics are: ",
    "exam --plain": "trainer exam --start NAME",
    "exam --plain --start cooking": "the exams are: ",
    "lab cooking --plain": "the labs are: ",
    "learn cooking --plain": "the lessons are: ",
    "learn no-such-note.md --plain": "no note or folder no-such-note.md",
    "learn no/such/folder --plain": "no note or folder no/such/folder",
    "images add no-such-picture.png": "no-such-picture.png: There is no such file.",
}


@pytest.mark.parametrize("line", NOT_SO)
def test_what_is_not_there_is_told_with_what_is(line: str, home: Path) -> None:
    ended = trainer(*line.split())
    assert (ended.status, ended.out) == (1, "")
    assert NOT_SO[line] in ended.sentence()


SCREENS = {
    "": "quiz",
    "quiz": "quiz",
    "review": "review",
    "exam": "exam",
    "learn": "learn",
    "learn introduction": "learn",
    "lab first-service": "lab",
}


@pytest.mark.parametrize("line", SCREENS)
def test_without_a_terminal_the_way_on_is_named(line: str, home: Path) -> None:
    ended = trainer(*line.split())
    assert (ended.status, ended.out) == (3, "")
    assert ended.sentence().endswith(f"trainer {SCREENS[line]} --plain")
    assert trainer(*SCREENS[line].split(), "--help").status == 0


def test_what_was_typed_cannot_play_with_the_terminal(home: Path) -> None:
    for line in (
        ["learn", "a\x1b[31mb\x9bc", "--plain"],
        ["\x1b[2J"],
        ["--course", "/\x1b]0;x\x07", "learn"],
    ):
        sentence = trainer(*line).sentence()
        assert not set(sentence) & {chr(code) for code in (*range(32), *range(127, 160))}
