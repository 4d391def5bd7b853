"""The last seven days in a line or two: pairs broken, hours that core still takes, one suggestion."""

from datetime import timedelta

from trainer.activities.desk import Desk
from trainer.activities.insights import Rhythm, rhythm
from trainer.activities.progress import Standing
from trainer.memory.misconceptions import broken, still_open
from trainer.value import dataclass

FEW_DAYS = 3
"""Days with answers in a week below which coming more often helps most."""


@dataclass(frozen=True, slots=True)
class Recap:
    """What the week brought and what would help most now."""

    rhythm: Rhythm
    pairs_broken: int
    """Misconceptions broken in the last seven days."""
    hours_left: float | None
    """Hours that core still takes until the exam; None without a date ahead."""
    suggestion: str


def recap(desk: Desk, standing: Standing, hours_left: float | None) -> Recap:
    """The recap as of now; `hours_left` as the day's plan says."""
    pairs = desk.store.pairs.all()
    week_ago = desk.now() - timedelta(days=7)
    days = rhythm(desk)
    return Recap(
        rhythm=days,
        pairs_broken=sum(at > week_ago for at in broken(pairs)),
        hours_left=hours_left,
        suggestion=_suggestion(standing, days, len(still_open(pairs))),
    )


def weakest(standing: Standing) -> str:
    """The title of the topic recalled worst, of those asked before; empty without any."""
    asked = [(topic.recall, topic.title) for topic in standing.topics if topic.recall is not None]
    return min(asked)[1] if asked else ""


def _suggestion(standing: Standing, days: Rhythm, confused: int) -> str:
    """The first that applies; empty for somebody who has only begun."""
    if not standing.counts.answers:
        return ""
    if confused:
        pairs = "1 pair waits" if confused == 1 else f"{confused} pairs wait"
        return f"{pairs} to be told apart: they come first in the review"
    if standing.evidence.core_met < standing.evidence.core_wanted:
        return "read on: what was not read cannot be asked"
    if 0 < days.days_of_week < FEW_DAYS:
        return "ten minutes on two more days would do more than one long evening"
    if not standing.labs_passed and standing.labs:
        return "do a lab: what was seen stays"
    topic = weakest(standing)
    return f"a look at {topic}, the topic that slips most" if topic else ""
