"""`trainer reports`: what was reported, as lines, JSON and Markdown."""

import json
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from tests.cli.program import trainer
from tests.exam.samples import rich_item
from tests.fakes.clock import START
from trainer.store.model import Report
from trainer.store.store import open_store


def report(home: Path, *reports: Report) -> None:
    with closing(open_store(home / "trainer.db", "ecs")) as store:
        for one in reports:
            store.reports.add(one)


def test_nothing_reported(home: Path) -> None:
    assert trainer("reports").out.startswith("Nothing was reported.")
    assert trainer("reports", "--json").out == "[]\n"
    assert trainer("reports", "export").out == ""


def test_a_line_each_and_whether_the_course_has_changed(home: Path) -> None:
    report(home, Report(rich_item(), "Two options are right.", "of old", START, ("a",)))
    out = trainer("reports").out
    assert "2026-11-22" in out
    assert "the course has changed since" in " ".join(out.split())
    assert "Two options are right." in " ".join(out.split())
    (row,) = json.loads(trainer("reports", "--json").out)
    assert (row["item"], row["chosen"], row["content_version"]) == (rich_item().item_id, ["a"], "of old")
    assert row["seed"] == rich_item().seed


def test_a_markdown_block_each(home: Path) -> None:
    nasty = replace(rich_item(), exhibit="one\n```\ntwo\x1b[2J")
    report(home, Report(nasty, "Why?\n# not a heading", "v1", START, ("b",)))
    out = trainer("reports", "export").out
    assert out.count("\n## ") + out.startswith("## ") == 1
    assert "- words: Why? # not a heading\n" in out
    assert "(key)" in out
    assert ") " in out
    assert "chosen" in out
    assert "\x1b" not in out
    assert "````\none\n```\ntwo" in out
    assert f"seed {nasty.seed}" in out
