"""Buckets: made, listed, deleted, and the switch that sends their events to EventBridge [EB-8]."""

import re
from collections.abc import Mapping
from typing import Any

from trainer.aws.operations.answering import Refusal, changes, reads
from trainer.aws.operations.s3 import find
from trainer.sim.kernel import Why, tell
from trainer.sim.model import Bucket, StoredObject
from trainer.sim.world import Gone, World
from trainer.value import replace

_NAME = re.compile(r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")
_ADDRESS = re.compile(r"\d+\.\d+\.\d+\.\d+")


@changes
def create_bucket(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """CreateBucket: in us-east-1 the owner may create it again."""
    name = params["Bucket"]
    if not _NAME.fullmatch(name) or ".." in name or _ADDRESS.fullmatch(name):
        raise Refusal("InvalidBucketName", "The specified bucket is not valid.")
    place = (params.get("CreateBucketConfiguration") or {}).get("LocationConstraint")
    if place == "us-east-1" or (place and place != world.region):
        raise Refusal(
            "InvalidLocationConstraint" if place == "us-east-1" else "IllegalLocationConstraintException",
            f"The {place} location constraint is incompatible for the region specific endpoint this request "
            "was sent to.",
        )
    if world.get(Bucket, name) is not None:
        if world.region != "us-east-1":
            message = "Your previous request to create the named bucket succeeded and you already own it."
            raise Refusal("BucketAlreadyOwnedByYou", message, 409)
    else:
        world.put(Bucket(name, world.now_ms))
    return {"Location": f"/{name}", "BucketArn": f"arn:aws:s3:::{name}"}


@reads
def list_buckets(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """ListBuckets."""
    prefix = params.get("Prefix") or ""
    names = sorted(name for name in world.of(Bucket) if name.startswith(prefix))
    shown = [
        {"Name": name, "CreationDate": world.wall(world.need(Bucket, name).created_ms)} for name in names
    ]
    return {"Buckets": shown, "Owner": {"ID": world.account}}


@reads
def head_bucket(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """HeadBucket: answers 404 without a body, so without a text."""
    if world.get(Bucket, params["Bucket"]) is None:
        raise Refusal("404", "Not Found", 404)
    return {"BucketArn": f"arn:aws:s3:::{params['Bucket']}", "BucketRegion": world.region}


@reads
def get_bucket_location(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """GetBucketLocation: nothing for us-east-1, as ever."""
    find.bucket(world, params["Bucket"])
    return {} if world.region == "us-east-1" else {"LocationConstraint": world.region}


@changes
def delete_bucket(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """DeleteBucket: only an empty one."""
    found = find.bucket(world, params["Bucket"])
    if world.among(StoredObject, f"objects:{found.name}"):
        raise Refusal("BucketNotEmpty", "The bucket you tried to delete is not empty", 409)
    world.remove(Gone(Bucket, found.name))
    return {}


@changes
def put_bucket_notification_configuration(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """PutBucketNotificationConfiguration: replaces all; an EventBridgeConfiguration is the switch [EB-8]."""
    found = find.bucket(world, params["Bucket"])
    given = params["NotificationConfiguration"]
    others = [name for name in given if name != "EventBridgeConfiguration" and given[name]]
    if others:
        raise Refusal("NotImplemented", f"This simulator sends no {others[0]} of buckets, only events.", 501)
    on = given.get("EventBridgeConfiguration") is not None
    world.put(replace(found, eventbridge=on))
    text = f"EventBridge notifications of bucket {found.name} were switched {'on' if on else 'off'}"
    tell(world, Why((found.name,), text, ("EB-8",)))
    return {}


@reads
def get_bucket_notification_configuration(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """GetBucketNotificationConfiguration."""
    return {"EventBridgeConfiguration": {}} if find.bucket(world, params["Bucket"]).eventbridge else {}


BUCKETS = {
    "CreateBucket": create_bucket,
    "ListBuckets": list_buckets,
    "HeadBucket": head_bucket,
    "GetBucketLocation": get_bucket_location,
    "DeleteBucket": delete_bucket,
    "PutBucketNotificationConfiguration": put_bucket_notification_configuration,
    "GetBucketNotificationConfiguration": get_bucket_notification_configuration,
}
