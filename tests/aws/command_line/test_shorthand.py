"""The shorthand's grammar, case by case."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trainer.aws.command_line.model import BadArgument
from trainer.aws.command_line.shorthand import parse_shorthand


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a=b", {"a": "b"}),
        ("a=b,c=d", {"a": "b", "c": "d"}),
        ("a=b , c=d", {"a": "b", "c": "d"}),
        ("a = b", {"a": "b"}),
        ("a=", {"a": ""}),
        ("a=,b=c", {"a": "", "b": "c"}),
        ("a=b,c", {"a": ["b", "c"]}),
        ("a=b,c,d=e", {"a": ["b", "c"], "d": "e"}),
        ("a=b,c,d=e,f", {"a": ["b", "c"], "d": ["e", "f"]}),
        ("a=[b]", {"a": ["b"]}),
        ("a=[b, c ,d]", {"a": ["b", "c", "d"]}),
        ("a=[]", {"a": []}),
        ("a={b=c,d=[e,f]}", {"a": {"b": "c", "d": ["e", "f"]}}),
        ("a=[{b=c},{b=d}]", {"a": [{"b": "c"}, {"b": "d"}]}),
        ("a=[[b],[c,d]]", {"a": [["b"], ["c", "d"]]}),
        ("a='b,c'", {"a": "b,c"}),
        ('a="b=c"', {"a": "b=c"}),
        ("a='it\\'s'", {"a": "it's"}),
        ('a="say \\"x\\""', {"a": 'say "x"'}),
        ("a='b','c d'", {"a": ["b", "c d"]}),
        ("a=b\\,c", {"a": "b,c"}),
        ("a=b c", {"a": "b c"}),
        ("a=b=c", {"a": "b=c"}),
        ("a=b=c,d", {"a": ["b=c", "d"]}),
        ("a.b/c#d:e-f_g=1", {"a.b/c#d:e-f_g": "1"}),
        ("a=arn:aws:ecs:us-east-1:1:x/y", {"a": "arn:aws:ecs:us-east-1:1:x/y"}),
        ("a=ü", {"a": "ü"}),
        ("a@=file://f", {"a": "<file://f>"}),
        ("a@=[file://f,file://g],b=file://h", {"a": ["<file://f>", "<file://g>"], "b": "file://h"}),
    ],
)
def test_what_a_text_means(text: str, value: dict[str, Any]) -> None:
    assert parse_shorthand(text, lambda path: f"<{path}>") == value


@pytest.mark.parametrize("text", ["", "a", "a=b,", "a=[b", "a={b", "a={b=c", "a='b", "a=b,a=c", "a=[b]c"])
def test_what_means_nothing(text: str) -> None:
    with pytest.raises(BadArgument):
        parse_shorthand(text, str)


KEYS = st.text("abcXYZ-_.0", min_size=1, max_size=5)
TEXTS = st.text(st.characters(exclude_characters="\\", exclude_categories=["Cs"]), max_size=12)
"""Without backslashes: the shorthand undoes escapes one after the other, as AWS's does."""
VALUES = st.recursive(
    TEXTS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3), max_leaves=6
)


def written(value: Any) -> str:
    """The value in brackets, braces and double quotes."""
    if isinstance(value, dict):
        return "{" + ",".join(f"{key}={written(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ",".join(written(item) for item in value) + "]"
    return "'" + str(value).replace("'", "\\'") + "'"


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(KEYS, VALUES, min_size=1, max_size=4))
def test_what_is_written_is_read(value: dict[str, Any]) -> None:
    text = ",".join(f"{key}={written(item)}" for key, item in value.items())
    assert parse_shorthand(text, str) == value


@settings(max_examples=150, deadline=None)
@given(st.text("ab=,[]{}'\"\\@ \n", max_size=14))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        assert isinstance(parse_shorthand(text, str), dict)
    except BadArgument as refused:
        assert str(refused)
