"""Commands over several lines, and what may come next at the prompt."""

import pytest

from tests.labs.samples import CLUSTER, PLAN, SERVICE, begun
from trainer.labs.completion import complete
from trainer.labs.lines import commands, joined, unfinished
from trainer.labs.substitution import substituted


@pytest.mark.parametrize(
    ("text", "goes_on"),
    [
        ("aws ecs list-clusters", False),
        ("aws ecs list-clusters \\", True),
        ("aws ecs list-clusters \\\\", False),
        ("aws ecs create-cluster --tags '[{", True),
        ("why it's", False),
    ],
)
def test_a_backslash_or_an_open_quotation_goes_on(text: str, goes_on: bool) -> None:
    assert unfinished(text) is goes_on


def test_what_is_pasted_becomes_commands() -> None:
    text = "# as in the guide\n$ aws ecs create-cluster \\\n   --cluster-name shop\n"
    text += "\naws ecs list-clusters\r\nwait 5m"
    assert commands(text) == [
        "aws ecs create-cluster --cluster-name shop",
        "aws ecs list-clusters",
        "wait 5m",
    ]
    assert commands("aws ecs x --y '{\n  1}'") == ["aws ecs x --y '{\n  1}'"]
    assert commands("aws ecs x --y 'open") == ["aws ecs x --y 'open"]
    assert commands("\n \n") == []
    assert joined("a \\", "  b") == "a b"


def test_words_and_what_they_take_are_completed() -> None:
    work = begun(CLUSTER, PLAN, SERVICE, "wait 5m")
    assert complete(work, "wa") == ["wait"]
    assert "web" in complete(work, "why w")
    assert complete(work, "kill w") == ["web"]
    assert complete(work, "why la") == ["last"]
    assert complete(work, "solution ") == ["yes"]
    assert complete(work, "hint ") == []
    inner = "aws ecs stop-task --task $(aws ecs list-"
    assert "list-tasks" in complete(work, inner)


def test_an_inner_answer_is_put_as_it_is_whatever_quotes_it_holds() -> None:
    answers = {"aws a": 'arn:1 {"b": 2}\n'}
    assert substituted("x $(aws a)", answers.__getitem__) == "x arn:1 '{\"b\":' '2}'"
    assert substituted('x "$(aws a)" y', answers.__getitem__) == 'x "arn:1 {\\"b\\": 2}" y'
    assert substituted('--p \'{"A":"$(aws a)"}\'', answers.__getitem__) == '--p \'{"A":"arn:1 {"b": 2}"}\''
    assert substituted('"it\'s" $(aws a)', answers.__getitem__).startswith('"it\'s" arn:1')
