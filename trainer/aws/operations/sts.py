"""STS: who is calling. Any credentials do, so it is always the same user of the simulated account."""

from collections.abc import Mapping
from typing import Any

from trainer.aws.operations.answering import reads
from trainer.sim.world import World

USER = "learner"
USER_ID = "AIDASIMULATEDLEARNER"


def get_caller_identity(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:  # noqa: ARG001
    """The account and the one user in it."""
    return {"UserId": USER_ID, "Account": world.account, "Arn": f"arn:aws:iam::{world.account}:user/{USER}"}


STS = {"GetCallerIdentity": reads(get_caller_identity)}
"""STS's operations by name."""
