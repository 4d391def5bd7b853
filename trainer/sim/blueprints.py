"""What an Auto Scaling group launches: instance type, market, user data and what the agent reads there.

Stands for CI-1 (ECS_CLUSTER), CI-5 (ECS_RESERVED_MEMORY), CI-9 (ECS_INSTANCE_ATTRIBUTES), SP-1
(ECS_ENABLE_SPOT_INSTANCE_DRAINING). AWS: "Amazon ECS container agent configuration".
"""

import base64
import json
import re
from collections.abc import Mapping
from typing import Any

from trainer.sim.instance_types import TYPES, InstanceType
from trainer.sim.model import (
    AutoScalingGroup,
    Blueprint,
    LaunchConfiguration,
    LaunchTemplate,
    TemplateVersion,
)
from trainer.sim.world import World

AGENT_FILE = "/etc/ecs/ecs.config"
_SETTING = re.compile(r"""\b(ECS_[A-Z_]+)=('[^']*'|"[^"]*"|\{[^}]*\}|[^\s"'>;&]*)""")


def version_of(world: World, blueprint: Blueprint) -> TemplateVersion | None:
    """The version of the launch template that is meant now; None when there is none."""
    template = world.get(LaunchTemplate, blueprint.template)
    if template is None:
        return None
    wanted = {"$Latest": template.latest, "$Default": template.default}.get(blueprint.version)
    number = wanted or (int(blueprint.version) if blueprint.version.isdigit() else template.default)
    return next((one for one in template.versions if one.number == number), None)


def data_of(world: World, blueprint: Blueprint) -> Mapping[str, Any] | None:
    """What is launched, as AWS's launch template data; None when it is gone."""
    if blueprint.configuration:
        found = world.get(LaunchConfiguration, blueprint.configuration)
        return found.data if found else None
    version = version_of(world, blueprint)
    return version.data if version else None


def type_of(world: World, blueprint: Blueprint) -> InstanceType | None:
    """The instance type that is launched; None when this simulator does not know it."""
    data = data_of(world, blueprint)
    if data is None:
        return None
    return TYPES.get(blueprint.types[0] if blueprint.types else data.get("InstanceType") or "")


def is_spot(data: Mapping[str, Any]) -> bool:
    """Whether a template or configuration asks for Spot capacity."""
    market = data.get("InstanceMarketOptions") or {}
    return market.get("MarketType") == "spot" or bool(data.get("SpotPrice"))


def wants_spot(group: AutoScalingGroup, data: Mapping[str, Any], there: int, on_demand: int) -> bool:
    """Whether the next instance of a group is to be a Spot Instance, with so many there already."""
    base, percent = group.blueprint.on_demand_base, group.blueprint.on_demand_percent
    if base is None:
        return is_spot(data)
    above = max(0, there + 1 - base)
    return on_demand >= min(there + 1, base) + -(-above * percent // 100)


def agent_of(data: Mapping[str, Any]) -> dict[str, str]:
    """The agent's settings: what user data writes into the agent's file, the last word for each name."""
    try:
        text = base64.b64decode(data.get("UserData") or "", validate=False).decode()
    except ValueError:
        return {}
    if AGENT_FILE not in text:
        return {}
    return {name: value.strip("'\"") for name, value in _SETTING.findall(text)}


def attributes_of(agent: Mapping[str, str]) -> dict[str, str]:
    """The custom attributes that the agent registers, at most 10 [CI-9]."""
    try:
        read = json.loads(agent.get("ECS_INSTANCE_ATTRIBUTES") or "{}")
    except ValueError:
        return {}
    if not isinstance(read, dict):
        return {}
    return {str(name): str(value) for name, value in list(read.items())[:10]}
