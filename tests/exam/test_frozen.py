"""What is frozen comes back equal, years and fields later."""

import json
import os
import subprocess
import sys

from tests.exam import samples
from trainer.exam.frozen import freeze_form, freeze_item, thaw_form, thaw_item


def test_an_item_with_every_field_comes_back_equal() -> None:
    item = samples.rich_item()
    again = thaw_item(freeze_item(item))
    assert again == item
    assert [type(claim).__name__ for option in again.options for claim in option.claims] == [
        "Statement",
        "Design",
        "Outcome",
    ]


def test_a_form_comes_back_equal() -> None:
    form = samples.form()
    assert thaw_form(freeze_form(form)) == form


def test_defaults_are_left_out() -> None:
    assert "exhibit" not in json.loads(freeze_item(samples.item("plain")))


def test_fields_of_a_newer_version_are_skipped() -> None:
    raw = json.loads(freeze_item(samples.item("plain")))
    raw["smell"] = "of roses"
    raw["options"][0]["weight"] = 3
    assert thaw_item(json.dumps(raw)) == samples.item("plain")


def test_the_same_item_gives_the_same_text_under_any_hash_seed() -> None:
    code = (
        "from tests.exam.samples import rich_item; from trainer.exam.frozen import freeze_item;"
        " print(freeze_item(rich_item()))"
    )
    texts = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONIOENCODING": "utf-8"},
            capture_output=True,
            check=True,
        ).stdout.decode()
        for seed in ("0", "1")
    }
    assert texts == {freeze_item(samples.rich_item()) + "\n"}
