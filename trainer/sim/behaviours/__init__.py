"""One file, one concern of ECS. Each event goes through all of them, in this order."""

from trainer.sim.behaviours import agent, images, instances, services, starting, stopping, waking
from trainer.sim.kernel import Behaviour

BEHAVIOURS: tuple[Behaviour, ...] = (
    agent.react,
    instances.react,
    images.react,
    starting.react,
    stopping.react,
    waking.react,
    services.react,
)
