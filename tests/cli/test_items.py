"""`trainer items`: one JSON object a line, members that other programs build on, the same bytes each time."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.cli.program import process, trainer

MEMBERS = (
    "item_id",
    "kind",
    "pattern",
    "origin",
    "fact_ids",
    "topic",
    "domains",
    "exams",
    "tier",
    "level",
    "reserved",
    "stem",
    "figure",
    "exhibit",
    "options",
    "key",
    "select",
    "answer",
    "as_of",
    "seed",
)
OF_A_KEY = {"entailed", "simulated", "optimum"}
OF_A_DISTRACTOR = {"negation", "complete", "simulated", "dominated"}


def items(*arguments: object) -> list[dict[str, Any]]:
    ended = trainer("items", *arguments, "--json")
    assert ended.status == 0
    return [json.loads(line) for line in ended.lines]


@pytest.fixture(scope="module")
def sixty(tmp_path_factory: pytest.TempPathFactory, compiled: Path) -> list[dict[str, Any]]:
    with pytest.MonkeyPatch.context() as patch:
        home = tmp_path_factory.mktemp("home")
        shutil.copytree(compiled, home / "cache")
        patch.setenv("TRAINER_HOME", str(home))
        return items("--count", 60, "--seed", 7)


def test_the_members_stand_in_the_order_agreed(sixty: list[dict[str, Any]]) -> None:
    assert len(sixty) == 60
    assert {tuple(item) for item in sixty} == {MEMBERS}


def test_each_item_is_whole(sixty: list[dict[str, Any]]) -> None:
    for item in sixty:
        options = item["options"]
        assert options, "without --kind only kinds with options are printed"
        assert [option["id"] for option in options] == list("abcdefgh")[: len(options)]
        assert item["key"] == [option["id"] for option in options if option["is_key"]]
        assert item["select"] == len(item["key"]) >= 1
        assert item["origin"] == "generated"
        assert item["fact_ids"]
        assert item["seed"] == 7
        assert not item["reserved"]
        for option in options:
            assert set(option) == {"id", "text", "is_key", "rationale", "fact_ids", "proof"}
            assert option["rationale"]
            assert option["proof"]["kind"] in (OF_A_KEY if option["is_key"] else OF_A_DISTRACTOR)
            assert option["proof"]["cites"]


def test_same_arguments_same_bytes_whatever_the_hash_seed(home: Path) -> None:
    line = ("items", "--count", 25, "--seed", 5, "--json")
    one, two = (process(*line, PYTHONHASHSEED=seed) for seed in ("0", "4242"))
    assert one.status == two.status == 0
    assert one.out == two.out == trainer(*line).out
    assert len(one.lines) == 25


def test_another_seed_asks_something_else(home: Path) -> None:
    first, second = items("--count", 10, "--seed", 1), items("--count", 10, "--seed", 2)
    assert [item["item_id"] for item in first] != [item["item_id"] for item in second]


def test_wishes_are_granted(home: Path) -> None:
    assert {item["kind"] for item in items("--count", 5, "--kind", "scenario")} == {"scenario"}
    assert {item["topic"] for item in items("--count", 5, "--topic", "iam-roles")} == {"iam-roles"}
    assert {item["topic"] for item in items("--count", 5, "--topic", "IAM roles")} == {"iam-roles"}
    assert {item["level"] for item in items("--count", 5, "--level", "decide")} == {"decide"}
    assert all("SAA-C03" in item["exams"] for item in items("--count", 5, "--exam", "SAA-C03"))
    fact = items("--count", 1, "--seed", 3)[0]["fact_ids"][0]
    assert all(fact in item["fact_ids"] for item in items("--count", 2, "--fact", fact))


def test_kinds_without_options_have_an_answer(home: Path) -> None:
    typed = items("--count", 3, "--kind", "typed")
    assert all(item["options"] == [] and item["key"] == [] and item["answer"] for item in typed)


def test_the_day_comes_from_the_course_unless_given(home: Path) -> None:
    (usual,) = items("--count", 1)
    (later,) = items("--count", 1, "--as-of", "2027-01-31")
    assert usual["as_of"] != later["as_of"] == "2027-01-31"


def test_when_there_are_fewer_it_is_said_on_stderr(home: Path, other_course: Path) -> None:
    ended = trainer("--course", other_course, "items", "--count", 500, "--json")
    assert ended.status == 0
    assert 5 < len(ended.lines) < 500
    assert ended.err == f"There are no more than {len(ended.lines)} of these.\n"


def test_without_json_a_person_can_read_it(home: Path) -> None:
    ended = trainer("items", "--count", 2, "--seed", 7)
    (first, _) = items("--count", 2, "--seed", 7)
    assert first["stem"] in ended.out
    assert f"  * {first['key'][0]}. " in ended.out


def test_refusals_are_told_on_request(home: Path) -> None:
    quiet = trainer("items", "--count", 20, "--seed", 3, "--json")
    told = trainer("items", "--count", 20, "--seed", 3, "--json", "--explain-rejections")
    lines = [json.loads(line) for line in told.lines]
    refused = [line for line in lines if "rejected" in line]
    assert refused
    assert all(line["why"] for line in refused)
    assert [line for line in lines if "rejected" not in line] == [json.loads(line) for line in quiet.lines]
    assert "refused: " in trainer("items", "--count", 20, "--seed", 3, "--explain-rejections").out


def test_pairs_stand_in_one_column_with_their_answer_below() -> None:
    lines = trainer("items", "--kind", "match", "--count", "1", "--seed", "1").lines
    listed = [line for line in lines if line.strip()[1:3] == ". "]
    assert len(listed) == 8
    assert all(line.startswith("    ") for line in listed)
    (answer,) = (line for line in lines if line.startswith("  answer: "))
    assert [pair[0] for pair in answer.removeprefix("  answer: ").split(", ")] == ["1", "2", "3", "4"]
