"""What the simulator does not model and which timings are its own: `trainer ecs limits`."""

from collections.abc import Iterator
from importlib.resources import files

from trainer.aws.operations import OPERATIONS
from trainer.aws.service_model import service_model
from trainer.sim import latencies
from trainer.sim.latencies import SECOND_MS
from trainer.sim.rules import RULES
from trainer.sim.world import START

NOT_YET = "## Not yet"
AWS_OWN = ("SPOT_NOTICE_MS", "HEALTHY_AFTER_MS", "MESSAGE_REPEAT_MS", "SECOND_MS", "HOUR_MS")
"""Times of `latencies` that AWS states itself, and units."""


def limits() -> Iterator[str]:
    """Everything, line by line."""
    yield "Not modelled"
    for rules, why in not_modelled():
        yield f"  {rules}: {why}"
    yield ""
    yield "Operations of AWS's API (an operation that is missing says so by name)"
    for service, have, missing in coverage():
        told = f"; not: {', '.join(missing)}" if 0 < len(missing) <= 25 else ""
        yield f"  {service}: {have} of {have + len(missing)}{told}"
    yield ""
    yield "Timings that are our model, not AWS's"
    for name, seconds in timings():
        yield f"  {name}: {seconds}"
    yield f"  labs and items begin at {START:%Y-%m-%d %H:%M} UTC, `aws` and `ecs serve` at the present minute"
    yield ""
    yield "Rules that are our model: AWS does not publish them, or nobody has checked them (marked ≈)"
    for name, rule in RULES.items():
        if rule.ours:
            yield f"  {name}: {rule.page}"


def not_modelled() -> list[tuple[str, str]]:
    """(rules, why) as the simulator's README lists them, which a test holds to the specification."""
    text = (files("trainer.sim") / "README.md").read_text(encoding="utf-8").partition(NOT_YET)[2]
    rows = [line.strip("|").split("|") for line in text.splitlines() if line.startswith("|")]
    return [(rules.strip(), why.strip()) for rules, why in rows[2:]]


def coverage() -> list[tuple[str, int, list[str]]]:
    """(service, how many of its operations are modelled, names of the others), by service."""
    have: dict[str, set[str]] = {}
    for service, operation in OPERATIONS:
        if service != "trainer":
            have.setdefault(service, set()).add(operation)
    return [
        (service, len(names), sorted(set(service_model(service).operation_names) - names))
        for service, names in sorted(have.items())
    ]


def timings() -> list[tuple[str, str]]:
    """(what, how long) of every time that is ours."""
    found: list[tuple[str, str]] = []
    for name, value in vars(latencies).items():
        if name in AWS_OWN or not name.isupper():
            continue
        words = name.rpartition("_")[0].lower().replace("_", " ")
        if name.endswith("_MS") and isinstance(value, int):
            found.append((words, f"{value / SECOND_MS:g} s"))
        elif name.endswith("_S"):
            found.append((words, ", ".join(f"{seconds} s" for seconds in value)))
    return found
