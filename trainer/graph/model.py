"""What one may conclude from facts, as values."""

from enum import StrEnum
from typing import TypeAlias

from trainer.content.model import ConceptId, FactId
from trainer.value import dataclass

When: TypeAlias = tuple[tuple[str, ConceptId], ...]
"""Circumstances as (qualifier id, concept), sorted by qualifier."""


class Ground(StrEnum):
    """What a conclusion rests on."""

    STATED = "stated"
    """A fact says so, or a chain of facts of an order relation."""
    DENIED = "denied"
    """A fact denies it, or an order relation runs the other way."""
    COMPLETE = "complete"
    """A functional or closed relation lists what is true here, and this is not among it."""


@dataclass(frozen=True, slots=True)
class Known:
    """It is true or false, and these facts show it."""

    holds: bool
    ground: Ground
    cites: tuple[FactId, ...]


@dataclass(frozen=True, slots=True)
class Unknown:
    """The facts do not settle it; absence of a fact proves nothing."""

    why: str


Conclusion: TypeAlias = Known | Unknown
