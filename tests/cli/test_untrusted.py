"""Course files and notes may hold anything; nothing of it steers the terminal."""

import re
from pathlib import Path

import pytest

from tests.cli.program import trainer
from tests.content.cases import laid_over_sample

PLANTED = "\x1b[31m\x1b]0;owned\x07\u202e\u2066\x9b2J\x00\x7f"
STEERS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


@pytest.fixture
def hostile(tmp_path: Path) -> Path:
    """The other course with control, escape and direction characters in the running text of every file."""
    course = laid_over_sample(Path(__file__).parent / "other_course", tmp_path)
    for path, words in {
        "vocabulary.yaml": "Yeast is bought",
        "course.yaml": "Bread for beginners",
        "lessons/flours.md": "flour",
        "facts/leavening.yaml": "needs the acid",
        "exams/mini.yaml": "quick questions",
        "labs/first-oven/brief.md": "The bakery",
        "labs/first-oven/lab.yaml": "A cluster for",
    }.items():
        file = course / path
        text = file.read_text()
        assert words in text
        file.write_text(text.replace(words, words + PLANTED, 1))
    return course


LINES = {
    "check": "",
    "items --count 8": "",
    "quiz --plain --count 8": "?\n" * 8,
    "learn --list": "",
    "learn flours --plain": "\n" * 5,
    "exam --list": "",
    "exam --start baker-mini --plain": "a\nb\nc\nd\nsubmit\ny\n",
    "lab --list": "",
    "lab first-oven --plain": "hint\nsolution yes\ncheck\n",
    "progress": "",
}


def test_no_control_character_of_a_course_is_printed(hostile: Path, home: Path) -> None:
    for line, typed in LINES.items():
        ended = trainer("--course", hostile, *line.split(), typed=typed)
        assert not STEERS.search(ended.out), line
        assert not STEERS.search(ended.err), line


def test_no_control_character_of_a_note_is_printed(tmp_path: Path, home: Path) -> None:
    vault = tmp_path / "vault"
    vault.mkdir()
    text = f"## Roles{PLANTED}\n- **Fargate**{PLANTED}: AWS manages the servers\n![[Picture{PLANTED}.png]]\n"
    (vault / "Note \x1b[31m\u202e.md").write_text(text)
    (vault / "Other.md").write_text(text)
    for note in (vault, vault / "Other.md"):
        ended = trainer("learn", note, "--plain")
        assert ended.status == 0
        assert "Fargate" in ended.out
        assert not STEERS.search(ended.out)
