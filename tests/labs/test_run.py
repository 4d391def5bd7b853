"""What is kept of a run, goals that ask for it, stages that open, guides, choices and sandboxes."""

from dataclasses import replace

from tests.labs.samples import CLUSTER, PLAN, SERVICE, SMALL, after, begun, goal, lab, stage, told
from trainer.content.lab import Design, Freedom, Guide, Moment, Scenario, Watch
from trainer.content.model import Goal, Lab, Step
from trainer.labs.debrief import told as debrief_told
from trainer.labs.debriefing import debrief
from trainer.labs.export import scripts
from trainer.labs.goals.judge import judge_goal
from trainer.labs.model import Work
from trainer.labs.open import begin
from trainer.labs.prompt import obey
from trainer.labs.saving import save_history, save_world, thaw

RUNNING = (CLUSTER, PLAN, SERVICE, "wait until steady")


def verdict(work: Work, of: Goal) -> tuple[bool, str]:
    seen = judge_goal(of, work.world, work.run)
    return seen.met, seen.found


def running() -> Work:
    """A service with two tasks in a lab whose one stage is never finished."""
    return after(begin(lab(goal("cluster", cluster="never"))), *RUNNING)


def test_a_task_that_died_is_missed_and_one_that_did_not_is_not() -> None:
    kept = goal("kept", service="web", running=2)
    work = running()
    assert verdict(work, kept)[0]
    lost = after(work, "kill web", "wait 5m")
    assert verdict(lost, kept)[0] is False
    assert verdict(lost, kept)[1].startswith("1 running at 10:")
    assert verdict(after(lost, "undo", "undo"), kept)[0], "undo takes the run back too"


def test_what_is_asked_of_a_run_is_asked_since_its_stage_began() -> None:
    two = replace(SMALL, stages=(SMALL.stages[2], stage("calm", goal("kept", service="web", running=2))))
    given = replace(two, start=(Step("line", CLUSTER, {}), Step("line", PLAN, {})))
    work = after(begin(given), SERVICE, "wait until steady")
    assert work.done, "before its stage began fewer ran; that does not count"


def test_how_tasks_ended_is_counted_and_outlives_the_task() -> None:
    work = after(running(), "kill web", "wait 3h")
    ended = goal("ended", group="web", code="EssentialContainerExited", at_least=1, at_most=1)
    assert verdict(work, ended) == (True, "tasks of web that ended with EssentialContainerExited: 1")


def test_what_is_billed_by_the_hour_adds_up() -> None:
    work = after(running(), "wait 4h")
    used = work.trace.used["Fargate vCPU hours"]
    assert 2.0 <= used < 2.1, "two tasks of a quarter of a vCPU for four hours"
    assert work.trace.used["Fargate GB hours"] == used * 2


def test_a_stage_opens_with_what_happens_then() -> None:
    second = replace(stage("two", goal("cluster", cluster="late")), opens=(Step("line", "wait 10m", {}),))
    work, said = obey(begin(replace(SMALL, stages=(SMALL.stages[0], second))), CLUSTER)
    assert work.world.now_ms == 600_000
    assert "Time went on: it is 10:10:00." in said.text
    assert after(work, "undo").world.now_ms == 0


def test_what_a_stage_cannot_open_with_is_the_labs_fault() -> None:
    second = replace(
        stage("two", goal("cluster", cluster="late")), opens=(Step("line", "aws ecs nonsense", {}),)
    )
    _, said = obey(begin(replace(SMALL, stages=(SMALL.stages[0], second))), CLUSTER)
    assert "aws ecs nonsense is refused" in said.fault


GUIDED = replace(
    SMALL,
    stages=(
        replace(
            stage("led", goal("task-definition", family="web"), solution=(CLUSTER, PLAN)),
            freedom=Freedom.GUIDED,
            guide=(Guide("First a cluster.", CLUSTER), Guide("Then a plan.", PLAN)),
        ),
    ),
)


