"""The plain quiz: exactly the items of `trainer items`, every answer kept before its verdict is printed."""

import json
import os
import re
import signal
import subprocess
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.cli.program import command, trainer
from tests.plain.reading import joined, questions, verdicts
from trainer.plain.question import read_letters
from trainer.store.store import open_store


def items(*arguments: object) -> list[dict[str, Any]]:
    return [json.loads(line) for line in trainer("items", *arguments, "--json").lines]


def quiz(*arguments: object, typed: str = "") -> str:
    ended = trainer("quiz", "--plain", *arguments, typed=typed)
    assert (ended.status, ended.err) == (0, "")
    return ended.out


def keys(*arguments: object) -> list[str]:
    """What to type to be right, item by item."""
    return [",".join(item["key"]) for item in items(*arguments)]


def answers() -> int:
    count: int = json.loads(trainer("progress", "--json").out)["answers"]
    return count


@pytest.mark.parametrize(
    "wish",
    [("--count", 12, "--seed", 7), ("--count", 6, "--seed", 3, "--topic", "iam-roles"), ("--seed", -1)],
)
def test_it_asks_the_items_of_trainer_items_in_their_order(wish: tuple[object, ...], home: Path) -> None:
    wanted = items(*wish)
    asked = questions(quiz(*wish, typed="?\n" * len(wanted)))
    assert len(asked) == len(wanted) >= 6
    for number, (item, question) in enumerate(zip(wanted, asked, strict=True), 1):
        assert question.heading == f"Question {number} of {len(wanted)}"
        assert question.stem.startswith(joined(item["stem"]))
        assert joined(item["exhibit"] or "") in question.stem
        assert [letter for letter, _ in question.options] == [option["id"] for option in item["options"]]
        assert [text for _, text in question.options] == [
            joined(option["text"]) for option in item["options"]
        ]


def test_right_wrong_and_not_known(home: Path) -> None:
    wish = ("--count", 9, "--seed", 11)
    typed, wanted = [], []
    for number, item in enumerate(items(*wish)):
        others = [option["id"] for option in item["options"] if not option["is_key"]]
        right, wrong = ",".join(item["key"]), ",".join((others + item["key"])[: item["select"]])
        typed.append((right.upper(), wrong, "?")[number % 3])
        wanted.append(("Right.", "Wrong.", "Not known.")[number % 3])
    out = quiz(*wish, typed="\n".join(typed) + "\n")
    assert verdicts(out) == wanted
    assert "\n3 of 9 right.\n" in out
    assert answers() == 9


def test_an_answer_is_taken_back_and_its_question_asked_again(home: Path) -> None:
    wish = ("--count", 2, "--seed", 11)
    first, second = keys(*wish)
    out = quiz(*wish, typed=f"/undo\n?\n/undo\n{first}\n{second}\n/undo\n{second}\n\n")
    assert "There is no answer of this sitting to take back." in out
    assert [asked.heading for asked in questions(out)] == [f"Question {n} of 2" for n in (1, 2, 1, 2, 2)]
    assert verdicts(out) == ["Not known.", "Right.", "Right.", "Right."]
    assert "\n2 of 2 right.\n" in out
    with closing(open_store(home / "trainer.db", "ecs")) as store:
        assert len(store.answers.briefs()) == 2


def test_words_on_the_question_answered_last(home: Path) -> None:
    wish = ("--count", 2, "--seed", 11)
    (first, _) = items(*wish)
    words = "/report Two are right.", "/flag", "/note my own words", "/suspend", "/bury", "/why", "/what"
    out = quiz(*wish, typed="\n".join(["/flag", "?", *words, "?", "", ""]))
    assert "Nothing was answered yet." in out
    assert "Of the question answered last:" in out
    with closing(open_store(home / "trainer.db", "ecs")) as store:
        (report,) = store.reports.all()
        wanted = store.wishes.of(report.item.fact_ids[0])
    assert (report.item.item_id, report.words) == (first["item_id"], "Two are right.")
    assert (wanted.flagged, wanted.suspended, wanted.note) == (True, True, "my own words")
    assert wanted.buried_until is not None
    assert "\n0 of 2 right.\n" in out


def test_several_letters_in_any_order_and_either_case(home: Path) -> None:
    wish = next(
        ("--count", 1, "--seed", seed, "--kind", "select")
        for seed in range(50)
        if len(items("--count", 1, "--seed", seed, "--kind", "select")[0]["key"]) > 1
    )
    (item,) = items(*wish)
    ids, key = [option["id"] for option in item["options"]], item["key"]
    for text in (",".join(key), ", ".join(reversed(key)).upper(), f" {key[1]} ,{key[0].upper()} "):
        assert read_letters(ids, item["select"], text) == tuple(key)


NO_ANSWERS = (
    "",
    " ",
    "e",
    "z",
    "ab",
    "a b",
    "a,",
    ",",
    "a,a",
    "1",
    "yes",
    "??",
    "? ?",
    "\x1b[A",
    "ä",
    "a" * 5000,
)


def test_anything_else_is_told_asked_again_and_is_no_answer(home: Path) -> None:
    wishes = [("--count", 1, "--seed", seed) for seed in range(1, 9)]
    wish = next(one for one in wishes if len(items(*one)[0]["options"]) == 4)
    out = quiz(*wish, typed="\n".join(NO_ANSWERS) + "\n")
    assert out.count("Type one letter from A to D, or ? if you don't know.") == len(NO_ANSWERS)
    assert out.count("A-D (? = I don't know): ") == len(NO_ANSWERS) + 1
    assert verdicts(out) == []
    assert out.endswith("Nothing was answered.\n")
    assert answers() == 0
    assert verdicts(quiz(*wish, typed="nonsense\n ? \n")) == ["Not known."]


def test_the_end_of_input_ends_it_cleanly_and_everything_is_kept(home: Path) -> None:
    wish = ("--count", 5, "--seed", 4)
    right = keys(*wish)
    out = quiz(*wish, typed=f"{right[0]}\n{right[1]}")  # the last line has no end of its own
    assert verdicts(out) == ["Right.", "Right."]
    assert out.endswith("2 of 2 right.\n")
    assert answers() == 2


def test_it_changes_no_schedule(home: Path) -> None:
    quiz("--count", 5, "--seed", 4, typed="?\n" * 5)
    report = json.loads(trainer("progress", "--json").out)
    assert (report["answers"], report["due"]) == (5, 0)
    with closing(open_store(home / "trainer.db", "ecs")) as store:
        assert store.memory.states() == {}
        assert store.memory.reviews() == []


def test_no_box_art_no_colour_and_lines_that_fit(home: Path) -> None:
    out = quiz("--count", 25, "--seed", 2, typed="?\n" * 25)
    assert not re.search("[\x1b\u2500-\u259f]", out)
    prose = [line for line in out.splitlines() if not line.startswith("    ")]
    assert max(len(line) for line in prose) <= 80


def test_killed_right_after_the_verdict_the_answer_is_kept(home: Path) -> None:
    """Three answers, kill -9 the moment that the third verdict can be read."""
    with subprocess.Popen(
        command("quiz", "--plain", "--count", "5", "--seed", "2"),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ},
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(b"?\n" * 3)
        process.stdin.flush()
        seen = 0
        while seen < 3:
            line = process.stdout.readline()
            assert line
            seen += line.startswith(b"Not known.")
        process.send_signal(signal.SIGKILL)
    assert answers() == 3
