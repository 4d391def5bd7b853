"""Load balancers refuse in AWS's words, leave the world alone when they do, and answer in AWS's shapes."""

from collections.abc import Mapping
from typing import Any

import pytest

from tests.sim.living import do, live
from trainer.aws.model import Rejected
from trainer.aws.operations import OPERATIONS
from trainer.aws.operations.answering import Refusal
from trainer.aws.operations.elbv2.conditions import checked
from trainer.sim.model import TargetGroup
from trainer.sim.start import new_world
from trainer.sim.world import World

VPC = "vpc-0de00000000000001"
A, B, C = (f"subnet-0de0000000000001{letter}" for letter in "abc")
BALANCER = {"Name": "shop", "Subnets": [A, B]}
GROUP = {"Name": "web", "Protocol": "HTTP", "Port": 80, "VpcId": VPC, "TargetType": "ip"}
NETWORK = {"awsvpcConfiguration": {"subnets": [A], "assignPublicIp": "ENABLED"}}
SERVICE = {
    "cluster": "shop", "serviceName": "web", "taskDefinition": "web", "desiredCount": 1,
    "launchType": "FARGATE", "networkConfiguration": NETWORK,
}  # fmt: skip


class Shop:
    """A load balancer with a listener and two target groups, and a definition for Fargate."""

    def __init__(self) -> None:
        self.world: World = new_world(2)
        self.balancer = self.do("CreateLoadBalancer", BALANCER)["LoadBalancers"][0]["LoadBalancerArn"]
        self.group = self.do("CreateTargetGroup", GROUP)["TargetGroups"][0]["TargetGroupArn"]
        other = {**GROUP, "Name": "other", "TargetType": "instance"}
        self.other = self.do("CreateTargetGroup", other)["TargetGroups"][0]["TargetGroupArn"]
        self.listener = self.do("CreateListener", self.listening(80))["Listeners"][0]["ListenerArn"]
        self.do("CreateCluster", {"clusterName": "shop"})
        self.do("RegisterTaskDefinition", {
            "family": "web", "networkMode": "awsvpc", "requiresCompatibilities": ["FARGATE"], "cpu": "256",
            "memory": "512",
            "containerDefinitions": [{"name": "app", "image": "a", "portMappings": [{"containerPort": 80}]}],
        })  # fmt: skip

    def do(self, operation: str, params: Mapping[str, Any]) -> Mapping[str, Any]:
        return do(self.world, operation, params)

    def listening(self, port: int, **more: Any) -> dict[str, Any]:
        forward = [{"Type": "forward", "TargetGroupArn": self.group}]
        return {
            "LoadBalancerArn": self.balancer, "Protocol": "HTTP", "Port": port, "DefaultActions": forward,
            **more,
        }  # fmt: skip

    def rule(self, priority: int, **more: Any) -> dict[str, Any]:
        conditions = [{"Field": "path-pattern", "Values": ["/api/*"]}]
        actions = [{"Type": "forward", "TargetGroupArn": self.other}]
        return {
            "ListenerArn": self.listener, "Priority": priority, "Conditions": conditions,
            "Actions": actions, **more,
        }  # fmt: skip

    def refused(self, service: str, operation: str, params: Mapping[str, Any]) -> Rejected:
        before = self.world.copy()
        answer = OPERATIONS[service, operation](self.world, params)
        assert isinstance(answer, Rejected), answer
        assert self.world == before
        return answer

    def health(self) -> list[str]:
        answer = self.do("DescribeTargetHealth", {"TargetGroupArn": self.group})
        return [one["TargetHealth"]["State"] for one in answer["TargetHealthDescriptions"]]


@pytest.fixture
def shop() -> Shop:
    return Shop()


