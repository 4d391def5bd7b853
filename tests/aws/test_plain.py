"""The quick check says yes only where the long way finds nothing, and says it to what is usual."""

from typing import Any

import pytest

from tests.aws.shapes import some
from trainer.aws.answer import enum_faults, has_kind
from trainer.aws.plain import plain
from trainer.aws.service_model import operation_model, service_model, validator
from trainer.seed import stream

SERVICES = ("ecs", "elbv2", "application-autoscaling", "cloudwatch", "dynamodb")


def spoiled(value: Any, chance: Any) -> Any:
    """The value with something in it of another type, unknown, gone or outside of an enum."""
    if isinstance(value, dict) and value:
        name = chance.choice(sorted(value))
        match chance.below(4):
            case 0:
                return {**value, "noSuchMember": 1}
            case 1:
                return {key: item for key, item in value.items() if key != name}
            case _:
                return {**value, name: spoiled(value[name], chance)}
    if isinstance(value, list) and value:
        return [spoiled(value[0], chance), *value[1:]]
    return chance.choice((object(), "NO SUCH VALUE", -7, 1.5, None, True, [], {}))


@pytest.mark.parametrize("service", SERVICES)
def test_a_yes_is_never_wrong(service: str) -> None:
    yes = 0
    for name in service_model(service).operation_names:
        shape = operation_model(service, name).input_shape
        if shape is None:
            continue
        for number in range(6):
            chance = stream("plain", service, name, number)
            value = some(shape, chance)
            if number % 2:
                value = spoiled(value, chance)
            long = not validator().validate(value, shape).has_errors() and not list(enum_faults(value, shape))
            quick = plain(value, shape)
            assert long or not quick, (name, value)
            yes += quick
    assert yes > 20


def test_what_is_usual_passes() -> None:
    for name in service_model("ecs").operation_names:
        shape = operation_model("ecs", name).input_shape
        if has_kind(shape, "timestamp", "blob") or "Gateway" in name or "Daemon" in name:
            continue
        value = some(shape, stream("usual", name))
        value.get("deploymentConfiguration", {}).pop("lifecycleHooks", None)  # holds a document: the long way
        assert plain(value, shape) == (not validator().validate(value, shape).has_errors()), name
