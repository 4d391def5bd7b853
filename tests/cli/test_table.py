"""`trainer table`: patterns with all that they conclude, for whoever reads them."""

import json

from tests.cli.program import trainer


def test_without_a_name_each_pattern_has_a_line() -> None:
    ended = trainer("table")
    assert ended.status == 0
    for pattern in ("least-overhead-storage", "role-for-action", "match-stop-codes"):
        assert any(line.startswith(f"{pattern}: ") and "conclusions" in line for line in ended.lines)


def test_a_scenario_is_printed_whole() -> None:
    ended = trainer("table", "least-overhead-storage")
    assert ended.status == 0
    assert "  fails  the Fargate launch type" in ended.lines
    assert any(line.startswith("  ahead  the Fargate launch type") for line in ended.lines)


def test_the_same_as_json_for_one_and_for_all() -> None:
    one = json.loads(trainer("table", "least-overhead-storage", "--json").out)
    assert set(one) == {"pattern", "kind", "mark", "standing", "blocks"}
    assert {cell["holds"] for block in one["blocks"] for cell in block["cells"]} == {True, False}
    assert {cell["verb"] for block in one["blocks"] for cell in block["cells"]} >= {"meets", "fails", "ahead"}
    every = [json.loads(line) for line in trainer("table", "--json").lines]
    assert one in every


def test_what_has_no_table_is_refused_in_a_sentence() -> None:
    ended = trainer("table", "no-such-pattern")
    assert (ended.status, ended.out) == (1, "")
    assert ended.err.endswith('there is no table of "no-such-pattern"; trainer table lists those there are\n')
