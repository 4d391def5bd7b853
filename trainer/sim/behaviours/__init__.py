"""One file, one concern of ECS. Each event goes through all of them, in this order."""

from trainer.sim.behaviours import (
    agent,
    alarming,
    applications,
    autoscaling,
    container_health,
    containers,
    deployment_alarms,
    healthy,
    images,
    instances,
    metering,
    registering,
    scheduled_scaling,
    services,
    starting,
    stopping,
    target_health,
    waking,
)
from trainer.sim.kernel import Behaviour

BEHAVIOURS: tuple[Behaviour, ...] = (
    agent.react,
    instances.react,
    images.react,
    applications.react,
    starting.react,
    containers.react,
    stopping.react,
    registering.react,
    container_health.react,
    target_health.react,
    healthy.react,
    metering.react,
    alarming.react,
    deployment_alarms.react,
    autoscaling.react,
    scheduled_scaling.react,
    waking.react,
    services.react,
)
