"""Labs at the plain prompt, from the brief to the debrief, typed as their solutions say."""

import json
from pathlib import Path

import pytest

from tests.cli.program import trainer
from tests.courses import ecs
from trainer.content.model import Lab


@pytest.fixture
def labs(home: Path) -> dict[str, Lab]:
    """The labs, for a learner whose home is `home`."""
    return {str(name): lab for name, lab in ecs().labs.items()}


def passed() -> dict[str, bool]:
    return {lab["id"]: lab["passed"] for lab in json.loads(trainer("lab", "--json").out)}


SHAPES = ("first-service", "s3-as-disk", "lost-instance")
"""One that is typed, one of designs that are watched, one of four steps: the others are like them."""


def test_labs_are_solved_from_the_brief_to_the_debrief(labs: dict[str, Lab]) -> None:
    """At the very prompt of a learner; that every lab can be solved, `tests/labs/test_prove.py` proves."""
    for lab in (labs[name] for name in SHAPES):
        typed = "".join(f"{line}\n" for stage in lab.stages for line in stage.solution)
        ended = trainer("lab", lab.id, "--plain", typed=typed)
        assert (ended.status, ended.err) == (0, ""), lab.id
        for number, stage in enumerate(lab.stages, 1):
            assert f"Step {number} of {len(lab.stages)}: {stage.title}\n" in ended.out
            assert f"✓ Done: {stage.title}\n" in ended.out
        assert "That was the last step: the lab is done." in ended.out
        story = ended.out.partition("the lab is done.")[2]
        for part in ("What happened:", "To remember: ", "The exam asks it so: ", "Answer: "):
            assert part in story, lab.id
    assert passed() == {name: name in SHAPES for name in labs}


def test_a_guided_step_is_entered_by_an_empty_line(labs: dict[str, Lab]) -> None:
    guided = labs["first-service"].stages[0]
    ended = trainer("lab", "first-service", "--plain", typed="\n\nexit\n")
    assert f"Next: {guided.guide[0].says}\n    {guided.guide[0].line}\n" in ended.out
    assert f"✓ Done: {guided.title}\n" in ended.out


def test_a_command_over_several_lines_is_one_command(labs: dict[str, Lab]) -> None:
    lines = (
        "aws ecs create-cluster \\\n  --cluster-name shop\naws ecs list-clusters --query 'clusterArns\n'\n"
    )
    ended = trainer("lab", "first-service", "--plain", typed=lines + "exit\n")
    assert ended.out.count("cluster/shop") >= 2


def test_left_in_the_middle_it_goes_on_there(labs: dict[str, Lab]) -> None:
    lab = labs["first-service"]
    first, *others = [line for stage in lab.stages for line in stage.solution]
    left = trainer("lab", lab.id, "--plain", typed=f"{first}\nexit\n")
    assert left.status == 0
    assert left.out.endswith("The lab is kept as it is. Go on with: trainer lab first-service\n")
    assert not passed()[lab.id]
    on = trainer("lab", lab.id, "--plain", typed="".join(f"{line}\n" for line in others))
    assert "You go on after 1 command; reset begins anew." in on.out
    assert passed()[lab.id]
    fresh = trainer("lab", lab.id, "--plain", "--fresh", typed="aws ecs list-clusters\n")
    assert '"clusterArns": []' in fresh.out


def test_the_wrong_try_of_a_lab_does_not_pass(labs: dict[str, Lab]) -> None:
    for name in ("first-service", "no-room"):
        lab = labs[name]
        ended = trainer(
            "lab", lab.id, "--plain", typed="".join(f"{line}\n" for line in lab.wrong_try) + "check\n"
        )
        assert "the lab is done" not in ended.out
        assert "    wanted: " in ended.out
        assert "    found:  " in ended.out
    assert not any(passed().values())
