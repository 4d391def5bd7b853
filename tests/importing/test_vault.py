"""A folder of notes: all of them in order, and nothing that is none."""

from pathlib import Path

import pytest

from trainer.errors import TrainerError
from trainer.importing.vault import LARGEST_BYTES, read_note, read_vault


def put(folder: Path, name: str, text: str = "x") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_notes_come_in_order_of_their_paths_and_hidden_folders_are_ignored(tmp_path: Path) -> None:
    for name in (
        "b.md",
        "a/2.md",
        "a/1.MD",
        ".obsidian/app.md",
        ".trash/old.md",
        "a/.git/x.md",
        "c.txt",
        ".h.md",
    ):
        put(tmp_path, name, f"# {name}")
    notes, problems = read_vault(tmp_path)
    assert [note.path for note in notes] == ["a/1.MD", "a/2.md", "b.md"]
    assert notes[0].title == "1"
    assert notes[2].text == "# b.md"
    assert problems == ()


def test_links_out_of_the_vault_huge_files_and_other_encodings_are_left_out_with_a_word(
    tmp_path: Path,
) -> None:
    vault = tmp_path / "vault"
    put(vault, "good.md")
    (vault / "link.md").symlink_to(put(tmp_path, "secret.md"))
    (vault / "folder").symlink_to(tmp_path, target_is_directory=True)
    (vault / "inside.md").symlink_to(vault / "good.md")
    (vault / "gone.md").symlink_to(vault / "nowhere.md")
    put(vault, "huge.md", "x" * (LARGEST_BYTES + 1))
    (vault / "latin.md").write_bytes("café".encode("latin-1"))
    notes, problems = read_vault(vault)
    assert [note.path for note in notes] == ["good.md", "inside.md"]
    told = {problem.source.path: problem.message for problem in problems}
    assert sorted(told) == ["gone.md", "huge.md", "latin.md", "link.md"]
    assert "leads out" in told["link.md"]
    assert "2,000,000" in told["huge.md"]
    assert "UTF-8" in told["latin.md"]


def test_a_byte_order_mark_is_no_part_of_the_text(tmp_path: Path) -> None:
    path = tmp_path / "note.md"
    path.write_bytes(b"\xef\xbb\xbf# Title")
    assert read_note(path).text == "# Title"


def test_what_is_not_there_is_told_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(TrainerError, match="no folder vault"):
        read_vault(tmp_path / "vault")
    with pytest.raises(TrainerError, match=r"note\.md cannot be read"):
        read_note(tmp_path / "note.md")


def test_names_with_escape_characters_are_cleaned(tmp_path: Path) -> None:
    put(tmp_path, "a\x1b[31mred.md")
    notes, _ = read_vault(tmp_path)
    assert "\x1b" not in notes[0].path + notes[0].title
