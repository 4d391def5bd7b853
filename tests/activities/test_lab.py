"""Doing a lab: what it tells memory, what is kept at once, what is taken up again."""

from dataclasses import replace

from trainer.activities.desk import Desk
from trainer.activities.lab import lab_named, open_lab
from trainer.activities.today import next_lab
from trainer.content.model import FactId
from trainer.memory.model import NEW, Rating

CREATE = "aws ecs create-cluster --cluster-name bakery"


def ratings(desk: Desk) -> list[tuple[str, Rating]]:
    return [(one.fact_id, one.rating) for one in desk.store.memory.reviews()]


def test_a_goal_met_unaided_is_recalled_once_a_run(desk: Desk) -> None:
    lab = lab_named(desk, "first-oven")
    facts = list(dict.fromkeys(fact for stage in lab.stages for goal in stage.goals for fact in goal.facts))
    work = open_lab(desk, lab)
    work.obey(CREATE)
    assert ratings(desk) == [(fact, Rating.GOOD) for fact in facts]
    work.obey("undo")
    work.obey("redo")
    work.obey("reset")
    work.obey(CREATE)
    assert len(ratings(desk)) == len(facts)
    assert all(desk.store.memory.state(FactId(fact)) != NEW for fact in facts)


def test_a_shown_solution_is_no_recall_and_both_hints_are_weak_ones(desk: Desk) -> None:
    lab = lab_named(desk, "first-oven")
    work = open_lab(desk, lab)
    work.obey("solution yes")
    work.obey(CREATE)
    assert {rating for _, rating in ratings(desk)} == {Rating.AGAIN}
    again = open_lab(desk, lab, fresh=True)
    for _ in lab.stages[0].hints:
        again.obey("hint")
    again.obey(CREATE)
    assert ratings(desk)[-1][1] is Rating.HARD


def test_what_was_typed_comes_back_and_the_lab_is_offered_first(desk: Desk) -> None:
    lab = lab_named(desk, "first-oven")
    work = open_lab(desk, lab)
    work.obey("bake")
    assert desk.store.labs.latest(lab.id) is None
    work.obey("aws ecs create-cluster --cluster-name other")
    work.obey("aws ecs list-clusters")
    assert "ecs ListClusters" in work.obey("call").text
    found = next_lab(desk)
    assert found is not None
    assert found.id == lab.id
    on = open_lab(desk, lab)
    assert on.standing.typed[:2] == ("bake", "aws ecs create-cluster --cluster-name other")
    assert on.standing.lines == ("aws ecs create-cluster --cluster-name other",)


def test_an_account_without_goals_is_never_done_and_stands_as_it_was_left(desk: Desk) -> None:
    lab = replace(lab_named(desk, "first-oven"), stages=())
    open_lab(desk, lab).obey(CREATE)
    assert open_lab(desk, lab).standing.lines == (CREATE,)


def test_an_export_is_kept_in_the_learners_folder(desk: Desk) -> None:
    work = open_lab(desk, lab_named(desk, "first-oven"))
    said = work.obey("aws ecs create-cluster --cluster-name other")
    said = work.obey("export")
    assert "Kept in " in said.text
    assert (desk.home / "exports" / "first-oven.sh").read_text(encoding="utf-8").startswith("#!/bin/sh")
