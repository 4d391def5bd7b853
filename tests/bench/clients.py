"""What people use with ECS, unchanged, against `trainer ecs serve`: `python -m tests.bench.clients --json`.

Each client has an environment of its own under --environments (made when it is not there; a temporary
folder unless told), does its ordinary work over HTTP, and prints a last line that must be `done`. Told are
its seconds and, when something broke, the end of what it said.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

SUBNET = "subnet-0de0000000000001a"
GROUP = "sg-0de00000000000001"
DEFINITION = (
    '{"family": "FAMILY", "networkMode": "awsvpc", "requiresCompatibilities": ["FARGATE"], "cpu": "256", '
    '"memory": "512", "containerDefinitions": [{"name": "app", "image": "nginx:1"}]}'
)
NETWORK = f'{{"awsvpcConfiguration": {{"subnets": ["{SUBNET}"], "assignPublicIp": "ENABLED"}}}}'

BOTO3 = f"""
import boto3, json
ecs, fast = boto3.client("ecs"), {{"Delay": 1, "MaxAttempts": 60}}
ecs.create_cluster(clusterName="boto")
ecs.register_task_definition(**json.loads('''{DEFINITION.replace("FAMILY", "boto")}'''))
net = json.loads('''{NETWORK}''')
where = dict(cluster="boto", launchType="FARGATE", taskDefinition="boto", networkConfiguration=net)
ecs.create_service(serviceName="web", desiredCount=2, **where)
ecs.get_waiter("services_stable").wait(cluster="boto", services=["web"], WaiterConfig=fast)
arn = ecs.run_task(**where)["tasks"][0]["taskArn"]
ecs.get_waiter("tasks_running").wait(cluster="boto", tasks=[arn], WaiterConfig=fast)
ecs.stop_task(cluster="boto", task=arn)
ecs.get_waiter("tasks_stopped").wait(cluster="boto", tasks=[arn], WaiterConfig=fast)
ecs.delete_service(cluster="boto", service="web", force=True)
ecs.get_waiter("services_inactive").wait(cluster="boto", services=["web"], WaiterConfig=fast)
watch = boto3.client("cloudwatch")
watch.put_metric_data(Namespace="Boto", MetricData=[{{"MetricName": "m", "Value": 1}}])
assert len(watch.list_metrics(Namespace="Boto")["Metrics"]) == 1
assert len(list(boto3.resource("ec2").vpcs.all())) >= 1
print("done")
"""
WATCHED = f"""
import boto3, json, time
ecs, iam, logs = boto3.client("ecs"), boto3.client("iam"), boto3.client("logs")
tasks = {{"Service": "ecs-tasks.amazonaws.com"}}
trust = {{"Effect": "Allow", "Principal": tasks, "Action": "sts:AssumeRole"}}
policy = "arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy"
document = json.dumps({{"Version": "2012-10-17", "Statement": [trust]}})
role = iam.create_role(RoleName="NAME", AssumeRolePolicyDocument=document)["Role"]
iam.attach_role_policy(RoleName="NAME", PolicyArn=policy)
ecs.create_cluster(clusterName="NAME")
logs.create_log_group(logGroupName="/NAME")
options = {{"awslogs-group": "/NAME", "awslogs-region": "us-east-1", "awslogs-stream-prefix": "web"}}
for name, image in (("good", "nginx:1"), ("bad", "123456789012.dkr.ecr.us-east-1.amazonaws.com/none:1")):
    made = json.loads('''{DEFINITION.replace("FAMILY", "NAME")}''')
    log = {{"logDriver": "awslogs", "options": options}}
    made["containerDefinitions"][0] |= {{"image": image, "logConfiguration": log}}
    ecs.register_task_definition(**{{**made, "executionRoleArn": role["Arn"], "family": "NAME-" + name}})
    ecs.create_service(
        cluster="NAME", serviceName=name, desiredCount=1, launchType="FARGATE", taskDefinition="NAME-" + name,
        networkConfiguration=json.loads('''{NETWORK}'''))
