"""Tags of alarms."""

from trainer.aws.operations import arn_tags
from trainer.aws.operations.answering import Refusal
from trainer.sim.model import Alarm
from trainer.sim.world import World


def _find(world: World, arn: str) -> None:
    name = arn.partition(":alarm:")[2]
    if world.get(Alarm, name) is None or arn != world.arn(f"alarm:{name}", "cloudwatch"):
        raise Refusal("ResourceNotFoundException", "Unknown", 404)


TAGS = arn_tags.operations(_find, "ResourceARN")
