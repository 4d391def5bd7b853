"""How the next exam is sat: how long it is, how much time it gets, what counts, whether it may be paused."""

from trainer.activities.desk import Desk
from trainer.activities.exam import Exam, half, of_topic, start
from trainer.content.model import Blueprint, TopicId
from trainer.value import dataclass

UNSCORED_OF_65 = 15
"""As many as AWS's own forms have; shorter forms have their share."""


@dataclass(frozen=True, slots=True)
class Manner:
    """What the learner chose before the start."""

    time_factor: float | None = 1.0
    """Stretches the time; None is untimed."""
    extra_minutes: int = 0
    half: bool = False
    topic: TopicId | None = None
    """Only this one, in a short form."""
    unscored: bool = False
    """Some items do not count; which they were is told afterwards."""
    practice: bool = False
    """May be paused."""


USUAL = Manner()


def shaped(desk: Desk, blueprint: Blueprint, manner: Manner) -> Blueprint:
    """The form as it will be; NotSo if the exam does not ask about the topic."""
    found = half(blueprint) if manner.half else blueprint
    return found if manner.topic is None else of_topic(desk, found, manner.topic)


def minutes(blueprint: Blueprint, manner: Manner) -> int | None:
    """Of a form as it will be; None without a limit."""
    if manner.time_factor is None:
        return None
    return round(blueprint.minutes * manner.time_factor) + manner.extra_minutes


def begin(desk: Desk, blueprint: Blueprint, seed: int | None, manner: Manner = USUAL) -> Exam:
    """Assemble the form and begin. NotSo as in `shaped`; UsageError if another attempt is open."""
    form = shaped(desk, blueprint, manner)
    return start(
        desk,
        form,
        seed,
        time_factor=manner.time_factor,
        extra_minutes=manner.extra_minutes,
        practice=manner.practice,
        unscored=round(form.items * UNSCORED_OF_65 / 65) if manner.unscored else 0,
        topic=manner.topic,
    )
