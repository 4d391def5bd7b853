"""A small table of EC2 instance types: what a container instance of each offers.

Memory is what the operating system sees (CI-5): AWS's m4.large shows 7985 of 8192 MiB; the others are set in
the same proportion, which is our model. Interfaces are EC2's limits (RA-4).
"""

from collections.abc import Mapping

from trainer.value import dataclass


@dataclass(frozen=True, slots=True)
class InstanceType:
    """What a container instance of this type offers to tasks."""

    name: str
    vcpus: int
    memory_mib: int
    enis: int
    """Network interfaces, the primary one counted."""
    architecture: str = "x86_64"


TYPES: Mapping[str, InstanceType] = {
    kind.name: kind
    for kind in (
        InstanceType("t3.nano", 2, 454, 2),
        InstanceType("t3.micro", 2, 952, 2),
        InstanceType("t3.small", 2, 1940, 3),
        InstanceType("t3.medium", 2, 3870, 3),
        InstanceType("t3.large", 2, 7813, 3),
        InstanceType("t3.xlarge", 4, 15758, 4),
        InstanceType("t4g.small", 2, 1840, 3, "arm64"),
        InstanceType("t4g.medium", 2, 3779, 3, "arm64"),
        InstanceType("t4g.large", 2, 7813, 3, "arm64"),
        InstanceType("m4.large", 2, 7985, 2),
        InstanceType("m5.large", 2, 7724, 3),
        InstanceType("m5.xlarge", 4, 15527, 4),
        InstanceType("m5.2xlarge", 8, 31133, 4),
        InstanceType("c5.large", 2, 3768, 3),
        InstanceType("c5.xlarge", 4, 7661, 4),
        InstanceType("c5.2xlarge", 8, 15449, 4),
        InstanceType("r5.large", 2, 15527, 3),
    )
}
