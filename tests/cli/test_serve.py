"""`trainer ecs serve` as a process: ready when it says so, ended by SIGTERM."""

import json
import re
import signal
import subprocess
from pathlib import Path
from urllib.request import Request, urlopen

from tests.cli.program import command, trainer


def ask(url: str, target: str, body: dict[str, object]) -> dict[str, object]:
    headers = {
        "X-Amz-Target": f"AmazonEC2ContainerServiceV20141113.{target}",
        "Content-Type": "application/x-amz-json-1.1",
        "Authorization": "AWS4-HMAC-SHA256 Credential=x/20260101/eu-west-1/ecs/aws4_request, "
        "SignedHeaders=a, Signature=b",
    }
    with urlopen(Request(url, json.dumps(body).encode(), headers), timeout=20) as reply:
        answer: dict[str, object] = json.loads(reply.read())
    return answer


def test_it_serves_until_sigterm(home: Path) -> None:
    with subprocess.Popen(
        command("ecs", "serve", "--port", "0"), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as server:
        assert server.stdout is not None
        assert server.stderr is not None
        ready = re.fullmatch(r"listening on (http://127\.0\.0\.1:\d+)\n", server.stdout.readline())
        assert ready
        url = ready[1]
        arn = "arn:aws:ecs:eu-west-1:123456789012:cluster/shop"
        assert ask(url, "CreateCluster", {"clusterName": "shop"})["cluster"]["clusterArn"] == arn  # type: ignore[index]
        assert ask(url, "ListClusters", {}) == {"clusterArns": [arn]}
        with urlopen(Request(f"{url}/moto-api/reset", b"", method="POST"), timeout=20) as reply:
            assert reply.status == 200
        assert ask(url, "ListClusters", {}) == {"clusterArns": []}
        taken = trainer("ecs", "serve", "--port", url.rpartition(":")[2])
        assert taken.status == 3
        assert "--port 0" in taken.sentence()
        server.send_signal(signal.SIGTERM)
        assert server.wait(20) == 0
        assert server.stderr.read() == ""


def test_limits_tell_what_is_not_modelled_and_which_timings_are_ours(home: Path) -> None:
    told = trainer("ecs", "limits").out
    for part in ("Not modelled", "Operations of AWS's API", "scheduler tick: 10 s", "  DP-18: ", "PR-1: "):
        assert part in told, part
    assert re.search(r"ecs: \d+ of \d+", told)
    assert "healthy after" not in told  # 40 s are AWS's own
