"""Labs that tests work at: one made here, and those of the bundled course."""

from collections.abc import Iterable
from dataclasses import replace

from trainer.content.model import FactId, Goal, Lab, LabId, Plain, Stage, Step, TopicId
from trainer.labs.model import Said, Tone, Work
from trainer.labs.open import begin
from trainer.labs.prompt import obey

CLUSTER = "aws ecs create-cluster --cluster-name shop"
PLAN = "aws ecs register-task-definition --family web --network-mode awsvpc --cpu 256 --memory 512"
PLAN += " --requires-compatibilities FARGATE --container-definitions name=web,image=nginx"
SUBNET = "awsvpcConfiguration={subnets=[subnet-0de0000000000001a],assignPublicIp=ENABLED}"
SERVICE = "aws ecs create-service --cluster shop --service-name web --task-definition web --desired-count 2"
SERVICE += f" --launch-type FARGATE --network-configuration {SUBNET}"


def goal(kind: str, **slots: Plain) -> Goal:
    """A goal of that kind on a fact of its own."""
    return Goal(kind, f"a goal of kind {kind}", kind, slots, (FactId(f"fact-of-{kind}"),))


def stage(name: str, *goals: Goal, hints: tuple[str, ...] = (), solution: tuple[str, ...] = ()) -> Stage:
    return Stage(name, f"Stage {name}", (), goals, hints, solution)


SMALL = Lab(
    id=LabId("small"),
    title="A small lab",
    topic=TopicId("tasks"),
    minutes=5,
    start=(Step("ecs", "CreateCluster", {"clusterName": "given"}),),
    stages=(
        stage("one", goal("cluster", cluster="shop"), hints=("Mild.", "Clear."), solution=(CLUSTER,)),
        stage("two", goal("task-definition", family="web"), hints=("Only one.",), solution=(PLAN,)),
        stage(
            "three",
            goal("service", cluster="shop", service="web", running=2, steady=True),
            solution=(SERVICE, "wait until steady"),
        ),
    ),
    debrief=(),
    allows=("kill",),
)
"""Three stages: a cluster, a definition, a service."""


def lab(*goals: Goal, start: tuple[Step, ...] = ()) -> Lab:
    """A lab of one stage."""
    return replace(SMALL, start=start, stages=(stage("only", *goals),))


def after(work: Work, *lines: str) -> Work:
    """The work after these lines, each of which must succeed."""
    for line in lines:
        work, said = obey(work, line)
        assert said.exit_code == 0, said.text
    return work


def begun(*lines: str) -> Work:
    """The small lab after these lines."""
    return after(begin(SMALL), *lines)


def told(work: Work, line: str) -> str:
    """What a line that changes nothing says."""
    same, said = obey(work, line)
    assert same.world is work.world
    return said.text


def tones(said: Said) -> list[Tone]:
    return [tone for tone, _ in said.parts]


def all_lines(of: Lab) -> Iterable[str]:
    """The whole solution."""
    return (line for one in of.stages for line in one.solution)
