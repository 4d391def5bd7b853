"""When a schedule comes next: at(), rate() and cron() in a time zone [SC-1].

Stands for SC-1. Cron has AWS's six fields: minutes, hours, day of month, month, day of week, year.
"""

import re
from calendar import monthrange
from datetime import UTC, date, datetime, timedelta, tzinfo

_UNITS = {"minute": 60, "hour": 3600, "day": 86400}
_MONTHS = {
    name: place
    for place, name in enumerate(
        ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"), 1
    )
}
_DAYS = {"SUN": 1, "MON": 2, "TUE": 3, "WED": 4, "THU": 5, "FRI": 6, "SAT": 7}
_FORM = re.compile(r"(at|rate|cron)\((.*)\)")
YEARS_AHEAD = 6


class BadSchedule(ValueError):  # noqa: N818 - what was given, not what failed
    """The text is no schedule of AWS."""


def zone_of(name: str) -> tzinfo:
    """The time zone of that name, UTC when empty; raises BadSchedule."""
    if name in ("", "UTC", "Etc/UTC"):
        return UTC
    from zoneinfo import ZoneInfo

    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:
        raise BadSchedule(f"'{name}' is not a time zone") from error


def next_time(schedule: str, zone: tzinfo, after: datetime, start: datetime) -> datetime | None:
    """The first moment of the schedule later than `after`, aware; None when there is none any more.

    `start` is when a rate begins to count. Raises BadSchedule.
    """
    found = _FORM.fullmatch(schedule.strip())
    if found is None:
        raise BadSchedule(f"'{schedule}' is neither at(), rate() nor cron()")
    kind, inner = found.groups()
    if kind == "at":
        moment = _at(inner, zone)
        return moment if moment > after else None
    if kind == "rate":
        step = _rate(inner)
        passed = max(0, (after - start) // step + 1)
        return start + step * passed
    return _cron(inner, zone, after)


def _at(text: str, zone: tzinfo) -> datetime:
    try:
        return datetime.strptime(text.strip(), "%Y-%m-%dT%H:%M:%S").replace(tzinfo=zone)
    except ValueError as error:
        raise BadSchedule(f"at() wants yyyy-mm-ddThh:mm:ss, not '{text}'") from error


def _rate(text: str) -> timedelta:
    number, _, unit = text.strip().partition(" ")
    seconds = _UNITS.get(unit.removesuffix("s"))
    if not number.isdigit() or int(number) < 1 or seconds is None:
        raise BadSchedule(f"rate() wants a number and minutes, hours or days, not '{text}'")
    return timedelta(seconds=int(number) * seconds)


def _cron(text: str, zone: tzinfo, after: datetime) -> datetime | None:
    fields = text.split()
    if len(fields) != 6:
        raise BadSchedule(f"cron() wants six fields, not '{text}'")
    minutes = _values(fields[0], 0, 59, {})
    hours = _values(fields[1], 0, 23, {})
    months = _values(fields[3], 1, 12, _MONTHS)
    years = _values(fields[5], 1970, 2199, {})
    local = after.astimezone(zone)
    day = local.date()
    end = date(day.year + YEARS_AHEAD, 1, 1)
    while day < end:
        if day.year in years and day.month in months and _on_day(day, fields[2], fields[4]):
            for hour in sorted(hours):
                for minute in sorted(minutes):
                    moment = datetime(day.year, day.month, day.day, hour, minute, tzinfo=zone)
                    if moment > after:
                        return moment
        day += timedelta(days=1)
    return None


def _on_day(day: date, of_month: str, of_week: str) -> bool:
    """One of the two day fields is `?`, the other decides."""
    if (of_month == "?") == (of_week == "?"):
        if of_month == "?":
            raise BadSchedule("one of the two day fields must be given")
        if "*" not in (of_month, of_week):
            raise BadSchedule("one of the two day fields must be ?")
    in_month = of_month in ("*", "?") or _day_of_month(day, of_month)
    return in_month and (of_week in ("*", "?") or _day_of_week(day, of_week))


def _day_of_month(day: date, text: str) -> bool:
    last = monthrange(day.year, day.month)[1]
    if text == "L":
        return day.day == last
    if text.endswith("W") and text[:-1].isdigit():
        return day == _nearest_weekday(day, min(int(text[:-1]), last))
    return day.day in _values(text, 1, 31, {})


def _nearest_weekday(day: date, wanted: int) -> date:
    target = day.replace(day=wanted)
    last = monthrange(day.year, day.month)[1]
    if target.weekday() == 5:
        return target - timedelta(days=1) if wanted > 1 else target + timedelta(days=2)
    if target.weekday() == 6:
        return target + timedelta(days=1) if wanted < last else target - timedelta(days=2)
    return target


def _day_of_week(day: date, text: str) -> bool:
    number = day.isoweekday() % 7 + 1
    if "#" in text:
        name, _, nth = text.partition("#")
        return number in _values(name, 1, 7, _DAYS) and nth.isdigit() and (day.day - 1) // 7 + 1 == int(nth)
    if len(text) > 1 and text.endswith("L"):
        last = monthrange(day.year, day.month)[1]
        return number in _values(text[:-1], 1, 7, _DAYS) and day.day + 7 > last
    return number in _values("7" if text == "L" else text, 1, 7, _DAYS)


def _values(text: str, least: int, most: int, names: dict[str, int]) -> set[int]:
    """The numbers that a field allows: `*`, numbers, ranges, lists, steps."""
    found: set[int] = set()
    for part in text.split(","):
        span, _, step = part.partition("/")
        if step and (not step.isdigit() or int(step) < 1):
            raise BadSchedule(f"'{text}' has a step that is no number")
        first, dash, last = span.partition("-")
        if span in ("*", "?"):
            low, high = least, most
        else:
            low = _number(first, names)
            high = _number(last, names) if dash else (most if step else low)
        if not least <= low <= most or not least <= high <= most:
            raise BadSchedule(f"'{text}' lies outside of {least} to {most}")
        found.update(range(low, high + 1, int(step or 1)))
    return found


def _number(text: str, names: dict[str, int]) -> int:
    if text.upper() in names:
        return names[text.upper()]
    if not text.isdigit():
        raise BadSchedule(f"'{text}' is no number")
    return int(text)
