"""A service's description read in part says what it says read whole, and less of it stays."""

import gzip
import json
from pathlib import Path
from typing import Any

import botocore
import pytest

from trainer.aws.service_file import LARGE, description
from trainer.aws.service_model import documented_model, service_model

DATA = Path(botocore.__file__).parent / "data"
FILES = ("ecs/2014-11-13", "s3/2006-03-01", "iam/2010-05-08")


def whole(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(gzip.decompress(path.read_bytes()))
    return found


def without_words(value: Any) -> Any:
    """The same without what documents it; a member that is called documentation stays."""
    if isinstance(value, list):
        return [without_words(one) for one in value]
    if not isinstance(value, dict):
        return value
    return {
        name: without_words(inner)
        for name, inner in value.items()
        if not (name == "documentation" and isinstance(inner, str))
    }


@pytest.mark.parametrize("name", FILES)
def test_every_entry_reads_as_in_the_whole_file(name: str) -> None:
    path = DATA / name / "service-2.json.gz"
    for said, wanted in (
        (description(path, documented=True), whole(path)),
        (description(path, documented=False), without_words(whole(path))),
    ):
        assert {part: dict(value) if part in LARGE else value for part, value in said.items()} == wanted


def test_an_entry_of_that_name_is_no_documentation(tmp_path: Path) -> None:
    path = tmp_path / "service-2.json.gz"
    odd: dict[str, Any] = {
        "metadata": {"documentation": "gone", "kept": 'a "documentation": "of words\\" é 😀'},
        "operations": {},
        "shapes": {"documentation": {"type": "string", "documentation": "gone"}, "Two": {"members": {}}},
    }
    path.write_bytes(gzip.compress(json.dumps(odd, ensure_ascii=False, indent=2).encode()))
    said = description(path, documented=False)
    assert said["metadata"] == {"kept": odd["metadata"]["kept"]}
    assert dict(said["shapes"]) == {"documentation": {"type": "string"}, "Two": {"members": {}}}
    assert "Three" not in said["shapes"]
    assert len(said["operations"]) == 0


def test_a_page_of_help_has_the_words_that_commands_do_without() -> None:
    assert service_model("ecs").operation_model("RunTask").documentation == ""
    assert "task" in documented_model("ecs").operation_model("RunTask").documentation


def test_corrections_that_botocore_ships_beside_a_file_hold() -> None:
    assert service_model("s3").shape_for("Expires").type_name == "timestamp"
