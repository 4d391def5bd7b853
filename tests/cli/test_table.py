"""`trainer table`: scenarios with their conclusions, for whoever reads them."""

import json

from tests.cli.program import trainer


def test_without_a_name_each_scenario_has_a_line() -> None:
    ended = trainer("table")
    assert ended.status == 0
    assert any(line.startswith("least-overhead-storage: ") and "conclusions" in line for line in ended.lines)


def test_a_scenario_is_printed_whole() -> None:
    ended = trainer("table", "least-overhead-storage")
    assert ended.status == 0
    assert "  fails  the Fargate launch type" in ended.lines
    assert any(line.startswith("  ahead  the Fargate launch type") for line in ended.lines)


def test_the_same_as_json_for_one_and_for_all() -> None:
    one = json.loads(trainer("table", "least-overhead-storage", "--json").out)
    assert set(one) == {"pattern", "mark", "standing", "requirements", "orders"}
    assert {cell["holds"] for asked in one["requirements"] for cell in asked["cells"]} == {True, False}
    every = [json.loads(line) for line in trainer("table", "--json").lines]
    assert one in every


def test_what_is_no_scenario_is_refused_in_a_sentence() -> None:
    ended = trainer("table", "no-such-pattern")
    assert (ended.status, ended.out) == (1, "")
    assert ended.err.endswith(
        'no scenario is written out in "no-such-pattern"; trainer table lists those there are\n'
    )
