"""Changed since you learned it: facts that read otherwise now, old against new, and reports on them."""

from trainer.activities.desk import Desk
from trainer.content.model import FactId
from trainer.store.model import Report
from trainer.value import dataclass


@dataclass(frozen=True, slots=True)
class Change:
    """A fact that changed since it was last answered."""

    fact_id: FactId
    old: str
    new: str
    reports: tuple[Report, ...]
    """What the learner reported on questions that rest on it: the change may be the answer."""


def changes(desk: Desk) -> tuple[Change, ...]:
    """What changed, in the order learned. Each comes up first in a review, and is settled by answering it."""
    facts = changed_facts(desk)
    if not facts:
        return ()
    learned, reports = desk.store.learned.all(), desk.store.reports.all()
    return tuple(
        Change(
            fact,
            learned[fact].says,
            desk.course.facts[fact].says,
            tuple(report for report in reports if fact in report.item.fact_ids),
        )
        for fact in facts
    )


def changed_facts(desk: Desk) -> tuple[FactId, ...]:
    """Facts that were learned in other words; those the course no longer has are left out."""
    facts = desk.course.facts
    return tuple(
        fact
        for fact, learned in desk.store.learned.all().items()
        if fact in facts and facts[fact].says != learned.says
    )
