"""EventBridge, Scheduler, S3, SQS, SNS and DynamoDB through their API: what they refuse and answer."""

from collections.abc import Mapping
from typing import Any

import pytest

from tests.sim.living import do, live
from trainer.aws.answer import answer
from trainer.aws.model import Call, Rejected
from trainer.sim.start import new_world
from trainer.sim.world import World

QUEUE = "https://sqs.us-east-1.amazonaws.com/123456789012/work"
QUEUE_ARN = "arn:aws:sqs:us-east-1:123456789012:work"
ROLE = "arn:aws:iam::123456789012:role/r"
PATTERN = '{"source":["shop"]}'
TABLE = {
    "TableName": "photos",
    "BillingMode": "PAY_PER_REQUEST",
    "KeySchema": [
        {"AttributeName": "album", "KeyType": "HASH"},
        {"AttributeName": "taken", "KeyType": "RANGE"},
    ],
    "AttributeDefinitions": [
        {"AttributeName": "album", "AttributeType": "S"},
        {"AttributeName": "taken", "AttributeType": "N"},
    ],
}
SCHEDULE = {
    "Name": "s",
    "ScheduleExpression": "rate(1 hour)",
    "FlexibleTimeWindow": {"Mode": "OFF"},
    "Target": {"Arn": QUEUE_ARN, "RoleArn": ROLE},
}


@pytest.fixture
def world() -> World:
    made = new_world(5)
    do(made, "CreateQueue", {"QueueName": "work"})
    do(made, "CreateQueue", {"QueueName": "line.fifo", "Attributes": {"FifoQueue": "true"}})
    do(made, "s3:CreateBucket", {"Bucket": "uploads"})
    do(made, "PutObject", {"Bucket": "uploads", "Key": "a", "Body": b"a"})
    do(made, "CreateTopic", {"Name": "news"})
    do(made, "CreateTable", TABLE)
    do(made, "PutRule", {"Name": "r", "EventPattern": PATTERN})
    do(made, "PutTargets", {"Rule": "r", "Targets": [{"Id": "q", "Arn": QUEUE_ARN}]})
    do(made, "CreateSchedule", SCHEDULE)
    return made


def item(album: str, taken: int, **more: Any) -> dict[str, Any]:
    return {"album": {"S": album}, "taken": {"N": str(taken)}, **more}