@pytest.mark.parametrize(
    ("operation", "params", "code"),
    [
        ("CreateLoadBalancer", {**BALANCER, "Subnets": [A]}, "ValidationError"),
        ("CreateLoadBalancer", {**BALANCER, "Name": "in valid"}, "ValidationError"),
        ("CreateLoadBalancer", {**BALANCER, "Name": "x", "Subnets": [A, "subnet-0"]}, "SubnetNotFound"),
        ("CreateLoadBalancer", {**BALANCER, "Name": "x", "SecurityGroups": ["sg-0"]}, "InvalidSecurityGroup"),
        ("CreateLoadBalancer", {**BALANCER, "Subnets": [A, C]}, "DuplicateLoadBalancerName"),
        ("CreateTargetGroup", {**GROUP, "Port": 81}, "DuplicateTargetGroupName"),
        ("CreateTargetGroup", {**GROUP, "Name": "x", "VpcId": "vpc-0"}, "ValidationError"),
        ("CreateTargetGroup", {**GROUP, "Name": "x", "HealthCheckIntervalSeconds": 4}, "ValidationError"),
        ("CreateTargetGroup", {**GROUP, "Name": "x", "HealthCheckTimeoutSeconds": 30}, "ValidationError"),
        ("DescribeLoadBalancers", {"Names": ["no"]}, "LoadBalancerNotFound"),
        ("DescribeTargetGroups", {"Names": ["no"]}, "TargetGroupNotFound"),
        ("DescribeTargetHealth", {"TargetGroupArn": "no"}, "TargetGroupNotFound"),
        ("DescribeRules", {"ListenerArn": "no"}, "ListenerNotFound"),
        ("DeleteRule", {"RuleArn": "no"}, "RuleNotFound"),
        ("DescribeTags", {"ResourceArns": ["no"]}, "ValidationError"),
    ],
)
def test_refusals(shop: Shop, operation: str, params: Mapping[str, Any], code: str) -> None:
    assert shop.refused("elbv2", operation, params).code == code


UNFIT = "is not supported for target groups with the"


@pytest.mark.parametrize(
    ("protocol", "kind", "text"),
    [
        ("HTTP", "app_cookie", ""),
        ("TCP", "source_ip", ""),
        ("TCP", "lb_cookie", f"Stickiness type 'lb_cookie' {UNFIT} TCP protocol"),
        ("HTTP", "source_ip", f"Stickiness type 'source_ip' {UNFIT} HTTP protocol"),
        ("TLS", "source_ip", "You cannot enable stickiness on target groups with the TLS protocol"),
        ("UDP", "smell", "'Stickiness type' must be one of [app_cookie, lb_cookie, source_ip]"),
        ("GENEVE", "source_ip_dest_ip_proto", ""),
        ("GENEVE", "source_ip", "'source_ip' must be one of [source_ip_dest_ip_proto, source_ip_dest_ip]"),
    ],
)  # fmt: skip
def test_stickiness_goes_by_the_protocol(shop: Shop, protocol: str, kind: str, text: str) -> None:
    port = 6081 if protocol == "GENEVE" else 80
    vpc = shop.world.need(TargetGroup, shop.group).vpc_id
    plain = {"Name": "sticky", "Protocol": protocol, "Port": port, "VpcId": vpc}
    group = shop.do("CreateTargetGroup", plain)["TargetGroups"][0]["TargetGroupArn"]
    attributes = [{"Key": "stickiness.enabled", "Value": "true"}, {"Key": "stickiness.type", "Value": kind}]
    wanted = {"TargetGroupArn": group, "Attributes": attributes}
    if text:
        assert shop.refused("elbv2", "ModifyTargetGroupAttributes", wanted).message == text
    else:
        assert attributes[1] in shop.do("ModifyTargetGroupAttributes", wanted)["Attributes"]


@pytest.mark.parametrize(
    ("changed", "text"),
    [
        ({"Port": None}, "A listener port must be specified"),
        ({"Protocol": None}, "A listener protocol must be specified"),
        ({"Protocol": "TCP"}, "Listener protocol 'TCP' must be one of 'HTTP, HTTPS'"),
        ({"DefaultActions": [{"Type": "fixed-response", "FixedResponseConfig": {"StatusCode": "100"}}]},
         "The status code '100' of a fixed response must be 2XX, 4XX or 5XX"),
    ],
)  # fmt: skip
def test_a_listener_says_what_it_lacks(shop: Shop, changed: Mapping[str, Any], text: str) -> None:
    wanted = {name: value for name, value in shop.listening(90, **changed).items() if value is not None}
    assert shop.refused("elbv2", "CreateListener", wanted).message == text