fast = {{"Delay": 1, "MaxAttempts": 60}}
ecs.get_waiter("services_stable").wait(cluster="NAME", services=["good"], WaiterConfig=fast)
logs.create_log_stream(logGroupName="/NAME", logStreamName="own")
line = {{"timestamp": int(time.time() * 1000), "message": "hello from the application"}}
logs.put_log_events(logGroupName="/NAME", logStreamName="own", logEvents=[line])
"""
"""A service that is well, one whose image is missing, and a log: for tools that look at them."""
SAYS = """
import subprocess, sys
wanted, *command = sys.argv[1:]
said = subprocess.run(command, capture_output=True, text=True)
print("done" if wanted in said.stdout else said.stdout + said.stderr)
"""
"""`done` if a command says something."""
AIO = """
import asyncio
from aiobotocore.session import get_session
async def main():
    session = get_session()
    async with session.create_client("ecs") as ecs, session.create_client("cloudwatch") as watch:
        await asyncio.gather(*[ecs.create_cluster(clusterName=f"aio{n}") for n in range(20)])
        pages = ecs.get_paginator("list_clusters").paginate(PaginationConfig={"PageSize": 7})
        names = [arn async for page in pages for arn in page["clusterArns"]]
        assert sum("/aio" in arn for arn in names) == 20
        await watch.put_metric_data(Namespace="Aio", MetricData=[{"MetricName": "m", "Value": 1}])
        try:
            await ecs.list_tasks(cluster="no")
        except ecs.exceptions.ClusterNotFoundException:
            print("done")
asyncio.run(main())
"""
JAVASCRIPT = f"""
import * as ecs from "@aws-sdk/client-ecs";
import {{ CloudWatchClient, PutMetricDataCommand, ListMetricsCommand }} from "@aws-sdk/client-cloudwatch";
const client = new ecs.ECSClient({{}}), cluster = "js";
await client.send(new ecs.CreateClusterCommand({{ clusterName: cluster }}));
await client.send(new ecs.RegisterTaskDefinitionCommand({DEFINITION.replace("FAMILY", "js")}));
await client.send(new ecs.CreateServiceCommand({{ cluster, serviceName: "web", taskDefinition: "js",
  desiredCount: 2, launchType: "FARGATE", networkConfiguration: {NETWORK} }}));
const waited = await ecs.waitUntilServicesStable({{ client, maxWaitTime: 60, minDelay: 1, maxDelay: 2 }},
  {{ cluster, services: ["web"] }});
let count = 0;
for await (const page of ecs.paginateListTasks({{ client, pageSize: 1 }}, {{ cluster }}))
  count += page.taskArns.length;
