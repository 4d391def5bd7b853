"""`trainer plan` and `trainer status --line`."""

import json
import re
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.cli.program import process, trainer
from tests.fakes.clock import START
from tests.store.samples import FACT, GOOD, answer
from trainer.errors import TrainerError
from trainer.store.model import Wish
from trainer.store.status import status_line
from trainer.store.store import open_store


def set_date(home: Path, days: int) -> None:
    with closing(open_store(home / "trainer.db")) as store:
        day = datetime.now(UTC).date() + timedelta(days=days)
        store.settings.save(replace(store.settings.load(), exam_on=day, minutes_a_day=25))


def test_no_date_no_plan(home: Path) -> None:
    ended = trainer("plan")
    assert ended.status == 1
    assert "no exam date lies ahead; set one in the settings" in ended.sentence()


def test_exam_day_and_minutes_are_settled_without_screens(home: Path) -> None:
    day = datetime.now(UTC).date() + timedelta(days=20)
    ended = trainer("plan", "--exam", "saa-c03", "--on", day, "--minutes", 35)
    assert f"Exam in 20 days ({day}), 35 minutes a day." in " ".join(ended.out.split())
    with closing(open_store(home / "trainer.db")) as store:
        settings = store.settings.load()
        assert (settings.exam, settings.exam_on, settings.minutes_a_day) == ("SAA-C03", day, 35)
    assert trainer("plan", "--on", "none").out.startswith("Kept. Without a date,")
    assert trainer("plan").status == 1


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--exam", "clf"), 'the course knows no exam "clf"; it knows'),
        (("--on", "2020-01-01"), "2020-01-01 lies in the past"),
        (("--on", "tomorrow"), '"tomorrow" is no date'),
        (("--minutes", "601"), "minutes a day must be a number from 1 to 600"),
    ],
)
def test_what_cannot_be_meant_is_told_and_nothing_is_kept(
    home: Path, words: tuple[str, str], told: str
) -> None:
    ended = trainer("plan", *words)
    assert (ended.status, ended.out) == (2, "")
    assert ended.sentence().startswith(told)
    assert trainer("plan").status == 1


def test_in_words_whether_core_fits(home: Path) -> None:
    set_date(home, 30)
    out = " ".join(trainer("plan").out.split())
    assert re.match(r"Exam in 30 days \(20\d\d-\d\d-\d\d\), 25 minutes a day\. Core still takes about", out)
    assert re.search(r"25 min, learn \d+ and review", out)
    report = json.loads(trainer("plan", "--json").out)
    assert report["days_left"] == 30
    assert len(report["days"]) == 30
    assert report["fits"] == (not report["left_out"])
    assert report["core_hours"] > 0


def test_the_calendar_is_one_that_others_read(home: Path) -> None:
    set_date(home, 12)
    with_ends = process("plan", "--ics", TRAINER_HOME=str(home)).out
    lines = with_ends.replace("\r\n", "\n").split("\n")
    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines[-2:] == ["END:VCALENDAR", ""]
    assert lines.count("BEGIN:VEVENT") == lines.count("END:VEVENT") == 13
    assert len({line for line in lines if line.startswith("UID:")}) == 13
    assert max(len(line.encode()) for line in lines) <= 75
    assert any(line.startswith("SUMMARY:Exam: ") for line in lines)
    assert all("\\," in line for line in lines if "min" in line)


class TestTheLine:
    def test_a_beginner(self, home: Path) -> None:
        assert trainer("status", "--line").out == "0 due\n"
        assert not (home / "trainer.db").exists(), "a prompt makes no file"

    def test_due_minutes_and_days(self, tmp_path: Path) -> None:
        path = tmp_path / "trainer.db"
        later = START + timedelta(days=60)
        with closing(open_store(path, "ecs")) as store:
            for number in range(14):
                of = answer(number).item
                fact = type(FACT)(f"fact-{number}")
                store.answers.add(answer(number, of=replace(of, fact_ids=(fact,))), {fact: GOOD[FACT]})
            settings = store.settings.load()
            store.settings.save(replace(settings, exam_on=(later + timedelta(days=19)).date()))
            assert status_line(path, START) == "0 due · 79 d"
            assert status_line(path, later) == "14 due · 7 min · 19 d"
            store.wishes.keep(Wish(type(FACT)("fact-3"), suspended=True), START)
            assert status_line(path, later).startswith("13 due · ")
            assert status_line(path, later + timedelta(days=20)).endswith(" min")

    def test_a_file_of_another_format_is_left_alone(self, tmp_path: Path) -> None:
        path = tmp_path / "trainer.db"
        open_store(path).close()
        raw = sqlite3.connect(path)
        raw.execute("PRAGMA user_version = 1")
        raw.close()
        with pytest.raises(TrainerError, match="start trainer once"):
            status_line(path, START)

    def test_a_file_that_is_none(self, tmp_path: Path) -> None:
        path = tmp_path / "trainer.db"
        path.write_text("notes " * 999)
        with pytest.raises(TrainerError, match="is no database of this program"):
            status_line(path, START)

    def test_it_loads_next_to_nothing(self, home: Path) -> None:
        ended = process("status", "--line", TRAINER_HOME=str(home), PYTHONPROFILEIMPORTTIME="1")
        loaded = {line.rpartition("|")[2].strip() for line in ended.err.splitlines()}
        assert ended.out == "0 due\n"
        tops = {name.partition(".")[0] for name in loaded}
        assert not tops & {"textual", "sqlite_utils", "pydantic", "yaml", "fsrs", "argparse", "platformdirs"}
        assert "trainer.content.model" not in loaded
