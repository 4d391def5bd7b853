"""A task definition with the overrides of a run: sizes replaced, containers named that it has.

Stands for RO-4 (overrides replace what the definition says). AWS: "TaskOverride" in the ECS API reference.
"""

from collections.abc import Mapping
from typing import Any

from trainer.sim.model import TaskDefinition
from trainer.value import replace


class BadOverride(ValueError):  # noqa: N818 - what was given, not what failed
    """An override that fits no container of the definition."""


def overridden(
    definition: TaskDefinition, overrides: Mapping[str, Any], cpu: int | None, memory: int | None
) -> TaskDefinition:
    """The definition with the sizes of the overrides; raises BadOverride for a container it does not have."""
    given = {item.get("name"): item for item in overrides.get("containerOverrides") or ()}
    for name in given:
        if name not in [spec.name for spec in definition.containers]:
            raise BadOverride(
                f"Override for container named {name} is not a container in the TaskDefinition."
            )
    specs = tuple(
        replace(
            spec,
            cpu=given.get(spec.name, {}).get("cpu", spec.cpu),
            memory=given.get(spec.name, {}).get("memory", spec.memory),
            memory_reservation=given.get(spec.name, {}).get("memoryReservation", spec.memory_reservation),
        )
        for spec in definition.containers
    )
    return replace(
        definition, containers=specs, cpu=cpu or definition.cpu, memory=memory or definition.memory
    )