def test_a_guide_goes_on_when_its_step_was_done_whatever_the_words() -> None:
    work = begin(GUIDED)
    assert told(work, "next") == f"First a cluster.\n    {CLUSTER}"
    work = after(work, "aws ecs list-clusters")
    assert work.guided == 0
    work = after(work, "aws ecs create-cluster --cluster-name other")
    assert told(work, "next").startswith("Then a plan.")
    assert after(work, "undo").guided == 0


DAY = Watch(
    designs=(
        Design("a", "One task", "It was alone.", (Step("line", SERVICE.replace("count 2", "count 1"), {}),)),
        Design("b", "Two tasks", "They were two.", (Step("line", SERVICE, {}),)),
    ),
    requirements=(goal("kept", service="web", running=1), goal("reached", service="web", running=2)),
    day=(Moment(30, (Step("trainer", "KillTask", {"task": "web"}),)),),
    minutes=60,
)
CHOICE: Lab = replace(
    SMALL,
    start=(Step("line", CLUSTER, {}), Step("line", PLAN, {})),
    stages=(
        stage("look", goal("watched", count=2), hints=("a", "b"), solution=("choose a", "choose b")),
        stage("fit", goal("meets", requirements=["kept", "reached"]), solution=("choose b",)),
    ),
    watch=DAY,
)


def test_a_design_lives_through_its_day_and_is_told() -> None:
    work, said = obey(begin(CHOICE), "choose a")
    assert said.text.startswith("A: One task\n\n✗ a goal of kind kept")
    assert "tasks that ended    web EssentialContainerExited: 1" in said.text
    assert "cost driver         Fargate vCPU hours: 0.2" in said.text
    assert "It was alone." in said.text
    work = after(work, "choose b")
    assert work.stage == 1
    assert not after(work, "choose a").done
    assert after(work, "choose a", "choose b").done


def test_the_same_design_is_run_once_and_choosing_can_be_taken_back() -> None:
    work = after(begin(CHOICE), "choose b")
    outcome = work.days["b"]
    again = after(work, "choose b")
    assert again.days["b"] is outcome
    back = after(again, "undo", "undo")
    assert (back.watched, back.lines, back.world.now_ms) == ((), (), 0)
    thawed = thaw(CHOICE, save_world(work), save_history(work))
    assert (thawed.watched, thawed.stage) == (work.watched, work.stage)
    assert "There are: A  One task" in obey(work, "choose z")[1].text


def test_a_long_run_can_be_stopped_and_what_was_reached_is_kept() -> None:
    work, said = obey(running(), "wait 2d", lambda now_ms, until_ms: now_ms > 3_600_000)
    if said.text.startswith("Stopped"):
        assert work.world.now_ms < 2 * 86_400_000
        assert work.lines[-1].endswith("ms")
    stopped, said = obey(begin(CHOICE), "choose a", lambda now_ms, until_ms: True)
    assert stopped.lines == () or said.text.startswith("A: ")


SHOP = tuple(Step("line", line, {}) for line in (CLUSTER, PLAN, SERVICE))
RUSH = Step("trainer", "SetLoad", {"service": "{service}", "points": [{"cpuUnits": 900}]})
CRASH = Step("trainer", "KillTask", {"task": "{service}"})
SANDBOX = replace(
    SMALL,
    stages=(),
    start=(),
    scenes=(Scenario("shop", "A shop.", SHOP),),
    loads=(Scenario("rush", "Much to do.", (RUSH,)),),
    breaks=(Scenario("crash", "One dies.", (CRASH,)),),
)


def test_a_sandbox_asks_nothing_and_lets_things_happen() -> None:
    work = begin(SANDBOX)
    assert not work.done
    assert told(work, "check").startswith("Nothing is asked here")
    assert obey(work, "load rush")[1].exit_code == 2, "there is no service yet"
    work = after(work, "scene shop", "wait 5m", "load rush", "break crash", "wait 1m")
    assert work.trace.stops == {"web EssentialContainerExited": 1}
    assert told(work, "load") == "load rush  Much to do."
    assert obey(work, "break nothing")[1].exit_code == 2
    assert after(work, "undo", "undo", "undo", "undo", "undo").lines == ()


