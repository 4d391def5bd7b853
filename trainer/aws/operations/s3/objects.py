"""Objects: put, got, listed, copied, deleted; small ones, kept in the world."""

import base64
from collections.abc import Mapping
from typing import Any
from urllib.parse import unquote

from trainer.aws.operations.answering import Refusal, changes, reads
from trainer.aws.operations.s3 import find
from trainer.sim.behaviours.buckets import etag_of
from trainer.sim.model import StoredObject
from trainer.sim.neighbours import ObjectRemoved, ObjectWritten
from trainer.sim.run import happen
from trainer.sim.world import World

BODY_MAX = 1024 * 1024
"""Bytes of an object that this simulator keeps; S3 takes 5 GiB in one piece."""
KEYS_MAX = 1000
_DEFAULT_TYPE = "binary/octet-stream"


@changes
def put_object(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """PutObject."""
    found = find.bucket(world, params["Bucket"])
    body: bytes = params.get("Body") or b""
    if len(body) > BODY_MAX:
        raise Refusal("EntityTooLarge", f"This simulator keeps objects of up to {BODY_MAX:,} bytes.")
    if len(params["Key"].encode()) > 1024:
        raise Refusal("KeyTooLongError", "Your key is too long")
    text = base64.b64encode(body).decode()
    kind = params.get("ContentType") or _DEFAULT_TYPE
    happen(world, ObjectWritten(found.name, params["Key"], text, kind, params.get("Metadata")))
    return {"ETag": f'"{etag_of(body)}"', "ServerSideEncryption": "AES256"}


@reads
def get_object(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """GetObject."""
    one = find.stored(world, params["Bucket"], params["Key"])
    return {"Body": find.bytes_of(one), **_described(world, one)}


@reads
def head_object(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """HeadObject: answers 404 without a body, so without a text."""
    try:
        one = find.stored(world, params["Bucket"], params["Key"])
    except Refusal as refusal:
        raise Refusal("404", "Not Found", 404) from refusal
    return _described(world, one)


def _described(world: World, one: StoredObject) -> dict[str, Any]:
    return {
        "AcceptRanges": "bytes",
        "LastModified": world.wall(one.changed_ms),
        "ContentLength": one.size,
        "ETag": f'"{one.etag}"',
        "ContentType": one.content_type,
        "ServerSideEncryption": "AES256",
        "Metadata": dict(one.metadata or {}),
    }


@changes
def copy_object(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """CopyObject."""
    source, _, key = unquote(params["CopySource"].lstrip("/")).partition("/")
    one = find.stored(world, source, key)
    find.bucket(world, params["Bucket"])
    happen(world, ObjectWritten(params["Bucket"], params["Key"], one.body, one.content_type, one.metadata))
    return {"CopyObjectResult": {"ETag": f'"{one.etag}"', "LastModified": world.wall()}}


@changes
def delete_object(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """DeleteObject: what is not there is deleted too."""
    happen(world, ObjectRemoved(find.bucket(world, params["Bucket"]).name, params["Key"]))
    return {}


@changes
def delete_objects(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """DeleteObjects."""
    found = find.bucket(world, params["Bucket"])
    keys = [item["Key"] for item in params["Delete"]["Objects"]]
    for key in keys:
        happen(world, ObjectRemoved(found.name, key))
    return {} if params["Delete"].get("Quiet") else {"Deleted": [{"Key": key} for key in keys]}


@reads
def list_objects_v2(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """ListObjectsV2: by prefix, with a delimiter folded into common prefixes, in pages."""
    token = params.get("ContinuationToken")
    after = _after(token) if token else params.get("StartAfter") or ""
    keys, prefixes, last = _page(world, params, after)
    data = _listed(params, prefixes)
    data["KeyCount"] = len(keys) + len(prefixes)
    data["IsTruncated"] = bool(last)
    if last:
        data["NextContinuationToken"] = base64.b64encode(last.encode()).decode()
    data["Contents"] = [_content(world, one) for one in keys]
    return {name: value for name, value in data.items() if value not in ([], None)}


def _after(token: str) -> str:
    """The key behind a continuation token."""
    try:
        return base64.b64decode(token, validate=True).decode()
    except ValueError as error:
        raise Refusal("InvalidArgument", "The continuation token provided is incorrect") from error


@reads
def list_objects(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """ListObjects, the older of the two."""
    keys, prefixes, last = _page(world, params, params.get("Marker") or "")
    data = _listed(params, prefixes)
    data["Marker"] = params.get("Marker") or ""
    data["IsTruncated"] = bool(last)
    if last:
        data["NextMarker"] = last
    data["Contents"] = [_content(world, one) for one in keys]
    return {name: value for name, value in data.items() if value not in ([], None)}


def _page(world: World, params: Mapping[str, Any], after: str) -> tuple[list[StoredObject], list[str], str]:
    """The objects and common prefixes of a page, and what the next one begins after; empty for none."""
    found = find.bucket(world, params["Bucket"])
    prefix, delimiter = params.get("Prefix") or "", params.get("Delimiter") or ""
    most = min(params.get("MaxKeys", KEYS_MAX), KEYS_MAX)
    objects = sorted(world.among(StoredObject, f"objects:{found.name}"), key=lambda one: one.name)
    keys: list[StoredObject] = []
    prefixes: list[str] = []
    last = ""
    for one in objects:
        if not one.name.startswith(prefix) or one.name <= after:
            continue
        head, cut, _ = one.name[len(prefix) :].partition(delimiter) if delimiter else ("", "", "")
        folded = f"{prefix}{head}{cut}" if cut else ""
        if folded and (folded in prefixes or after.startswith(folded)):
            last = one.name
            continue
        if len(keys) + len(prefixes) == most:
            return keys, prefixes, last
        if folded:
            prefixes.append(folded)
        else:
            keys.append(one)
        last = one.name
    return keys, prefixes, ""


def _listed(params: Mapping[str, Any], prefixes: list[str]) -> dict[str, Any]:
    return {
        "Name": params["Bucket"],
        "Prefix": params.get("Prefix") or "",
        "Delimiter": params.get("Delimiter"),
        "MaxKeys": params.get("MaxKeys", KEYS_MAX),
        "CommonPrefixes": [{"Prefix": one} for one in prefixes],
    }


def _content(world: World, one: StoredObject) -> dict[str, Any]:
    return {
        "Key": one.name,
        "LastModified": world.wall(one.changed_ms),
        "ETag": f'"{one.etag}"',
        "Size": one.size,
        "StorageClass": "STANDARD",
    }


OBJECTS = {
    "PutObject": put_object,
    "GetObject": get_object,
    "HeadObject": head_object,
    "CopyObject": copy_object,
    "DeleteObject": delete_object,
    "DeleteObjects": delete_objects,
    "ListObjectsV2": list_objects_v2,
    "ListObjects": list_objects,
}
