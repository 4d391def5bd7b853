"""Review, lessons, notes and progress line by line."""

import json
import re
from pathlib import Path

from tests.cli.program import trainer
from tests.plain.reading import verdicts


def report() -> dict[str, object]:
    found: dict[str, object] = json.loads(trainer("progress", "--json").out)
    return found


def test_a_lesson_read_makes_a_review_that_counts(home: Path) -> None:
    lesson = trainer("learn", "iam-roles", "--plain", typed="\n" * 20)
    assert lesson.status == 0
    assert lesson.out.endswith("Its facts can be asked now: trainer review\n")
    sections = re.findall(r"(?m)^(\d+) of (\d+): .+ \(unread\)$", lesson.out)
    assert [int(number) for number, _ in sections] == list(range(1, int(sections[0][1]) + 1))
    review = trainer("review", "--plain", "--count", "3", typed="?\n" * 3)
    assert verdicts(review.out) == ["Not known."] * 3
    assert "It comes back later in this sitting." in review.out
    assert "Question 4 of 4" in review.out, "a missed fact is asked again before the sitting ends"
    assert report()["answers"] == 3


def test_a_lesson_left_half_way_is_half_read(home: Path) -> None:
    trainer("learn", "iam-roles", "--plain", typed="q\n")
    (card,) = (one for one in json.loads(trainer("learn", "--json").out) if one["id"] == "iam-roles")
    assert card["sections_read"] == 1 < card["sections"]


def test_every_lesson_can_be_read_aloud(home: Path) -> None:
    for card in json.loads(trainer("learn", "--json").out):
        ended = trainer("learn", card["id"], "--plain", typed="\n" * 30)
        assert ended.status == 0
        assert not re.search("[\x1b\u2500-\u259f]", ended.out)
        assert "](" not in ended.out
        assert "**" not in ended.out


def test_a_note_is_shown_with_a_mark_for_each_statement(tmp_path: Path, home: Path) -> None:
    note = tmp_path / "My notes.md"
    text = "## Roles\n\n- Fargate: you do not manage servers\n- The moon is made of cheese\n![[Lost.png]]\n"
    note.write_text(text)
    ended = trainer("learn", note, "--plain")
    assert ended.status == 0
    assert '* not known to this course: "The moon is made of cheese"' in ended.out
    assert re.search(r"(?m)^Marks: .*\b1 not known to this course", ended.out)
    marked = json.loads(trainer("learn", note, "--json").out)
    assert sum(marked["counts"].values()) == len(marked["notes"][0]["statements"]) == 2
    (picture,) = marked["notes"][0]["pictures"]
    assert (picture["name"], picture["supplied"]) == ("Lost.png", False)
    assert note.read_text() == text, "the note itself is left as it is"


def test_progress_has_the_members_agreed(home: Path) -> None:
    assert report() | {"answers": 0, "facts_seen": 0, "due": 0, "open_attempt": None} == report()
    trainer("quiz", "--plain", "--count", "3", "--seed", "1", typed="?\n?\n")
    found = report()
    assert found["answers"] == 2
    assert isinstance(found["facts_seen"], int)
    assert found["facts_seen"] >= 1
    assert "2 answers" in trainer("progress", "--plain").out