def test_words_that_a_lab_does_not_allow_are_refused() -> None:
    work = begin(replace(SMALL, allows=()))
    for line in ("kill web", "load x", "break x", "scene x", "choose a"):
        assert obey(work, line)[1].exit_code == 2, line


def test_states_are_kept_by_name_and_opened_again_even_after_a_restart() -> None:
    work = after(begun(CLUSTER), "save early", "aws ecs create-cluster --cluster-name more")
    thawed = thaw(SMALL, save_world(work), save_history(work))
    back = after(thawed, "open early")
    assert back.lines == (CLUSTER,)
    assert len(after(back, "undo").lines) == 2, "also opening can be taken back"
    assert obey(back, "open late")[1].exit_code == 2
    assert obey(back, "save two words")[1].exit_code == 2


def test_reset_can_be_taken_back() -> None:
    work = after(begun(CLUSTER, PLAN), "reset", "undo")
    assert work.lines == (CLUSTER, PLAN)


def test_an_inner_command_is_answered_first_and_must_not_change_anything() -> None:
    work = begun(CLUSTER, PLAN, SERVICE, "wait 5m")
    stop = "aws ecs stop-task --cluster shop --task $(aws ecs list-tasks --cluster shop --query taskArns[0])"
    assert after(work, stop).lines[-1] == stop, "kept as it was typed"
    for line in (
        "aws ecs describe-tasks --tasks $(aws ecs create-cluster --cluster-name x)",
        "aws ecs describe-tasks --tasks $(aws ecs list-tasks --cluster nowhere)",
        "aws ecs describe-tasks --tasks $(aws ecs list-tasks",
        "why $(aws ecs nothing)",
        "why $(aws )",
    ):
        same, said = obey(work, line)
        assert (same, said.exit_code) == (work, 2), line


def test_an_export_names_what_is_this_accounts_and_takes_down_in_reverse() -> None:
    work = running()
    (name, up), (down_name, down) = scripts(work)
    assert (name, down_name) == ("small.sh", "small-teardown.sh")
    assert up.splitlines()[1].startswith("# Not run against AWS")
    assert "subnet-0de" not in up.replace("in the lab this was subnet-0de0000000000001a", "")
    assert "subnets=[${SUBNET_1}]" in up
    assert "# Billable: AWS Fargate (vCPU and memory)" in up
    assert [line.split()[2] for line in down.splitlines() if line.startswith("aws ")] == [
        "delete-service",
        "deregister-task-definition",
        "delete-cluster",
    ]
    assert obey(begun(), "export")[1].files == ()


def test_the_debrief_tells_commands_and_what_came_of_itself() -> None:
    asked = replace(SMALL, remember="Services replace.", asked="What happens?", answer="A new task.")
    work = after(begin(asked), *RUNNING, "kill web", "wait 5m")
    found = debrief(work)
    lines = [one.line for one in found.passed if one.line]
    assert lines == [CLUSTER, PLAN, SERVICE, "kill web"]
    assert any("COMPLETED" in one.text for one in found.passed)
    assert [one.at for one in found.passed] == sorted(one.at for one in found.passed)
    leads = dict(debrief_told(found))
    assert leads["To remember:"] == "Services replace."
    assert leads["Answer:"] == "A new task."
    assert found.ours, "how long a start takes is ours"


def test_what_came_again_and_again_stands_once_in_the_debrief() -> None:
    work = after(begin(SMALL), *RUNNING, "kill web", "kill web", "wait 5m")
    ends = [one.text for one in debrief(work).passed if "ended with exit code" in one.text]
    assert len(ends) == 1
    assert "(2 times, last at 10:" in ends[0]


def test_chosen_days_stand_in_their_order_before_what_the_last_of_them_brought() -> None:
    work = after(begin(CHOICE), "choose b", "choose a")
    passed = debrief(work).passed
    assert [one.line for one in passed[:2]] == ["choose b", "choose a"]
    assert all(one.at >= passed[0].at for one in passed)
    assert any("ended with exit code" in one.text for one in passed[2:])
