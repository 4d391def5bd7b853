"""`aws s3`: buckets and objects between a folder and the account."""

from pathlib import Path

import pytest

from trainer.aws.command_line.files import folder_reader, folder_writer
from trainer.aws.run import Ran, run
from trainer.sim.start import new_world
from trainer.sim.world import World


@pytest.fixture
def world() -> World:
    return new_world(1)


def typed(world: World, folder: Path, line: str) -> Ran:
    return run(world, line, folder_reader(folder), write_file=folder_writer(folder))


def test_up_down_and_across(world: World, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("hello")
    lines = [
        ("s3 mb s3://one", "make_bucket: one\n"),
        ("s3 mb s3://two", "make_bucket: two\n"),
        ("s3 cp a.txt s3://one/in/", "upload: ./a.txt to s3://one/in/a.txt\n"),
        ("s3 cp s3://one/in/a.txt s3://two", "copy: s3://one/in/a.txt to s3://two/a.txt\n"),
        ("s3 cp s3://two/a.txt b.txt", "download: s3://two/a.txt to ./b.txt\n"),
        ("s3 cp s3://two/a.txt -", "hello"),
        ("s3 ls s3://one", f"{'PRE':>30} in/\n"),
        ("s3 ls s3://one/in/", "2026-01-05 10:00:00          5 a.txt\n"),
        ("s3 ls", "2026-01-05 10:00:00 one\n2026-01-05 10:00:00 two\n"),
        ("s3 rm s3://two/a.txt", "delete: s3://two/a.txt\n"),
        ("s3 rb s3://two", "remove_bucket: two\n"),
    ]
    for line, expected in lines:
        ran = typed(world, tmp_path, line)
        assert (ran.stdout, ran.exit_code) == (expected, 0), (line, ran.stderr)
    assert (tmp_path / "b.txt").read_text() == "hello"


def test_a_stream_is_a_file_in_both_directions(world: World, tmp_path: Path) -> None:
    (tmp_path / "a.bin").write_bytes(b"\x00\xff")
    assert typed(world, tmp_path, "s3 mb s3://one").exit_code == 0
    assert typed(world, tmp_path, "s3api put-object --bucket one --key k --body a.bin").exit_code == 0
    ran = typed(world, tmp_path, "s3api get-object --bucket one --key k out.bin")
    assert (tmp_path / "out.bin").read_bytes() == b"\x00\xff"
    assert '"ContentLength": 2' in ran.stdout
    assert "Body" not in ran.stdout


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("s3 cp no.txt s3://one/k", "The user-provided path no.txt does not exist."),
        ("s3 cp ../x s3://one/k", "only files in"),
        ("s3 cp s3://one/k ../x", "only files in"),
        ("s3 cp a b", "usage: aws s3 cp"),
        ("s3 cp s3://one/none x", "download failed: s3://one/none to x An error occurred (NoSuchKey)"),
        ("s3 mb one", "is not of the form s3://bucket"),
        ("s3 ls s3://none", "An error occurred (NoSuchBucket)"),
        ("s3 sync a s3://one", "aws s3 has these commands here: ls, mb, rb, cp, rm"),
        ("s3", "aws s3 has these commands here"),
        ("s3 rb s3://one", "remove_bucket failed: s3://one An error occurred (BucketNotEmpty)"),
        ("s3api put-object --bucket one --key k --body none", "Blob values must be a path to a file."),
    ],
)
def test_what_goes_wrong_is_said(world: World, tmp_path: Path, line: str, said: str) -> None:
    (tmp_path / "in").mkdir()
    assert typed(world, tmp_path / "in", "s3 mb s3://one").exit_code == 0
    assert typed(world, tmp_path / "in", "s3api put-object --bucket one --key k").exit_code == 0
    before = world.copy()
    ran = typed(world, tmp_path / "in", line)
    assert said in ran.stderr
    assert ran.exit_code != 0
    assert world == before
    assert not (tmp_path / "x").exists()
