"""The plan for an exam date in words, as JSON and as a calendar (RFC 5545)."""

from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Any

from trainer.activities.plan import Day, Plan
from trainer.content.clean import clean_line
from trainer.memory.agenda import Phase
from trainer.plain.talk import wrapped

LINE_OCTETS = 75
"""A line of a calendar holds no more bytes; longer ones are folded."""


def plan_lines(plan: Plan) -> list[str]:
    """What the days are for, and whether core fits."""
    days = {0: "today", 1: "tomorrow"}.get(plan.days_left, f"in {plan.days_left} days")
    today = plan.agenda
    lines = [f"Exam {days} ({plan.exam_on}), {plan.minutes_a_day} minutes a day.", *wrapped(plan.words), ""]
    asks = "1 question" if len(today.asks) == 1 else f"{len(today.asks)} questions"
    minutes = -(-int(today.seconds) // 60)
    new = f", {today.pace} core facts to meet for the first time" if today.pace else ""
    lines += wrapped(f"Today ({today.phase.value}): {asks}, about {minutes} minutes{new}.")
    if today.waiting:
        lines += wrapped(f"{today.waiting} more wait and are spread over the days that follow.")
    if today.phase is Phase.CRASH:
        lines += wrapped(
            "Too little time for all of it: the heaviest and weakest facts, twice each; the rest is given up."
        )
    lines.append("")
    for summary, group in groupby(plan.days, key=_summary):
        span = list(group)
        until = f" to {span[-1].on}" if len(span) > 1 else ""
        lines += wrapped(f"{span[0].on}{until}: {summary}", hang="  ")
    return lines


def as_json(plan: Plan) -> dict[str, Any]:
    """The plan as JSON."""
    return {
        "exam_on": plan.exam_on.isoformat(),
        "days_left": plan.days_left,
        "minutes_a_day": plan.minutes_a_day,
        "core_hours": round(plan.cost.hours, 2),
        "budget_hours": round(plan.cost.budget_hours, 2),
        "fits": plan.cost.fits,
        "left_out": list(plan.cost.left_out),
        "today": {
            "phase": plan.agenda.phase.value,
            "asks": [{"fact": ask.fact_id, "why": ask.why.value} for ask in plan.agenda.asks],
            "waiting": plan.agenda.waiting,
            "new": plan.agenda.pace,
        },
        "days": [
            {
                "on": day.on.isoformat(),
                "phase": day.phase.value,
                "minutes": day.minutes,
                "new": day.new,
                "mock": day.mock,
            }
            for day in plan.days
        ],
    }


def as_ics(plan: Plan, title: str, now: datetime) -> str:
    """A calendar with an all-day entry for each day to come and for the exam."""
    name = clean_line(title)
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//ecs-trainer//plan//EN"]
    for day in plan.days:
        if day.on != plan.exam_on:
            lines += _event(day.on, f"{name}: {_summary(day)}", now)
    lines += [*_event(plan.exam_on, f"Exam: {name}", now), "END:VCALENDAR"]
    return "".join(f"{folded}\r\n" for line in lines for folded in _folded(line))


def _summary(day: Day) -> str:
    if day.warm_up:
        return "the exam; 5 min warm-up before it"
    if day.mock:
        return "a mock exam, then what its review shows"
    if day.phase is Phase.LEARN:
        what = f"learn {day.new} and review" if day.new else "review"
    else:
        what = day.phase.value
    return f"{day.minutes} min, {what}"


def _event(on: date, summary: str, now: datetime) -> list[str]:
    escaped = summary.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return [
        "BEGIN:VEVENT",
        f"UID:{on:%Y%m%d}@plan.ecs-trainer",
        f"DTSTAMP:{now:%Y%m%dT%H%M%SZ}",
        f"DTSTART;VALUE=DATE:{on:%Y%m%d}",
        f"DTEND;VALUE=DATE:{on + timedelta(days=1):%Y%m%d}",
        f"SUMMARY:{escaped}",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    ]


def _folded(line: str) -> list[str]:
    """The line in pieces of at most 75 bytes, each but the first begun with a space."""
    pieces, piece = [], ""
    for sign in line:
        if len((piece + sign).encode()) > LINE_OCTETS:
            pieces.append(piece)
            piece = " "
        piece += sign
    return [*pieces, piece]