def test_a_gateway_listens_to_every_port_at_once(shop: Shop) -> None:
    made = shop.do("CreateLoadBalancer", {**BALANCER, "Name": "gate", "Type": "gateway"})
    vpc = shop.world.need(TargetGroup, shop.group).vpc_id
    plain = {"Name": "probes", "Protocol": "GENEVE", "Port": 6081, "VpcId": vpc}
    group = shop.do("CreateTargetGroup", plain)["TargetGroups"][0]["TargetGroupArn"]
    gate = made["LoadBalancers"][0]["LoadBalancerArn"]
    wanted = {"LoadBalancerArn": gate, "DefaultActions": [{"Type": "forward", "TargetGroupArn": group}]}
    refused = shop.refused("elbv2", "CreateListener", {**wanted, "Port": 80})
    assert refused.message == "A port cannot be specified for gateway listeners"
    assert "Port" not in shop.do("CreateListener", wanted)["Listeners"][0]


def test_a_check_of_connections_may_take_its_whole_interval(shop: Shop) -> None:
    vpc = shop.world.need(TargetGroup, shop.group).vpc_id
    same = {"Port": 80, "VpcId": vpc, "HealthCheckIntervalSeconds": 5, "HealthCheckTimeoutSeconds": 5}
    shop.do("CreateTargetGroup", {**same, "Name": "plain", "Protocol": "TCP"})
    refused = shop.refused("elbv2", "CreateTargetGroup", {**same, "Name": "web-2", "Protocol": "HTTP"})
    assert refused.message == "Health check timeout '5' must be smaller than the interval '5'"


def test_refusals_about_what_is_there(shop: Shop) -> None:
    def code(operation: str, params: Mapping[str, Any]) -> str:
        return shop.refused("elbv2", operation, params).code

    shop.do("CreateRule", shop.rule(5))
    assert code("CreateListener", shop.listening(80)) == "DuplicateListener"
    assert code("CreateListener", shop.listening(443, Protocol="HTTPS")) == "ValidationError"
    assert code("CreateListener", shop.listening(90, Protocol="TCP")) == "ValidationError"
    assert code("CreateRule", shop.rule(5)) == "PriorityInUse"
    assert (
        code("CreateRule", shop.rule(6, Conditions=[{"Field": "smell", "Values": ["x"]}]))
        == "ValidationError"
    )
    assert code("DeleteTargetGroup", {"TargetGroupArn": shop.group}) == "ResourceInUse"
    second = shop.do("CreateLoadBalancer", {**BALANCER, "Name": "two"})["LoadBalancers"][0]["LoadBalancerArn"]
    limit = code("CreateListener", shop.listening(80, LoadBalancerArn=second))
    assert limit == "TargetGroupAssociationLimit"
    network = {**BALANCER, "Name": "net", "Type": "network"}
    third = shop.do("CreateLoadBalancer", network)["LoadBalancers"][0]["LoadBalancerArn"]
    unlike = shop.listening(80, LoadBalancerArn=third, Protocol="TCP")
    assert code("CreateListener", unlike) == "IncompatibleProtocols"
    target = {"TargetGroupArn": shop.group, "Targets": [{"Id": "10.1.1.1"}]}
    assert code("RegisterTargets", target) == "InvalidTarget"
    assert code("DeregisterTargets", target) == "InvalidTarget"
    attributes = [{"Key": "deregistration_delay.timeout_seconds", "Value": "4000"}]
    wrong = {"TargetGroupArn": shop.group, "Attributes": attributes}
    assert code("ModifyTargetGroupAttributes", wrong) == "InvalidConfigurationRequest"


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        (
            {"targetGroupArn": "other"},
            "type instance, which is incompatible with the awsvpc network mode",
        ),
        ({"targetGroupArn": "loose"}, "does not have an associated load balancer."),
        ({"targetGroupArn": "arn:none"}, "was not found"),
        ({"containerName": "none"}, "The container none does not exist in the task definition."),
        ({"containerPort": 81}, "The container app did not have a container port 81 defined."),
        (
            {"loadBalancerName": "old"},
            "Classic Load Balancers are not supported",
        ),
    ],
)
def test_a_service_wants_a_target_group_that_fits(shop: Shop, changed: dict[str, Any], words: str) -> None:
    loose = shop.do("CreateTargetGroup", {**GROUP, "Name": "loose"})["TargetGroups"][0]["TargetGroupArn"]
    named = {"other": shop.other, "loose": loose}
    wanted = {"targetGroupArn": shop.group, "containerName": "app", "containerPort": 80, **changed}
    wanted["targetGroupArn"] = named.get(wanted["targetGroupArn"], wanted["targetGroupArn"])
    refusal = shop.refused("ecs", "CreateService", {**SERVICE, "loadBalancers": [wanted]})
    assert refusal.code == "InvalidParameterException"
    assert words in refusal.message
    many = shop.refused("ecs", "CreateService", {**SERVICE, "loadBalancers": [wanted] * 6})
    assert "at most 5" in many.message


