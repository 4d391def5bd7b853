"""Policies evaluated: explicit deny, allow, silence; wildcards; conditions; what is no policy."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.sim.iam.managed import MANAGED, PREFIX
from trainer.sim.iam.policies import Malformed, Source, check, decide, statements, trusts


def policy(*listed: dict[str, Any]) -> Source:
    full = [{"Effect": "Allow", "Resource": "*", **each} for each in listed]
    return Source("policy p", json.dumps({"Version": "2012-10-17", "Statement": full}))


READ = policy({"Action": "s3:GetObject", "Resource": "arn:aws:s3:::photos/*"})
DENY = policy({"Effect": "Deny", "Action": "s3:*", "Resource": "arn:aws:s3:::photos/secret*"})


@pytest.mark.parametrize(
    ("action", "resource", "allowed"),
    [
        ("s3:GetObject", "arn:aws:s3:::photos/a.jpg", True),
        ("S3:getobject", "arn:aws:s3:::photos/a.jpg", True),
        ("s3:GetObject", "arn:aws:s3:::photos", False),
        ("s3:PutObject", "arn:aws:s3:::photos/a.jpg", False),
        ("s3:GetObject", "arn:aws:s3:::photos/secret/a.jpg", False),
    ],
)
def test_allow_deny_and_silence(action: str, resource: str, allowed: bool) -> None:
    assert decide([READ, DENY], action, resource).allowed is allowed


def test_a_deny_names_its_policy() -> None:
    decision = decide([READ, DENY], "s3:GetObject", "arn:aws:s3:::photos/secret")
    assert (decision.explicit, decision.source) == (True, "policy p")


@pytest.mark.parametrize(
    ("condition", "context", "holds"),
    [
        ({"StringEquals": {"iam:PassedToService": "ecs-tasks.amazonaws.com"}},
         {"iam:PassedToService": "ecs-tasks.amazonaws.com"}, True),
        ({"StringEquals": {"iam:PassedToService": "ecs-tasks.amazonaws.com"}},
         {"iam:PassedToService": "lambda.amazonaws.com"}, False),
        ({"StringEquals": {"iam:passedtoservice": ["a", "b"]}}, {"iam:PassedToService": "b"}, True),
        ({"StringEquals": {"iam:PassedToService": "a"}}, {}, False),
        ({"StringEqualsIfExists": {"iam:PassedToService": "a"}}, {}, True),
        ({"StringNotEquals": {"aws:RequestedRegion": "us-east-1"}},
         {"aws:RequestedRegion": "us-east-1"}, False),
        ({"ArnLike": {"ecs:cluster": "arn:aws:ecs:*:*:cluster/pro*"}},
         {"ecs:cluster": "arn:aws:ecs:us-east-1:1:cluster/prod"}, True),
        ({"Null": {"ecs:cluster": "true"}}, {}, True),
        ({"Bool": {"aws:SecureTransport": False}}, {"aws:SecureTransport": "false"}, True),
        ({"NumericLessThanEquals": {"n": "5"}}, {"n": "5"}, True),
        ({"NumericLessThan": {"n": "5"}}, {"n": "5"}, False),
    ],
)  # fmt: skip
def test_conditions(condition: dict[str, Any], context: dict[str, str], holds: bool) -> None:
    asked = policy({"Action": "*", "Condition": condition})
    assert decide([asked], "iam:PassRole", "*", context).allowed is holds


def test_not_action_and_not_resource() -> None:
    most = policy({"NotAction": "iam:*"})
    assert decide([most], "ecs:RunTask", "*").allowed
    assert not decide([most], "iam:PassRole", "*").allowed


def test_a_resource_policy_allows_by_itself_in_the_same_account() -> None:
    own = Source(
        "the repository policy",
        json.dumps(
            {"Statement": {"Effect": "Allow", "Principal": {"AWS": "123456789012"}, "Action": "ecr:*"}}
        ),
    )
    caller = ("arn:aws:iam::123456789012:role/web",)
    assert decide([], "ecr:BatchGetImage", "arn:x", resource_policy=own, caller=caller).allowed
    other = ("arn:aws:iam::999999999999:role/web",)
    assert not decide([], "ecr:BatchGetImage", "arn:x", resource_policy=own, caller=other).allowed


def test_who_is_trusted() -> None:
    trust = {
        "Effect": "Allow",
        "Principal": {"Service": "ecs-tasks.amazonaws.com"},
        "Action": "sts:AssumeRole",
    }
    document = json.dumps({"Statement": [trust]})
    assert trusts(document, "ecs-tasks.amazonaws.com")
    assert not trusts(document, "ec2.amazonaws.com")
    check(document, "trust")


@pytest.mark.parametrize(
    ("document", "kind", "words"),
    [
        ("{", "identity", "invalid Json"),
        ("{}", "identity", "Syntax errors"),
        ('{"Statement": [{"Effect": "Allow", "Action": "s3:*"}]}', "identity", "must contain resources"),
        ('{"Statement": [{"Effect": "Maybe", "Action": "s3:*"}]}', "identity", "Syntax errors"),
        ('{"Statement": [{"Effect": "Allow", "Action": "read", "Resource": "*"}]}', "identity", "vendor"),
        ('{"Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "photos"}]}', "identity", "ARN"),
        ('{"Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole"}]}', "trust", "Principal"),
    ],
)
def test_what_is_no_policy(document: str, kind: str, words: str) -> None:
    with pytest.raises(Malformed, match=words):
        check(document, kind)


def test_awss_own_policies_are_policies() -> None:
    for document in MANAGED.values():
        check(document, "identity")
    execution = Source("e", MANAGED[f"{PREFIX}service-role/AmazonECSTaskExecutionRolePolicy"])
    assert decide([execution], "ecr:BatchGetImage", "arn:x").allowed
    assert not decide([execution], "logs:CreateLogGroup", "arn:x").allowed
    assert not decide([execution], "secretsmanager:GetSecretValue", "arn:x").allowed


@given(st.lists(st.sampled_from(["s3:*", "s3:Get*", "ecs:RunTask", "*"]), max_size=3), st.booleans())
def test_a_deny_of_everything_always_wins(actions: list[str], first: bool) -> None:
    allows = [policy({"Action": action}) for action in actions]
    deny = policy({"Effect": "Deny", "Action": "*"})
    listed = [deny, *allows] if first else [*allows, deny]
    assert not decide(listed, "s3:GetObject", "*").allowed
    assert decide(allows, "s3:GetObject", "*").allowed == bool({"s3:*", "s3:Get*", "*"} & set(actions))


def test_equal_documents_are_parsed_once() -> None:
    assert statements(READ.document) is statements(READ.document)
