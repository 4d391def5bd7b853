"""One reply in every form that the CLI prints; the texts are as AWS's own CLI makes them."""

from datetime import UTC, datetime
from textwrap import dedent

import pytest

from trainer.aws.printing.render import render

REPLY = {
    "services": [
        {
            "serviceName": "web",
            "desiredCount": 2,
            "createdAt": datetime(2026, 1, 5, 10, 0, tzinfo=UTC),
            "tags": [{"key": "team", "value": "sales"}],
        },
        {"serviceName": "api", "desiredCount": 0, "enabled": True, "tags": []},
    ],
    "failures": [],
}

JSON = """\
{
    "services": [
        {
            "serviceName": "web",
            "desiredCount": 2,
            "createdAt": "2026-01-05T10:00:00+00:00",
            "tags": [
                {
                    "key": "team",
                    "value": "sales"
                }
            ]
        },
        {
            "serviceName": "api",
            "desiredCount": 0,
            "enabled": true,
            "tags": []
        }
    ],
    "failures": []
}
"""
TEXT = """\
SERVICES\t2026-01-05T10:00:00+00:00\t2\t\tweb
TAGS\tteam\tsales
SERVICES\t\t0\tTrue\tapi
"""
TABLE = """\
---------------------------------------------------------------------------
|                            DescribeServices                             |
+-------------------------------------------------------------------------+
||                               services                                ||
|+----------------------------+---------------+----------+---------------+|
||          createdAt         | desiredCount  | enabled  |  serviceName  ||
|+----------------------------+---------------+----------+---------------+|
||  2026-01-05T10:00:00+00:00 |  2            |          |  web          ||
|+----------------------------+---------------+----------+---------------+|
|||                                tags                                 |||
||+-------------------------------+-------------------------------------+||
|||              key              |                value                |||
||+-------------------------------+-------------------------------------+||
|||  team                         |  sales                              |||
||+-------------------------------+-------------------------------------+||
||                               services                                ||
|+---------------+--------------------+--------------+-------------------+|
||   createdAt   |   desiredCount     |   enabled    |    serviceName    ||
|+---------------+--------------------+--------------+-------------------+|
||               |  0                 |  True        |  api              ||
|+---------------+--------------------+--------------+-------------------+|
"""
YAML = """\
services:
- serviceName: web
  desiredCount: 2
  createdAt: '2026-01-05T10:00:00+00:00'
  tags:
  - key: team
    value: sales
- serviceName: api
  desiredCount: 0
  enabled: true
  tags: []
failures: []
"""


@pytest.mark.parametrize(
    ("output", "text"), [("json", JSON), ("text", TEXT), ("table", TABLE), ("yaml", YAML), ("off", "")]
)
def test_a_reply_in_each_form(output: str, text: str) -> None:
    assert render("DescribeServices", REPLY, output) == text


@pytest.mark.parametrize(
    ("query", "output", "text"),
    [
        ("services[].serviceName", "json", '[\n    "web",\n    "api"\n]\n'),
        ("services[].serviceName", "text", "web\tapi\n"),
        ("services[0].desiredCount", "text", "2\n"),
        ("services[].[serviceName, desiredCount]", "text", "web\t2\napi\t0\n"),
        ("services[?desiredCount > `0`].{Name: serviceName, N: desiredCount}", "text", "2\tweb\n"),
        ("services[5]", "json", "null\n"),
        ("services[5]", "text", "None\n"),
        (
            "length(services)",
            "table",
            dedent("""\
            ------------------
            |DescribeServices|
            +----------------+
            |  2             |
            +----------------+
            """),
        ),
        ("failures", "text", ""),
        ("failures", "table", ""),
        ("services[0].tags", "yaml", "- key: team\n  value: sales\n"),
    ],
)
def test_a_query_narrows_the_reply(query: str, output: str, text: str) -> None:
    assert render("DescribeServices", REPLY, output, query) == text


def test_a_query_that_does_not_fit_is_told() -> None:
    with pytest.raises(ValueError, match="Bad value for --query"):
        render("DescribeServices", REPLY, "json", "length(services[0].desiredCount)")


def test_blobs_are_base64_and_empty_replies_print_nothing() -> None:
    assert render("X", {"blob": b"\x00\xff"}, "text") == "AP8=\n"
    assert [render("X", {}, output) for output in ("json", "text", "table", "yaml")] == [""] * 4


def test_a_wide_row_is_turned() -> None:
    text = render("DescribeTasks", {"tasks": [{"a": "x" * 50, "b": "y" * 40}]}, "table")
    assert f"||  a|  {'x' * 50} " in text.replace(" |", "|")
    assert max(map(len, text.splitlines())) <= 80
