"""How fast the simulator is, in CPU time: `python -m tests.bench.kernel --json`.

Measures events a second with one behaviour that does nothing, a simulated day of a service of 200 tasks
behind an ALB with target tracking and a daily load, and the copy of a world of 100 tasks.
"""

import argparse
import json
import time
from statistics import median
from typing import Any

from trainer.aws.model import Reply
from trainer.aws.operations import OPERATIONS
from trainer.sim import kernel
from trainer.sim.kernel import Behaviours, Reaction
from trainer.sim.run import run_for
from trainer.sim.start import new_world
from trainer.sim.world import Event, World
from trainer.value import dataclass

SUBNETS = ["subnet-0de0000000000001a", "subnet-0de0000000000001b"]
HOUR_S = 3600


@dataclass(frozen=True, slots=True)
class Ticked(Event):
    """Nothing but that time passed."""


def nothing(_: World, __: Event) -> Reaction:
    return kernel.NOTHING


def events_a_second(count: int) -> float:
    """Events that lie on the agenda already, each handled by one behaviour that does nothing."""
    world = new_world(1)
    for number in range(count):
        kernel.plan(world, number // 4, Ticked(), 0)
    begun = time.process_time()
    handled = kernel.run_until(world, count, Behaviours(nothing))
    return handled / (time.process_time() - begun)


def call(world: World, door: str, operation: str, /, **params: Any) -> Any:
    answer = OPERATIONS[door, operation](world, params)
    assert isinstance(answer, Reply), answer
    return answer.data


def balanced(tasks: int) -> World:
    """A steady service of so many Fargate tasks behind an ALB."""
    world = new_world(1)
    call(world, "ecs", "CreateCluster", clusterName="shop")
    container = {"name": "app", "image": "web:1", "portMappings": [{"containerPort": 80}]}
    call(
        world, "ecs", "RegisterTaskDefinition", family="web", networkMode="awsvpc", cpu="256", memory="512",
        requiresCompatibilities=["FARGATE"], containerDefinitions=[container],
    )  # fmt: skip
    balancer = call(world, "elbv2", "CreateLoadBalancer", Name="shop", Subnets=SUBNETS)["LoadBalancers"][0]
    group = call(
        world, "elbv2", "CreateTargetGroup", Name="web", Protocol="HTTP", Port=80, TargetType="ip",
        VpcId="vpc-0de00000000000001",
    )["TargetGroups"][0]["TargetGroupArn"]  # fmt: skip
    call(
        world, "elbv2", "CreateListener", LoadBalancerArn=balancer["LoadBalancerArn"], Protocol="HTTP",
        Port=80, DefaultActions=[{"Type": "forward", "TargetGroupArn": group}],
    )  # fmt: skip
    call(
        world, "ecs", "CreateService", cluster="shop", serviceName="web", taskDefinition="web",
        desiredCount=tasks, launchType="FARGATE",
        networkConfiguration={"awsvpcConfiguration": {"subnets": SUBNETS, "assignPublicIp": "ENABLED"}},
        loadBalancers=[{"targetGroupArn": group, "containerName": "app", "containerPort": 80}],
    )  # fmt: skip
    run_for(world, 300_000)
    return world


def day_s(tasks: int) -> float:
    """CPU seconds of a simulated day with target tracking and a load that doubles by noon."""
    world = balanced(tasks)
    place = {
        "ServiceNamespace": "ecs", "ResourceId": "service/shop/web",
        "ScalableDimension": "ecs:service:DesiredCount",
    }  # fmt: skip
    call(
        world, "application-autoscaling", "RegisterScalableTarget", **place, MinCapacity=tasks // 2,
        MaxCapacity=tasks * 2,
    )  # fmt: skip
    call(
        world, "application-autoscaling", "PutScalingPolicy", **place, PolicyName="cpu",
        PolicyType="TargetTrackingScaling",
        TargetTrackingScalingPolicyConfiguration={
            "TargetValue": 60.0,
            "PredefinedMetricSpecification": {"PredefinedMetricType": "ECSServiceAverageCPUUtilization"},
        },
    )  # fmt: skip
    points = [
        {"afterSeconds": hour * HOUR_S, "cpuUnits": tasks * 100 * (1 + min(hour, 24 - hour) / 12)}
        for hour in range(25)
    ]
    call(world, "trainer", "SetLoad", service="web", points=points)
    begun = time.process_time()
    run_for(world, 24 * HOUR_S * 1000)
    return time.process_time() - begun


def copy_ms(tasks: int) -> float:
    world = balanced(tasks)
    times: list[float] = []
    for _ in range(50):
        begun = time.process_time()
        world.copy()
        times.append(time.process_time() - begun)
    return median(times) * 1000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--events", type=int, default=300_000)
    parser.add_argument("--tasks", type=int, default=200)
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    found = {
        "events a second": round(events_a_second(given.events)),
        "a day, s": round(day_s(given.tasks), 2),
        "copy of 100 tasks, ms": round(copy_ms(100), 3),
    }
    print(json.dumps(found) if given.json else "\n".join(f"{key}: {value}" for key, value in found.items()))


if __name__ == "__main__":
    main()
