"""Composing a command: what can be chosen, and that the line means what stands in the form."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.aws.worlds import shop
from trainer.aws.command_line.files import no_files
from trainer.aws.command_line.model import Invocation
from trainer.aws.command_line.parse import parse
from trainer.aws.composing.entries import list_of, with_another, without
from trainer.aws.composing.form import Field, Path, fields, values_of
from trainer.aws.composing.things import ACCOUNT, Deed, Thing, deeds, things
from trainer.aws.composing.writing import Unwritable, command, parameters

WORLD = shop()
WRITTEN = (
    "RegisterTaskDefinition",
    "CreateService",
    "UpdateService",
    "RunTask",
    "PutClusterCapacityProviders",
)


def thing(kind: str) -> Thing:
    return next(one for one in things(WORLD) if one.kind == kind)


def test_a_things_operations_come_with_what_names_it_filled_in() -> None:
    service = thing("service")
    words = [deed.words for deed in deeds(service)]
    assert words.index("ecs update-service") < words.index("ecs describe-services")
    assert "application-autoscaling register-scalable-target" in words
    assert "ecs create-service" not in words
    update = fields(WORLD, service, Deed("ecs", "UpdateService"))
    assert values_of(update) == {("cluster",): "shop", ("service",): service.name}
    assert [one.label for one in update[:2]] == ["cluster", "service"]


def test_required_fields_stand_first_and_choices_come_from_the_world() -> None:
    found = fields(WORLD, ACCOUNT, Deed("ecs", "CreateService"))
    by_label = {one.label: one for one in found}
    assert found[0].required
    assert (
        "subnet-0de0000000000001a"
        in by_label["network configuration › awsvpc configuration › subnets"].choices
    )
    assert by_label["launch type"].choices[:2] == ("EC2", "FARGATE")


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({}, "still needed: service name"),
        ({("serviceName",): "web", ("desiredCount",): "two"}, "desired count: two is no whole number"),
        ({("serviceName",): "web", ("enableExecuteCommand",): "yes"}, "true or false"),
    ],
)
def test_what_does_not_fit_is_said_in_a_sentence(values: dict[Path, str], said: str) -> None:
    with pytest.raises(Unwritable, match=said):
        command(Deed("ecs", "CreateService"), fields(WORLD, ACCOUNT, Deed("ecs", "CreateService")), values)


def test_a_list_takes_another_entry_and_loses_it_again() -> None:
    deed = Deed("ecs", "RegisterTaskDefinition")
    found = fields(WORLD, ACCOUNT, deed)
    name = ("containerDefinitions", 0, "name")
    at = next(place for place, one in enumerate(found) if one.path == name)
    more, first = with_another(found, at, {name: "web"})
    assert first == at + 1
    assert more[first].label == "container definitions 2 › name"
    secret = next(
        place for place, one in enumerate(more) if one.label == "container definitions 2 › secrets › name"
    )
    most, _ = with_another(more, secret, {})
    values = {
        ("family",): "shop",
        name: "web",
        ("containerDefinitions", 1, "name"): "proxy",
        ("containerDefinitions", 1, "secrets", 0, "name"): "KEY",
        ("containerDefinitions", 1, "secrets", 0, "valueFrom"): "key",
        ("containerDefinitions", 1, "secrets", 1, "name"): "CERT",
        ("containerDefinitions", 1, "secrets", 1, "valueFrom"): "cert",
    }
    secrets = [{"name": "KEY", "valueFrom": "key"}, {"name": "CERT", "valueFrom": "cert"}]
    assert parameters(most, values) == {
        "family": "shop",
        "containerDefinitions": [{"name": "web"}, {"name": "proxy", "secrets": secrets}],
    }
    less, gone, before = without(most, first)
    assert less[before].path == name
    assert less == found
    assert {path for path in values if path in gone} == {
        path for path in values if path[:2] == ("containerDefinitions", 1)
    }


def test_an_entry_in_which_nothing_stands_is_left_out() -> None:
    found = fields(WORLD, ACCOUNT, Deed("ecs", "CreateCluster"))
    at = next(place for place, one in enumerate(found) if one.path[0] == "tags")
    for _ in range(2):
        found, _first = with_another(found, at, {})
    values: dict[Path, str] = {("tags", 0, "key"): "a", ("tags", 2, "key"): "c"}
    assert parameters(found, values) == {"tags": [{"key": "a"}, {"key": "c"}]}


def one_word(text: str) -> bool:
    return not set(" ,='\"{}[]$") & set(text)


def test_a_list_of_numbers_takes_numbers_only() -> None:
    found = fields(WORLD, ACCOUNT, Deed("ecs", "RegisterTaskDefinition"))
    codes = next(one for one in found if one.path[-1] == "ignoredExitCodes")
    policy = {codes.path: "0 137", (*codes.path[:-1], "enabled"): "true"}
    needed = {one.path: "web" for one in found if one.required}
    (container,) = parameters(found, needed | policy)["containerDefinitions"]
    assert container["restartPolicy"] == {"ignoredExitCodes": [0, 137], "enabled": True}
    with pytest.raises(Unwritable, match="a0 is no whole number"):
        parameters(found, {codes.path: "a0"})


def value_of(field: Field) -> st.SearchStrategy[str]:
    if field.choices:
        return st.sampled_from(field.choices)
    if field.many:
        return st.lists(value_of(replace(field, many=False)).filter(one_word), min_size=1, max_size=2).map(
            " ".join
        )
    plain = st.text("abcXYZ019-_./:%+", min_size=1, max_size=12).map(lambda text: f"a{text}")
    odd = st.text("ab ,='\"{}[]$", min_size=1, max_size=8).map(lambda text: f"a{text}a")
    match field.kind:
        case "integer":
            return st.integers(0, 999).map(str)
        case "float":
            return st.integers(0, 99).map(str)
        case "map":
            return plain.map(lambda text: f"k={text.replace('=', '')}")
        case _:
            return plain | odd


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_the_line_means_what_stands_in_the_form(data: st.DataObject) -> None:
    deed = Deed("ecs", data.draw(st.sampled_from(WRITTEN)))
    found = fields(WORLD, ACCOUNT, deed)
    for place in data.draw(st.lists(st.integers(0, len(found) - 1), max_size=3)):
        if list_of(found[place].path) is not None:
            found, _ = with_another(found, place, {})
    chosen = data.draw(st.lists(st.sampled_from(found), max_size=6))
    wanted = [*chosen, *(one for one in found if one.required)]
    values = {one.path: data.draw(value_of(one)) for one in wanted}
    try:
        line = command(deed, found, values)
    except Unwritable as half:  # a member of something that wants another one too, or a number out of range
        assert any(told in str(half) for told in ("Missing required parameter", "valid min value")), values
        return
    parsed = parse(line.removeprefix("aws "), no_files)
    assert isinstance(parsed, Invocation)
    assert parsed.call.params == parameters(found, values), line
