"""What a group is to launch: a launch template, a mixed instances policy or a launch configuration."""

from collections.abc import Mapping
from typing import Any

from trainer.aws.operations.autoscaling.find import wrong
from trainer.sim.blueprints import data_of
from trainer.sim.instance_types import TYPES
from trainer.sim.model import Blueprint, LaunchConfiguration, LaunchTemplate
from trainer.sim.world import World


def blueprint_of(world: World, params: Mapping[str, Any]) -> Blueprint:
    """Exactly one of the three forms, with an instance type that this simulator has."""
    given = [
        key
        for key in ("LaunchTemplate", "MixedInstancesPolicy", "LaunchConfigurationName")
        if params.get(key)
    ]
    if len(given) != 1:
        raise wrong(
            "Valid requests must contain either LaunchTemplate, LaunchConfigurationName, InstanceId or "
            "MixedInstancesPolicy parameter."
        )
    if given[0] == "LaunchConfigurationName":
        found = Blueprint(configuration=_configuration(world, params["LaunchConfigurationName"]))
    elif given[0] == "LaunchTemplate":
        found = _template(world, params["LaunchTemplate"])
    else:
        found = _mixed(world, params["MixedInstancesPolicy"])
    data = data_of(world, found) or {}
    types = found.types or ((data.get("InstanceType") or ""),)
    for name in types:
        if name not in TYPES:
            raise wrong(f"This simulator has no instance type '{name}'. It has: {', '.join(TYPES)}.")
    return found


def _configuration(world: World, name: str) -> str:
    if world.get(LaunchConfiguration, name) is None:
        raise wrong(f"Launch configuration name not found - Launch configuration {name} not found")
    return name


def _template(world: World, given: Mapping[str, Any]) -> Blueprint:
    template_id, name = given.get("LaunchTemplateId"), given.get("LaunchTemplateName")
    if bool(template_id) == bool(name):
        raise wrong("Valid requests must contain either launchTemplateId or LaunchTemplateName")
    found = next(
        (
            one
            for one in world.of(LaunchTemplate).values()
            if template_id == one.template_id or name == one.name
        ),
        None,
    )
    if found is None:
        raise wrong(
            "The specified launch template, with template "
            f"{'ID' if template_id else 'name'} {template_id or name}, does not exist."
        )
    version = str(given.get("Version") or "$Default")
    blueprint = Blueprint(template=found.template_id, version=version)
    numbers = [str(one.number) for one in found.versions]
    if version not in ("$Latest", "$Default", *numbers):
        raise wrong(f"Could not find launch template version {version} of {found.name}.")
    return blueprint


def _mixed(world: World, given: Mapping[str, Any]) -> Blueprint:
    template = given.get("LaunchTemplate") or {}
    if not template.get("LaunchTemplateSpecification"):
        raise wrong("A mixed instances policy wants a LaunchTemplateSpecification.")
    found = _template(world, template["LaunchTemplateSpecification"])
    spread = given.get("InstancesDistribution") or {}
    types = tuple(one["InstanceType"] for one in template.get("Overrides") or () if one.get("InstanceType"))
    return Blueprint(
        template=found.template,
        version=found.version,
        types=types,
        on_demand_base=spread.get("OnDemandBaseCapacity", 0),
        on_demand_percent=spread.get("OnDemandPercentageAboveBaseCapacity", 100),
    )
