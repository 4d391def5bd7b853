"""The append-only log of answers, and the reviews they count as."""

from collections.abc import Mapping, Sequence

from trainer.content.model import FactId
from trainer.memory.model import Rating
from trainer.store.model import Answer, AnswerId, Brief, KeptAnswer


class Answers:
    """Answers ever given."""

    def add(self, answer: Answer, ratings: Mapping[FactId, Rating] | None = None) -> AnswerId:
        """Keep one answer; when this returns it is on the disk.

        With `ratings` it counts for the schedule: each rated fact gets a review at `answered_at` and its new
        memory state, in the same transaction.
        """
        raise NotImplementedError

    def rate(self, answer_id: AnswerId, ratings: Mapping[FactId, Rating]) -> None:
        """Let an answer kept before count for the schedule (a mock exam's, after its review). Once only."""
        raise NotImplementedError

    def last(self, count: int, sitting_id: str | None = None) -> Sequence[KeptAnswer]:
        """The last answers, newest first."""
        raise NotImplementedError

    def briefs(self, after: AnswerId | None = None) -> Sequence[Brief]:
        """All answers (after that one) in the order of the log, without their items."""
        raise NotImplementedError

    def items_since(self, answered_at: str) -> frozenset[str]:
        """Ids of items answered since."""
        raise NotImplementedError
