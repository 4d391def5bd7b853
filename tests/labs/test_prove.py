"""What `trainer check` proves of a lab, each fault planted in the small lab."""

from dataclasses import replace
from typing import Any

import pytest

from tests.courses import ecs
from tests.labs.samples import CLUSTER, PLAN, SMALL, all_lines, goal, stage
from trainer.content.lab import Freedom
from trainer.content.model import Lab, Step
from trainer.labs.leaks import leak
from trainer.labs.prove import prove

HINTS = ("Look around.", "There is a word for it.")
SOUND = replace(SMALL, stages=tuple(replace(one, hints=HINTS) for one in SMALL.stages))
NOTHING = replace(SMALL, stages=(stage("none", goal("cluster", cluster="given")),))


def first(**changed: Any) -> Lab:
    """The sound lab with another first stage."""
    return replace(SOUND, stages=(replace(SOUND.stages[0], **changed), *SOUND.stages[1:]))


FAULTS: dict[str, Lab] = {
    "lab-solved": NOTHING,
    "lab-start": replace(SMALL, start=(Step("ecs", "DeleteCluster", {"cluster": "nowhere"}),)),
    "lab-solution": first(solution=()),
    "lab-alternative": replace(SMALL, alternative=(CLUSTER, PLAN)),
    "lab-wrong-try": replace(SMALL, wrong_try=tuple(all_lines(SMALL))),
    "hint-leak": first(hints=("Look.", "Type --cluster-name and then: create-cluster --cluster-name shop")),
    "hint-levels": first(hints=("Only one.",)),
    "lab-freedom": replace(
        SOUND, stages=(replace(SOUND.stages[0], freedom=Freedom.SYMPTOM), *SOUND.stages[1:])
    ),
    "goal-kind": replace(SMALL, stages=(stage("x", goal("happiness")), *SMALL.stages)),
    "goal-slots": replace(SMALL, stages=(stage("x", goal("cluster")), *SMALL.stages)),
}


def test_the_small_lab_is_sound() -> None:
    assert list(prove(SOUND)) == []


@pytest.mark.parametrize("rule", FAULTS)
def test_a_planted_fault_is_found(rule: str) -> None:
    found = list(prove(FAULTS[rule]))
    assert rule in [problem.rule for problem in found]
    assert all(problem.mend for problem in found if problem.rule == rule) or rule == "goal-slots"


def test_a_solution_that_is_refused_says_what_was_refused() -> None:
    (problem,) = prove(first(solution=("aws ecs create-cluster --cluster-title shop",)))
    assert "--cluster-title" in problem.message


def test_the_labs_of_the_course_are_sound() -> None:
    labs = ecs().labs.values()
    assert len(labs) >= 15
    assert [problem for lab in labs for problem in prove(lab)] == []


def test_each_lab_of_the_course_leaves_something_to_remember_and_a_question_of_the_exam() -> None:
    for lab in ecs().labs.values():
        told = (lab.debrief, lab.remember, lab.asked, lab.answer)
        assert lab.sandbox or all(told), lab.id


@pytest.mark.parametrize(
    ("hint", "level", "leaks"),
    [
        ("Which command makes a cluster?", 1, False),
        ("There is create-cluster for that.", 1, True),
        ("There is create-cluster for that.", 2, False),
        ("It takes --cluster-name.", 1, True),
        ("It takes --cluster-name.", 2, False),
        ("Try create-cluster --cluster-name shop", 2, True),
    ],
)
def test_the_first_hint_names_no_command_and_the_second_none_whole(
    hint: str, level: int, leaks: bool
) -> None:
    assert bool(leak(SMALL.stages[0], hint, level)) is leaks
