"""Answers to the items of the small invented course."""

from datetime import datetime, timedelta

from tests.exam.samples import item
from tests.fakes.clock import START
from trainer.content.model import FactId
from trainer.memory.model import Confidence, Rating
from trainer.questions.model import Item, Mark, MarkKind, Response
from trainer.store.model import Answer, Mode

FACT = FactId("fact-1")


def answer(
    number: int = 1,
    *,
    of: Item | None = None,
    kind: MarkKind = MarkKind.RIGHT,
    at: datetime | None = None,
    mode: Mode = Mode.REVIEW,
    sitting: str = "sitting-1",
    confidence: Confidence | None = None,
) -> Answer:
    """The answer to an item of its own, `number` minutes after the start."""
    asked = of or item(f"item-{number}")
    chosen = {MarkKind.RIGHT: asked.key, MarkKind.WRONG: ("d",), MarkKind.NOT_KNOWN: ()}[kind]
    return Answer(
        item=asked,
        mark=Mark(kind, Response(chosen, known=kind is not MarkKind.NOT_KNOWN)),
        mode=mode,
        sitting_id=sitting,
        content_version="v1",
        answered_at=at or START + timedelta(minutes=number),
        taken_ms=4200,
        confidence=confidence,
    )


GOOD = {FACT: Rating.GOOD}
