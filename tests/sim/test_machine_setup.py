"""Random permissions, routes, secrets, images and volumes: what a task needs comes and goes while tasks
start."""

import json
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from tests.sim.living import found, live, sound
from trainer.aws.conform import reply_faults
from trainer.aws.model import Call, Rejected
from trainer.aws.operations import OPERATIONS
from trainer.sim.model import Endpoint, FileSystem, MountTarget, Task, TaskStatus
from trainer.sim.run import run_until
from trainer.sim.saving import from_json, to_json
from trainer.sim.start import SUBNET_IDS, TABLE_ID, VPC_ID, new_world
from trainer.sim.world import World

URI = "123456789012.dkr.ecr.us-east-1.amazonaws.com/web"
TRUST = json.dumps({"Statement": {
    "Effect": "Allow", "Action": "sts:AssumeRole",
    "Principal": {"Service": ["ecs-tasks.amazonaws.com", "ecs.amazonaws.com"]},
}})  # fmt: skip
EXECUTION = "arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy"
VOLUMES = "arn:aws:iam::aws:policy/service-role/AmazonECSInfrastructureRolePolicyForVolumes"
POLICIES = st.sampled_from([EXECUTION, VOLUMES, "arn:aws:iam::aws:policy/SecretsManagerReadWrite"])
PUBLIC = st.sampled_from(["ENABLED", "DISABLED"])
LOG = {"awslogs-group": "/shop", "awslogs-region": "us-east-1", "awslogs-stream-prefix": "app"}
ACTS = [{"writes": "/data/a", "text": "$KEY"}, {"reads": "/shared/a"}, {"writes": "/shared/a", "text": "x"}]


