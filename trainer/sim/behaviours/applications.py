"""What is told from outside of an application's answers to its checks, kept for those who check.

Stands for what HC-2 and TH-1 see; applications are our own.
"""

from trainer.sim.events import HealthTold
from trainer.sim.kernel import Reaction, Why
from trainer.sim.model import Health
from trainer.sim.world import World


def react(world: World, event: HealthTold) -> Reaction:
    """Keep what was told; the newest counts."""
    told = Health(event.subject, event.path, event.healthy, event.hangs, world.now_ms, world.handling)
    word = "answers its checks" if event.healthy else "hangs" if event.hangs else "answers with errors"
    at = f" at {event.path}" if event.path else ""
    name = event.subject.rpartition("/")[2]
    return Reaction((told,), (), (Why((event.subject,), f"the application of {name} {word}{at}", ("TH-1",)),))
