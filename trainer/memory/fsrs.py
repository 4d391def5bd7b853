"""FSRS-6 through the `fsrs` package: the memory after a review, and the chance of recall at a moment."""

from datetime import datetime

from trainer.memory.model import MemoryState, Review, Reviewed

DESIRED_RETENTION = 0.9
ALGORITHM = "FSRS-6 default 0.90"


def review(state: MemoryState, event: Review) -> Reviewed:
    """The memory after this review."""
    raise NotImplementedError


def retrievability(state: MemoryState, now: datetime) -> float:
    """The chance (0-1) that the fact is recalled at that moment; 0 for a new one."""
    raise NotImplementedError


def due(state: MemoryState, now: datetime) -> bool:
    """Whether its next review has come."""
    raise NotImplementedError