TARGET = {"Id": "t", "Arn": "arn:aws:ecs:us-east-1:123456789012:cluster/c"}
ECS = {"TaskDefinitionArn": "arn:aws:ecs:us-east-1:123456789012:task-definition/d"}
REFUSED: list[tuple[str, str, Mapping[str, Any], str]] = [
    ("events", "PutRule", {"Name": "x"}, "ValidationException"),
    ("events", "PutRule", {"Name": "x", "EventPattern": "{}"}, "InvalidEventPatternException"),
    ("events", "PutRule", {"Name": "x", "ScheduleExpression": "rate(1 hours)"}, "ValidationException"),
    ("events", "PutRule", {"Name": "x", "ScheduleExpression": "at(2026-01-05T12:00:00)"},
     "ValidationException"),
    ("events", "PutRule", {"Name": "a b", "EventPattern": PATTERN}, "ValidationException"),
    ("events", "PutRule", {"Name": "x", "EventPattern": PATTERN, "EventBusName": "no"},
     "ResourceNotFoundException"),
    ("events", "PutTargets", {"Rule": "no", "Targets": [TARGET]}, "ResourceNotFoundException"),
    ("events", "PutTargets", {"Rule": "r", "Targets": [{**TARGET, "EcsParameters": ECS}]},
     "ValidationException"),
    ("events", "PutTargets", {"Rule": "r", "Targets": [{**TARGET, "RoleArn": ROLE}]}, "ValidationException"),
    ("events", "PutTargets", {"Rule": "r", "Targets": [{"Id": "t", "Arn": "queue"}]}, "ValidationException"),
    ("events", "PutTargets",
     {"Rule": "r", "Targets": [{"Id": "t", "Arn": QUEUE_ARN, "Input": "1", "InputPath": "$"}]},
     "ValidationException"),
    ("events", "PutTargets", {"Rule": "r", "Targets": [{"Id": str(n), "Arn": QUEUE_ARN} for n in range(5)]},
     "LimitExceededException"),
    ("events", "DeleteRule", {"Name": "r"}, "ValidationException"),
    ("events", "CreateEventBus", {"Name": "default"}, "ResourceAlreadyExistsException"),
    ("events", "DescribeRule", {"Name": "no"}, "ResourceNotFoundException"),
    ("scheduler", "CreateSchedule", SCHEDULE, "ConflictException"),
    ("scheduler", "CreateSchedule", {**SCHEDULE, "Name": "x", "ScheduleExpression": "daily"},
     "ValidationException"),
    ("scheduler", "CreateSchedule", {**SCHEDULE, "Name": "x", "ScheduleExpressionTimezone": "Mars"},
     "ValidationException"),
    ("scheduler", "CreateSchedule", {**SCHEDULE, "Name": "x", "FlexibleTimeWindow": {"Mode": "FLEXIBLE"}},
     "ValidationException"),
    ("scheduler", "CreateSchedule", {**SCHEDULE, "Name": "x", "GroupName": "no"},
     "ResourceNotFoundException"),
    ("scheduler", "GetSchedule", {"Name": "no"}, "ResourceNotFoundException"),
    ("s3", "CreateBucket", {"Bucket": "Upper"}, "InvalidBucketName"),
    ("s3", "DeleteBucket", {"Bucket": "uploads"}, "BucketNotEmpty"),
    ("s3", "GetObject", {"Bucket": "uploads", "Key": "no"}, "NoSuchKey"),
    ("s3", "PutObject", {"Bucket": "no-such", "Key": "k"}, "NoSuchBucket"),
    ("s3", "PutObject", {"Bucket": "uploads", "Key": "k", "Body": b"x" * 1_048_577}, "EntityTooLarge"),
    ("sqs", "CreateQueue", {"QueueName": "work", "Attributes": {"DelaySeconds": "5"}}, "QueueNameExists"),
    ("sqs", "CreateQueue", {"QueueName": "a b"}, "InvalidParameterValue"),
    ("sqs", "CreateQueue", {"QueueName": "x", "Attributes": {"VisibilityTimeout": "50000"}},
     "InvalidAttributeValue"),
    ("sqs", "SetQueueAttributes", {"QueueUrl": QUEUE, "Attributes": {"RedrivePolicy": "{}"}},
     "InvalidAttributeValue"),
    ("sqs", "SendMessage", {"QueueUrl": QUEUE + "x", "MessageBody": "m"}, "QueueDoesNotExist"),
    ("sqs", "SendMessage", {"QueueUrl": QUEUE, "MessageBody": "m", "DelaySeconds": 901},
     "InvalidParameterValue"),
    ("sqs", "SendMessage", {"QueueUrl": "line.fifo", "MessageBody": "m"}, "MissingParameter"),
    ("sqs", "ReceiveMessage", {"QueueUrl": QUEUE, "MaxNumberOfMessages": 11}, "InvalidParameterValue"),
    ("sqs", "ReceiveMessage", {"QueueUrl": QUEUE, "WaitTimeSeconds": 21}, "InvalidParameterValue"),
    ("sqs", "DeleteMessage", {"QueueUrl": QUEUE, "ReceiptHandle": "x"}, "ReceiptHandleIsInvalid"),
    ("sqs", "SendMessageBatch", {"QueueUrl": QUEUE, "Entries": []}, "EmptyBatchRequest"),
    ("sns", "Publish", {"TopicArn": "arn:aws:sns:us-east-1:123456789012:no", "Message": "m"}, "NotFound"),
    ("sns", "Subscribe",
     {"TopicArn": "arn:aws:sns:us-east-1:123456789012:news", "Protocol": "email", "Endpoint": "x"},
     "InvalidParameter"),
    ("sns", "ConfirmSubscription", {"TopicArn": "arn:aws:sns:us-east-1:123456789012:news", "Token": "t"},
     "InvalidParameter"),
    ("dynamodb", "CreateTable", TABLE, "ResourceInUseException"),
    ("dynamodb", "DescribeTable", {"TableName": "no"}, "ResourceNotFoundException"),
    ("dynamodb", "PutItem", {"TableName": "photos", "Item": {"album": {"S": "a"}}}, "ValidationException"),
    ("dynamodb", "PutItem", {"TableName": "photos", "Item": {**item("a", 1), "taken": {"S": "1"}}},
     "ValidationException"),
    ("dynamodb", "PutItem", {"TableName": "photos", "Item": item("a", 1, big={"S": "x" * 410_000})},
     "ValidationException"),
    ("dynamodb", "PutItem",
     {"TableName": "photos", "Item": item("a", 1), "ConditionExpression": "attribute_exists(album)"},
     "ConditionalCheckFailedException"),
    ("dynamodb", "GetItem", {"TableName": "photos", "Key": {"album": {"S": "a"}}}, "ValidationException"),
    ("dynamodb", "Query", {"TableName": "photos", "KeyConditionExpression": "taken = :t",
     "ExpressionAttributeValues": {":t": {"N": "1"}}}, "ValidationException"),
    ("dynamodb", "Scan", {"TableName": "photos", "FilterExpression": "n > :x"}, "ValidationException"),
    ("dynamodb", "Scan", {"TableName": "photos", "FilterExpression": "n >"}, "ValidationException"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("service", "operation", "params", "code"),
    REFUSED,
    ids=[f"{operation}-{code}" for _, operation, _, code in REFUSED],
)
def test_refusals_leave_the_world_alone(
    world: World, service: str, operation: str, params: Mapping[str, Any], code: str
) -> None:
    before = world.copy()
    told = answer(world, Call(service, operation, params))
    assert isinstance(told, Rejected), told
    assert told.code == code, told
    assert world == before


def test_each_entry_of_put_events_is_judged_alone(world: World) -> None:
    good = {"Source": "shop", "DetailType": "d", "Detail": "{}"}
    bad = [{**good, "Source": "aws.ecs"}, {**good, "Detail": "no"}, {"Source": "shop", "DetailType": "d"}]
    done = do(world, "PutEvents", {"Entries": [good, *bad]})
    assert done["FailedEntryCount"] == 3
    assert [entry.get("ErrorCode") for entry in done["Entries"]] == [
        None, "NotAuthorizedForSourceException", "MalformedDetail", "InvalidArgument"
    ]  # fmt: skip


def test_rules_are_listed_switched_and_deleted(world: World) -> None:
    do(
        world,
        "PutRule",
        {"Name": "tick", "ScheduleExpression": "rate(5 minutes)", "Tags": [{"Key": "a", "Value": "b"}]},
    )
    assert [rule["Name"] for rule in do(world, "ListRules", {})["Rules"]] == ["r", "tick"]
    do(world, "DisableRule", {"Name": "tick"})
    assert do(world, "DescribeRule", {"Name": "tick"})["State"] == "DISABLED"
    do(world, "EnableRule", {"Name": "tick"})
    assert do(world, "ListRuleNamesByTarget", {"TargetArn": QUEUE_ARN})["RuleNames"] == ["r"]
    do(world, "RemoveTargets", {"Rule": "r", "Ids": ["q"]})
    assert do(world, "ListTargetsByRule", {"Rule": "r"})["Targets"] == []
    do(world, "events:DeleteRule", {"Name": "r"})
    arn = do(world, "DescribeRule", {"Name": "tick"})["Arn"]
    assert do(world, "events:ListTagsForResource", {"ResourceARN": arn})["Tags"] == [
        {"Key": "a", "Value": "b"}
    ]


def test_long_polling_waits_in_virtual_time_and_no_longer_than_needed(world: World) -> None:
    do(world, "SendMessage", {"QueueUrl": QUEUE, "MessageBody": "late", "DelaySeconds": 7})
    received = do(world, "ReceiveMessage", {"QueueUrl": QUEUE, "WaitTimeSeconds": 20})
    assert ([one["Body"] for one in received["Messages"]], world.now_ms) == (["late"], 7000)
    assert do(world, "ReceiveMessage", {"QueueUrl": QUEUE, "WaitTimeSeconds": 20}) == {}
    assert world.now_ms == 27_000


def test_a_message_held_given_back_and_deleted(world: World) -> None:
    do(world, "SendMessage", {"QueueUrl": QUEUE, "MessageBody": "m"})
    [first] = do(world, "ReceiveMessage", {"QueueUrl": QUEUE})["Messages"]
    handle = {"QueueUrl": QUEUE, "ReceiptHandle": first["ReceiptHandle"]}
    do(world, "ChangeMessageVisibility", {**handle, "VisibilityTimeout": 100})
    live(world, 99_000)
    assert do(world, "ReceiveMessage", {"QueueUrl": QUEUE}) == {}
    do(world, "ChangeMessageVisibility", {**handle, "VisibilityTimeout": 0})
    asked = {"QueueUrl": QUEUE, "MessageSystemAttributeNames": ["ApproximateReceiveCount"]}
    [second] = do(world, "ReceiveMessage", asked)["Messages"]
    assert second["Attributes"] == {"ApproximateReceiveCount": "2"}
    do(world, "DeleteMessage", handle)  # an old handle: nothing happens
    assert do(world, "GetQueueAttributes", {"QueueUrl": QUEUE, "AttributeNames": ["All"]})["Attributes"][
        "ApproximateNumberOfMessagesNotVisible"
    ] == "1"  # fmt: skip
    do(world, "DeleteMessage", {**handle, "ReceiptHandle": second["ReceiptHandle"]})
    live(world, 60_000)
    assert do(world, "ReceiveMessage", {"QueueUrl": QUEUE}) == {}


def test_a_fifo_queue_keeps_the_order_of_a_group_and_knows_duplicates(world: World) -> None:
    for name, group, token in (("a1", "a", "1"), ("a2", "a", "2"), ("b1", "b", "3"), ("a1", "a", "1")):
        params = {"MessageBody": name, "MessageGroupId": group, "MessageDeduplicationId": token}
        do(world, "SendMessage", {"QueueUrl": "line.fifo", **params})
    first = do(world, "ReceiveMessage", {"QueueUrl": "line.fifo"})["Messages"]
    then = do(world, "ReceiveMessage", {"QueueUrl": "line.fifo", "MaxNumberOfMessages": 10})["Messages"]
    assert ([one["Body"] for one in first], [one["Body"] for one in then]) == (["a1"], ["b1"])


def test_objects_are_listed_by_prefix_and_in_pages(world: World) -> None:
    for key in ("in/1", "in/2", "in/deep/3", "out/4"):
        do(world, "PutObject", {"Bucket": "uploads", "Key": key, "Body": key.encode()})
    folded = do(world, "ListObjectsV2", {"Bucket": "uploads", "Prefix": "in/", "Delimiter": "/"})
    assert [one["Key"] for one in folded["Contents"]] == ["in/1", "in/2"]
    assert folded["CommonPrefixes"] == [{"Prefix": "in/deep/"}]
    seen: list[str] = []
    token: dict[str, str] = {}
    while True:
        page = do(world, "ListObjectsV2", {"Bucket": "uploads", "MaxKeys": 2, **token})
        seen += [one["Key"] for one in page["Contents"]]
        if not page["IsTruncated"]:
            break
        token = {"ContinuationToken": page["NextContinuationToken"]}
    assert seen == ["a", "in/1", "in/2", "in/deep/3", "out/4"]
    do(world, "CopyObject", {"Bucket": "uploads", "Key": "copy", "CopySource": "uploads/in/1"})
    assert do(world, "GetObject", {"Bucket": "uploads", "Key": "copy"})["Body"] == b"in/1"


def test_items_are_queried_in_order_filtered_and_paged(world: World) -> None:
    for taken, stars in ((10, 3), (2, 5), (7, 1)):
        do(world, "PutItem", {"TableName": "photos", "Item": item("a", taken, stars={"N": str(stars)})})
    do(world, "PutItem", {"TableName": "photos", "Item": item("b", 1)})
    asked = {
        "TableName": "photos",
        "KeyConditionExpression": "#a = :a AND taken BETWEEN :low AND :high",
        "ExpressionAttributeNames": {"#a": "album"},
        "ExpressionAttributeValues": {":a": {"S": "a"}, ":low": {"N": "2"}, ":high": {"N": "10"}},
    }
    assert [one["taken"]["N"] for one in do(world, "Query", asked)["Items"]] == ["2", "7", "10"]
    first = do(world, "Query", {**asked, "Limit": 2, "ScanIndexForward": False})
    assert [one["taken"]["N"] for one in first["Items"]] == ["10", "7"]
    rest = do(
        world, "Query", {**asked, "ScanIndexForward": False, "ExclusiveStartKey": first["LastEvaluatedKey"]}
    )
    assert [one["taken"]["N"] for one in rest["Items"]] == ["2"]
    values = {":three": {"N": "3"}}
    scan = {"TableName": "photos", "FilterExpression": "stars >= :three OR attribute_not_exists(stars)"}
    found = do(world, "Scan", {**scan, "ExpressionAttributeValues": values})
    assert (found["Count"], found["ScannedCount"]) == (3, 4)


def test_a_scan_reads_a_megabyte_at_a_time(world: World) -> None:
    for taken in range(4):
        do(world, "PutItem", {"TableName": "photos", "Item": item("a", taken, body={"S": "x" * 390_000})})
    page = do(world, "Scan", {"TableName": "photos"})
    assert page["Count"] == 2
    assert (
        do(world, "Scan", {"TableName": "photos", "ExclusiveStartKey": page["LastEvaluatedKey"]})["Count"]
        == 2
    )


def test_an_item_is_updated_in_place(world: World) -> None:
    key = item("a", 1)
    params = {
        "TableName": "photos",
        "Key": key,
        "UpdateExpression": "SET seen = if_not_exists(seen, :zero) + :one, tag = :t REMOVE old ADD kinds :k",
        "ExpressionAttributeValues": {
            ":zero": {"N": "0"},
            ":one": {"N": "1"},
            ":t": {"S": "cat"},
            ":k": {"SS": ["x"]},
        },
        "ReturnValues": "ALL_NEW",
    }
    do(world, "UpdateItem", params)
    done = do(world, "UpdateItem", params)["Attributes"]
    assert done == {**key, "seen": {"N": "2"}, "tag": {"S": "cat"}, "kinds": {"SS": ["x"]}}
    assert (
        do(world, "DeleteItem", {"TableName": "photos", "Key": key, "ReturnValues": "ALL_OLD"})["Attributes"]
        == done
    )
    assert do(world, "GetItem", {"TableName": "photos", "Key": key}) == {}


def test_schedules_are_shown_updated_and_deleted_with_their_group(world: World) -> None:
    do(world, "CreateScheduleGroup", {"Name": "g"})
    do(world, "CreateSchedule", {**SCHEDULE, "GroupName": "g"})
    do(world, "UpdateSchedule", {**SCHEDULE, "GroupName": "g", "State": "DISABLED"})
    assert do(world, "GetSchedule", {"Name": "s", "GroupName": "g"})["State"] == "DISABLED"
    assert len(do(world, "ListSchedules", {})["Schedules"]) == 2
    assert [one["Name"] for one in do(world, "ListScheduleGroups", {})["ScheduleGroups"]] == ["default", "g"]
    do(world, "DeleteScheduleGroup", {"Name": "g"})
    do(world, "DeleteSchedule", {"Name": "s"})
    live(world, 7_200_000)
    assert do(world, "ListSchedules", {})["Schedules"] == []


def test_a_topic_confirms_by_the_token_in_the_letter(world: World) -> None:
    topic = "arn:aws:sns:us-east-1:123456789012:news"
    asked = {"TopicArn": topic, "Protocol": "email", "Endpoint": "a@example.com"}
    assert do(world, "Subscribe", asked)["SubscriptionArn"] == "pending confirmation"
    [letter] = do(world, "ReadInbox", {"address": "a@example.com"})["letters"]
    token = letter["body"].rpartition(" ")[2]
    arn = do(world, "ConfirmSubscription", {"TopicArn": topic, "Token": token})["SubscriptionArn"]
    [shown] = do(world, "ListSubscriptionsByTopic", {"TopicArn": topic})["Subscriptions"]
    assert shown["SubscriptionArn"] == arn
    do(world, "Unsubscribe", {"SubscriptionArn": arn})
    assert do(world, "ListSubscriptions", {})["Subscriptions"] == []
    do(world, "DeleteTopic", {"TopicArn": topic})
    assert do(world, "ListTopics", {})["Topics"] == []
