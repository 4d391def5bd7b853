"""Event patterns and what is handed to targets, by example [EB-2, EB-4]."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.sim.inputs import BadInput, check_path, check_transformer, handed
from trainer.sim.patterns import BadPattern, difference, read

EVENT: dict[str, Any] = {
    "source": "shop.web",
    "detail-type": "order",
    "resources": ["arn:aws:a", "arn:aws:b"],
    "detail": {
        "total": 12.5,
        "paid": True,
        "note": None,
        "to": {"country": "DE", "ip": "10.1.2.3"},
        "lines": [{"sku": "a-1", "count": 2}, {"sku": "b-2", "count": 5}],
    },
}
MATCHING: list[Any] = [
    {"source": ["shop.web", "shop.app"]},
    {"resources": ["arn:aws:b"]},
    {"detail": {"total": [12.5], "paid": [True], "note": [None]}},
    {"detail": {"to": {"country": [{"prefix": "D"}]}}},
    {"detail": {"to": {"country": [{"prefix": {"equals-ignore-case": "d"}}]}}},
    {"detail": {"to": {"country": [{"suffix": "E"}]}}},
    {"detail": {"to": {"country": [{"equals-ignore-case": "de"}]}}},
    {"detail": {"to": {"country": [{"anything-but": ["FR", "IT"]}]}}},
    {"detail": {"to": {"country": [{"anything-but": {"prefix": "F"}}]}}},
    {"detail": {"to": {"ip": [{"cidr": "10.1.0.0/16"}]}}},
    {"detail": {"total": [{"numeric": [">", 10, "<=", 12.5]}]}},
    {"detail": {"lines": {"sku": [{"wildcard": "b-*"}]}}},
    {"detail": {"lines": {"count": [5]}}},
    {"detail": {"missing": [{"exists": False}], "total": [{"exists": True}]}},
    {"$or": [{"source": ["other"]}, {"detail": {"paid": [True]}}]},
]
DIFFERING: list[tuple[Any, str]] = [
    ({"source": ["shop"]}, 'source is "shop.web", wanted "shop"'),
    ({"detail": {"paid": [1]}}, "detail.paid is true, wanted 1"),
    ({"detail": {"total": ["12.5"]}}, 'detail.total is 12.5, wanted "12.5"'),
    ({"detail": {"vip": [True]}}, "detail.vip is not there, wanted true"),
    ({"detail": {"total": [{"exists": False}]}}, 'detail.total is 12.5, wanted {"exists": false}'),
    ({"detail": {"to": {"country": [{"anything-but": "DE"}]}}},
     'detail.to.country is "DE", wanted {"anything-but": "DE"}'),
    ({"detail": {"total": [{"numeric": ["<", 10]}]}}, 'detail.total is 12.5, wanted {"numeric": ["<", 10]}'),
    ({"detail": {"to": {"ip": [{"cidr": "10.2.0.0/16"}]}}},
     'detail.to.ip is "10.1.2.3", wanted {"cidr": "10.2.0.0/16"}'),
    ({"$or": [{"source": ["a"]}, {"source": ["b"]}]}, "none of the alternatives of $or matches"),
]  # fmt: skip
BAD = [
    "",
    "[]",
    "{}",
    '{"source": "a"}',
    '{"source": []}',
    '{"source": {}}',
    '{"source": [["a"]]}',
    '{"source": [{"like": "a"}]}',
    '{"source": [{"prefix": "a", "suffix": "b"}]}',
    '{"source": [{"exists": "yes"}]}',
    '{"source": [{"numeric": [">"]}]}',
    '{"source": [{"numeric": ["!", 3]}]}',
    '{"source": [{"anything-but": []}]}',
    '{"$or": [{"a": ["b"]}]}',
]


@pytest.mark.parametrize("pattern", MATCHING, ids=json.dumps)
def test_what_matches(pattern: Any) -> None:
    assert difference(read(json.dumps(pattern)), EVENT) == ("", "")


@pytest.mark.parametrize(("pattern", "said"), DIFFERING, ids=[said for _, said in DIFFERING])
def test_where_it_differs(pattern: Any, said: str) -> None:
    assert difference(read(json.dumps(pattern)), EVENT)[1] == said


@pytest.mark.parametrize("text", BAD)
def test_what_is_no_pattern(text: str) -> None:
    with pytest.raises(BadPattern):
        read(text)


LEAVES = st.one_of(st.text(max_size=5), st.integers(-5, 5), st.booleans(), st.none())
EVENTS = st.dictionaries(st.text("abc", min_size=1, max_size=2), LEAVES, min_size=1, max_size=4)


@given(EVENTS)
def test_an_event_matches_the_pattern_of_its_own_values(event: dict[str, Any]) -> None:
    pattern = {name: [value] for name, value in event.items()}
    assert difference(read(json.dumps(pattern)), event) == ("", "")


@given(EVENTS, LEAVES)
def test_anything_but_is_the_opposite_of_the_value(event: dict[str, Any], value: Any) -> None:
    name = next(iter(event))
    if not isinstance(value, str | int) or isinstance(value, bool):
        return
    wanted = difference({name: [value]}, event) == ("", "")
    denied = difference({name: [{"anything-but": [value]}]}, event) == ("", "")
    assert wanted is not denied


RULE = {"name": "r", "arn": "arn:aws:events:us-east-1:1:rule/r"}


def test_what_a_target_is_handed() -> None:
    assert json.loads(handed({}, EVENT, RULE)) == EVENT
    assert handed({"Input": "fixed"}, EVENT, RULE) == "fixed"
    assert handed({"InputPath": "$.detail.to"}, EVENT, RULE) == '{"country": "DE", "ip": "10.1.2.3"}'
    template = (
        '{"sku":"<sku>","n":<n>,"who":<who>,"said":"<none>","rule":"<aws.events.rule-name>","all":<rest>}'
    )
    paths = {
        "sku": "$.detail.lines[1].sku",
        "n": "$.detail.total",
        "who": "$.source",
        "none": "$.x",
        "rest": "$.detail.to",
    }
    filled = handed({"InputTransformer": {"InputPathsMap": paths, "InputTemplate": template}}, EVENT, RULE)
    assert json.loads(filled) == {
        "sku": "b-2", "n": 12.5, "who": "shop.web", "said": "", "rule": "r", "all": EVENT["detail"]["to"]
    }  # fmt: skip


def test_a_quotation_in_a_value_does_not_break_the_template() -> None:
    transformer = {"InputPathsMap": {"k": "$.key"}, "InputTemplate": '{"key":"<k>"}'}
    assert json.loads(handed({"InputTransformer": transformer}, {"key": 'a"b\\c'}, RULE)) == {"key": 'a"b\\c'}


@pytest.mark.parametrize("path", ["detail", "$detail", "$.a[", "$.a b"])
def test_what_is_no_path(path: str) -> None:
    with pytest.raises(BadInput):
        check_path(path)


def test_a_template_names_only_what_has_a_path() -> None:
    check_transformer({"InputPathsMap": {"k": "$.key"}, "InputTemplate": "<k> <aws.events.rule-arn>"})
    with pytest.raises(BadInput):
        check_transformer({"InputTemplate": "<k>"})
