"""Commands beside study: the plan, its line for a prompt, reports on items."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

from trainer.cli.at_desk import at_desk
from trainer.errors import NotSo, UsageError
from trainer.value import replace

if TYPE_CHECKING:
    import argparse

    from trainer.activities.desk import Desk


def status(options: argparse.Namespace) -> int:  # noqa: ARG001 - the shape of a command
    """`trainer status`."""
    from trainer.cli.status import line

    return line()


@at_desk
def plan(place: Desk, options: argparse.Namespace) -> int:
    """`trainer plan`: in words, as JSON or as a calendar; what is given of its terms is kept first."""
    from trainer.activities.plan import plan as planned
    from trainer.plain.plan import as_ics, as_json, plan_lines
    from trainer.plain.talk import Talk

    if options.exam is not None or options.on is not None or options.minutes is not None:
        _keep(place, options)
        if place.store.settings.load().exam_on is None:
            Talk().say("Kept. Without a date, facts come back when you are about to forget them.")
            return 0
    found = planned(place)
    if found is None:
        raise NotSo(
            "no exam date lies ahead; set one in the settings (s on the first screen of trainer), or with:"
            " trainer plan --on 2026-12-11 --minutes 25"
        )
    if options.ics:
        sys.stdout.write(as_ics(found, place.course.title, place.now()))
    elif options.json:
        print(json.dumps(as_json(found), ensure_ascii=False, indent=2))
    else:
        Talk().say(*plan_lines(found))
    return 0


def _keep(place: Desk, options: argparse.Namespace) -> None:
    from trainer.activities.today import exam_date, keep_settings, minutes_a_day

    settings = place.store.settings.load()
    if options.exam is not None:
        found = next((one for one in place.course.exams if one.casefold() == options.exam.casefold()), None)
        if found is None:
            raise UsageError(
                f'the course knows no exam "{options.exam}"; it knows {", ".join(place.course.exams)}'
            )
        settings = replace(settings, exam=found)
    if options.on is not None:
        wanted = "" if options.on == "none" else options.on
        settings = replace(settings, exam_on=exam_date(wanted, place.now().date()), archived=False)
    if options.minutes is not None:
        settings = replace(settings, minutes_a_day=minutes_a_day(str(options.minutes)))
    keep_settings(place, settings)


@at_desk
def reports(place: Desk, options: argparse.Namespace) -> int:
    """`trainer reports`: a line each; `export`: Markdown on stdout."""
    from trainer.plain.reports import as_markdown, report_lines
    from trainer.plain.talk import Talk

    kept = place.store.reports.all()
    if options.action == "export":
        text = as_markdown(kept)
        if text:
            Talk().say(text.rstrip("\n"))
    elif options.json:
        rows = [
            {
                "item": report.item.item_id,
                "pattern": report.item.pattern,
                "seed": report.item.seed,
                "content_version": report.content_version,
                "reported_at": report.reported_at.isoformat(),
                "chosen": list(report.chosen),
                "words": report.words,
            }
            for report in kept
        ]
        print(json.dumps(rows, ensure_ascii=False, indent=2))
    else:
        Talk().say(*report_lines(kept, place.course.version))
    return 0