def test_everything_made_can_be_described_changed_and_deleted(shop: Shop) -> None:
    made = shop.do("CreateRule", shop.rule(5))["Rules"][0]["RuleArn"]
    assert shop.do("CreateLoadBalancer", BALANCER)["LoadBalancers"][0]["LoadBalancerArn"] == shop.balancer
    assert shop.do("CreateTargetGroup", GROUP)["TargetGroups"][0]["LoadBalancerArns"] == [shop.balancer]
    shop.do("SetRulePriorities", {"RulePriorities": [{"RuleArn": made, "Priority": 9}]})
    rules = shop.do("DescribeRules", {"ListenerArn": shop.listener})["Rules"]
    assert [rule["Priority"] for rule in rules] == ["9", "default"]
    default = rules[-1]["RuleArn"]
    assert shop.do("DescribeRules", {"RuleArns": [default]})["Rules"][0]["IsDefault"]
    assert shop.refused("elbv2", "DeleteRule", {"RuleArn": default}).code == "OperationNotPermitted"
    fixed = [{"Type": "fixed-response", "FixedResponseConfig": {"StatusCode": "404"}}]
    shop.do("ModifyRule", {"RuleArn": made, "Actions": fixed})
    groups = shop.do("DescribeTargetGroups", {"LoadBalancerArn": shop.balancer})["TargetGroups"]
    assert [group["TargetGroupName"] for group in groups] == ["web"]
    for arn in (shop.balancer, shop.group, shop.listener, made):
        shop.do("elbv2:AddTags", {"ResourceArns": [arn], "Tags": [{"Key": "team", "Value": "a"}]})
        shop.do("elbv2:RemoveTags", {"ResourceArns": [arn], "TagKeys": ["none"]})
        shown = shop.do("elbv2:DescribeTags", {"ResourceArns": [arn]})["TagDescriptions"]
        assert shown == [{"ResourceArn": arn, "Tags": [{"Key": "team", "Value": "a"}]}]
    shop.do("ModifyListener", {"ListenerArn": shop.listener, "Port": 8080, "DefaultActions": fixed})
    assert shop.do("DescribeListeners", {"LoadBalancerArn": shop.balancer})["Listeners"][0]["Port"] == 8080
    wanted = [{"Key": "idle_timeout.timeout_seconds", "Value": "30"}]
    shop.do("ModifyLoadBalancerAttributes", {"LoadBalancerArn": shop.balancer, "Attributes": wanted})
    attributes = shop.do("DescribeLoadBalancerAttributes", {"LoadBalancerArn": shop.balancer})["Attributes"]
    assert wanted[0] in attributes
    shop.do("DeleteRule", {"RuleArn": made})
    shop.do("DeleteListener", {"ListenerArn": shop.listener})
    shop.do("DeleteTargetGroup", {"TargetGroupArn": shop.group})
    shop.do("DeleteLoadBalancer", {"LoadBalancerArn": shop.balancer})
    assert shop.do("DescribeLoadBalancers", {})["LoadBalancers"] == []


def test_targets_by_hand_follow_the_task_that_listens_there(shop: Shop) -> None:
    run = {
        "cluster": "shop",
        "taskDefinition": "web",
        "launchType": "FARGATE",
        "networkConfiguration": NETWORK,
    }
    task = shop.do("RunTask", run)["tasks"][0]
    live(shop.world, 60_000)
    details = {item["name"]: item["value"] for item in task["attachments"][0]["details"]}
    targets = [{"Id": details["privateIPv4Address"]}, {"Id": "172.31.0.200"}]
    shop.do("RegisterTargets", {"TargetGroupArn": shop.group, "Targets": targets})
    assert shop.health() == ["initial", "initial"]
    live(shop.world, 66_000)
    assert shop.health() == ["healthy", "unhealthy"]
    shop.do("DeregisterTargets", {"TargetGroupArn": shop.group, "Targets": targets[:1]})
    assert shop.health() == ["draining", "unhealthy"]
    live(shop.world, 300_000)
    assert shop.health() == ["unhealthy"]
    asked = {"TargetGroupArn": shop.group, "Targets": targets[:1]}
    [gone] = shop.do("DescribeTargetHealth", asked)["TargetHealthDescriptions"]
    assert gone["TargetHealth"]["Reason"] == "Target.NotRegistered"


