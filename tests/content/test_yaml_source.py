"""YAML as plain data: what values become, where they stand, and what is refused."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.content.cases import SAMPLE
from trainer.content.clean import clean, decode
from trainer.content.model import Plain
from trainer.content.yaml_source import read_yaml

FILES = sorted(SAMPLE.rglob("*.yaml"))


@pytest.mark.parametrize(
    ("written", "data"),
    [
        ("yes", True),
        ("off", False),
        ("~", None),
        ("", None),
        ("12", 12),
        ("-3", -3),
        ("10.50", 10.5),
        ("2026-11-22", "2026-11-22"),
        ("1,024", "1,024"),
        ("512 MiB", "512 MiB"),
        ("'no'", "no"),
        ('"12"', "12"),
        ("y", "y"),
        ('"\\e[31mred"', "[31mred"),
        ("[a, {b: 1}]", ["a", {"b": 1}]),
    ],
)
def test_what_a_value_becomes(written: str, data: Plain) -> None:
    file = read_yaml(f"key: {written}\n", "x.yaml")
    assert file.data == {"key": data}
    assert file.problems == ()


@pytest.mark.parametrize("written", ["012", "0x1F", "1_000", "12:30", "1e3", ".inf"])
def test_numbers_that_readers_disagree_on_must_be_quoted(written: str) -> None:
    problems = read_yaml(f"key: {written}\n", "x.yaml").problems
    assert [str(problem.source) for problem in problems] == ["x.yaml:1:6"]
    assert problems[0].mend == f'Quote it: "{written}".'


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_every_value_stands_where_it_is_said_to_stand(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    lines = text.split("\n")
    read = read_yaml(text, file.name)
    assert len(read.places) > 5
    for path, place in read.places.items():
        if place.raw and path:
            found = lines[place.value.line - 1][place.value.column - 1 :]
            assert found.lstrip("\"'").startswith(place.raw)
        if path and isinstance(path[-1], str):
            assert lines[place.key.line - 1][place.key.column - 1 :].lstrip("\"'").startswith(path[-1])


def test_columns_count_letters_not_bytes() -> None:
    assert read_yaml("größe: {länge: über, x: y}", "x.yaml").at("größe", "x").column == 25


def test_a_place_that_is_missing_is_the_one_around_it() -> None:
    file = read_yaml("a:\n  b: 1\n", "x.yaml")
    assert file.at("a", "nothing", 3) == file.at("a")


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("a: &x [1]\nb: [*x, *x]\n", "alias"),
        ("a: *x\n", "alias"),
        ("!!python/object/apply:os.system [ls]\n", "tag"),
        ("a: !secret x\n", "tag"),
        ("a: 1\n---\nb: 2\n", "syntax"),
        ("? [a]\n: b\n", "syntax"),
        ("[" * 100 + "]" * 100, "too-deep"),
        ("- " * 100 + "x", "too-deep"),
        ("a: \x07", "control-character"),
        ("x" * 2_000_001, "too-large"),
    ],
)
def test_what_no_course_file_needs_is_refused(text: str, rule: str) -> None:
    file = read_yaml(text, "x.yaml")
    assert file.data is None
    assert [problem.rule for problem in file.problems] == [rule]


@settings(max_examples=150, deadline=None)
@given(
    st.one_of(
        st.binary(max_size=300),
        st.text(alphabet="ab:-{}[]'\"#&*!|>%@`,?\\ \t\n~0", max_size=80).map(str.encode),
    )
)
def test_any_bytes_are_read_or_refused_with_a_place(data: bytes) -> None:
    text = decode(data)
    file = read_yaml(text, "x.yaml")
    assert file.data is not None or file.problems or () in file.places or not text.strip() or "#" in text
    for problem in file.problems:
        assert problem.source.line <= text.count("\n") + 2
        assert clean(problem.message) == problem.message
