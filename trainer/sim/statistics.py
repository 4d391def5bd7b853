"""Statistics over datapoints of CloudWatch [OB-1]."""

import re

from trainer.sim.model import Datapoint

_PERCENTILE = re.compile(r"p(\d{1,2}(\.\d{1,10})?|100)")


def within(points: tuple[Datapoint, ...], start_ms: int, end_ms: int) -> list[Datapoint]:
    """The datapoints of a period: later than its start, up to its end."""
    found: list[Datapoint] = []
    for point in reversed(points):
        if point.at_ms <= start_ms:
            break
        if point.at_ms <= end_ms:
            found.append(point)
    return found


def statistic(name: str, points: list[Datapoint]) -> float | None:
    """Average, Sum, Minimum, Maximum, SampleCount or a percentile over datapoints; None without any."""
    if not points:
        return None
    if is_percentile(name):
        return percentile(float(name[1:]), points)
    count = sum(point.samples for point in points)
    total = sum(point.total for point in points)
    return {
        "Average": total / count if count else 0.0,
        "Sum": total,
        "Minimum": min(point.least for point in points),
        "Maximum": max(point.most for point in points),
        "SampleCount": count,
    }[name]


def is_percentile(name: str) -> bool:
    """Whether a statistic is a percentile, like p90 or p99.9."""
    return _PERCENTILE.fullmatch(name) is not None


def percentile(percent: float, points: list[Datapoint]) -> float:
    """The value under which so many percent of the samples lie.

    A datapoint keeps no samples: one lies at its least, one at its most, the rest where the total leaves
    them. This is our model; AWS has the samples.
    """
    samples: list[tuple[float, float]] = []
    for point in points:
        rest = point.samples - 2
        if rest < 0 or point.least == point.most:
            samples.append((point.most, point.samples))
            continue
        samples += [(point.least, 1.0), (point.most, 1.0)]
        if rest:
            samples.append(((point.total - point.least - point.most) / rest, rest))
    samples.sort()
    wanted = percent / 100 * sum(count for _, count in samples)
    below = 0.0
    for amount, count in samples:
        below += count
        if below >= wanted:
            return amount
    return samples[-1][0]
