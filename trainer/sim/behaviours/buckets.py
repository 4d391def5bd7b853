"""Buckets: objects are written and deleted, and told to EventBridge when the bucket's switch is on.

Stands for EB-8. AWS: "Using EventBridge" in the Amazon S3 User Guide. That the event arrives at once is our
model.
"""

import base64
import hashlib

from trainer.sim.envelope import DEFAULT, envelope
from trainer.sim.kernel import NOTHING, Later, Reaction, Why
from trainer.sim.model import Bucket, StoredObject
from trainer.sim.neighbours import EventArrived, ObjectRemoved, ObjectWritten
from trainer.sim.world import Gone, World


def react(world: World, event: ObjectWritten | ObjectRemoved) -> Reaction:
    """Keep or drop the object, and tell of it."""
    if isinstance(event, ObjectWritten):
        return _written(world, event)
    return _removed(world, event)


def etag_of(body: bytes) -> str:
    """The ETag of an object that was put in one piece: the MD5 of its bytes."""
    return hashlib.md5(body, usedforsecurity=False).hexdigest()


def _written(world: World, event: ObjectWritten) -> Reaction:
    bucket = world.get(Bucket, event.bucket)
    if bucket is None:
        return NOTHING
    body = base64.b64decode(event.body)
    stored = StoredObject(
        event.bucket,
        event.name,
        event.body,
        len(body),
        etag_of(body),
        event.content_type,
        event.metadata,
        world.now_ms,
    )
    size_and_tag = {"key": event.name, "size": len(body), "etag": stored.etag}
    told = _told(world, bucket, "Object Created", "PutObject", size_and_tag)
    text = f"object {event.name} was written to bucket {bucket.name}"
    return Reaction((stored,), told, (_why(bucket, text),))


def _removed(world: World, event: ObjectRemoved) -> Reaction:
    bucket = world.get(Bucket, event.bucket)
    gone = StoredObject(event.bucket, event.name, "", 0, "").key
    if bucket is None or world.get(StoredObject, gone) is None:
        return NOTHING
    told = _told(world, bucket, "Object Deleted", "DeleteObject", {"key": event.name})
    text = f"object {event.name} was deleted from bucket {bucket.name}"
    return Reaction((Gone(StoredObject, gone),), told, (_why(bucket, text),))


def _why(bucket: Bucket, text: str) -> Why:
    off = "; its EventBridge notifications are off, so no event is sent"
    return Why((bucket.name,), text if bucket.eventbridge else text + off, ("EB-8",))


def _told(
    world: World, bucket: Bucket, kind: str, reason: str, described: dict[str, object]
) -> tuple[Later, ...]:
    if not bucket.eventbridge:
        return ()
    sequencer = f"{world.handling:018X}"
    detail: dict[str, object] = {
        "version": "0",
        "bucket": {"name": bucket.name},
        "object": {**described, "sequencer": sequencer},
        "request-id": world.new_id("request", bucket.name, length=16).upper(),
        "requester": world.account,
        "reason": reason,
    }
    if kind == "Object Created":
        detail["source-ip-address"] = "10.0.0.1"
    else:
        detail["deletion-type"] = "Permanently Deleted"
    arn = f"arn:aws:s3:::{bucket.name}"
    told = envelope(world, "aws.s3", kind, detail, [arn], place=described["key"])
    return (Later(0, EventArrived(DEFAULT, told, bucket.name)),)
