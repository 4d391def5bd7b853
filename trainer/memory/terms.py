"""What a plan for an exam starts from: the facts with what is known of each, and the learner's terms."""

from datetime import datetime

from trainer.content.model import FactId
from trainer.memory.calibration import UNCALIBRATED, Calibration
from trainer.memory.fsrs import DAY, retrievability
from trainer.memory.model import MemoryState, Reviewed
from trainer.value import dataclass


@dataclass(frozen=True, slots=True)
class Candidate:
    """A fact that the exam may ask about."""

    fact_id: FactId
    weight: float
    """Its share of the exam against other facts; 1 on average, 0 for what is not core."""
    state: MemoryState
    met: bool
    """Whether it was read or asked, so that it may be asked now."""
    ask_s: float
    """Seconds that an answer takes."""
    read_s: float = 0.0
    """Seconds that reading about it takes, where it was not met."""
    partner: FactId | None = None
    """A fact it is confused with: the two are asked together."""


@dataclass(frozen=True, slots=True)
class Terms:
    """The learner's terms."""

    now: datetime
    exam_at: datetime
    minutes_a_day: float
    spent_s: float = 0.0
    """Of today's minutes."""
    retention: float = 0.9
    aim: float | None = None
    """The recall of core facts (0-1) to reach with few questions; None: the minutes are used in full."""
    belief: Calibration = UNCALIBRATED
    """How this learner's memory differs from what FSRS says of it."""

    @property
    def left_days(self) -> float:
        """Days until the exam; 0 when it has begun."""
        return max(0.0, (self.exam_at - self.now) / DAY)

    @property
    def days(self) -> int:
        """Days that can be used, today among them: at least one."""
        return max(1, (self.exam_at.date() - self.now.date()).days)

    @property
    def today_s(self) -> float:
        """Seconds left of today's minutes."""
        return max(0.0, self.minutes_a_day * 60 - self.spent_s)

    def at_exam(self, one: Candidate) -> float:
        """The chance (0-1) that the fact is recalled at the exam if it is left alone until then."""
        if not isinstance(one.state, Reviewed):
            return 0.0
        gone_days = (self.exam_at - one.state.reviewed_at) / DAY
        return self.belief.chance(retrievability(one.state, self.exam_at), gone_days, one.state.reps)
