"""The words of the lab's prompt: time, why, kill, check, hint, solution, undo, redo, reset, help."""

import pytest

from tests.labs.samples import CLUSTER, PLAN, SERVICE, SMALL, after, all_lines, begun, goal, lab, told, tones
from trainer.content.model import Step
from trainer.labs.check import check, practised
from trainer.labs.model import Practised, Shown, Tone, Work
from trainer.labs.open import BadStart, begin
from trainer.labs.prompt import WORDS, obey
from trainer.labs.words.looking import HELP
from trainer.labs.words.word import UNDO_DEPTH
from trainer.sim.saving import to_json


def same_world(one: Work, two: Work) -> bool:
    return to_json(one.world) == to_json(two.world)


def test_stages_end_as_their_goals_are_met() -> None:
    work, said = obey(begin(SMALL), CLUSTER)
    assert [stage.id for stage in said.finished] == ["one"]
    assert said.request == "ecs CreateCluster"
    assert "✓ Done: Stage one" in said.text
    assert tones(said)[-1] is Tone.GOOD
    work = after(work, PLAN, SERVICE)
    assert not work.done
    work, said = obey(work, "wait until steady")
    assert said.text.endswith("That was the last step: the lab is done.")
    assert work.done
    assert work.current is None
    assert check(work) == ()


def test_one_line_may_end_several_stages() -> None:
    work = begun(PLAN)
    assert work.stage == 0
    work, said = obey(work, CLUSTER)
    assert [stage.id for stage in said.finished] == ["one", "two"]
    assert work.stage == 2


def test_check_tells_found_against_wanted_and_changes_nothing() -> None:
    work = begun()
    assert told(work, "check") == (
        "✗ a goal of kind cluster\n    wanted: a cluster named shop\n    found:  clusters: given"
    )
    assert "every goal" in told(begun(*all_lines(SMALL)), "check").casefold()


def test_undo_and_redo_walk_through_worlds_and_stages() -> None:
    lines = list(all_lines(SMALL))
    steps = [begun(*lines[:count]) for count in range(len(lines) + 1)]
    work = steps[-1]
    for expected in reversed(steps[:-1]):
        work = after(work, "undo")
        assert (work.stage, work.lines) == (expected.stage, expected.lines)
        assert same_world(work, expected)
    assert obey(work, "undo")[1].exit_code == 2
    for expected in steps[1:]:
        work = after(work, "redo")
        assert (work.stage, work.lines) == (expected.stage, expected.lines)
        assert same_world(work, expected)
    assert obey(work, "redo")[1].exit_code == 2


def test_a_new_command_forgets_what_was_taken_back() -> None:
    work = after(begun(CLUSTER, PLAN), "undo", "wait 5s")
    assert obey(work, "redo")[1].text == "There is nothing to redo."


def test_undo_reaches_beyond_what_is_held_in_memory() -> None:
    work = begun(CLUSTER, *["wait 1s"] * UNDO_DEPTH)
    work = after(work, *["undo"] * (UNDO_DEPTH + 1))
    assert same_world(work, begun())
    assert work.stage == 0


def test_reset_gives_the_lab_as_it_was_but_remembers_what_was_shown() -> None:
    work = after(begun(CLUSTER), "hint", "solution yes", "reset")
    assert same_world(work, begun())
    assert (work.stage, work.lines, work.future) == (0, (), ())
    assert work.solutions == {"two"}
    assert work.hints_exhausted == {"two"}


def test_hints_come_one_by_one() -> None:
    work = begun()
    said = []
    for _ in range(3):
        work, answer = obey(work, "hint")
        said.append(answer.text)
    assert said == ["Hint 1: Mild.", "Hint 2: Clear.", "That was the last hint; solution shows the way."]
    assert work.hints_exhausted == {"one"}
    assert begun(CLUSTER).hints == 0
    assert told(begun(CLUSTER, PLAN), "hint") == "There is no hint here; solution shows the way."
    assert told(begun(*all_lines(SMALL)), "hint") == "The lab is done."


def test_the_solution_asks_first() -> None:
    work = begun()
    assert "practised, not as known" in told(work, "solution")
    assert work.solutions == frozenset()
    work, said = obey(work, "solution yes")
    assert said.text == CLUSTER
    assert work.solutions == {"one"}
    assert obey(work, "solution")[1].text == CLUSTER


