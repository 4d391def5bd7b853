"""Random commands and faults: whatever a learner does, no world breaks its laws, and each can be replayed."""

import base64
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from tests.sim.living import PAUSES_S, found, live, sound
from trainer.aws.conform import reply_faults
from trainer.aws.model import Call, Rejected
from trainer.aws.operations import OPERATIONS
from trainer.seed import stream
from trainer.sim.behaviours.scene import look
from trainer.sim.invariants import over_maximum
from trainer.sim.model import (
    ContainerInstance,
    GroupInstance,
    Health,
    InstanceStatus,
    Listener,
    LoadBalancer,
    Rollout,
    Scheduling,
    Service,
    TargetGroup,
    Task,
    TaskStatus,
    Waiting,
)
from trainer.sim.rollout import bounds
from trainer.sim.run import run_until
from trainer.sim.start import new_world
from trainer.sim.world import World

ZONE_A, ZONE_B = "subnet-0de0000000000001a", "subnet-0de0000000000001b"
NAMES = st.sampled_from(["web", "api"])
NETWORK = {
    "awsvpcConfiguration": {
        "subnets": ["subnet-0de0000000000001a", "subnet-0de0000000000001c"],
        "assignPublicIp": "ENABLED",
    }
}
PERCENTS = st.sampled_from([(100, 200), (50, 100), (100, 100), (0, 100), (50, 150)])
START: list[tuple[str, dict[str, Any]]] = [
    ("CreateCluster", {"clusterName": "shop"}),
    (
        "RegisterTaskDefinition",
        {"family": "web", "containerDefinitions": [
            {"name": "app", "image": "web", "cpu": 256, "memory": 512,
             "portMappings": [{"containerPort": 80}]}]},
    ),
    (
        "RegisterTaskDefinition",
        {"family": "port", "containerDefinitions": [
            {"name": "app", "image": "port", "memory": 256,
             "portMappings": [{"containerPort": 80, "hostPort": 80}]},
            {"name": "helper", "image": "helper", "memory": 64, "essential": False}]},
    ),
    (
        "RegisterTaskDefinition",
        {"family": "far", "networkMode": "awsvpc", "requiresCompatibilities": ["FARGATE"], "cpu": "256",
         "memory": "512", "containerDefinitions": [{"name": "app", "image": "far"}]},
    ),
    (
        "RegisterTaskDefinition",
        {"family": "checked", "networkMode": "awsvpc", "requiresCompatibilities": ["FARGATE"], "cpu": "256",
         "memory": "512", "containerDefinitions": [
            {"name": "app", "image": "checked", "portMappings": [{"containerPort": 80}],
             "healthCheck": {"command": ["CMD", "true"], "interval": 10},
             "dependsOn": [{"containerName": "proxy", "condition": "START"}]},
            {"name": "proxy", "image": "proxy", "restartPolicy": {"enabled": True}}]},
    ),
    ("CreateLoadBalancer", {"Name": "shop", "Subnets": [ZONE_A, ZONE_B]}),
    ("CreateTargetGroup", {"Name": "web", "Protocol": "HTTP", "Port": 80, "TargetType": "ip",
                           "VpcId": "vpc-0de00000000000001", "HealthCheckIntervalSeconds": 10}),
    ("LaunchContainerInstance", {"cluster": "shop", "instanceType": "t3.medium", "count": 2}),
    ("CreateLaunchTemplate", {"LaunchTemplateName": "ecs", "LaunchTemplateData": {
        "ImageId": "ami-1", "InstanceType": "t3.small", "UserData": base64.b64encode(
            b"echo ECS_CLUSTER=shop >> /etc/ecs/ecs.config").decode()}}),
    ("CreateAutoScalingGroup", {
        "AutoScalingGroupName": "hosts", "MinSize": 0, "MaxSize": 3, "NewInstancesProtectedFromScaleIn": True,
        "VPCZoneIdentifier": f"{ZONE_A},{ZONE_B}", "MixedInstancesPolicy": {
            "LaunchTemplate": {"LaunchTemplateSpecification": {"LaunchTemplateName": "ecs"}},
            "InstancesDistribution": {"OnDemandPercentageAboveBaseCapacity": 50}}}),
    ("CreateCapacityProvider", {"name": "fleet", "autoScalingGroupProvider": {
        "autoScalingGroupArn": "hosts", "managedTerminationProtection": "ENABLED",
        "managedScaling": {"status": "ENABLED", "instanceWarmupPeriod": 60}}}),
    ("PutClusterCapacityProviders", {"cluster": "shop", "capacityProviders": ["fleet"],
                                     "defaultCapacityProviderStrategy": []}),
    ("Wait", {"seconds": 120}),
]  # fmt: skip
ON_FLEET = [{"capacityProvider": "fleet", "weight": 1}]


