"""See it happen: the world that a question describes, run on the simulator."""

from trainer.labs.timeline import Happening, Kind, timeline
from trainer.questions.model import Item

__all__ = ["Happening", "Kind", "watch"]


def watch(item: Item) -> tuple[Happening, ...]:
    """The timeline of the item's scene; empty when the simulator cannot play it."""
    return timeline(item.scene.steps, item.scene.run_s) if item.scene is not None else ()
