"""Labs at the plain prompt, from the brief to the debrief, typed as their solutions say."""

import json
from pathlib import Path

import pytest

from tests.cli.program import trainer
from trainer.content.cache import load_course
from trainer.content.locate import bundled_course
from trainer.content.model import Lab, LabId

LABS = ("first-service", "no-room")


@pytest.fixture
def labs(home: Path) -> dict[str, Lab]:
    course = load_course(*bundled_course(), home / "cache")
    return {str(name): lab for name, lab in course.labs.items()}


def passed() -> dict[str, bool]:
    return {lab["id"]: lab["passed"] for lab in json.loads(trainer("lab", "--json").out)}


def test_these_are_all_labs_of_the_course(labs: dict[str, Lab]) -> None:
    assert set(LABS) == set(labs)


@pytest.mark.parametrize("name", LABS)
def test_solved_from_the_brief_to_the_debrief(name: str, labs: dict[str, Lab]) -> None:
    lab = labs[LabId(name)]
    typed = "".join(f"{line}\n" for stage in lab.stages for line in stage.solution)
    ended = trainer("lab", name, "--plain", typed=typed)
    assert (ended.status, ended.err) == (0, "")
    for number, stage in enumerate(lab.stages, 1):
        assert f"Step {number} of {len(lab.stages)}: {stage.title}\n" in ended.out
        assert f"✓ {stage.title}: done.\n" in ended.out
    assert "That was the last step: the lab is done." in ended.out
    assert ended.out.rstrip().endswith("not a promise of AWS.")
    assert passed()[name]


def test_left_in_the_middle_it_goes_on_there(labs: dict[str, Lab]) -> None:
    lab = labs["first-service"]
    first, *others = [line for stage in lab.stages for line in stage.solution]
    left = trainer("lab", lab.id, "--plain", typed=f"{first}\nexit\n")
    assert left.status == 0
    assert left.out.endswith("The lab is kept as it is. Go on with: trainer lab first-service\n")
    assert not passed()[lab.id]
    on = trainer("lab", lab.id, "--plain", typed="".join(f"{line}\n" for line in others))
    assert "You go on after 1 commands; reset begins anew." in on.out
    assert passed()[lab.id]
    fresh = trainer("lab", lab.id, "--plain", "--fresh", typed="aws ecs list-clusters\n")
    assert '"clusterArns": []' in fresh.out


def test_the_wrong_try_of_a_lab_does_not_pass(labs: dict[str, Lab]) -> None:
    for lab in labs.values():
        ended = trainer(
            "lab", lab.id, "--plain", typed="".join(f"{line}\n" for line in lab.wrong_try) + "check\n"
        )
        assert "the lab is done" not in ended.out
        assert "    wanted: " in ended.out
        assert "    found:  " in ended.out
    assert not any(passed().values())
