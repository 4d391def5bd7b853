"""Real clients over loopback: botocore's ecs, ec2 and sts against a server on a free port."""

import gzip
import http.client
import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import botocore.session
import pytest
from botocore.config import Config
from botocore.exceptions import ClientError

from trainer.aws.server.account import Account, clock_rate
from trainer.aws.server.http import BODY_MAX_BYTES, Endpoint, local_host, loopback
from trainer.aws.server.model import Request
from trainer.aws.server.serve import open_account, open_endpoint
from trainer.errors import TrainerError, UsageError


class Wall:
    """A wall clock that moves when told."""

    def __init__(self) -> None:
        self.seconds = 100.0

    def __call__(self) -> float:
        return self.seconds


@contextmanager
def serving(
    clock: str = "manual", wall: Wall | None = None, account: Account | None = None
) -> Iterator[Endpoint]:
    endpoint = open_endpoint(0, account or open_account(clock, wall or Wall()))
    thread = threading.Thread(target=endpoint.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield endpoint
    finally:
        endpoint.shutdown()
        endpoint.server_close()
        thread.join()


@pytest.fixture(scope="module")
def session() -> Any:
    found = botocore.session.Session()
    found.set_credentials("any", "credentials")
    return found


@pytest.fixture
def endpoint() -> Iterator[Endpoint]:
    with serving() as found:
        yield found


def client(session: Any, endpoint: Endpoint, service: str, region: str = "us-east-1") -> Any:
    config = Config(retries={"total_max_attempts": 1})
    return session.create_client(service, region_name=region, endpoint_url=endpoint.url, config=config)


def send(endpoint: Endpoint, method: str, path: str, body: bytes = b"", **headers: str) -> tuple[int, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", endpoint.server_address[1], timeout=10)
    connection.request(method, path, body, {name.replace("_", "-"): value for name, value in headers.items()})
    response = connection.getresponse()
    found = response.status, response.read()
    connection.close()
    return found


def test_a_cluster_is_made_seen_and_gone_after_a_reset(session: Any, endpoint: Endpoint) -> None:
    ecs = client(session, endpoint, "ecs")
    made = ecs.create_cluster(clusterName="shop")["cluster"]
    assert made["clusterArn"] == "arn:aws:ecs:us-east-1:123456789012:cluster/shop"
    assert ecs.list_clusters()["clusterArns"] == [made["clusterArn"]]
    assert send(endpoint, "POST", "/moto-api/reset")[0] == 200
    assert ecs.list_clusters()["clusterArns"] == []


def test_regions_are_worlds_of_their_own(session: Any, endpoint: Endpoint) -> None:
    client(session, endpoint, "ecs", "eu-west-1").create_cluster(clusterName="shop")
    assert client(session, endpoint, "ecs", "us-east-1").list_clusters()["clusterArns"] == []
    zones = client(session, endpoint, "ec2", "eu-west-1").describe_availability_zones()["AvailabilityZones"]
    assert {zone["RegionName"] for zone in zones} == {"eu-west-1"}


def test_an_account_starts_with_a_network(session: Any, endpoint: Endpoint) -> None:
    ec2 = client(session, endpoint, "ec2")
    (vpc,) = ec2.describe_vpcs(Filters=[{"Name": "is-default", "Values": ["true"]}])["Vpcs"]
    by_vpc = [{"Name": "vpc-id", "Values": [vpc["VpcId"]]}]
    subnets = ec2.describe_subnets(Filters=by_vpc)["Subnets"]
    assert [subnet["AvailabilityZone"] for subnet in subnets] == ["us-east-1a", "us-east-1b", "us-east-1c"]
    (group,) = ec2.describe_security_groups(Filters=by_vpc)["SecurityGroups"]
    assert group["GroupName"] == "default"
    assert client(session, endpoint, "sts").get_caller_identity()["Account"] == "123456789012"


@pytest.mark.parametrize(
    ("asked", "params", "code"),
    [
        ("ecs describe_services", {"cluster": "none", "services": ["x"]}, "ClusterNotFoundException"),
        ("ecs list_tasks", {"launchType": "SPACESHIP"}, "InvalidParameterException"),
        ("ec2 describe_subnets", {"SubnetIds": ["subnet-0"]}, "InvalidSubnetID.NotFound"),
        ("ec2 describe_vpcs", {"Filters": [{"Name": "hue", "Values": ["red"]}]}, "InvalidParameterValue"),
        ("lambda list_functions", {}, "NotImplemented"),
        ("lambda list_functions", {}, "NotImplemented"),
    ],
)
def test_refusals_arrive_as_client_errors(
    session: Any, endpoint: Endpoint, asked: str, params: dict[str, Any], code: str
) -> None:
    service, method = asked.split()
    with pytest.raises(ClientError) as refused:
        getattr(client(session, endpoint, service), method)(**params)
    assert refused.value.response["Error"]["Code"] == code
    if code == "NotImplemented":
        assert "this simulator does not model it" in refused.value.response["Error"]["Message"]


def test_virtual_time_follows_the_wall_clock_at_its_rate(session: Any) -> None:
    wall = Wall()
    account = open_account("x60", wall)
    with serving(account=account) as endpoint:
        client(session, endpoint, "ecs").list_clusters()
        world = account.world("us-east-1")
        before = world.now_ms
        wall.seconds += 10
        client(session, endpoint, "ecs").list_clusters()
        assert world.now_ms - before == 600_000


def test_a_manual_clock_moves_only_when_told(session: Any) -> None:
    wall = Wall()
    account = open_account("manual", wall)
    with serving(account=account) as endpoint:
        client(session, endpoint, "ecs").list_clusters()
        wall.seconds += 1000
        client(session, endpoint, "ecs").list_clusters()
        world = account.world("us-east-1")
        assert world.now_ms == 0
        assert send(endpoint, "POST", "/trainer/clock", b'{"advance_s": 90}')[0] == 200
        assert world.now_ms == 90_000


@pytest.mark.parametrize(
    "body", [b"", b"[]", b'{"advance_s": -1}', b'{"advance_s": "soon"}', b'{"advance_s": NaN}']
)
def test_a_clock_told_nonsense_stands(endpoint: Endpoint, body: bytes) -> None:
    status, said = send(endpoint, "POST", "/trainer/clock", body)
    assert status == 400
    assert b"advance_s" in said


@pytest.mark.parametrize(("text", "rate"), [("real", 1), ("manual", 0), ("x60", 60), ("x0.5", 0.5)])
def test_clocks(text: str, rate: float) -> None:
    assert clock_rate(text) == rate


@pytest.mark.parametrize("text", ["", "60", "fast", "x", "x-1", "xnan", "xinf"])
def test_clocks_that_are_none(text: str) -> None:
    with pytest.raises(UsageError, match="A clock is"):
        open_account(text, Wall())


def test_foreign_hosts_and_large_bodies_are_refused(endpoint: Endpoint) -> None:
    assert send(endpoint, "POST", "/moto-api/reset", Host="evil.example")[0] == 403
    assert send(endpoint, "POST", "/moto-api/reset", Origin="https://evil.example")[0] == 403
    assert send(endpoint, "POST", "/moto-api/reset", Origin="null")[0] == 403
    assert send(endpoint, "POST", "/moto-api/reset", Origin="http://localhost:3000")[0] == 200
    assert send(endpoint, "POST", "/", Content_Length=str(BODY_MAX_BYTES + 1))[0] == 413
    assert send(endpoint, "POST", "/", b"no gzip", Content_Encoding="gzip")[0] == 400
    bomb = gzip.compress(b"0" * (BODY_MAX_BYTES + 1))
    assert send(endpoint, "POST", "/", bomb, Content_Encoding="gzip")[0] == 413


@pytest.mark.parametrize(
    ("host", "local"),
    [
        ("127.0.0.1:80", True),
        ("localhost", True),
        ("[::1]:5000", True),
        ("bucket.localhost:1", True),
        ("", False),
        ("127.0.0.1.evil.example", False),
        ("localhost.evil.example:80", False),
    ],
)
def test_local_hosts(host: str, local: bool) -> None:
    assert local_host(host) is local


@pytest.mark.parametrize(
    ("headers", "body", "code"),
    [
        ({}, b"{}", "UnknownService"),
        ({"X_Amz_Target": "Nobody.DoIt"}, b"{}", "UnknownService"),
        ({"X_Amz_Target": "AmazonEC2ContainerServiceV20141113.FlyAway"}, b"{}", "UnknownOperationException"),
        ({"X_Amz_Target": "AmazonEC2ContainerServiceV20141113.ListClusters"}, b"{", "SerializationException"),
    ],
)
def test_requests_that_mean_nothing_are_told_so(
    endpoint: Endpoint, headers: dict[str, str], body: bytes, code: str
) -> None:
    status, said = send(endpoint, "POST", "/", body, **headers)
    assert status in (400, 404)
    assert json.loads(said)["__type"] == code


def test_unsigned_requests_are_told_apart_by_their_target(endpoint: Endpoint) -> None:
    target = "AmazonEC2ContainerServiceV20141113.ListClusters"
    assert send(endpoint, "POST", "/", b"{}", X_Amz_Target=target) == (200, b'{"clusterArns":[]}')


def test_another_address_may_be_called_by_any_name_but_not_from_foreign_pages() -> None:
    endpoint = open_endpoint(0, open_account("manual", Wall()), "0.0.0.0")  # noqa: S104 - closed at once
    try:
        assert endpoint.serves("trainer.example:80", "")
        assert not endpoint.serves("trainer.example:80", "https://elsewhere.example")
    finally:
        endpoint.server_close()
    names = ("127.0.0.1", "127.9.9.9", "::1", "localhost", "0.0.0.0", "x")  # noqa: S104
    assert [loopback(name) for name in names] == [True, True, True, True, False, False]


def test_cloudwatch_speaks_cbor_as_its_clients_do(session: Any, endpoint: Endpoint) -> None:
    cloudwatch = client(session, endpoint, "cloudwatch")
    dimensions = [{"Name": "queue", "Value": "a"}]
    cloudwatch.put_metric_data(
        Namespace="Own", MetricData=[{"MetricName": "Depth", "Dimensions": dimensions, "Value": 2.5}]
    )
    assert cloudwatch.list_metrics(Namespace="Own")["Metrics"] == [
        {"Namespace": "Own", "MetricName": "Depth", "Dimensions": dimensions}
    ]
    with pytest.raises(ClientError) as refused:
        cloudwatch.set_alarm_state(AlarmName="none", StateValue="OK", StateReason="")
    assert refused.value.response["Error"]["Code"] == "ResourceNotFound"
    assert refused.value.response["ResponseMetadata"]["HTTPStatusCode"] == 404


def test_a_taken_port_is_told_in_a_sentence(endpoint: Endpoint) -> None:
    with pytest.raises(TrainerError, match="cannot be used"):
        open_endpoint(endpoint.server_address[1], open_account("real", Wall()))


def test_many_clients_at_once_see_one_account(session: Any, endpoint: Endpoint) -> None:
    clients = [client(session, endpoint, "ecs") for _ in range(4)]
    threads = [
        threading.Thread(
            target=lambda each=each, number=number: each.create_cluster(clusterName=f"c{number}")
        )
        for number, each in enumerate(clients)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(clients[0].list_clusters()["clusterArns"]) == 4


def test_an_account_hears_of_every_call(session: Any) -> None:
    heard: list[str] = []
    account = open_account("manual", Wall())
    account = Account(
        account.new_world, 0.0, Wall(), lambda _world, call, _answer: heard.append(call.operation)
    )
    endpoint = open_endpoint(0, account)
    threading.Thread(target=endpoint.serve_forever, args=(0.02,), daemon=True).start()
    client(session, endpoint, "ecs").list_clusters()
    endpoint.shutdown()
    endpoint.server_close()
    assert heard == ["ListClusters"]


def test_a_region_begins_at_the_present_minute_and_again_after_a_reset() -> None:
    present = [datetime(2027, 3, 9, 14, 7, 38, tzinfo=UTC)]
    account = open_account("manual", Wall(), now=lambda: present[0])
    assert account.world("us-east-1").wall() == datetime(2027, 3, 9, 14, 7, tzinfo=UTC)
    present[0] += timedelta(hours=2)
    assert account.world("us-east-1").wall() == datetime(2027, 3, 9, 14, 7, tzinfo=UTC)
    account.handle(Request("POST", "/moto-api/reset"))
    assert account.world("us-east-1").wall() == datetime(2027, 3, 9, 16, 7, tzinfo=UTC)


def test_sigterm_ends_it_with_status_0() -> None:
    code = (
        "import time; from trainer.aws.server.serve import serve; "
        "serve(0, 'x60', time.monotonic, lambda said: print(said, flush=True))"
    )
    process = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline().startswith("listening on http://127.0.0.1:")
    os.kill(process.pid, signal.SIGTERM)
    assert process.wait(10) == 0
    process.stdout.close()
