"""Command lines and the requests they make: `requests.txt` is the table."""

import json
from pathlib import Path
from typing import Any

import pytest

from trainer.aws.command_line.files import folder_reader
from trainer.aws.command_line.show import show_request

HERE = Path(__file__).parent
FILES = folder_reader(HERE / "files")


def table() -> list[tuple[str, dict[str, Any]]]:
    rows = []
    for block in (HERE / "requests.txt").read_text().split("\n\n"):
        lines = [line for line in block.splitlines() if line and not line.startswith("#")]
        if lines:
            line, wanted = lines
            service, operation, params = wanted.split(" ", 2)
            rows.append((line, {"service": service, "operation": operation, "params": json.loads(params)}))
    return rows


@pytest.mark.parametrize(
    ("line", "wanted"), table(), ids=lambda value: value[:60] if isinstance(value, str) else ""
)
def test_a_line_makes_this_request(line: str, wanted: dict[str, Any]) -> None:
    assert show_request(line, FILES) == wanted


@pytest.mark.parametrize(
    "line",
    [
        "",
        "help",
        "ecs help",
        "ecs run-task help",
        "ecs create-cluster --generate-cli-skeleton",
        "ecs",
        "--version",
    ],
)
def test_lines_that_make_no_request_say_so(line: str) -> None:
    assert set(show_request(line, FILES)) == {"error"}


def test_what_is_shown_is_plain_json() -> None:
    shown = show_request("ecr batch-delete-image --repository-name repo --image-ids imageTag=v1", FILES)
    assert json.loads(json.dumps(shown)) == shown


def test_lines_may_be_given_as_words() -> None:
    assert show_request(["aws", "ecs", "stop-task", "--task", "a b"], FILES)["params"] == {"task": "a b"}


def test_a_backslash_at_the_end_joins_lines() -> None:
    assert show_request("ecs stop-task \\\n  --task t", FILES)["params"] == {"task": "t"}
