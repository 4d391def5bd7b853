"""Commands beside study: reports on items."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from trainer.cli.at_desk import at_desk

if TYPE_CHECKING:
    import argparse

    from trainer.activities.desk import Desk


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
