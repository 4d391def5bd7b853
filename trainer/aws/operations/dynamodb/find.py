"""Names of a request -> tables of the world, or DynamoDB's refusal."""

from trainer.aws.operations.answering import Refusal
from trainer.sim.model import DataTable
from trainer.sim.world import World


def wrong(message: str) -> Refusal:
    """DynamoDB's ValidationException."""
    return Refusal("ValidationException", message)


def table(world: World, given: str, said: str = "Requested resource not found") -> DataTable:
    """The table of that name or ARN; refuses one that is not there."""
    name = given.rpartition("/")[2]
    found = world.get(DataTable, name)
    if found is None:
        raise Refusal("ResourceNotFoundException", said)
    return found