def test_what_was_shown_is_practised_and_not_known() -> None:
    given = begun()
    shown = after(given, "solution yes")
    assert practised(shown, given) == (Practised(goal("cluster").facts[0], Shown.FAILED),)
    one = after(shown, CLUSTER)
    assert practised(one, shown) == (Practised(goal("cluster").facts[0], Shown.FAILED),)
    hinted = after(one, "hint")
    assert practised(hinted, one) == ()
    two = after(hinted, PLAN)
    assert practised(two, hinted) == (Practised(goal("task-definition").facts[0], Shown.PRACTISED),)
    assert practised(after(one, PLAN), one) == (Practised(goal("task-definition").facts[0], Shown.KNOWN),)


@pytest.mark.parametrize(
    ("line", "seconds"),
    [
        ("wait", 60),
        ("wait 30s", 30),
        ("wait 5m", 300),
        ("wait 5", 300),
        ("wait 2 h", 7200),
        ("wait 1h30m", 5400),
        ("wait 7d", 604_800),
    ],
)
def test_time_passes_by(line: str, seconds: int) -> None:
    work = begun()
    assert after(work, line).world.now_ms - work.world.now_ms == seconds * 1000


@pytest.mark.parametrize(
    "line",
    ["wait 0", "wait -1", "wait 8d", "wait soon", "wait 99999999s", "wait 1.5h", "wait 1h soon", "wait ٣m"],
)
def test_no_time_that_is_none(line: str) -> None:
    assert "How long?" in told(begun(), line)


def test_waiting_until_steady_stops_there() -> None:
    work = begun(CLUSTER, PLAN, SERVICE)
    early, late = after(work, "wait until steady"), after(work, "wait 1h")
    assert early.done
    assert early.world.now_ms < late.world.now_ms
    hopeless = begun(CLUSTER, PLAN, SERVICE.replace("FARGATE", "EC2").replace(",assignPublicIp=ENABLED", ""))
    assert "Not steady after an hour" in obey(hopeless, "wait until steady")[1].text


def test_a_killed_task_is_replaced_and_why_tells() -> None:
    done = begun(*all_lines(SMALL))
    work, said = obey(done, "kill web")
    assert said.text == "Its essential container ended with exit code 1."
    work = after(work, "wait 1s")
    why = told(work, "why web")
    assert why
    assert why != told(done, "why web")
    assert after(work, "wait until steady").world.wall() > done.world.wall()


@pytest.mark.parametrize(
    "line", ["kill", "kill nothing", "why", "why nothing", "kill 'web", "sudo", "AWS ecs", "exit 1"]
)
def test_what_is_not_understood_is_said(line: str) -> None:
    work = begun(*all_lines(SMALL))
    same, said = obey(work, line)
    assert same is work
    assert said.text
    assert said.exit_code == 2 or line == "why"


def test_a_refused_command_leaves_the_world_and_says_it_as_aws_does() -> None:
    work = begun()
    same, said = obey(work, "aws ecs describe-services --cluster nowhere --services web")
    assert same is work
    assert "ClusterNotFoundException" in said.text
    assert said.exit_code == 1
    assert tones(said) == [Tone.ERROR]


def test_a_lab_has_no_files() -> None:
    work = begun()
    same, said = obey(work, "aws ecs register-task-definition --cli-input-json file:///etc/hostname")
    assert same is work
    assert "a lab has no files" in said.text


def test_help_names_every_word() -> None:
    lab_specific = {"kill", "load", "break", "scene", "choose"}
    assert set(WORDS) - {"help"} - lab_specific <= set(HELP.replace("·", " ").split())
    assert told(begun(), "help").startswith(HELP)
    assert obey(begun(), "   ")[1].parts == ()


def test_looking_changes_nothing() -> None:
    work = begun(CLUSTER)
    same, said = obey(work, "aws ecs list-clusters")
    assert same is work
    assert "cluster/shop" in said.text


def test_a_lab_whose_start_is_refused_is_its_authors_fault() -> None:
    with pytest.raises(BadStart, match="UpdateService is refused"):
        begin(lab(start=(Step("ecs", "UpdateService", {"service": "nothing"}),)))
