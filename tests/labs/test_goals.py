"""Each kind of goal: met when the end state is so, whatever was typed; found told against wanted."""

import pytest

from tests.labs.samples import CLUSTER, PLAN, SERVICE, SMALL, after, all_lines, begun, goal
from trainer.content.model import Plain
from trainer.labs.goals import GOALS
from trainer.labs.goals.judge import judge_goal, problems
from trainer.labs.model import Verdict, Work
from trainer.sim.saving import to_json

RUNNING = tuple(all_lines(SMALL))


def judged(work: Work, kind: str, **slots: Plain) -> Verdict:
    before = to_json(work.world)
    verdict = judge_goal(goal(kind, **slots), work.world, work.run)
    assert to_json(work.world) == before, "looking changes nothing"
    return verdict


def test_a_cluster() -> None:
    assert not judged(begun(), "cluster", cluster="shop").met
    assert judged(begun(), "cluster", cluster="shop").found == "clusters: given"
    assert judged(begun(CLUSTER), "cluster", cluster="shop").met
    gone = begun(CLUSTER, "aws ecs delete-cluster --cluster shop")
    assert not judged(gone, "cluster", cluster="shop").met


def test_a_task_definition_and_what_its_newest_revision_has() -> None:
    wanted: dict[str, Plain] = {"networkMode": "awsvpc", "cpu": "256", "compatibilities": ["FARGATE"]}
    assert judged(begun(), "task-definition", family="web").found == "no task definition"
    assert judged(begun(PLAN), "task-definition", family="web", has=wanted).met
    second = begun(PLAN, PLAN.replace("--cpu 256 --memory 512", "--cpu 512 --memory 1024"))
    verdict = judged(second, "task-definition", family="web", has=wanted)
    assert not verdict.met
    assert "cpu 512" in verdict.found
    assert "cpu 256" in verdict.wanted
    assert judged(second, "task-definition", family="web", has={"revision": 2}).met
    assert judged(second, "task-definition", family="api").found == "task definitions: web"


def test_a_service_with_members_running_and_steady() -> None:
    at: dict[str, Plain] = {"cluster": "shop", "service": "web"}
    assert judged(begun(CLUSTER), "service", **at).found == "no active service web"
    young = begun(CLUSTER, PLAN, SERVICE)
    assert judged(young, "service", **at).met
    verdict = judged(young, "service", **at, running=2, steady=True)
    assert not verdict.met
    assert "0 of 2 running" in verdict.found
    done = begun(*RUNNING)
    has: dict[str, Plain] = {"launchType": "FARGATE", "desiredCount": 2, "taskDefinition": "web:1"}
    assert judged(done, "service", **at, running=2, steady=True, has=has).met
    assert judged(done, "service", **at, has={"taskDefinition": "web"}).met
    assert not judged(done, "service", **at, has={"taskDefinition": "web:2"}).met
    assert not judged(done, "service", **at, running=3).met
    changing = after(
        done, PLAN, "aws ecs update-service --cluster shop --service web --task-definition web:2"
    )
    verdict = judged(changing, "service", **at, steady=True)
    assert not verdict.met
    assert "2 deployments" in verdict.found


def test_tasks_by_status_family_and_launch_type() -> None:
    done = begun(*RUNNING)
    assert judged(done, "tasks", cluster="shop", count=2).met
    assert judged(
        done, "tasks", cluster="shop", count=2, family="web", launchType="FARGATE", exactly=True
    ).met
    assert not judged(done, "tasks", cluster="shop", count=1, exactly=True).met
    assert judged(done, "tasks", cluster="shop", count=1).met
    assert not judged(done, "tasks", cluster="shop", count=1, launchType="EC2").met
    assert not judged(done, "tasks", cluster="shop", count=1, family="api").met
    assert not judged(done, "tasks", cluster="shop", count=1, status="STOPPED").met
    dead = after(done, "kill web", "wait until steady")
    assert judged(dead, "tasks", cluster="shop", count=1, status="STOPPED").met


def test_container_instances() -> None:
    done = begun(*RUNNING)
    verdict = judged(done, "instances", cluster="shop")
    assert (verdict.met, verdict.found) == (False, "0 container instances ACTIVE")


def test_stopped_tasks_and_events_of_a_service() -> None:
    done = begun(*RUNNING)
    crash = "Essential container in task exited"
    assert judged(done, "stopped", cluster="shop", reason=crash).found == "no stopped task"
    dead = after(done, "kill web", "wait until steady")
    assert judged(dead, "stopped", cluster="shop", reason=crash).met
    event: dict[str, Plain] = {"cluster": "shop", "service": "web", "text": "has started 1 tasks"}
    assert judged(dead, "service-event", **event | {"text": "has started 1 task"}).met
    assert not judged(dead, "service-event", **event | {"text": "was unable to place"}).met
    assert not judged(dead, "service-event", **event | {"text": "has started 1 task", "times": 9}).met


@pytest.mark.parametrize("kind", GOALS)
def test_every_kind_says_what_is_missing_or_too_much(kind: str) -> None:
    needs = GOALS[kind].needs
    right = goal(kind, **dict.fromkeys(needs, "1"))
    assert list(problems(right)) == []
    assert len(list(problems(goal(kind)))) == len(needs)
    (surplus,) = problems(goal(kind, **dict.fromkeys((*needs, "colour"), "1")))
    assert "colour" in surplus.message


def test_an_unknown_kind_is_told_with_those_there_are() -> None:
    (problem,) = problems(goal("happiness"))
    assert problem.rule == "goal-kind"
    assert all(kind in problem.mend for kind in GOALS)