class SettingUp(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.world = new_world(6)
        self.log: list[tuple[str, dict[str, Any]]] = []

    @initialize()
    def begin(self) -> None:
        self.call("CreateCluster", clusterName="shop")
        self.call("LaunchContainerInstance", cluster="shop", instanceType="t3.large")
        self.call("CreateRole", RoleName="all", AssumeRolePolicyDocument=TRUST)
        self.call("CreateRepository", repositoryName="web")
        self.call("PushImage", image=f"{URI}:latest", version="0")
        self.call("SetApplication", image=f"{URI}:latest", acts=ACTS)
        self.call("CreateFileSystem", CreationToken="t")
        self.call("CreateSecret", Name="key", SecretString="0")
        self.call("CreateLogGroup", logGroupName="/shop")
        self.system = next(iter(self.world.of(FileSystem)))
        container = {
            "name": "app",
            "image": f"{URI}:latest",
            "memory": 128,
            "secrets": [
                {"name": "KEY", "valueFrom": "arn:aws:secretsmanager:us-east-1:123456789012:secret:key"}
            ],
            "mountPoints": [
                {"sourceVolume": name, "containerPath": f"/{name}"} for name in ("data", "shared")
            ],
            "logConfiguration": {"logDriver": "awslogs", "options": LOG},
        }
        shared = {"name": "shared", "efsVolumeConfiguration": {"fileSystemId": self.system}}
        far = {"networkMode": "awsvpc", "requiresCompatibilities": ["FARGATE"], "cpu": "256", "memory": "512"}
        both = {"executionRoleArn": "all", "taskRoleArn": "all", "containerDefinitions": [container]}
        launch = {"name": "data", "configuredAtLaunch": True}
        self.call("RegisterTaskDefinition", family="far", volumes=[launch, shared], **far, **both)
        near = {"name": "data", "host": {"sourcePath": "/srv"}}
        self.call("RegisterTaskDefinition", family="near", volumes=[near, shared], **both)
        self.wait(120)

    def call(self, operation: str, **params: Any) -> None:
        service, operation = found(operation)
        before = self.world.copy()
        answer = OPERATIONS[service, operation](self.world, params)
        self.log.append((f"{service}:{operation}", params))
        if isinstance(answer, Rejected):
            assert self.world == before, f"{operation} was refused and changed the world"
            return
        if service != "trainer":
            assert not reply_faults(Call(service, operation, params), answer.data)
        sound(self.world, before)

    @rule(seconds=st.sampled_from([5, 30, 120, 600, 90_000]))
    def wait(self, seconds: int) -> None:
        live(self.world, seconds * 1000)
        self.log.append(("", {"seconds": seconds}))

    @rule(zone=st.integers(0, 2), public=PUBLIC, kept=st.booleans())
    def run_far(self, zone: int, public: str, kept: bool) -> None:
        network = {"awsvpcConfiguration": {"subnets": [SUBNET_IDS[zone]], "assignPublicIp": public}}
        managed = {"roleArn": "all", "sizeInGiB": 1, "terminationPolicy": {"deleteOnTermination": kept}}
        self.call(
            "RunTask", cluster="shop", taskDefinition="far", launchType="FARGATE",
            networkConfiguration=network,
            volumeConfigurations=[{"name": "data", "managedEBSVolume": managed}],
        )  # fmt: skip

    @rule(count=st.integers(0, 2))
    def serve_near(self, count: int) -> None:
        self.call(
            "CreateService", cluster="shop", serviceName="near", taskDefinition="near", desiredCount=count
        )
        self.call(
            "UpdateService", cluster="shop", service="near", desiredCount=count, forceNewDeployment=True
        )

    @rule()
    def stop_one(self) -> None:
        alive = [task.arn for task in self.world.of(Task).values() if task.wanted]
        if alive:
            self.call("StopTask", cluster="shop", task=alive[0])

    @rule(policy=POLICIES, on=st.booleans(), name=st.sampled_from(["all", "ecsInstanceRole"]))
    def permit(self, policy: str, on: bool, name: str) -> None:
        self.call("AttachRolePolicy" if on else "DetachRolePolicy", RoleName=name, PolicyArn=policy)

    @rule(trusted=st.booleans())
    def trust(self, trusted: bool) -> None:
        self.call(
            "UpdateAssumeRolePolicy",
            RoleName="all",
            PolicyDocument=TRUST if trusted else TRUST.replace("ecs", "ec2"),
        )

    @rule(version=st.integers(0, 3))
    def push(self, version: int) -> None:
        self.call("PushImage", image=f"{URI}:latest", version=str(version))

    @rule(tag=st.sampled_from(["latest", "none"]))
    def unpush(self, tag: str) -> None:
        self.call("BatchDeleteImage", repositoryName="web", imageIds=[{"imageTag": tag}])

    @rule(count=st.integers(1, 3))
    def expire(self, count: int) -> None:
        selection = {"tagStatus": "any", "countType": "imageCountMoreThan", "countNumber": count}
        rules = [{"rulePriority": 1, "selection": selection, "action": {"type": "expire"}}]
        self.call(
            "PutLifecyclePolicy", repositoryName="web", lifecyclePolicyText=json.dumps({"rules": rules})
        )

    @rule(zone=st.integers(0, 2))
    def mount_target(self, zone: int) -> None:
        self.call("CreateMountTarget", FileSystemId=self.system, SubnetId=SUBNET_IDS[zone])

    @rule()
    def unmount(self) -> None:
        for name in list(self.world.of(MountTarget))[:1]:
            self.call("DeleteMountTarget", MountTargetId=name)

    @rule(value=st.sampled_from(["1", "2"]))
    def rotate(self, value: str) -> None:
        self.call("PutSecretValue", SecretId="key", SecretString=value)

    @rule(there=st.booleans())
    def log_group(self, there: bool) -> None:
        self.call("CreateLogGroup" if there else "DeleteLogGroup", logGroupName="/shop")

    @rule(name=st.sampled_from(["ecr.api", "ecr.dkr", "s3", "logs", "secretsmanager"]), there=st.booleans())
    def endpoint(self, name: str, there: bool) -> None:
        service = f"com.amazonaws.us-east-1.{name}"
        if not there:
            gone = [one.id for one in self.world.of(Endpoint).values() if one.service == service]
            self.call("DeleteVpcEndpoints", VpcEndpointIds=gone)
        elif name == "s3":
            self.call("CreateVpcEndpoint", VpcId=VPC_ID, ServiceName=service, RouteTableIds=[TABLE_ID])
        else:
            kept = {"VpcEndpointType": "Interface", "SubnetIds": [SUBNET_IDS[0]]}
            self.call("CreateVpcEndpoint", VpcId=VPC_ID, ServiceName=service, **kept)

    @invariant()
    def what_failed_says_why(self) -> None:
        for task in self.world.of(Task).values():
            if task.last_status is TaskStatus.STOPPED and task.started_ms is None:
                assert task.stopped_reason

    def teardown(self) -> None:
        """In the end: replay equals run, and a saved world is the world."""
        assert replayed(self.log) == self.world
        assert from_json(json.loads(json.dumps(to_json(self.world)))) == self.world


def replayed(log: list[tuple[str, dict[str, Any]]]) -> World:
    world = new_world(6)
    for operation, params in log:
        if not operation:
            run_until(world, world.now_ms + params["seconds"] * 1000)
            continue
        service, _, name = operation.partition(":")
        OPERATIONS[service, name](world, params)
    return world


SettingUp.TestCase.settings = settings(
    max_examples=6,
    stateful_step_count=60,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    derandomize=True,
)
TestSettingUp = SettingUp.TestCase
