"""The two alarms that a target tracking policy of an Auto Scaling group owns.

Stands for TT-1 (high 3 of 3, low 15 of 15 at 0.7 of the target for EC2), EC-8 (managed scaling: out after one
datapoint, in after 15). AWS: "Target tracking scaling policies for Amazon EC2 Auto Scaling".
"""

from trainer.sim.model import Alarm, GroupPolicy, Metric
from trainer.sim.world import World

LOW_FACTOR = 0.7
"""Where the low alarm of a group's target tracking lies, as observed [TT-1]."""
HIGH_PERIODS, LOW_PERIODS, MANAGED_HIGH_PERIODS = 3, 15, 1


def tracking_names(world: World, policy: GroupPolicy) -> tuple[str, str]:
    """The names of a new policy's high and low alarm."""
    high, low = (
        f"TargetTracking-{policy.group}-Alarm{side}-{world.new_uuid(side, policy.arn)}"
        for side in ("High", "Low")
    )
    return high, low


def tracking_alarm(
    world: World,
    policy: GroupPolicy,
    name: str,
    metric: Metric,
    rule: tuple[int, float, str],
    *,
    statistic: str = "Average",
) -> Alarm:
    """An alarm of the policy; the rule is (minutes in a row, threshold, comparison)."""
    periods, threshold, comparison = rule
    return Alarm(
        name,
        metric,
        statistic,
        60,
        periods,
        periods,
        threshold,
        comparison,
        actions=(policy.arn,),
        turned_ms=world.now_ms,
        configured_ms=world.now_ms,
        shown={"AlarmDescription": f"DO NOT EDIT OR DELETE. For TargetTrackingScaling policy {policy.arn}."},
    )


def managed_alarms(world: World, policy: GroupPolicy, metric: Metric) -> tuple[Alarm, Alarm]:
    """The alarms of managed scaling: out after a minute, in after a quarter of an hour [EC-8]."""
    high = (MANAGED_HIGH_PERIODS, policy.target, "GreaterThanThreshold")
    low = (LOW_PERIODS, policy.target, "LessThanThreshold")
    return (
        tracking_alarm(world, policy, policy.high_alarm, metric, high),
        tracking_alarm(world, policy, policy.low_alarm, metric, low),
    )
