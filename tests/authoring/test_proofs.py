"""Proofs of labs are kept, and given again for whatever could come out otherwise."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.labs.samples import SMALL
from trainer.authoring.proofs import Proofs, program_digest
from trainer.content.model import Lab
from trainer.problem import Problem, Source

WRONG = Problem(Source("labs/small/lab.yaml", 1), "lab-solved", "It is solved.", "Mend it.")


class Played:
    """Remembers which labs were played; those titled wrong have a fault."""

    def __init__(self) -> None:
        self.titles: list[str] = []

    def __call__(self, lab: Lab) -> Iterator[Problem]:
        self.titles.append(lab.title)
        return iter([WRONG] if lab.title == "wrong" else [])


@pytest.fixture
def played(monkeypatch: pytest.MonkeyPatch) -> Played:
    found = Played()
    monkeypatch.setattr("trainer.labs.prove.prove", found)
    return found


def proven(path: Path | None, lab: Lab, program: str = "this one") -> list[Problem]:
    proofs = Proofs(path, program)
    found = list(proofs.prove(lab))
    proofs.save()
    return found


def test_a_lab_is_played_once_as_long_as_nothing_changes(tmp_path: Path, played: Played) -> None:
    path = tmp_path / "cache" / "proofs.txt"
    assert proven(path, SMALL) == proven(path, SMALL) == []
    assert played.titles == [SMALL.title]
    proven(path, replace(SMALL, title="another"))
    proven(path, SMALL, program="the next version")
    assert played.titles == [SMALL.title, "another", SMALL.title]


def test_what_was_wrong_is_played_again(tmp_path: Path, played: Played) -> None:
    wrong = replace(SMALL, title="wrong")
    assert proven(tmp_path / "proofs.txt", wrong) == proven(tmp_path / "proofs.txt", wrong) == [WRONG]
    assert len(played.titles) == 2


def test_without_a_file_or_with_a_damaged_one_everything_is_played(tmp_path: Path, played: Played) -> None:
    (tmp_path / "proofs.txt").write_bytes(b"\xff\x00")
    for path in (None, None, tmp_path / "proofs.txt", tmp_path / "proofs.txt"):
        assert proven(path, SMALL) == []
    assert len(played.titles) == 3


def test_the_digest_of_the_program_is_the_same_as_long_as_it_is() -> None:
    assert program_digest() == program_digest()
