"""`trainer aws`: a saved practice account, requests shown, statuses as AWS's own command line has them."""

import json
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.cli.program import Ended, process, trainer


def aws(line: str, typed: str = "") -> Ended:
    return trainer("aws", *line.split(), typed=typed)


def test_the_practice_account_is_kept_between_commands(home: Path) -> None:
    assert aws("ecs create-cluster --cluster-name shop").status == 0
    assert process("aws", "ecs", "list-clusters", "--query", "clusterArns[0]", "--output", "text").out == (
        "arn:aws:ecs:us-east-1:123456789012:cluster/shop\n"
    )
    assert aws("reset").out == "Your practice account is empty.\n"
    assert json.loads(aws("ecs list-clusters").out) == {"clusterArns": []}


def test_time_passes_when_told_to(home: Path) -> None:
    first, second = aws("wait 30s").out, aws("wait 2h").out
    assert re.fullmatch(r"It is \d{4}-\d\d-\d\d \d\d:\d\d:30 UTC in your practice account.\n", first)
    assert second > first


def test_the_practice_account_begins_now_and_again_after_a_reset(home: Path) -> None:
    for _ in range(2):
        now = datetime.now(UTC)
        told = aws("wait 1s").out.removeprefix("It is ").partition(" UTC")[0]
        assert abs(datetime.fromisoformat(f"{told}+00:00") - now) < timedelta(minutes=2)
        aws("wait 5h")
        aws("reset")


def test_the_account_says_why_and_shows_its_mail(home: Path) -> None:
    aws("s3 mb s3://uploads")
    assert "its EventBridge notifications are off" in aws("why uploads").out
    nothing = aws("why none")
    assert (nothing.status, nothing.out) == (1, "")
    assert "'none' here" in nothing.err
    topic = "arn:aws:sns:us-east-1:123456789012:ops"
    aws("sns create-topic --name ops")
    aws(f"sns subscribe --topic-arn {topic} --protocol email --notification-endpoint ops@example.com")
    token = aws("inbox ops@example.com").out.split()[-1]
    aws(f"sns confirm-subscription --topic-arn {topic} --token {token}")
    aws(f"sns publish --topic-arn {topic} --subject Hello --message there")
    aws("wait 1s")
    assert aws("inbox ops@example.com").out.endswith("Hello\n    there\n")


def test_statuses(home: Path) -> None:
    assert aws("ecs list-clusters").status == 0
    refused = aws("ecs describe-services --services web")
    assert (refused.status, refused.out) == (1, "")
    assert "An error occurred (ClusterNotFoundException) when calling the DescribeServices" in refused.err
    for line in (
        "ecs no-such-command",
        "no-such-service",
        "ecs describe-services --no-such-option",
        "ecs run-task",
    ):
        wrong = aws(line)
        assert wrong.status not in (0, 1)
        assert wrong.out == ""
        assert "Traceback" not in wrong.err
        assert wrong.err.strip()
    file = aws("ecs register-task-definition --cli-input-json file://no-such-file.json")
    assert file.status not in (0, 1)
    assert "no-such-file.json" in file.err
    assert aws("ecs register-task-definition --cli-input-json file://~no-such-user/x").status == file.status


def test_it_needs_no_course(home: Path, tmp_path: Path) -> None:
    for words in (
        ["--course", tmp_path, "aws"],
        ["aws", "--course", tmp_path],
        [f"--course={tmp_path}", "aws"],
    ):
        assert trainer(*words, "ecs", "list-clusters").status == 0


def test_show_request_prints_it_and_runs_nothing(home: Path) -> None:
    shown = aws("--show-request ecs create-cluster --cluster-name shop --tags key=a,value=b")
    assert shown.status == 0
    assert json.loads(shown.out) == {
        "service": "ecs",
        "operation": "CreateCluster",
        "params": {"clusterName": "shop", "tags": [{"key": "a", "value": "b"}]},
    }
    assert json.loads(aws("ecs list-clusters").out) == {"clusterArns": []}


def test_show_request_reads_commands_line_by_line(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "web.json").write_text('{"clusterName": "from a file"}')
    lines = (
        "ecs list-clusters",
        "",
        "   ",
        "ecs create-cluster --cluster-name 'two words'",
        "ecs create-cluster --cli-input-json file://web.json",
        "ecs wait services-stable --services web --cluster shop",
        "ecs help",
        "ecs create-cluster --generate-cli-skeleton",
        "ecs create-cluster --cluster-name 'not closed",
        "nonsense",
    )
    shown = aws("--show-request -", typed="\n".join(lines) + "\n")
    assert (shown.status, shown.err) == (0, "")
    told = [json.loads(line) for line in shown.lines]
    assert len(told) == len([line for line in lines if line.strip()])
    assert told[0] == {"service": "ecs", "operation": "ListClusters", "params": {}}
    assert told[1]["params"] == {"clusterName": "two words"}
    assert told[2]["params"] == {"clusterName": "from a file"}
    assert told[3] == {
        "service": "ecs",
        "operation": "DescribeServices",
        "params": {"services": ["web"], "cluster": "shop"},
    }
    assert [list(one) for one in told[4:]] == [["error"]] * 4


def test_show_request_without_a_command(home: Path) -> None:
    shown = aws("--show-request")
    assert shown.status == 0
    assert list(json.loads(shown.out)) == ["error"]
    assert aws("--show-request -").out == ""
