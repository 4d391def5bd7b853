"""Commands around the exam: placement before, sheet and warm-up at the end, the outcome after."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trainer.cli.at_desk import at_desk
from trainer.errors import NotSo, UsageError

if TYPE_CHECKING:
    import argparse

    from trainer.activities.desk import Desk


@at_desk
def placement(place: Desk, options: argparse.Namespace) -> int:
    """`trainer placement`: at most 20 questions or 10 minutes; the end of input stops it."""
    from trainer.activities.placement import start_placement
    from trainer.plain.last_week import placement_lines
    from trainer.plain.study import sit
    from trainer.plain.talk import Talk

    talk, sitting = Talk(), start_placement(place, options.seed)
    talk.say(
        "At most 20 questions or 10 minutes; stop at any time. A topic counts as known",
        "once you were right and sure on two of its questions. Say how sure you are after",
        'the letter: "b sure", "b unsure", "b guess".',
        "",
    )
    sit(talk, sitting, place.clock.monotonic)
    talk.say("", *placement_lines(place, sitting))
    return 0


@at_desk
def warm_up(place: Desk, options: argparse.Namespace) -> int:  # noqa: ARG001 - the shape of a command
    """`trainer warm-up`."""
    from trainer.activities.last_week import start_warm_up
    from trainer.plain.study import sit
    from trainer.plain.talk import Talk

    sitting = start_warm_up(place)
    if not sitting.of:
        raise NotSo("there is nothing to warm up with: nothing was answered in a review or lesson yet")
    sit(Talk(), sitting, place.clock.monotonic)
    return 0


@at_desk
def sheet(place: Desk, options: argparse.Namespace) -> int:  # noqa: ARG001
    """`trainer sheet`."""
    from trainer.activities.last_week import sheet as made
    from trainer.plain.last_week import sheet_lines
    from trainer.plain.talk import Talk

    Talk().say(*sheet_lines(place, made(place)))
    return 0


@at_desk
def changes(place: Desk, options: argparse.Namespace) -> int:  # noqa: ARG001
    """`trainer changes`."""
    from trainer.activities.changes import changes as found
    from trainer.plain.last_week import change_lines
    from trainer.plain.talk import Talk

    Talk().say(*change_lines(found(place)))
    return 0


@at_desk
def outcome(place: Desk, options: argparse.Namespace) -> int:
    """`trainer outcome [passed|failed|moved]`."""
    from trainer.activities import last_week
    from trainer.activities.today import exam_date
    from trainer.plain.last_week import outcome_lines
    from trainer.plain.talk import Talk

    talk = Talk()
    if options.happened == "passed":
        last_week.passed(place, archive=options.archive)
        talk.say(
            "Well done. Nothing comes up any more."
            if options.archive
            else "Well done. What you know is kept alive with few reviews; --archive lets it rest."
        )
    elif options.happened == "failed":
        weak = tuple(word for word in (options.weak or "").split(",") if word)
        _, again = last_week.failed(place, weak)
        talk.say(f"The plan now aims at {again}, the earliest day for another try. See: trainer plan")
    elif options.happened == "moved":
        to = exam_date(options.to or "", place.now().date())
        if to is None:
            raise UsageError("say to which day: trainer outcome moved --to 2026-12-18")
        last_week.moved(place, to)
        talk.say(f"The plan now aims at {to}. See: trainer plan")
    else:
        talk.say(*outcome_lines(place.store.outcomes.all()))
    return 0