def test_without_its_listener_a_target_is_unused(shop: Shop) -> None:
    balanced = [{"targetGroupArn": shop.group, "containerName": "app", "containerPort": 80}]
    shop.do("CreateService", {**SERVICE, "loadBalancers": balanced})
    live(shop.world, 120_000)
    assert shop.health() == ["healthy"]
    shop.do("DeleteListener", {"ListenerArn": shop.listener})
    assert shop.health() == ["unused"]
    shop.do("CreateListener", shop.listening(80))
    assert shop.health()[0] == "initial"
    live(shop.world, 31_000)
    assert "healthy" in shop.health()


@pytest.mark.parametrize(
    ("condition", "said"),
    [
        ({"Field": "host-header", "Values": ["a", "b"]}, "contains too many values; the limit is '1'"),
        ({"Field": "path-pattern", "Values": ["/" * 129]}, "is too long; the limit is '128'"),
        ({"Field": "source-ip"}, "A 'SourceIpConfig' must be specified with 'source-ip'"),
        ({"Field": "host-header", "HostHeaderConfig": {"Values": []}}, "A condition value must be specified"),
        (
            {"Field": "http-request-method", "HttpRequestMethodConfig": {"Values": ["get"]}},
            "the allowed characters are A-Z, hyphen and underscore",
        ),
        (
            {"Field": "query-string", "QueryStringConfig": {"Values": [{"Key": "k" * 129, "Value": "v"}]}},
            "The 'Key' value is too long",
        ),
        (
            {"Field": "query-string", "QueryStringConfig": {"Values": [{"Key": "a"}]}},
            "A 'Value' must be specified in 'QueryStringKeyValuePair'",
        ),
        ({"Field": "colour"}, "Condition field 'colour' must be one of"),
    ],
)
def test_conditions_of_rules_are_refused_in_their_own_words(condition: dict[str, Any], said: str) -> None:
    with pytest.raises(Refusal) as refused:
        checked([condition])
    assert said in refused.value.rejected.message


def test_a_listener_has_its_default_certificate_and_a_list_of_others() -> None:
    shop = Shop()
    own, other = ({"CertificateArn": f"arn:aws:acm:us-east-1:123456789012:certificate/{n}"} for n in (1, 2))
    secure = shop.listening(443, Protocol="HTTPS", Certificates=[own])
    listener = {"ListenerArn": shop.do("CreateListener", secure)["Listeners"][0]["ListenerArn"]}
    for _ in range(2):
        shop.do("AddListenerCertificates", {**listener, "Certificates": [other]})
    shown = shop.do("DescribeListenerCertificates", listener)["Certificates"]
    assert shown == [{**own, "IsDefault": True}, {**other, "IsDefault": False}]
    shop.do("RemoveListenerCertificates", {**listener, "Certificates": [other]})
    remove = OPERATIONS["elbv2", "RemoveListenerCertificates"]
    refused = remove(shop.world, {**listener, "Certificates": [own]})
    assert isinstance(refused, Rejected)
    assert refused.code == "OperationNotPermitted"


def test_what_is_the_same_for_every_account_is_told() -> None:
    shop = Shop()
    limits = {item["Name"]: item["Max"] for item in shop.do("elbv2:DescribeAccountLimits", {})["Limits"]}
    assert limits["rules-per-application-load-balancer"] == "100"
    names = ["ELBSecurityPolicy-TLS13-1-3-2021-06", "ELBSecurityPolicy-2016-08"]
    modern, old = shop.do("DescribeSSLPolicies", {"Names": names})["SslPolicies"]
    assert modern["SslProtocols"] == ["TLSv1.3"]
    assert len(old["Ciphers"]) > len(modern["Ciphers"]) == 3
    shop.do("SetIpAddressType", {"LoadBalancerArn": shop.balancer, "IpAddressType": "dualstack"})
    assert shop.do("DescribeLoadBalancers", {})["LoadBalancers"][0]["IpAddressType"] == "dualstack"
