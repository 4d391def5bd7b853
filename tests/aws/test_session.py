"""botocore's own clients answered in the process: no socket, no credentials; its waiters, its paginators."""

import copy
import socket
from collections.abc import Callable
from typing import Any

import botocore.session
import pytest
from botocore.exceptions import ClientError, ParamValidationError

from tests.aws.worlds import empty, shop
from trainer.aws.session import bind


@pytest.fixture(autouse=True)
def no_sockets(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: Any, **__: Any) -> None:
        raise AssertionError("a socket was opened")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    for name in ("AWS_PROFILE", "AWS_ACCESS_KEY_ID", "AWS_DEFAULT_REGION"):
        monkeypatch.delenv(name, raising=False)


def bound(world: Any) -> Any:
    session = botocore.session.Session()
    bind(session, world)
    return session


def test_a_bound_session_reaches_the_world_without_region_or_credentials() -> None:
    world = empty()
    ecs = bound(world).create_client("ecs")
    assert ecs.create_cluster(clusterName="shop")["cluster"]["status"] == "ACTIVE"
    assert ecs.list_clusters()["clusterArns"] == ["arn:aws:ecs:us-east-1:123456789012:cluster/shop"]
    assert ecs.list_clusters()["ResponseMetadata"]["HTTPStatusCode"] == 200


def test_refusals_are_client_errors_of_their_class() -> None:
    ecs = bound(empty()).create_client("ecs")
    with pytest.raises(ecs.exceptions.ClusterNotFoundException, match="Cluster not found"):
        ecs.list_services(cluster="gone")
    with pytest.raises(ParamValidationError):
        ecs.stop_task()
    with pytest.raises(ClientError, match="does not model it"):
        bound(empty()).create_client("lambda").list_functions()


def test_waiters_and_paginators_work() -> None:
    session = bound(shop())
    ecs = session.create_client("ecs")
    ecs.get_waiter("services_stable").wait(cluster="shop", services=["web"])
    pages = ecs.get_paginator("list_tasks").paginate(cluster="shop", PaginationConfig={"PageSize": 1})
    assert len(list(pages)) == 2


def test_what_a_caller_does_with_parameters_and_replies_changes_nothing() -> None:
    session = bound(shop())
    ecs = session.create_client("ecs")
    container = {"name": "app", "image": "web", "memory": 64, "environment": [{"name": "A", "value": "1"}]}
    ecs.register_task_definition(family="kept", containerDefinitions=[container])
    container["environment"].append({"name": "B", "value": "2"})  # type: ignore[attr-defined]
    [task, *_] = ecs.list_tasks(cluster="shop")["taskArns"]
    asks: tuple[Callable[[], Any], ...] = (
        lambda: ecs.describe_task_definition(taskDefinition="kept")["taskDefinition"],
        lambda: ecs.describe_clusters(clusters=["shop"])["clusters"][0],
        lambda: ecs.describe_services(cluster="shop", services=["web"])["services"][0],
        lambda: ecs.describe_tasks(cluster="shop", tasks=[task])["tasks"][0],
    )
    for ask in asks:
        told = ask()
        before = copy.deepcopy(told)
        spoil(told)
        assert told != before
        assert ask() == before
    [kept] = ecs.describe_task_definition(taskDefinition="kept")["taskDefinition"]["containerDefinitions"]
    assert kept["environment"] == [{"name": "A", "value": "1"}]


def spoil(value: Any) -> None:
    if isinstance(value, dict):
        for inner in value.values():
            spoil(inner)
        value["spoilt"] = True
    elif isinstance(value, list):
        for inner in value:
            spoil(inner)
        value.append("spoilt")


def test_a_client_alone_can_be_bound() -> None:
    world = empty()
    session = botocore.session.Session()
    any_credentials = {"aws_access_key_id": "x", "aws_secret_access_key": "y"}
    client = session.create_client("sts", region_name="us-east-1", **any_credentials)
    bind(client, world)
    assert client.get_caller_identity()["Account"] == "123456789012"


def test_two_sessions_are_two_worlds() -> None:
    first, second = bound(empty()).create_client("ecs"), bound(empty()).create_client("ecs")
    first.create_cluster(clusterName="only-here")
    assert second.list_clusters()["clusterArns"] == []
