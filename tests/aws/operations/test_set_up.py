"""What tasks are set up from, through the APIs: registry, logs, secrets, parameters, file systems."""

import json
from collections.abc import Mapping
from typing import Any

import pytest

from trainer.aws.answer import answer
from trainer.aws.conform import reply_faults
from trainer.aws.model import Call, Rejected, Reply
from trainer.aws.operations.logs import matches
from trainer.aws.run import run
from trainer.sim.run import run_for
from trainer.sim.start import SUBNET_IDS, new_world
from trainer.sim.world import World

DAY_MS = 86_400_000
HOUR_MS = 3_600_000


def do(world: World, service: str, operation: str, **params: Any) -> Mapping[str, Any]:
    call = Call(service, operation, params)
    done = answer(world, call)
    assert isinstance(done, Reply), done
    assert not reply_faults(call, done.data)
    return done.data


def no(world: World, service: str, operation: str, **params: Any) -> str:
    before = world.copy()
    done = answer(world, Call(service, operation, params))
    assert isinstance(done, Rejected), done
    assert world == before
    return done.code


@pytest.fixture
def world() -> World:
    return new_world(4)


def push(world: World, tag: str, text: str) -> str:
    done = do(world, "ecr", "PutImage", repositoryName="web", imageTag=tag, imageManifest=text)
    return str(done["image"]["imageId"]["imageDigest"])


def test_a_tag_moves_and_the_image_it_left_stays_untagged(world: World) -> None:
    do(world, "ecr", "CreateRepository", repositoryName="web")
    first, second = push(world, "latest", "{}"), push(world, "latest", '{"v": 2}')
    listed = do(world, "ecr", "ListImages", repositoryName="web")["imageIds"]
    assert listed == [{"imageDigest": first}, {"imageDigest": second, "imageTag": "latest"}]
    again = {"repositoryName": "web", "imageTag": "latest", "imageManifest": '{"v": 2}'}
    assert no(world, "ecr", "PutImage", **again) == "ImageAlreadyExistsException"
    wrong = {**again, "imageTag": "x", "imageDigest": first}
    assert no(world, "ecr", "PutImage", **wrong) == "ImageDigestDoesNotMatchException"


def test_immutable_tags_stay_but_for_the_excluded(world: World) -> None:
    """ER-6."""
    do(world, "ecr", "CreateRepository", repositoryName="web", imageTagMutability="IMMUTABLE_WITH_EXCLUSION",
       imageTagMutabilityExclusionFilters=[{"filterType": "WILDCARD", "filter": "dev-*"}])  # fmt: skip
    push(world, "v1", "{}")
    moved = {"repositoryName": "web", "imageTag": "v1", "imageManifest": "[]"}
    assert no(world, "ecr", "PutImage", **moved) == "ImageTagAlreadyExistsException"
    assert push(world, "dev-1", "{}") != push(world, "dev-1", "[]")


def test_a_repository_with_images_goes_by_force_only(world: World) -> None:
    do(
        world,
        "ecr",
        "CreateRepository",
        repositoryName="web",
        imageScanningConfiguration={"scanOnPush": True},
    )
    push(world, "v1", "{}")
    assert no(world, "ecr", "CreateRepository", repositoryName="web") == "RepositoryAlreadyExistsException"
    assert no(world, "ecr", "DeleteRepository", repositoryName="web") == "RepositoryNotEmptyException"
    shown = do(world, "ecr", "DescribeImageScanFindings", repositoryName="web", imageId={"imageTag": "v1"})
    assert shown["imageScanStatus"]["status"] == "COMPLETE"
    scan = {"repositoryName": "web", "imageId": {"imageTag": "v1"}}
    assert no(world, "ecr", "StartImageScan", **scan) == "LimitExceededException"
    run_for(world, DAY_MS)
    do(world, "ecr", "StartImageScan", **scan)
    do(world, "ecr", "DeleteRepository", repositoryName="web", force=True)
    assert no(world, "ecr", "ListImages", repositoryName="web") == "RepositoryNotFoundException"