let refused = false;
try {{ await client.send(new ecs.ListServicesCommand({{ cluster: "no" }})); }}
catch (error) {{ refused = error instanceof ecs.ClusterNotFoundException; }}
const watch = new CloudWatchClient({{}});
const datum = {{ MetricName: "m", Value: 1.5 }};
await watch.send(new PutMetricDataCommand({{ Namespace: "Js", MetricData: [datum] }}));
const metrics = (await watch.send(new ListMetricsCommand({{ Namespace: "Js" }}))).Metrics;
if (waited.state === "SUCCESS" && count === 2 && refused && metrics.length === 1) console.log("done");
"""


@dataclass(frozen=True, slots=True)
class Client:
    """A client: what to install, and commands; `bin/…` stands for a program of its environment."""

    name: str
    packages: tuple[str, ...]
    commands: tuple[Sequence[str], ...]
    node: bool = False


def _cli(line: str) -> list[str]:
    return ["bin/aws", *line.split()]


CLIENTS = (
    Client("boto3", ("boto3",), (["bin/python", "-c", BOTO3],)),
    Client("aiobotocore", ("aiobotocore",), (["bin/python", "-c", AIO],)),
    Client(
        "aws",
        ("awscli>=1.46",),
        (
            _cli("ecs create-cluster --cluster-name cli"),
            [
                "bin/aws", "ecs", "register-task-definition", "--cli-input-json",
                DEFINITION.replace("FAMILY", "cli"),
            ],
            [
                *_cli("ecs create-service --cluster cli --service-name web --task-definition cli"),
                "--desired-count", "1", "--launch-type", "FARGATE", "--network-configuration", NETWORK,
            ],
            _cli("ecs wait services-stable --cluster cli --services web"),
            _cli("cloudwatch list-metrics --output text"),
            [
                *_cli("ecs describe-services --cluster cli --services web --output text"),
                "--query", "services[0].runningCount == `1` && 'done'",
            ],
        ),
    ),
    Client(
        "ecs-deploy",
        ("ecs-deploy", "boto3"),
        (
            ["bin/python", "-c", BOTO3.replace('"boto"', '"deploy"').partition("arn = ")[0]],
            ["bin/ecs", "deploy", "deploy", "web", "--image", "app", "nginx:2", "--timeout", "90"],
            ["bin/ecs", "scale", "deploy", "web", "3", "--timeout", "90"],
            [
                "bin/ecs", "run", "deploy", "boto", "1", "--launchtype", "FARGATE", "--subnet", SUBNET,
                "--securitygroup", GROUP,
            ],
            ["bin/python", "-c", "print('done')"],
        ),
    ),
    Client(
        "ecs-task-doctor",
        ("ecs-task-doctor",),
        (
            ["bin/python", "-c", WATCHED.replace("NAME", "doctor")],
            ["bin/ecs-doctor", "health", "--cluster", "doctor"],
            ["bin/ecs-doctor", "diagnose", "--cluster", "doctor", "--service", "good"],
            [
                "bin/python", "-c", SAYS, "CannotPullContainerError", "bin/ecs-doctor", "diagnose",
                "--cluster", "doctor", "--service", "bad",
            ],
        ),
    ),
    Client(
        "awslogs",
        ("awslogs", "setuptools<81", "boto3"),
        (
            ["bin/python", "-c", WATCHED.replace("NAME", "watched")],
            ["bin/awslogs", "groups"],
            ["bin/awslogs", "streams", "/watched"],
            [
                "bin/python", "-c", SAYS, "hello from the application", "bin/awslogs", "get", "/watched",
                "ALL", "-s", "2d",
            ],
        ),
    ),
    Client(
        "aws-sdk for JavaScript v3",
        ("@aws-sdk/client-ecs", "@aws-sdk/client-cloudwatch"),
        (["node", "--input-type=module", "-e", JAVASCRIPT],),
        node=True,
    ),
)  # fmt: skip


def prepared(client: Client, place: Path) -> Path:
    """The client's environment, made if it is not there."""
    folder = place / client.name.replace(" ", "-")
    if folder.exists():
        return folder
    folder.mkdir(parents=True)
    if client.node:
        subprocess.run(["npm", "init", "-y"], cwd=folder, check=True, capture_output=True)
        subprocess.run(["npm", "install", "--silent", *client.packages], cwd=folder, check=True)
    else:
        subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
        subprocess.run(
            [str(folder / "bin/python"), "-m", "pip", "install", "-q", *client.packages], check=True
        )
    return folder


def worked(client: Client, folder: Path, url: str) -> dict[str, object]:
    """The client's work against the server: whether it came to its end, and how long it took."""
    environment = {
        "PATH": os.environ["PATH"], "HOME": str(folder), "AWS_ENDPOINT_URL": url, "AWS_ACCESS_KEY_ID": "x",
        "AWS_SECRET_ACCESS_KEY": "y", "AWS_DEFAULT_REGION": "us-east-1", "AWS_REGION": "us-east-1",
        "AWS_EC2_METADATA_DISABLED": "true",
    }  # fmt: skip
    began, said = time.monotonic(), ""
    for command in client.commands:
        program = str(folder / command[0]) if command[0].startswith("bin/") else command[0]
        done = subprocess.run(
            [program, *command[1:]],
            cwd=folder,
            env=environment,
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )
        said = done.stdout.strip()
        if done.returncode:
            told = (done.stderr.strip() or said)[-400:]
            return {"works": False, "failed": " ".join(command[:4])[:80], "said": told}
    seconds = round(time.monotonic() - began, 1)
    return {"works": said.splitlines()[-1:] == ["done"], "seconds": seconds, "said": said[-100:]}


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--environments", type=Path, help="where the clients' environments are or are made")
    parser.add_argument("--only", help="the client of this name")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    place = options.environments or Path(tempfile.mkdtemp(prefix="bench-clients-"))
    command = [sys.executable, "-m", "trainer", "ecs", "serve", "--port", "0", "--clock", "x600"]
    told: dict[str, dict[str, object]] = {}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        url = server.stdout.readline().split()[-1]
        try:
            for client in CLIENTS:
                if options.only in (None, client.name):
                    told[client.name] = worked(client, prepared(client, place), url)
        finally:
            server.terminate()
    if options.json:
        print(json.dumps(told, indent=2))
        return
    for name, row in told.items():
        print(f"{name:28} {'works' if row['works'] else 'BROKE'}  {row}")


if __name__ == "__main__":
    main()
