"""Supplied pictures: what is taken in is drawn anew from pixels; all else is refused with what to do."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trainer.importing import pictures
from trainer.importing.pictures import Added, add_picture, missing, safe_name, supplied
from trainer.problem import Problem

NAME = "Screenshot 2025-03-10 113608.png"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home" / "images"


@pytest.fixture
def shot(tmp_path: Path) -> Iterator[Path]:
    from PIL import Image, PngImagePlugin

    notes = PngImagePlugin.PngInfo()
    notes.add_text("Author", "a secret name")
    path = tmp_path / NAME
    Image.new("RGB", (64, 32), (10, 200, 30)).save(path, pnginfo=notes)
    yield path


def refused(result: Added | Problem, rule: str, message: str) -> None:
    assert isinstance(result, Problem)
    assert result.rule == rule
    assert message in result.message
    assert result.mend, "what to do is said"


def test_a_picture_is_taken_in_with_its_pixels_and_nothing_else(shot: Path, home: Path) -> None:
    from PIL import Image

    shot.write_bytes(shot.read_bytes() + b"<script>trailing</script>")
    result = add_picture(shot, NAME, home, [NAME, "other.png"])
    assert result == Added(NAME, home / NAME, (64, 32))
    kept = (home / NAME).read_bytes()
    assert b"secret" not in kept
    assert b"script" not in kept
    with Image.open(home / NAME) as opened:
        assert opened.convert("RGB").getpixel((5, 5)) == (10, 200, 30)
    assert [path.name for path in home.iterdir()] == [NAME]
    assert home.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    ("ending", "kind"), [("png", "PNG"), ("jpg", "JPEG"), ("JPEG", "JPEG"), ("gif", "GIF"), ("webp", "WEBP")]
)
def test_four_kinds_are_known_by_their_ending(ending: str, kind: str, tmp_path: Path, home: Path) -> None:
    from PIL import Image

    path = tmp_path / f"a.{ending}"
    Image.new("RGB", (8, 8), (200, 0, 0)).save(path, kind)
    result = add_picture(path, path.name, home)
    assert isinstance(result, Added)
    with Image.open(result.path) as opened:
        assert opened.format == kind


def test_only_the_first_frame_of_a_moving_picture_is_kept(tmp_path: Path, home: Path) -> None:
    from PIL import Image

    frames = [Image.new("RGB", (8, 8), (shade, shade, 0)) for shade in (0, 120, 240)]
    path = tmp_path / "moving.gif"
    frames[0].save(path, save_all=True, append_images=frames[1:])
    result = add_picture(path, path.name, home)
    assert isinstance(result, Added)
    with Image.open(result.path) as opened:
        assert getattr(opened, "n_frames", 1) == 1


def test_a_name_that_no_note_misses_is_refused(shot: Path, home: Path) -> None:
    refused(add_picture(shot, "holiday.png", home, [NAME]), "picture-name", "No note misses")
    assert not home.exists()


@pytest.mark.parametrize(
    "name",
    [
        "../up.png",
        "a/b.png",
        "a\\b.png",
        ".hidden.png",
        "C:x.png",
        "x.png\n",
        "e\x1b[31m.png",
        "x.svg",
        "png",
        "",
        " x.png",
        "\u202egnp.png",
    ],
)
def test_a_name_that_leads_elsewhere_or_steers_a_terminal_is_refused(
    name: str, shot: Path, home: Path
) -> None:
    result = add_picture(shot, name, home)
    refused(result, "picture-name", "cannot be the name")
    assert "\x1b" not in str(result)


def test_a_screenshot_of_a_mac_may_keep_its_narrow_blank() -> None:
    assert safe_name("Screenshot 2025-03-10 at 11.36.08\u202fPM.png") is not None


def test_what_is_no_picture_is_refused(tmp_path: Path, home: Path) -> None:
    path = tmp_path / "x.png"
    path.write_text("<svg onload='boom'/>")
    refused(add_picture(path, "x.png", home), "picture-kind", "not a whole picture")


def test_half_a_picture_is_refused_and_leaves_nothing_behind(shot: Path, home: Path) -> None:
    shot.write_bytes(shot.read_bytes()[:-40])
    refused(add_picture(shot, NAME, home), "picture-kind", "not a whole picture")
    assert not home.exists()


def test_a_picture_by_another_kinds_name_is_refused(shot: Path, home: Path) -> None:
    refused(add_picture(shot, "shot.jpg", home), "picture-kind", "PNG file by another name")


def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path: Path, home: Path) -> None:
    from PIL import Image

    path = tmp_path / "bomb.png"
    Image.new("1", (9000, 9000)).save(path)
    assert path.stat().st_size < 100_000
    refused(add_picture(path, path.name, home), "picture-size", "9000 × 9000 pixels")


def test_a_file_that_is_too_large_is_refused(shot: Path, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "BYTES_MAX", 10)
    refused(add_picture(shot, NAME, home), "picture-size", "MB")


def test_a_file_that_is_not_there_is_told(tmp_path: Path, home: Path) -> None:
    refused(add_picture(tmp_path / "no.png", "no.png", home), "picture-file", "no such file")
    refused(add_picture(tmp_path, "folder.png", home), "picture-file", "no such file")


def test_a_folder_that_cannot_be_made_is_told(shot: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    refused(add_picture(shot, NAME, tmp_path / "file" / "images"), "picture-file", "cannot be written")


def test_missing_and_supplied_share_the_names_out(shot: Path, home: Path) -> None:
    names = ["b.png", NAME, "a.png"]
    assert missing(names, home) == names
    add_picture(shot, NAME, home)
    assert missing(names, home) == ["b.png", "a.png"]
    assert supplied(names, home) == [NAME]


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=30).map(lambda text: f"{text}.png"))
def test_a_safe_name_stays_in_its_folder(name: str) -> None:
    if safe_name(name) is not None:
        folder = Path("/home/images")
        assert (folder / name).parent == folder
        assert Path(name).name == name