def test_what_a_lifecycle_policy_would_expire_is_told_before(world: World) -> None:
    """ER-7: an image that a rule of higher priority matched is left alone by the others."""
    do(world, "ecr", "CreateRepository", repositoryName="web")
    for number in range(3):
        push(world, f"prod-{number}", json.dumps(number))
        run_for(world, 1000)
    old = push(world, "test-0", "[]")
    expire = {"type": "expire"}
    newest = {"tagStatus": "tagged", "tagPrefixList": ["prod"], "countType": "imageCountMoreThan"}
    day = {"tagStatus": "any", "countType": "sinceImagePushed", "countUnit": "days", "countNumber": 1}
    rules = [
        {"rulePriority": 1, "action": expire, "selection": {**newest, "countNumber": 5}},
        {"rulePriority": 2, "action": expire, "selection": day},
    ]
    text = json.dumps({"rules": rules})
    do(world, "ecr", "PutLifecyclePolicy", repositoryName="web", lifecyclePolicyText=text)
    run_for(world, DAY_MS + 1000)
    preview = do(world, "ecr", "GetLifecyclePolicyPreview", repositoryName="web")["previewResults"]
    assert [(one["imageDigest"], one["appliedRulePriority"]) for one in preview] == [(old, 2)]
    run_for(world, DAY_MS)
    assert len(do(world, "ecr", "DescribeImages", repositoryName="web")["imageDetails"]) == 3
    rules[0]["selection"] = {**day, "tagStatus": "tagged"}
    bad = {"repositoryName": "web", "lifecyclePolicyText": json.dumps({"rules": rules})}
    assert no(world, "ecr", "PutLifecyclePolicy", **bad) == "InvalidParameterException"


def test_events_of_a_group_expire_and_are_filtered(world: World) -> None:
    do(world, "logs", "CreateLogGroup", logGroupName="/shop")
    do(world, "logs", "CreateLogStream", logGroupName="/shop", logStreamName="a")
    now = int(world.wall().timestamp() * 1000)
    events = [
        {"timestamp": now + place, "message": text} for place, text in enumerate(["GET 200", "GET 500"])
    ]
    do(world, "logs", "PutLogEvents", logGroupName="/shop", logStreamName="a", logEvents=events)
    found = do(world, "logs", "FilterLogEvents", logGroupName="/shop", filterPattern="GET -200")["events"]
    assert [event["message"] for event in found] == ["GET 500"]
    ran = run(world, "aws logs tail /shop --format short", lambda _: b"")
    assert ran.stdout == "2026-01-05T10:00:00 GET 200\n2026-01-05T10:00:00 GET 500\n"
    do(world, "logs", "PutRetentionPolicy", logGroupName="/shop", retentionInDays=1)
    run_for(world, 2 * DAY_MS)
    assert do(world, "logs", "GetLogEvents", logGroupName="/shop", logStreamName="a")["events"] == []
    odd = {"logGroupName": "/shop", "retentionInDays": 2}
    assert no(world, "logs", "PutRetentionPolicy", **odd) == "InvalidParameterException"
    do(world, "logs", "DeleteLogGroup", logGroupName="/shop")
    assert no(world, "logs", "DescribeLogStreams", logGroupName="/shop") == "ResourceNotFoundException"


@pytest.mark.parametrize(
    ("pattern", "text", "met"),
    [
        ("", "anything", True),
        ("ERROR", "an ERROR here", True),
        ("ERROR", "an error here", False),
        ("ERROR disk", "ERROR: disk full", True),
        ("?ERROR ?WARN", "WARN: low", True),
        ("?ERROR ?WARN", "INFO", False),
        ('"disk full"', "disk is full", False),
        ("ERROR -Exiting", "ERROR Exiting", False),
    ],
)
def test_filter_patterns_of_terms(pattern: str, text: str, met: bool) -> None:
    assert matches(pattern, text) is met


def test_a_secret_keeps_its_previous_value_and_can_be_restored(world: World) -> None:
    do(world, "secretsmanager", "CreateSecret", Name="db", SecretString="one")
    do(world, "secretsmanager", "PutSecretValue", SecretId="db", SecretString="two")

    def value(**more: Any) -> str:
        return str(do(world, "secretsmanager", "GetSecretValue", SecretId="db", **more)["SecretString"])

    assert (value(), value(VersionStage="AWSPREVIOUS")) == ("two", "one")
    assert no(world, "secretsmanager", "CreateSecret", Name="db") == "ResourceExistsException"
    do(world, "secretsmanager", "DeleteSecret", SecretId="db")
    assert no(world, "secretsmanager", "GetSecretValue", SecretId="db") == "InvalidRequestException"
    do(world, "secretsmanager", "RestoreSecret", SecretId="db")
    do(world, "secretsmanager", "DeleteSecret", SecretId="db", ForceDeleteWithoutRecovery=True)
    assert no(world, "secretsmanager", "DescribeSecret", SecretId="db") == "ResourceNotFoundException"


def test_parameters_by_version_and_path(world: World) -> None:
    do(world, "ssm", "PutParameter", Name="/shop/mode", Type="SecureString", Value="slow")
    again = {"Name": "/shop/mode", "Value": "fast"}
    assert no(world, "ssm", "PutParameter", **again) == "ParameterAlreadyExists"
    assert do(world, "ssm", "PutParameter", **again, Overwrite=True)["Version"] == 2
    first = do(world, "ssm", "GetParameter", Name="/shop/mode:1", WithDecryption=True)["Parameter"]
    assert first["Value"] == "slow"
    found = do(world, "ssm", "GetParametersByPath", Path="/shop")["Parameters"]
    assert [one["Name"] for one in found] == ["/shop/mode"]
    assert found[0]["Value"] != "fast"
    assert do(world, "ssm", "GetParameters", Names=["/none"])["InvalidParameters"] == ["/none"]


