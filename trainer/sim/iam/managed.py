"""AWS's managed policies that ECS lessons meet, by ARN, each as its document.

What they allow follows AWS's Managed Policy Reference; only statements that something in the simulator asks
about are kept, so DescribePolicy shows a shorter document than AWS does.
"""

import json
from collections.abc import Iterator, Mapping, Sequence


def _document(*statements: tuple[Sequence[str], Sequence[str], Mapping[str, object]]) -> str:
    listed = []
    for actions, resources, condition in statements:
        statement: dict[str, object] = {
            "Effect": "Allow",
            "Action": list(actions),
            "Resource": list(resources),
        }
        if condition:
            statement["Condition"] = condition
        listed.append(statement)
    return json.dumps({"Version": "2012-10-17", "Statement": listed})


def _allow(*actions: str) -> str:
    return _document((actions, ("*",), {}))


_PULL = (
    "ecr:GetAuthorizationToken",
    "ecr:BatchCheckLayerAvailability",
    "ecr:GetDownloadUrlForLayer",
    "ecr:BatchGetImage",
)
_PASS_TO_TASKS = {"StringLike": {"iam:PassedToService": "ecs-tasks.amazonaws.com"}}

_DOCUMENTS: Mapping[str, str] = {
    "AdministratorAccess": _allow("*"),
    "PowerUserAccess": json.dumps({
        "Version": "2012-10-17",
        "Statement": [
            {"Effect": "Allow", "NotAction": ["iam:*", "organizations:*", "account:*"], "Resource": "*"},
            {
                "Effect": "Allow",
                "Action": ["iam:CreateServiceLinkedRole", "iam:DeleteServiceLinkedRole", "iam:ListRoles"],
                "Resource": "*",
            },
        ],
    }),
    "ReadOnlyAccess": _allow("*:Describe*", "*:List*", "*:Get*", "*:BatchGet*", "*:Filter*"),
    "IAMFullAccess": _allow("iam:*"),
    "AmazonECS_FullAccess": _document(
        (
            (
                "ecs:*", "application-autoscaling:*", "autoscaling:*", "cloudwatch:*", "ec2:*",
                "elasticloadbalancing:*", "events:*", "logs:*", "iam:ListRoles", "iam:GetRole",
                "iam:ListInstanceProfiles", "iam:ListAttachedRolePolicies", "servicediscovery:*",
            ),
            ("*",),
            {},
        ),
        (("iam:PassRole",), ("*",), _PASS_TO_TASKS),
        (
            ("iam:PassRole",),
            ("arn:aws:iam::*:role/ecsInstanceRole*", "arn:aws:iam::*:role/ecsAutoscaleRole*"),
            {},
        ),
        (("iam:CreateServiceLinkedRole",), ("*",), {}),
    ),
    "service-role/AmazonECSTaskExecutionRolePolicy": _allow(
        *_PULL, "logs:CreateLogStream", "logs:PutLogEvents"
    ),
    "service-role/AmazonEC2ContainerServiceforEC2Role": _allow(
        "ec2:DescribeTags", "ecs:CreateCluster", "ecs:DeregisterContainerInstance",
        "ecs:DiscoverPollEndpoint", "ecs:Poll", "ecs:RegisterContainerInstance", "ecs:StartTelemetrySession",
        "ecs:UpdateContainerInstancesState", "ecs:Submit*", *_PULL, "logs:CreateLogStream",
        "logs:PutLogEvents",
    ),
    "service-role/AmazonEC2ContainerServiceEventsRole": _document(
        (("ecs:RunTask",), ("*",), {}),
        (("iam:PassRole",), ("*",), _PASS_TO_TASKS),
        (("ecs:TagResource",), ("*",), {"StringEquals": {"ecs:CreateAction": ["RunTask"]}}),
    ),
    "service-role/AmazonEC2ContainerServiceAutoscaleRole": _allow(
        "ecs:DescribeServices", "ecs:UpdateService", "cloudwatch:DescribeAlarms", "cloudwatch:PutMetricAlarm"
    ),
    "service-role/AmazonECSInfrastructureRolePolicyForVolumes": _allow(
        "ec2:CreateVolume", "ec2:CreateTags", "ec2:AttachVolume", "ec2:DetachVolume", "ec2:DeleteVolume",
        "ec2:DescribeVolumes", "ec2:DescribeAvailabilityZones", "ec2:DescribeInstances",
    ),
    "AmazonECSInfrastructureRolePolicyForLoadBalancers": _allow("elasticloadbalancing:*"),
    "service-role/AmazonECSInfrastructureRolePolicyForServiceConnectTransportLayerSecurity": _allow(
        "secretsmanager:*", "acm-pca:*"
    ),
    "AmazonECSInfrastructureRolePolicyForVpcLattice": _allow("vpc-lattice:*", "ec2:Describe*"),
    "AWSCodeDeployRoleForECS": _document(
        (
            (
                "ecs:DescribeServices", "ecs:CreateTaskSet", "ecs:UpdateServicePrimaryTaskSet",
                "ecs:DeleteTaskSet", "elasticloadbalancing:*", "cloudwatch:DescribeAlarms", "sns:Publish",
                "s3:GetObject", "s3:GetObjectVersion", "lambda:InvokeFunction",
            ),
            ("*",),
            {},
        ),
        (("iam:PassRole",), ("*",), _PASS_TO_TASKS),
    ),
    "AmazonEC2ContainerRegistryReadOnly": _allow(
        *_PULL, "ecr:Describe*", "ecr:List*", "ecr:GetRepositoryPolicy", "ecr:GetLifecycle*"
    ),
    "AmazonEC2ContainerRegistryPullOnly": _allow(*_PULL, "ecr:BatchImportUpstreamImage"),
    "AmazonEC2ContainerRegistryPowerUser": _allow(
        *_PULL, "ecr:Describe*", "ecr:List*", "ecr:GetRepositoryPolicy", "ecr:GetLifecycle*",
        "ecr:InitiateLayerUpload", "ecr:UploadLayerPart", "ecr:CompleteLayerUpload", "ecr:PutImage",
    ),
    "AmazonEC2ContainerRegistryFullAccess": _allow("ecr:*"),
    "AmazonS3FullAccess": _allow("s3:*"),
    "AmazonS3ReadOnlyAccess": _allow("s3:Get*", "s3:List*", "s3:Describe*"),
    "AmazonDynamoDBFullAccess": _allow("dynamodb:*"),
    "AmazonDynamoDBReadOnlyAccess": _allow(
        "dynamodb:Get*", "dynamodb:BatchGetItem", "dynamodb:Query", "dynamodb:Scan", "dynamodb:Describe*",
        "dynamodb:List*",
    ),
    "AmazonSQSFullAccess": _allow("sqs:*"),
    "AmazonSQSReadOnlyAccess": _allow("sqs:GetQueueAttributes", "sqs:GetQueueUrl", "sqs:List*"),
    "AmazonSNSFullAccess": _allow("sns:*"),
    "SecretsManagerReadWrite": _allow("secretsmanager:*"),
    "AmazonSSMReadOnlyAccess": _allow("ssm:Describe*", "ssm:Get*", "ssm:List*"),
    "AmazonSSMFullAccess": _allow("ssm:*"),
    "AmazonSSMManagedInstanceCore": _allow("ssm:*Parameter*", "ssmmessages:*", "ec2messages:*"),
    "CloudWatchLogsFullAccess": _allow("logs:*"),
    "CloudWatchFullAccess": _allow("cloudwatch:*", "logs:*"),
    "AmazonElasticFileSystemClientFullAccess": _allow(
        "elasticfilesystem:ClientMount", "elasticfilesystem:ClientWrite",
        "elasticfilesystem:ClientRootAccess", "elasticfilesystem:DescribeMountTargets",
    ),
    "AmazonElasticFileSystemClientReadWriteAccess": _allow(
        "elasticfilesystem:ClientMount", "elasticfilesystem:ClientWrite",
        "elasticfilesystem:DescribeMountTargets",
    ),
    "AmazonElasticFileSystemClientReadOnlyAccess": _allow(
        "elasticfilesystem:ClientMount", "elasticfilesystem:DescribeMountTargets"
    ),
    "AmazonElasticFileSystemFullAccess": _allow("elasticfilesystem:*"),
    "aws-service-role/AmazonECSServiceRolePolicy": _allow(
        "ec2:*NetworkInterface*", "ec2:Describe*", "elasticloadbalancing:Describe*",
        "elasticloadbalancing:*RegisterTargets", "elasticloadbalancing:*RegisterInstances*",
        "servicediscovery:*", "autoscaling:*", "autoscaling-plans:*", "cloudwatch:*", "events:*", "ssm:*",
        "logs:*",
    ),
    "aws-service-role/AWSApplicationAutoscalingECSServicePolicy": _allow(
        "ecs:DescribeServices", "ecs:UpdateService", "cloudwatch:PutMetricAlarm",
        "cloudwatch:DescribeAlarms", "cloudwatch:DeleteAlarms",
    ),
}  # fmt: skip

PREFIX = "arn:aws:iam::aws:policy/"
MANAGED: Mapping[str, str] = {PREFIX + path: document for path, document in _DOCUMENTS.items()}
"""ARN -> document."""

SERVICE_LINKED: Mapping[str, tuple[str, str]] = {
    "ecs.amazonaws.com": ("AWSServiceRoleForECS", "AmazonECSServiceRolePolicy"),
    "ecs.application-autoscaling.amazonaws.com": (
        "AWSServiceRoleForApplicationAutoScaling_ECSService",
        "AWSApplicationAutoscalingECSServicePolicy",
    ),
    "autoscaling.amazonaws.com": ("AWSServiceRoleForAutoScaling", ""),
    "elasticloadbalancing.amazonaws.com": ("AWSServiceRoleForElasticLoadBalancing", ""),
    "spot.amazonaws.com": ("AWSServiceRoleForEC2Spot", ""),
    "elasticfilesystem.amazonaws.com": ("AWSServiceRoleForAmazonElasticFileSystem", ""),
}
"""Service -> the role that AWS makes for it, and the managed policy on it."""


def managed_names() -> Iterator[tuple[str, str]]:
    """Name and ARN of each."""
    for arn in MANAGED:
        yield arn.rpartition("/")[2], arn
