"""Codes: made so that nobody guesses them, read with a sentence for every mistake."""

import re
from pathlib import Path

import pytest

from trainer.errors import TrainerError, UsageError
from trainer.web.codes import HEAD, add_codes, digest, make_code, read_codes, whose
from trainer.web.model import Learner

ONE, TWO = "k7wm-29xp-hh4t-vq3e", "mmmm-nnnn-2345-6789"


def test_a_code_is_sixteen_letters_that_nobody_takes_for_others() -> None:
    codes = {make_code() for _ in range(200)}
    assert len(codes) == 200
    assert all(re.fullmatch(r"[2-9a-hjkmnp-z]{4}(-[2-9a-hjkmnp-z]{4}){3}", code) for code in codes)


def test_made_codes_are_kept_for_the_owner_alone_and_read_again(tmp_path: Path) -> None:
    file = tmp_path / "class.txt"
    first = add_codes(file, 2)
    more = add_codes(file, 1)
    assert [name for _, name in (*first, *more)] == ["learner-01", "learner-02", "learner-03"]
    assert file.stat().st_mode & 0o777 == 0o600
    assert file.read_text().startswith(HEAD)
    learners = read_codes(file, tmp_path / "learners")
    assert [learner.home for learner in learners] == [
        tmp_path / "learners" / f"learner-{number:02}" for number in (1, 2, 3)
    ]
    assert [whose(learners, code) for code, _ in (*first, *more)] == list(learners)


def test_a_code_is_known_however_it_is_typed() -> None:
    learner = Learner("anna", digest(ONE), Path("anna"))
    for typed in (ONE, ONE.upper(), ONE.replace("-", ""), f"  {ONE.replace('-', ' ')}\n"):
        assert whose([learner], typed) is learner
    for typed in ("", ONE[:-1], ONE + "2", TWO, "\ud800"):
        assert whose([learner], typed) is None


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (f"{ONE}", "a code and a name stand on a line"),
        (f"{ONE} anna b", "a code and a name stand on a line"),
        ("1234 anna", "might be guessed"),
        ("aaaa-bbbb-cccc-dddo anna", "might be guessed"),
        (f"{ONE} ../ben", "cannot name a folder"),
        (f"{ONE} /etc", "cannot name a folder"),
        (f"{ONE} .", "cannot name a folder"),
        (f"{ONE} Anna", "cannot name a folder"),
        (f"{ONE} {'a' * 41}", "cannot name a folder"),
        (f"{ONE} ben", "stands further up already"),
        (f"{TWO} anna", "stands further up already"),
    ],
)
def test_a_mistake_in_the_file_is_told_with_its_line(tmp_path: Path, line: str, words: str) -> None:
    file = tmp_path / "class.txt"
    file.write_text(f"# ours\n\n{TWO}  ben\n{line}\n")
    with pytest.raises(UsageError, match=re.escape(f"{file}:4: ")) as told:
        read_codes(file, tmp_path)
    assert words in str(told.value)


def test_a_file_that_is_missing_empty_or_no_text_is_told(tmp_path: Path) -> None:
    file = tmp_path / "class.txt"
    with pytest.raises(UsageError, match="make codes first: trainer serve --codes"):
        read_codes(file, tmp_path)
    file.write_text(HEAD)
    with pytest.raises(UsageError, match="holds no codes yet"):
        read_codes(file, tmp_path)
    file.write_bytes(b"\xff\xfe")
    with pytest.raises(TrainerError, match="no text in UTF-8"):
        read_codes(file, tmp_path)
    with pytest.raises(TrainerError, match="cannot be written"):
        add_codes(tmp_path / "no" / "class.txt", 1)
