"""ECR: images pushed, listed, read, deleted, scanned [ER-4, ER-6, ER-8, ER-12]."""

import base64
import re
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from trainer.aws.operations.answering import Refusal, changes, reads
from trainer.aws.operations.ecr import find
from trainer.seed import digest as digits_of
from trainer.sha import sha256
from trainer.sim.behaviours.images import MANIFEST_TYPE
from trainer.sim.events import LifecycleDue
from trainer.sim.kernel import Why, plan, tell
from trainer.sim.latencies import HOUR_MS
from trainer.sim.lifecycle import DAY_MS
from trainer.sim.model import Registry, RegistryImage, Repository
from trainer.sim.world import Gone, World
from trainer.value import replace

TOKEN_HOURS = 12
SEVERITIES = ("CRITICAL", "HIGH", "MEDIUM", "LOW")


@reads
def get_authorization_token(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """GetAuthorizationToken: a password for `docker login`, good for 12 hours [ER-4]."""
    accounts = params.get("registryIds") or [world.account]
    hour = world.now_ms // HOUR_MS
    return {
        "authorizationData": [
            {
                "authorizationToken": base64.b64encode(
                    f"AWS:{digits_of('ecr token', account, hour, length=64)}".encode()
                ).decode(),
                "expiresAt": world.wall() + timedelta(hours=TOKEN_HOURS),
                "proxyEndpoint": f"https://{account}.dkr.ecr.{world.region}.amazonaws.com",
            }
            for account in accounts
        ]
    }


def digest_of(manifest: str) -> str:
    """The digest of a manifest, as every registry computes it."""
    return f"sha256:{sha256(manifest.encode()).hexdigest()}"


def push(
    world: World, repository: Repository, tag: str | None, manifest: str, media_type: str
) -> RegistryImage:
    """An image put into a repository; its tag moves from whatever had it [ER-6, ER-12]."""
    digest = digest_of(manifest)
    here = world.get(RegistryImage, f"{repository.name}@{digest}")
    before = find.image(world, repository, {"imageTag": tag}) if tag else None
    if before is not None and before.digest == digest:
        text = f"Image with digest '{digest}' and tag '{tag}' already exists in the repository with name "
        raise Refusal(
            "ImageAlreadyExistsException",
            f"{text}'{repository.name}' in registry with id '{world.account}'",
        )
    if before is not None and _immutable(repository, str(tag)):
        text = (
            f"The image tag '{tag}' already exists in the '{repository.name}' repository and cannot "
            "be overwritten"
        )
        raise Refusal("ImageTagAlreadyExistsException", f"{text} because the tag is immutable.")
    if before is not None:
        world.put(replace(before, tags=tuple(each for each in before.tags if each != tag)))
    size = 20_000_000 + int(digest[7:13], 16) % 80_000_000
    image = here or RegistryImage(repository.name, digest, manifest, media_type, (), world.now_ms, size)
    if tag:
        image = replace(image, tags=(*image.tags, tag))
    if here is None and scans_on_push(world, repository):
        image = replace(image, scan="COMPLETE", scanned_ms=world.now_ms)
    world.put(image)
    plan_expiry(world, repository)
    moved = f": {tag} no longer means {before.digest[:19]}…" if before is not None else ""
    text = f"{digest[:19]}… was pushed to {repository.name} as {tag or 'no tag'}{moved}"
    tell(world, Why((repository.arn,), f"{text}; running tasks stay as they are", ("ER-12",)))
    return image


def plan_expiry(world: World, repository: Repository) -> None:
    """Plan the next look of the lifecycle policy, if there is one and none is planned [ER-7]."""
    current = world.need(Repository, repository.name)
    if current.lifecycle and not current.expiry_planned:
        world.put(replace(current, expiry_planned=True))
        text = f"the lifecycle policy of {current.name} is looked at within 24 hours"
        plan(world, DAY_MS, LifecycleDue(current.name), tell(world, Why((current.arn,), text, ("ER-7",))))


def _immutable(repository: Repository, tag: str) -> bool:
    excluded = any(
        re.fullmatch(re.escape(pattern).replace(r"\*", ".*"), tag) for pattern in repository.exclusions
    )
    return repository.mutability.startswith("IMMUTABLE") != excluded


def scans_on_push(world: World, repository: Repository) -> bool:
    """Whether a pushed image is scanned: by the repository, or by the registry's rules [ER-8]."""
    registry = world.get(Registry, world.account)
    rules = registry.scan_rules if registry is not None else ()
    return repository.scan_on_push or any(
        rule["scanFrequency"] in ("SCAN_ON_PUSH", "CONTINUOUS_SCAN")
        and any(
            re.fullmatch(re.escape(each["filter"]).replace(r"\*", ".*"), repository.name)
            for each in rule["repositoryFilters"]
        )
        for rule in rules
    )


@changes
def put_image(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """PutImage: the last step of `docker push`; the digest is the manifest's own."""
    repository = find.repository(world, params)
    manifest, tag = params["imageManifest"], params.get("imageTag")
    media_type = params.get("imageManifestMediaType") or MANIFEST_TYPE
    if params.get("imageDigest") not in (None, digest_of(manifest)):
        raise Refusal("ImageDigestDoesNotMatchException", "The image digest does not match the manifest.")
    image = push(world, repository, tag, manifest, media_type)
    return {"image": _held(world, image, tag)}


def _held(world: World, image: RegistryImage, tag: str | None) -> dict[str, Any]:
    identifier = {"imageDigest": image.digest, **({"imageTag": tag} if tag else {})}
    return {
        "registryId": world.account,
        "repositoryName": image.repository,
        "imageId": identifier,
        "imageManifest": image.manifest,
        "imageManifestMediaType": image.media_type,
    }


@reads
def batch_get_image(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """BatchGetImage: manifests, and what is not there in `failures`."""
    repository = find.repository(world, params)
    found, failures = [], []
    for wanted in params["imageIds"]:
        image = find.image(world, repository, wanted)
        if image is None:
            failures.append(_failure(wanted))
        else:
            found.append(_held(world, image, wanted.get("imageTag")))
    return {"images": found, "failures": failures}


def _failure(wanted: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "imageId": dict(wanted),
        "failureCode": "ImageNotFound",
        "failureReason": "Requested image not found",
    }


@reads
def list_images(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """ListImages: an entry for each tag, and one for an untagged image."""
    status = (params.get("filter") or {}).get("tagStatus") or "ANY"
    listed: list[dict[str, str]] = []
    for image in find.images(world, find.repository(world, params)):
        if image.tags and status != "UNTAGGED":
            listed += [{"imageDigest": image.digest, "imageTag": tag} for tag in image.tags]
        elif not image.tags and status != "TAGGED":
            listed.append({"imageDigest": image.digest})
    return find.page(params, "imageIds", listed)


@reads
def describe_images(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """DescribeImages: digest, tags, size, when it was pushed."""
    repository = find.repository(world, params)
    status = (params.get("filter") or {}).get("tagStatus") or "ANY"
    if params.get("imageIds"):
        found = [find.need_image(world, repository, wanted) for wanted in params["imageIds"]]
    else:
        found = [
            image
            for image in find.images(world, repository)
            if status == "ANY" or bool(image.tags) == (status == "TAGGED")
        ]
    return find.page(params, "imageDetails", [_detail(world, image) for image in found])


def _detail(world: World, image: RegistryImage) -> dict[str, Any]:
    data: dict[str, Any] = {
        "registryId": world.account,
        "repositoryName": image.repository,
        "imageDigest": image.digest,
        "imageSizeInBytes": image.size,
        "imagePushedAt": world.wall(image.pushed_ms),
        "imageManifestMediaType": image.media_type,
    }
    if image.tags:
        data["imageTags"] = list(image.tags)
    if image.scan:
        data["imageScanStatus"] = {"status": image.scan}
        data["imageScanFindingsSummary"] = {
            "imageScanCompletedAt": world.wall(image.scanned_ms),
            "findingSeverityCounts": _counts(image),
        }
    return data


@changes
def batch_delete_image(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """BatchDeleteImage: a tag is taken off; with the last tag, or by digest, the image goes."""
    repository = find.repository(world, params)
    gone, failures = [], []
    for wanted in params["imageIds"]:
        image = find.image(world, repository, wanted)
        if image is None:
            failures.append(_failure(wanted))
            continue
        tag = wanted.get("imageTag")
        kept = tuple(each for each in image.tags if each != tag)
        gone.append({"imageDigest": image.digest, **({"imageTag": tag} if tag else {})})
        if tag and kept:
            world.put(replace(image, tags=kept))
        else:
            world.remove(Gone(RegistryImage, image.key))
        text = f"{tag or image.digest[:19]} was deleted from repository {repository.name}"
        tell(world, Why((repository.arn,), text, ("ER-1",)))
    return {"imageIds": gone, "failures": failures}


@changes
def start_image_scan(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """StartImageScan: a basic scan by hand, once in 24 hours for an image [ER-8]."""
    repository = find.repository(world, params)
    image = find.need_image(world, repository, params["imageId"])
    registry = world.get(Registry, world.account)
    if registry is not None and registry.scan_type == "ENHANCED":
        raise Refusal(
            "ValidationException", "This feature is disabled: enhanced scanning is enabled on the registry."
        )
    if image.scan and world.now_ms - image.scanned_ms < DAY_MS:
        text = "The scan quota per image has been exceeded. Wait and try again."
        raise Refusal("LimitExceededException", text)
    world.put(replace(image, scan="COMPLETE", scanned_ms=world.now_ms))
    return {
        "registryId": world.account,
        "repositoryName": repository.name,
        "imageId": dict(params["imageId"]),
        "imageScanStatus": {"status": "IN_PROGRESS"},
    }


def _counts(image: RegistryImage) -> dict[str, int]:
    """Findings drawn from the digest: always the same for the same image, our invention."""
    found = {name: int(image.digest[20 + place], 16) // 4 for place, name in enumerate(SEVERITIES)}
    return {name: count for name, count in found.items() if count}


@reads
def describe_image_scan_findings(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """DescribeImageScanFindings of a scanned image."""
    repository = find.repository(world, params)
    image = find.need_image(world, repository, params["imageId"])
    if not image.scan:
        text = f"Image scan does not exist for the image with '{image.digest}' in the repository with name "
        raise Refusal(
            "ScanNotFoundException", f"{text}'{repository.name}' in the registry with id '{world.account}'"
        )
    findings = [
        {
            "name": f"CVE-0000-{int(image.digest[30 + number : 34 + number], 16):05d}",
            "severity": name,
            "description": "A finding of the simulator.",
        }
        for name, count in _counts(image).items()
        for number in range(count)
    ]
    return {
        "registryId": world.account,
        "repositoryName": repository.name,
        "imageId": {"imageDigest": image.digest},
        "imageScanStatus": {"status": image.scan},
        "imageScanFindings": {
            "imageScanCompletedAt": world.wall(image.scanned_ms),
            "vulnerabilitySourceUpdatedAt": world.wall(image.scanned_ms),
            "findings": findings,
            "findingSeverityCounts": _counts(image),
        },
    }


IMAGES = {
    "GetAuthorizationToken": get_authorization_token,
    "PutImage": put_image,
    "BatchGetImage": batch_get_image,
    "ListImages": list_images,
    "DescribeImages": describe_images,
    "BatchDeleteImage": batch_delete_image,
    "StartImageScan": start_image_scan,
    "DescribeImageScanFindings": describe_image_scan_findings,
}
