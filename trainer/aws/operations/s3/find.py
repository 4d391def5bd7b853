"""Names of a request -> buckets and objects of the world, or S3's refusal."""

import base64

from trainer.aws.operations.answering import Refusal
from trainer.sim.model import Bucket, StoredObject
from trainer.sim.world import World


def bucket(world: World, name: str) -> Bucket:
    """The bucket; refuses one that is not there."""
    found = world.get(Bucket, name)
    if found is None:
        raise Refusal("NoSuchBucket", "The specified bucket does not exist", 404)
    return found


def stored(world: World, bucket_name: str, key: str) -> StoredObject:
    """The object; refuses one that is not there."""
    bucket(world, bucket_name)
    found = world.get(StoredObject, f"{bucket_name}/{key}")
    if found is None:
        raise Refusal("NoSuchKey", "The specified key does not exist.", 404)
    return found


def bytes_of(one: StoredObject) -> bytes:
    """The object's bytes."""
    return base64.b64decode(one.body)
