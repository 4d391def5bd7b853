"""Goals on what happened in the run since the stage began: what ran, what was never missed, what it took."""

from collections.abc import Mapping

from trainer.content.model import Plain
from trainer.labs.goals.seen import Seen, bounds_text, number, plain_number, within
from trainer.labs.model import Run
from trainer.sim.model import Series, Service
from trainer.sim.world import World


def kept(slots: Mapping[str, Plain], world: World, run: Run) -> Seen:
    """A service never had fewer tasks running."""
    name, wanted = str(slots["service"]), int(number(slots["running"]))
    points = list(run.trace.points(name, run.since_ms))
    want = f"{name} never below {wanted} running"
    if not points:
        return Seen(False, want, f"no service {name}")
    # what starts from nothing is measured from the moment at which it first had enough
    enough = next((place for place, one in enumerate(points) if one.running >= wanted), None)
    if enough is None:
        return Seen(False, want, f"at most {max(one.running for one in points)} running")
    if slots.get("from start"):
        enough = 0
    lowest = min(points[enough:], key=lambda one: one.running)
    return Seen(
        lowest.running >= wanted, want, f"{lowest.running} running at {world.wall(lowest.at_ms):%H:%M:%S}"
    )


def reached(slots: Mapping[str, Plain], world: World, run: Run) -> Seen:
    """A service had so many tasks running, or wanted so many, at some moment."""
    name = str(slots["service"])
    of = "desired" if "desired" in slots else "running"
    wanted = int(number(slots[of]))
    points = list(run.trace.points(name, run.since_ms))
    want = f"{name} with {wanted} {of} at some moment"
    if not points:
        return Seen(False, want, f"no service {name}")
    highest = max(points, key=lambda one: getattr(one, of))
    return Seen(
        getattr(highest, of) >= wanted,
        want,
        f"at most {getattr(highest, of)} {of}, at {world.wall(highest.at_ms):%H:%M:%S}",
    )


def happened(slots: Mapping[str, Plain], world: World, run: Run) -> Seen:
    """Something came about so often: told by the rule behind it, or by a part of what was said of it."""
    rule, text, about = slots.get("rule"), str(slots.get("text", "")), str(slots.get("about", ""))
    held = [
        reason
        for reason in world.reasons
        if reason.id >= run.since_reason
        and (rule is None or rule in reason.rules)
        and text in reason.text
        and (not about or any(about in one for one in reason.about))
    ]
    bounded = slots if {"at_least", "at_most", "is"} & set(slots) else {"at_least": 1}
    last = f', last at {world.wall(held[-1].at_ms):%H:%M:%S}: "{held[-1].text}"' if held else ""
    what = str(slots["what"])
    return Seen(within(len(held), bounded), f"{what}: {bounds_text(bounded)}", f"{what}: {len(held)}{last}")


def ended(slots: Mapping[str, Plain], world: World, run: Run) -> Seen:
    """So many tasks of a service or group ended with this stop code, in the whole run."""
    name, code = str(slots["group"]), str(slots["code"])
    count = run.trace.stops.get(f"{name} {code}", 0)
    what = f"tasks of {name} that ended with {code}"
    return Seen(within(count, slots), f"{what}: {bounds_text(slots)}", f"{what}: {count}")


def minutes(slots: Mapping[str, Plain], world: World, run: Run) -> Seen:
    """In so many minutes a metric of a service (its average) was above a line."""
    name, metric, above = str(slots["service"]), str(slots["metric"]), number(slots["above"])
    arns = [one.key for one in world.of(Service).values() if one.name == name]
    count = sum(
        point.total / point.samples > above
        for series in world.of(Series).values()
        if series.metric.name == metric and _of_service(series, name)
        for point in series.points
        if point.at_ms > run.since_ms and point.samples
    )
    what = f"minutes with {metric} of {name} above {plain_number(above)}"
    found = f"{what}: {count}" if arns else f"no service {name}"
    return Seen(bool(arns) and within(count, slots), f"{what}: {bounds_text(slots)}", found)


def _of_service(series: Series, name: str) -> bool:
    return dict(series.metric.dimensions).get("ServiceName") == name


def waited(slots: Mapping[str, Plain], world: World, run: Run) -> Seen:
    """So many minutes passed with a service short of tasks (running below desired, or unplaced)."""
    name = str(slots["service"])
    points = list(run.trace.points(name, run.since_ms))
    ends = [*(one.at_ms for one in points[1:]), world.now_ms]
    short_ms = sum(
        end - max(one.at_ms, run.since_ms)
        for one, end in zip(points, ends, strict=True)
        if one.running < one.desired
    )
    found = short_ms / 60_000
    what = f"minutes in which {name} was short of tasks"
    return Seen(
        bool(points) and within(found, slots),
        f"{what}: {bounds_text(slots)}",
        f"{what}: {plain_number(round(found, 1))}" if points else f"no service {name}",
    )


def used(slots: Mapping[str, Plain], world: World, run: Run) -> Seen:
    """So much of what is billed by the hour was used; `driver` is a name or the beginning of one."""
    driver = str(slots["driver"])
    amount = round(sum(value for name, value in run.trace.used.items() if name.startswith(driver)), 1)
    return Seen(
        within(amount, slots),
        f"{driver}: {bounds_text(slots)}",
        f"{driver}: {plain_number(amount)}",
    )


def meets(slots: Mapping[str, Plain], world: World, run: Run) -> Seen:
    """The design watched last meets these requirements."""
    wanted = slots["requirements"]
    names = [str(one) for one in wanted] if isinstance(wanted, list) else []
    if run.outcome is None:
        return Seen(False, "a design that meets all of them", "no day watched in this step yet; choose one")
    missed = [one for one in run.outcome.verdicts if one.goal.id in names and not one.met]
    letter = run.outcome.design.id.upper()
    found = f"{letter} misses: {'; '.join(one.goal.text for one in missed)}" if missed else f"{letter}"
    return Seen(not missed, "a design that meets all of them", found)


def watched(slots: Mapping[str, Plain], world: World, run: Run) -> Seen:
    """So many different designs were watched."""
    count, wanted = len(set(run.watched)), int(number(slots["count"]))
    return Seen(count >= wanted, f"{wanted} designs watched", f"{count} watched")
