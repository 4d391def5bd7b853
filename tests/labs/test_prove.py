"""What `trainer check` proves of a lab, each fault planted in the small lab."""

from dataclasses import replace

import pytest

from tests.labs.samples import CLUSTER, PLAN, SMALL, all_lines, course, goal, stage
from trainer.content.model import Lab, Step
from trainer.labs.prove import prove

NOTHING = replace(SMALL, stages=(stage("none", goal("cluster", cluster="given")),))

FAULTS: dict[str, Lab] = {
    "lab-solved": NOTHING,
    "lab-start": replace(SMALL, start=(Step("ecs", "DeleteCluster", {"cluster": "nowhere"}),)),
    "lab-solution": replace(SMALL, stages=(replace(SMALL.stages[0], solution=()), *SMALL.stages[1:])),
    "lab-alternative": replace(SMALL, alternative=(CLUSTER, PLAN)),
    "lab-wrong-try": replace(SMALL, wrong_try=tuple(all_lines(SMALL))),
    "hint-leak": replace(
        SMALL, stages=(replace(SMALL.stages[0], hints=(f"Type {CLUSTER}",)), *SMALL.stages[1:])
    ),
    "goal-kind": replace(SMALL, stages=(stage("x", goal("happiness")), *SMALL.stages)),
    "goal-slots": replace(SMALL, stages=(stage("x", goal("cluster")), *SMALL.stages)),
}


def test_the_small_lab_is_sound() -> None:
    assert list(prove(SMALL)) == []


@pytest.mark.parametrize("rule", FAULTS)
def test_a_planted_fault_is_found(rule: str) -> None:
    found = list(prove(FAULTS[rule]))
    assert rule in [problem.rule for problem in found]
    assert all(problem.mend for problem in found if problem.rule == rule) or rule == "goal-slots"


def test_a_solution_that_is_refused_says_what_was_refused() -> None:
    first = replace(SMALL.stages[0], solution=("aws ecs create-cluster --cluster-title shop",))
    (problem,) = prove(replace(SMALL, stages=(first, *SMALL.stages[1:])))
    assert "--cluster-title" in problem.message


def test_the_labs_of_the_course_are_sound() -> None:
    labs = course().labs.values()
    assert len(labs) >= 2
    assert [problem for lab in labs for problem in prove(lab)] == []