class Ecs(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.world = new_world(3)
        self.log: list[tuple[str, dict[str, Any]]] = []
        self.lowered: set[str] = set()
        """Services whose maximum fell while they may have had more tasks."""

    @initialize()
    def begin(self) -> None:
        for operation, params in START:
            self.call(operation, **params)
        self.group = next(iter(self.world.of(TargetGroup)))
        self.balancer = next(iter(self.world.of(LoadBalancer)))
        self.listen()

    @rule()
    def listen(self) -> None:
        forward = [{"Type": "forward", "TargetGroupArn": self.group}]
        self.call(
            "CreateListener", LoadBalancerArn=self.balancer, Protocol="HTTP", Port=80, DefaultActions=forward
        )

    @rule()
    def stop_listening(self) -> None:
        for arn in list(self.world.of(Listener)):
            self.call("DeleteListener", ListenerArn=arn)

    def call(self, operation: str, **params: Any) -> None:
        service, operation = found(operation)
        before = self.world.copy()
        answer = OPERATIONS[service, operation](self.world, params)
        self.log.append((operation, params))
        if isinstance(answer, Rejected):
            assert self.world == before, f"{operation} was refused and changed the world"
            return
        if service != "trainer":
            assert not reply_faults(Call(service, operation, params), answer.data)
        sound(self.world, before)

    @invariant()
    def time_passes(self) -> None:
        """Between steps too: hypothesis leaves out some rules of each run, often the one that waits."""
        pause_s = stream("pause", len(self.log)).choice(PAUSES_S)
        if pause_s:
            live(self.world, pause_s * 1000)
            self.log.append(("", {"seconds": pause_s}))

    @rule(seconds=st.sampled_from([1, 7, 10, 35, 60, 300]))
    def wait(self, seconds: int) -> None:
        live(self.world, seconds * 1000)
        self.log.append(("", {"seconds": seconds}))

    @rule(name=NAMES, count=st.integers(0, 6), family=st.sampled_from(["web", "port"]), percents=PERCENTS)
    def create_service(self, name: str, count: int, family: str, percents: tuple[int, int]) -> None:
        configuration = {
            "minimumHealthyPercent": percents[0],
            "maximumPercent": percents[1],
            "deploymentCircuitBreaker": {"enable": count % 2 == 0, "rollback": True},
        }
        self.call(
            "CreateService", cluster="shop", serviceName=name, taskDefinition=family, desiredCount=count,
            deploymentConfiguration=configuration,
        )  # fmt: skip

    @rule(name=NAMES, count=st.integers(0, 9), percents=PERCENTS)
    def create_fleet_service(self, name: str, count: int, percents: tuple[int, int]) -> None:
        configuration = {"minimumHealthyPercent": percents[0], "maximumPercent": percents[1]}
        self.call(
            "CreateService", cluster="shop", serviceName=name, taskDefinition="web", desiredCount=count,
            capacityProviderStrategy=ON_FLEET, deploymentConfiguration=configuration,
        )  # fmt: skip

    @rule(count=st.integers(1, 5))
    def run_on_fleet(self, count: int) -> None:
        self.call(
            "RunTask", cluster="shop", taskDefinition="web", count=count, capacityProviderStrategy=ON_FLEET
        )

    @rule(size=st.integers(0, 4), most=st.sampled_from([None, 1, 3]))
    def resize(self, size: int, most: int | None) -> None:
        if most is not None:
            self.call("UpdateAutoScalingGroup", AutoScalingGroupName="hosts", MaxSize=most)
        self.call("SetDesiredCapacity", AutoScalingGroupName="hosts", DesiredCapacity=size)

    @rule(aim=st.sampled_from([50, 100]), on=st.booleans(), protects=st.booleans(), drains=st.booleans())
    def change_the_provider(self, aim: int, on: bool, protects: bool, drains: bool) -> None:
        words = {True: "ENABLED", False: "DISABLED"}
        changed = {
            "managedScaling": {"status": words[on], "targetCapacity": aim},
            "managedTerminationProtection": words[protects],
            "managedDraining": words[drains],
        }
        self.call("UpdateCapacityProvider", name="fleet", autoScalingGroupProvider=changed)

    @rule(tied=st.booleans())
    def tie(self, tied: bool) -> None:
        self.call(
            "PutClusterCapacityProviders", cluster="shop", capacityProviders=["fleet"] if tied else [],
            defaultCapacityProviderStrategy=[],
        )  # fmt: skip

    @rule(
        data=st.data(),
        what=st.sampled_from(["terminate", "protect", "unhealthy", "interrupt", "detach", "standby", "back"]),
        fewer=st.booleans(),
    )
    def disturb_the_fleet(self, data: st.DataObject, what: str, fewer: bool) -> None:
        hosts = sorted(self.world.of(GroupInstance))
        if not hosts:
            return
        host = data.draw(st.sampled_from(hosts))
        group: dict[str, Any] = {"AutoScalingGroupName": "hosts", "InstanceIds": [host]}
        if what == "terminate":
            self.call(
                "TerminateInstanceInAutoScalingGroup", InstanceId=host, ShouldDecrementDesiredCapacity=fewer
            )
        elif what == "protect":
            self.call("SetInstanceProtection", **group, ProtectedFromScaleIn=fewer)
        elif what == "unhealthy":
            self.call("SetInstanceHealth", InstanceId=host, HealthStatus="Unhealthy")
        elif what == "interrupt":
            self.call("InterruptSpot", instance=host)
        elif what == "back":
            self.call("ExitStandby", **group)
        else:
            name = "DetachInstances" if what == "detach" else "EnterStandby"
            self.call(name, **group, ShouldDecrementDesiredCapacity=fewer)

    @rule(name=NAMES, count=st.integers(0, 4))
    def create_fargate_service(self, name: str, count: int) -> None:
        self.call(
            "CreateService", cluster="shop", serviceName=name, taskDefinition="far", desiredCount=count,
            launchType="FARGATE", networkConfiguration=NETWORK,
        )  # fmt: skip

    @rule(name=NAMES, count=st.integers(0, 3), grace=st.sampled_from([0, 60]))
    def create_balanced_service(self, name: str, count: int, grace: int) -> None:
        self.call(
            "CreateService", cluster="shop", serviceName=name, taskDefinition="checked", desiredCount=count,
            launchType="FARGATE", networkConfiguration=NETWORK, healthCheckGracePeriodSeconds=grace,
            loadBalancers=[{"targetGroupArn": self.group, "containerName": "app", "containerPort": 80}],
            deploymentConfiguration={"deploymentCircuitBreaker": {"enable": grace > 0, "rollback": True}},
        )  # fmt: skip

    @rule(name=NAMES, healthy=st.booleans(), hangs=st.booleans(), after=st.sampled_from([0, 45]))
    def turn_health(self, name: str, healthy: bool, hangs: bool, after: int) -> None:
        self.call("SetHealth", service=name, healthy=healthy, hangs=hangs, afterSeconds=after)

    @rule(name=NAMES, healthy=st.booleans())
    def turn_health_of_a_task(self, name: str, healthy: bool) -> None:
        self.call("SetHealth", task=name, healthy=healthy)

    @rule(name=NAMES, least=st.integers(0, 2), most=st.integers(2, 5), goal=st.sampled_from([20, 60]))
    def scale_by_cpu(self, name: str, least: int, most: int, goal: int) -> None:
        self.lowered.add(name)
        place = {
            "ServiceNamespace": "ecs",
            "ResourceId": f"service/shop/{name}",
            "ScalableDimension": "ecs:service:DesiredCount",
        }
        self.call("RegisterScalableTarget", **place, MinCapacity=least, MaxCapacity=most)
        metric = {"PredefinedMetricType": "ECSServiceAverageCPUUtilization"}
        self.call(
            "PutScalingPolicy", **place, PolicyName="cpu", PolicyType="TargetTrackingScaling",
            TargetTrackingScalingPolicyConfiguration={
                "TargetValue": goal, "PredefinedMetricSpecification": metric, "ScaleInCooldown": 0,
            },
        )  # fmt: skip

    @rule(name=NAMES, cpu=st.sampled_from([0, 300, 2000]), memory=st.sampled_from([100, 10_000]))
    def load(self, name: str, cpu: int, memory: int) -> None:
        points = [{"cpuUnits": cpu}, {"afterSeconds": 900, "memoryMiB": memory}, {"afterSeconds": 960}]
        self.call("SetLoad", service=name, points=points)

    @rule(name=NAMES)
    def create_daemon(self, name: str) -> None:
        self.call(
            "CreateService",
            cluster="shop",
            serviceName=name,
            taskDefinition="web",
            schedulingStrategy="DAEMON",
        )

    @rule(name=NAMES, count=st.integers(0, 7))
    def scale(self, name: str, count: int) -> None:
        self.lowered.add(name)
        self.call("UpdateService", cluster="shop", service=name, desiredCount=count)

    @rule(name=NAMES, percents=PERCENTS)
    def deploy(self, name: str, percents: tuple[int, int]) -> None:
        self.lowered.add(name)
        configuration = {"minimumHealthyPercent": percents[0], "maximumPercent": percents[1]}
        self.call(
            "UpdateService", cluster="shop", service=name, forceNewDeployment=True,
            deploymentConfiguration=configuration,
        )  # fmt: skip

    @rule(name=NAMES, force=st.booleans())
    def delete_service(self, name: str, force: bool) -> None:
        self.lowered.add(name)
        self.call("DeleteService", cluster="shop", service=name, force=force)

    @rule(count=st.integers(1, 4), family=st.sampled_from(["web", "port"]))
    def run_task(self, count: int, family: str) -> None:
        self.call("RunTask", cluster="shop", taskDefinition=family, count=count)

    @rule(data=st.data())
    def stop_task(self, data: st.DataObject) -> None:
        tasks = sorted(self.world.of(Task))
        if tasks:
            self.call("StopTask", cluster="shop", task=data.draw(st.sampled_from(tasks)))

    @rule(data=st.data(), on=st.booleans())
    def protect(self, data: st.DataObject, on: bool) -> None:
        tasks = sorted(self.world.of(Task))
        if tasks:
            chosen = data.draw(st.sampled_from(tasks))
            self.call("UpdateTaskProtection", cluster="shop", tasks=[chosen], protectionEnabled=on)

    @rule(name=NAMES)
    def kill(self, name: str) -> None:
        self.call("KillTask", task=name, exitCode=137)

    @rule(image=st.sampled_from(["web", "far", "checked"]), good=st.booleans())
    def break_or_fix(self, image: str, good: bool) -> None:
        self.call("FixImage" if good else "BreakImage", image=image)

    @rule(
        data=st.data(),
        operation=st.sampled_from(
            ["DisconnectAgent", "ReconnectAgent", "TerminateInstance", "drain", "activate", "leave"]
        ),
    )
    def disturb(self, data: st.DataObject, operation: str) -> None:
        instances = sorted(self.world.of(ContainerInstance))
        if not instances:
            return
        instance = data.draw(st.sampled_from(instances))
        if operation == "leave":
            self.call("DeregisterContainerInstance", cluster="shop", containerInstance=instance, force=True)
        elif operation in ("drain", "activate"):
            status = "DRAINING" if operation == "drain" else "ACTIVE"
            self.call(
                "UpdateContainerInstancesState", cluster="shop", containerInstances=[instance], status=status
            )
        else:
            self.call(operation, instance=instance)

    @rule()
    def more_instances(self) -> None:
        self.call("LaunchContainerInstance", cluster="shop", instanceType="t3.small")

    @invariant()
    def no_service_has_more_tasks_than_its_maximum(self) -> None:
        for text in over_maximum(self.world):
            assert any(f"service {name}:" in text for name in self.lowered), text

    def teardown(self) -> None:
        """In the end: replay equals run, a copy has the same future, and what can run does."""
        assert replayed(self.log, new_world(3)) == self.world
        twin = self.world.copy()
        end_ms = self.world.now_ms + 2_000_000
        run_until(self.world, end_ms)
        run_until(twin, end_ms)
        assert twin == self.world
        for service in self.world.of(Service).values():
            assert_settled(self.world, service)


def replayed(log: list[tuple[str, dict[str, Any]]], world: World) -> World:
    """A fresh world after the same commands."""
    for operation, params in log:
        if not operation:
            run_until(world, world.now_ms + params["seconds"] * 1000)
            continue
        OPERATIONS[found(operation)](world, params)
    return world


def assert_settled(world: World, service: Service) -> None:
    """After half an hour in peace a service runs what it wants, unless something known prevents it."""
    if service.status == "DRAINING":
        silent = [
            task
            for task in world.among(Task, f"service:{service.arn}")
            if task.instance and not heard(world, task)
        ]
        assert silent, "a deleted service keeps tasks that could have stopped"
        return
    if service.status == "INACTIVE" or service.scheduling is Scheduling.DAEMON:
        return
    tasks = world.among(Task, f"service:{service.arn}")
    running = [task for task in tasks if task.last_status is TaskStatus.RUNNING and task.wanted]
    if len(running) == service.desired_count and len(tasks) == service.desired_count:
        return
    scene = look(world, service)
    lower, upper = bounds(service.desired_count, service.minimum_healthy_percent, service.maximum_percent)
    prevented = (
        service.unplaced is not None
        or any(world.get(Waiting, task.arn) for task in tasks)
        or service.failures_in_row > 0
        or unwell(world, service, tasks)
        or service.primary.rollout is Rollout.FAILED
        or any(task.instance and not heard(world, task) for task in tasks)
        or any((task.protected_until_ms or 0) > world.now_ms for task in tasks)
        or (bool(scene.leaves) and lower == service.desired_count == upper)
    )
    assert prevented, f"{service.name} wants {service.desired_count} and runs {len(running)} for no reason"


def unwell(world: World, service: Service, tasks: list[Task]) -> bool:
    """Whether checks fail, or failed so lately that their tasks are still draining."""
    told = world.of(Health).values()
    failing = any(not health.healthy for health in told if health.subject in (service.arn, "checked"))
    listening = bool(world.of(Listener)) or not service.launch.balanced
    return failing or not listening or any(task.unhealthy for task in tasks)


def heard(world: World, task: Task) -> bool:
    instance = world.need(ContainerInstance, task.instance)
    return instance.agent_connected or instance.status is InstanceStatus.INACTIVE


Ecs.TestCase.settings = settings(
    max_examples=3,  # twenty runs: `tests.bench.machine`
    stateful_step_count=200,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    derandomize=True,
)
TestEcs = Ecs.TestCase