def test_a_file_system_has_one_mount_target_in_a_zone(world: World) -> None:
    made = do(world, "efs", "CreateFileSystem", CreationToken="t", Tags=[{"Key": "Name", "Value": "shared"}])
    name = made["FileSystemId"]
    assert made["Name"] == "shared"
    target = do(world, "efs", "CreateMountTarget", FileSystemId=name, SubnetId=SUBNET_IDS[0])["MountTargetId"]
    twice = {"FileSystemId": name, "SubnetId": SUBNET_IDS[0]}
    assert no(world, "efs", "CreateMountTarget", **twice) == "MountTargetConflict"
    assert no(world, "efs", "DeleteFileSystem", FileSystemId=name) == "FileSystemInUse"
    assert no(world, "efs", "CreateFileSystem", CreationToken="t") == "FileSystemAlreadyExists"
    point = do(
        world, "efs", "CreateAccessPoint", ClientToken="a", FileSystemId=name, RootDirectory={"Path": "/a"}
    )
    assert do(world, "efs", "DescribeAccessPoints", FileSystemId=name)["AccessPoints"][0][
        "RootDirectory"
    ] == {"Path": "/a"}
    do(world, "efs", "DeleteAccessPoint", AccessPointId=point["AccessPointId"])
    do(world, "efs", "DeleteMountTarget", MountTargetId=target)
    do(world, "efs", "DeleteFileSystem", FileSystemId=name)


def test_events_too_far_from_now_are_told_and_not_taken(world: World) -> None:
    do(world, "logs", "CreateLogGroup", logGroupName="/shop", tags={"team": "a"})
    do(world, "logs", "CreateLogStream", logGroupName="/shop", logStreamName="a")
    now = int(world.wall().timestamp() * 1000)
    times = [now - 15 * DAY_MS, now - 2 * DAY_MS, now, now + 3 * HOUR_MS]
    stream = {"logGroupName": "/shop", "logStreamName": "a"}
    events = [{"timestamp": time, "message": str(place)} for place, time in enumerate(times)]
    do(world, "logs", "PutRetentionPolicy", logGroupName="/shop", retentionInDays=1)
    told = do(world, "logs", "PutLogEvents", **stream, logEvents=events)["rejectedLogEventsInfo"]
    assert told == {
        "tooOldLogEventEndIndex": 1, "expiredLogEventEndIndex": 2, "tooNewLogEventStartIndex": 3,
    }  # fmt: skip
    assert [one["message"] for one in do(world, "logs", "GetLogEvents", **stream)["events"]] == ["2"]


def test_log_groups_bear_tags(world: World) -> None:
    do(world, "logs", "CreateLogGroup", logGroupName="/shop", tags={"team": "a"})
    arn = do(world, "logs", "DescribeLogGroups")["logGroups"][0]["logGroupArn"]
    do(world, "logs", "TagResource", resourceArn=arn, tags={"k": "v"})
    do(world, "logs", "UntagResource", resourceArn=arn, tagKeys=["team"])
    assert do(world, "logs", "ListTagsForResource", resourceArn=arn)["tags"] == {"k": "v"}


@pytest.mark.parametrize(
    ("key", "values", "found"),
    [
        ("name", ["pass"], ["password"]),
        ("name", ["word"], []),
        ("description", ["the"], ["token"]),
        ("tag-key", ["team"], ["password"]),
        ("name", ["!pass"], ["token"]),
        ("all", ["THE", "pass"], ["password", "token"]),
    ],
)
def test_secrets_are_found_by_filters(world: World, key: str, values: list[str], found: list[str]) -> None:
    tags = [{"Key": "team", "Value": "a"}]
    do(world, "secretsmanager", "CreateSecret", Name="password", SecretString="a", Tags=tags)
    do(world, "secretsmanager", "CreateSecret", Name="token", SecretString="b", Description="The other")
    listed = do(world, "secretsmanager", "ListSecrets", Filters=[{"Key": key, "Values": values}])
    assert [one["Name"] for one in listed["SecretList"]] == found


def test_tags_and_parameters_of_what_may_not_be_are_refused(world: World) -> None:
    arn = "arn:aws:ecr:us-east-1:123456789012:repository/none"
    assert no(world, "ecr", "ListTagsForResource", resourceArn=arn) == "RepositoryNotFoundException"
    assert no(world, "ecr", "ListTagsForResource", resourceArn="none") == "InvalidParameterException"
    for name, value, code in (
        ("/aws/own", "a", "AccessDeniedException"),
        ("ssm-own", "a", "ValidationException"),
        ("own", "", "ValidationException"),
    ):
        assert no(world, "ssm", "PutParameter", Name=name, Value=value, Type="String") == code
