"""Pages joined, cut and gone on from, as botocore's own paginator does it."""

from typing import Any

from botocore.paginate import Paginator, PaginatorModel
from hypothesis import given, settings
from hypothesis import strategies as st

from trainer.aws.command_line.model import Paging
from trainer.aws.command_line.paging import collect, first_request
from trainer.aws.model import Answer, Call, Rejected, Reply
from trainer.aws.service_model import operation_model, paginators

NAMES = [f"arn-{number}" for number in range(7)]


def listing(call: Call) -> Answer:
    """ListClusters over seven names, three a page unless asked otherwise."""
    start = int(call.params.get("nextToken", "0"))
    size = call.params.get("maxResults", 3)
    more = {"nextToken": str(start + size)} if start + size < len(NAMES) else {}
    return Reply({"clusterArns": NAMES[start : start + size], **more})


def ours(paging: Paging) -> dict[str, Any]:
    call = Call("ecs", "ListClusters", {})
    answer = collect(listing, Call("ecs", "ListClusters", first_request(call, paging)), paging)
    assert isinstance(answer, Reply)
    return dict(answer.data)


def botocores(paging: Paging) -> dict[str, Any]:
    def method(**params: Any) -> dict[str, Any]:
        answer = listing(Call("ecs", "ListClusters", params))
        assert isinstance(answer, Reply)
        return dict(answer.data)

    config = PaginatorModel({"pagination": paginators("ecs")}).get_paginator("ListClusters")
    model = operation_model("ecs", "ListClusters")
    given_config = {
        "MaxItems": paging.max_items,
        "PageSize": paging.page_size,
        "StartingToken": paging.starting_token,
    }
    wanted = {key: value for key, value in given_config.items() if value is not None}
    return dict(Paginator(method, config, model).paginate(PaginationConfig=wanted).build_full_result())


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 9) | st.none(), st.integers(1, 9) | st.none())
def test_listings_are_cut_as_botocore_cuts_them(max_items: int | None, page_size: int | None) -> None:
    paging = Paging(max_items=max_items, page_size=page_size)
    while True:
        found = ours(paging)
        assert found == botocores(paging)
        if "NextToken" not in found:
            break
        paging = Paging(max_items=max_items, page_size=page_size, starting_token=found["NextToken"])


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 9), st.integers(1, 9))
def test_going_on_gives_everything_once(max_items: int, page_size: int) -> None:
    found: list[str] = []
    token = None
    while True:
        page = ours(Paging(max_items=max_items, page_size=page_size, starting_token=token))
        found += page["clusterArns"]
        token = page.get("NextToken")
        if token is None:
            break
    assert found == NAMES


def test_without_paging_there_is_one_page_with_the_services_token() -> None:
    assert ours(Paging(enabled=False)) == {"clusterArns": NAMES[:3], "nextToken": "3"}


def test_a_refusal_of_any_page_is_the_answer() -> None:
    refused = Rejected("ServerException", "no")

    def failing(call: Call) -> Answer:
        return refused if "nextToken" in call.params else listing(call)

    assert collect(failing, Call("ecs", "ListClusters", {}), Paging()) == refused
