"""The rules that reasons cite: the AWS page a learner can read, and whether the rule is only our model.

Ours are rules that AWS does not publish, or that nobody has checked yet: marked wherever they decide.
"""

from collections.abc import Iterable, Mapping

from trainer.value import dataclass


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule by its id."""

    page: str
    """The title of the AWS page that states it."""
    ours: bool = False
    """True: our model rather than AWS's word."""


def _pages(pages: Mapping[str, str], ours: Iterable[str]) -> dict[str, Rule]:
    own = set(ours)
    return {name: Rule(page, name in own) for page, names in pages.items() for name in names.split()}


_PAGES = {
    "Amazon ECS clusters": "CL-1 CL-2 CL-3 CL-4 CL-5",
    "Amazon ECS container instances": "CI-1 CI-2 CI-3 CI-4 CI-5 CI-7 CI-9 CI-10 CI-12 CI-13 CI-14 CH-12",
    "Draining Amazon ECS container instances": "DR-1 DR-2 DR-3 DR-4 DR-5 DR-6 DR-7",
    "IAM roles for Amazon ECS": "RO-1 RO-2 RO-3 RO-4 RO-5 N-1 N-2 N-3",
    "Amazon ECS task definitions": "TD-1 TD-3 TD-7 TD-12 TD-13 TD-14 TD-15 TD-17",
    "Use load balancing to distribute Amazon ECS service traffic": (
        "LB-1 LB-2 LB-3 LB-4 LB-5 LB-6 LB-7 LB-8 TL-4"
    ),
    "Health checks for your target groups": "TH-1 TH-2 TH-3 TH-4 TH-5 TH-6",
    "Determine Amazon ECS task health using container health checks": "HC-1 HC-2 HC-3 HC-4 HC-5",
    "Amazon ECS task lifecycle": "TL-2 TL-3 TL-5 TL-8 TL-9 TL-10 TL-11 CH-8",
    "CannotPullContainer task errors in Amazon ECS": "SR-1 SR-2",
    "Pass sensitive data to an Amazon ECS container": "TD-16",
    "Amazon ECS task networking options for Fargate": "NM-2 NM-5",
    "Using Amazon ECR images with Amazon ECS": "ER-1 ER-2 ER-3 ER-5 ER-10 ER-11",
    "Container image resolution in Amazon ECS": "TD-18 ER-12",
    "Preventing image tags from being overwritten in Amazon ECR": "ER-6",
    "Automate the cleanup of images by using lifecycle policies in Amazon ECR": "ER-7",
    "Storage options for Amazon ECS tasks": "VO-3 VO-4 VO-5",
    "Use Amazon EFS volumes with Amazon ECS": "VO-1 VO-2",
    "Use Amazon EBS volumes with Amazon ECS": "VO-6",
    "Use Amazon S3 Files volumes with Amazon ECS": "CH-4",
    "Send Amazon ECS logs to CloudWatch": "OB-6 OB-7 CH-7",
    "Monitor Amazon ECS containers with ECS Exec": "OB-9",
    "How Amazon ECS places tasks on container instances": (
        "PL-1 PL-2 PL-3 PL-4 ST-1 ST-2 ST-3 ST-5 ST-6 ST-7 CQ-1 CQ-2"
    ),
    "Amazon ECS CPU and memory reservation": "RA-1 RA-2 RA-3 RA-4",
    "Amazon ECS API failure reasons": "FR-1 FR-2",
    "Amazon ECS services": "SV-1 SV-2 SV-3 SV-5 SV-6 SV-7 SV-10",
    "Deploy Amazon ECS services by replacing tasks": "DP-1 DP-3 DP-4 DP-5 DP-6 DP-8 DP-9 DP-10 DP-11",
    "How the Amazon ECS deployment circuit breaker detects failures": "DP-12 DP-13 DP-14 DP-15 DP-16",
    "How CloudWatch alarms detect Amazon ECS deployment failures": "DP-17",
    "Protect your Amazon ECS tasks from being terminated by scale-in events": "SQ-4",
    "Amazon ECS clusters for Fargate": "SP-2 SP-3",
    "Amazon ECS service throttle logic": "DP-18",
    "Balancing an Amazon ECS service across Availability Zones": "DP-19 DP-20",
    "Deploy Amazon ECS services using a third-party controller": "DP-25",
    "Amazon ECS capacity providers": "CP-1 CP-2 CP-3 CP-5 CP-6 CP-7 CP-8",
    "Automatically manage Amazon ECS capacity with cluster auto scaling": (
        "EC-3 EC-4 EC-5 EC-6 EC-7 EC-8 EC-12"
    ),
    "What is Amazon EC2 Auto Scaling?": "EC-2",
    "Control the instances Amazon ECS terminates": "EC-9",
    "Safely stop Amazon ECS workloads running on EC2 instances": "EC-10 EC-11",
    "Spot Instance interruption notices": "SP-1",
    "Amazon ECS CloudWatch metrics": "OB-1 OB-2 OB-3 OB-4 OB-5",
    "Using Amazon CloudWatch alarms": "CA-1",
    "Automatically scale your Amazon ECS service": "AS-1 AS-2 AS-3 AS-4 AS-6 AS-7 AS-8 AS-9",
    "Target tracking scaling policies for Application Auto Scaling": "TT-1 TT-2 TT-3 TT-4 TT-5 TT-6",
    "Step scaling policies for Application Auto Scaling": "SS-1 SS-2 SS-3 SS-4 SS-5 SS-6",
    "Scheduled scaling for Application Auto Scaling": "SC-1",
    "Automate responses to Amazon ECS events": "EV-1 EV-2 EV-3 EV-4 EV-5 EV-6",
    "Rules in Amazon EventBridge": "EB-1 EB-3 EB-5",
    "Amazon EventBridge event patterns": "EB-2",
    "Amazon EventBridge input transformation": "EB-4",
    "How EventBridge retries delivering events": "EB-6",
    "What is Amazon EventBridge Scheduler?": "EB-7",
    "Using EventBridge (Amazon S3)": "EB-8",
    "Scaling an Amazon ECS service on an Amazon SQS queue": "SQ-1 SQ-2 SQ-3",
}
_OURS = [
    "CA-1",
    "CH-8",
    "CH-12",
    "CP-3",
    "DP-4",
    "DP-11",
    "DP-18",
    "EC-4",
    "EC-7",
    "EC-8",
    "FR-2",
    "PL-4",
    "ST-3",
    "ST-7",
    "TL-3",
    "TL-9",
    "TT-1",
    "TT-2",
    "TT-3",
]

RULES: Mapping[str, Rule] = _pages(_PAGES, _OURS)
