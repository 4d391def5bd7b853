"""One file, one concern of ECS. Each event goes through all of them, in this order."""

from trainer.sim.behaviours import instances, services, tasks
from trainer.sim.kernel import Behaviour

BEHAVIOURS: tuple[Behaviour, ...] = (
    instances.react,
    tasks.react,
    services.react,
)
