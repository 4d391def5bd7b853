"""How long things take: the defaults of section 15.1, all of them our model, calibrated on AWS's samples."""

SECOND_MS = 1000
HOUR_MS = 3_600_000

SCHEDULER_TICK_MS = 10 * SECOND_MS
NETWORK_FARGATE_MS = 10 * SECOND_MS
NETWORK_EC2_AWSVPC_MS = 14 * SECOND_MS
NETWORK_NONE_MS = 1 * SECOND_MS
PULL_FARGATE_MS = 9 * SECOND_MS
PULL_EC2_MS = 6 * SECOND_MS
PULL_CACHED_MS = 1 * SECOND_MS
CONTAINER_START_MS = 1 * SECOND_MS
REGISTRATION_MS = 10 * SECOND_MS
"""From the containers' start until the targets are registered; the service says so at its next tick."""
DEREGISTRATION_MS = 10 * SECOND_MS
"""From the decision to stop a task until its targets are deregistered."""
DEPROVISIONING_MS = 20 * SECOND_MS
BOOT_MS = 90 * SECOND_MS
LAUNCH_MS = 30 * SECOND_MS
"""From an Auto Scaling group's launch until the instance runs; it registers BOOT_MS after its launch."""
SHUTDOWN_MS = 10 * SECOND_MS
"""From the decision to terminate an instance, or the end of its hook, until it is gone."""
GROUP_HEALTH_MS = 30 * SECOND_MS
"""Until an Auto Scaling group notices that an instance is gone."""
SPOT_NOTICE_MS = 120 * SECOND_MS
"""A Spot instance gets two minutes' notice [SP-1]; this one is AWS's own."""
HEALTHY_AFTER_MS = 40 * SECOND_MS
"""A task without any check counts as healthy after this long in RUNNING [SV-5]; this one is AWS's own."""
STOPPED_SHOWN_MS = HOUR_MS
"""How long a stopped task is still described; AWS says at least an hour."""
THROTTLE_S = (0, 0, 0, 60, 120, 240, 480, 960, 1620)
"""The wait after the k-th failure in a row [DP-18]; AWS publishes only the last, 27 minutes."""
MESSAGE_REPEAT_MS = 6 * HOUR_MS
"""A service does not repeat a message within this time unless the trouble was solved in between [SV-10]."""
