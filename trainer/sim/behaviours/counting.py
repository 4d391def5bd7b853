"""Counts that a service of AWS publishes as metrics when something happens, not once a minute."""

from trainer.sim.behaviours.metering import MINUTE_MS, appended
from trainer.sim.model import Datapoint, Metric, Series
from trainer.sim.world import World


def counted(
    world: World, namespace: str, name: str, *dimensions: tuple[str, str], count: float = 1
) -> Series:
    """The metric's series with so many more in the minute that runs."""
    end_ms = (world.now_ms // MINUTE_MS + 1) * MINUTE_MS
    return appended(world, Metric(namespace, name, dimensions), Datapoint(end_ms, count, 1, count, count))
