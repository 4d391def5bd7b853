"""`trainer judge`: questions as JSON lines in, rulings as JSON lines out."""

import io
import json

import pytest

from trainer.cli.main import run

pytestmark = pytest.mark.usefixtures("home")

QUESTION = {
    "requirements": [{"concept": "is shared by", "value": "tasks in all Availability Zones"}],
    "criterion": "LEAST operational overhead",
    "options": [
        [{"concept": "capacity", "value": "EC2 launch type"}, {"concept": "storage", "value": "EFS"}],
        [{"concept": "capacity", "value": "Fargate"}, {"concept": "storage", "value": "EFS"}],
    ],
}


def judged(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *lines: str
) -> tuple[int, list[dict], str]:  # type: ignore[type-arg]
    monkeypatch.setattr("sys.stdin", io.StringIO("\n".join(lines)))
    status = run(["judge", "-"])
    out, err = capsys.readouterr()
    return status, [json.loads(line) for line in out.splitlines()], err


def test_each_line_gets_its_answer(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    status, answers, _ = judged(monkeypatch, capsys, json.dumps(QUESTION), "", json.dumps(QUESTION))
    assert status == 0
    assert [answer["best"] for answer in answers] == [1, 1]
    assert set(answers[0]) == {"best", "why"}


def test_a_bad_line_is_told_and_the_rest_is_answered(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    unknown = {**QUESTION, "criterion": "prettiest"}
    status, answers, told = judged(
        monkeypatch, capsys, "{", "[1]", json.dumps(unknown), "[" * 100_000, json.dumps(QUESTION)
    )
    assert status == 1
    assert [answer["best"] for answer in answers] == [None, None, None, None, 1]
    assert "line 1: it is no JSON" in told
    assert 'line 3: "prettiest" is no criterion' in told


def test_the_vocabulary_is_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["judge", "--vocabulary"]) == 0
    listed = json.loads(capsys.readouterr().out)
    assert {"concepts", "aliases", "relations", "criteria", "wordings"} <= set(listed)
    assert "needs less server upkeep than" in listed["wordings"]["operational overhead"]


def test_without_a_file_it_says_how_it_is_used(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["judge"]) == 2
    assert "- for what is piped in" in capsys.readouterr().err
