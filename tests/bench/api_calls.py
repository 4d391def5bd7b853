"""API calls in process against moto's: `python -m tests.bench.api_calls --moto-python PYTHON --json`.

The same client calls on both sides: `create_cluster`, `register_task_definition`, `run_task`,
`describe_tasks` of one and of 100. Ours is a botocore session bound to a world; moto runs in a python that
has moto[ecs,ec2] and boto3 (without `--moto-python` a new environment is made under the temporary directory).
`null` answers each call with nothing at all: what a client costs by itself, so that own cost is ours - null.
Seconds are those of the processor (nothing here waits), so that others on the machine count less; rounds of
the sides alternate, and each figure is the median of its rounds.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

CALLS = ("create_cluster", "register_task_definition", "run_task", "describe_tasks_1", "describe_tasks_100")
TARGETS = {"create_cluster": 4, "register_task_definition": 6, "run_task": 6, "describe_tasks_1": 8,
           "describe_tasks_100": 30}  # fmt: skip
OWN_MAX_MS = {"describe_tasks_100": 3.0}
OWN_MAX_MS_ELSE = 0.5
CREDENTIALS = {"aws_access_key_id": "x", "aws_secret_access_key": "y", "region_name": "us-east-1"}


def trainer_client() -> tuple[Any, str, str]:
    """A client bound to a new world, a subnet and a security group."""
    import botocore.session

    from trainer.aws.session import bind
    from trainer.sim.start import GROUP_ID, SUBNET_IDS, new_world

    session = botocore.session.Session()
    bind(session, new_world(1))
    return session.create_client("ecs"), SUBNET_IDS[0], GROUP_ID


def null_client() -> tuple[Any, str, str]:
    """A client whose calls are answered with nothing."""
    import botocore.session
    from botocore.awsrequest import AWSResponse

    client = botocore.session.Session().create_client("ecs", **CREDENTIALS)
    response = AWSResponse("https://null.invalid", 200, {}, None)
    client.meta.events.register("before-call.*.*", lambda **_: (response, {"taskArn": "x", "tasks": []}))
    return client, "subnet-1", "sg-1"


def moto_client() -> tuple[Any, str, str]:
    """A client inside moto."""
    import boto3
    from moto import mock_aws

    mock_aws().start()
    ec2 = boto3.client("ec2", **CREDENTIALS)
    group = ec2.describe_security_groups()["SecurityGroups"][0]["GroupId"]
    return boto3.client("ecs", **CREDENTIALS), ec2.describe_subnets()["Subnets"][0]["SubnetId"], group


SIDES = {"trainer": trainer_client, "null": null_client, "moto": moto_client}


def measure(side: str, count: int) -> dict[str, float]:
    """Calls a second by call, on a fresh account."""
    client, subnet, group = SIDES[side]()
    client.create_cluster(clusterName="warm")
    definition = {
        "family": "warm", "requiresCompatibilities": ["FARGATE"], "networkMode": "awsvpc", "cpu": "256",
        "memory": "512",
        "containerDefinitions": [{
            "name": "app", "image": "nginx:1", "memory": 256, "essential": True,
            "portMappings": [{"containerPort": 80, "protocol": "tcp"}],
            "environment": [{"name": "MODE", "value": "bench"}],
        }],
    }  # fmt: skip
    client.register_task_definition(**definition)
    run = {
        "cluster": "warm", "taskDefinition": "warm:1", "launchType": "FARGATE", "count": 1,
        "networkConfiguration": {"awsvpcConfiguration": {
            "subnets": [subnet], "securityGroups": [group], "assignPublicIp": "ENABLED",
        }},
    }  # fmt: skip
    arns = [task["taskArn"] for _ in range(2) for task in client.run_task(**run)["tasks"]]

    def ran(_number: int) -> None:
        arns.extend(task["taskArn"] for task in client.run_task(**run)["tasks"])

    rates = {
        "create_cluster": _rate(count, lambda number: client.create_cluster(clusterName=f"c{number}")),
        "register_task_definition": _rate(
            count, lambda number: client.register_task_definition(**{**definition, "family": f"f{number}"})
        ),
        "run_task": _rate(count, ran),
    }
    arns = arns or ["x"] * count
    few = max(count // 10, 3) if side == "moto" else count
    rates["describe_tasks_1"] = _rate(
        count, lambda number: client.describe_tasks(cluster="warm", tasks=[arns[number % len(arns)]])
    )
    hundred = (arns * 100)[:100]
    if side != "null" and len(arns) >= 100:
        shown = client.describe_tasks(cluster="warm", tasks=hundred)["tasks"]
        assert len({task["taskArn"] for task in shown}) == 100, len(shown)
    rates["describe_tasks_100"] = _rate(few, lambda _: client.describe_tasks(cluster="warm", tasks=hundred))
    return rates


def _rate(count: int, call: Callable[[int], object]) -> float:
    began = time.process_time()
    for number in range(count):
        call(number)
    return count / (time.process_time() - began)


def moto_python(given: str | None) -> str:
    """The python that has moto: the given one, or one of a new environment."""
    if given:
        return given
    place = Path(tempfile.mkdtemp(prefix="bench-moto-"))
    subprocess.run([sys.executable, "-m", "venv", str(place)], check=True)
    python = str(place / "bin" / "python")
    subprocess.run([python, "-m", "pip", "install", "-q", "moto[ecs,ec2]", "boto3"], check=True)
    return python


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--moto-python", help="a python with moto and boto3")
    parser.add_argument("--count", type=int, default=300, help="calls of each kind a round")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--side", choices=SIDES, help="measure one side only, here")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    if options.side:
        print(json.dumps(measure(options.side, options.count)))
        return
    pythons = {"trainer": sys.executable, "null": sys.executable, "moto": moto_python(options.moto_python)}
    rounds: dict[str, list[dict[str, float]]] = {side: [] for side in pythons}
    for _ in range(options.rounds):
        for side, python in pythons.items():
            command = [python, "-P", str(Path(__file__)), "--side", side, "--count", str(options.count)]
            environment = {"PYTHONPATH": str(Path.cwd()), "PATH": "/usr/bin:/bin"}
            done = subprocess.run(command, check=True, capture_output=True, text=True, env=environment)
            rounds[side].append(json.loads(done.stdout))
    told = {}
    for call in CALLS:
        rate = {side: median(one[call] for one in runs) for side, runs in rounds.items()}
        told[call] = {
            "calls_a_second": {side: round(value, 1) for side, value in rate.items()},
            "times_moto": round(rate["trainer"] / rate["moto"], 1),
            "target": TARGETS[call],
            "own_ms": round(1000 / rate["trainer"] - 1000 / rate["null"], 3),
            "own_ms_max": OWN_MAX_MS.get(call, OWN_MAX_MS_ELSE),
        }
    if options.json:
        print(json.dumps(told, indent=2))
        return
    for call, row in told.items():
        print(f"{call:26} {row['times_moto']:>6} x moto (>= {row['target']})   own {row['own_ms']} ms"
              f" (<= {row['own_ms_max']})   {row['calls_a_second']}")  # fmt: skip


if __name__ == "__main__":
    main()
