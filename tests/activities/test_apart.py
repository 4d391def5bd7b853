"""The simulator in a process of its own: says the same, keeps the same, ends with whoever started it."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing, suppress

import pytest

from trainer.activities.apart import Far
from trainer.activities.desk import Desk
from trainer.activities.lab import LabWork, lab_named, open_lab
from trainer.content.model import Step
from trainer.labs.port import Gone, Near
from trainer.store.model import LabRun

LINES = (
    "aws ecs create-cluster --cluster-name other",
    "aws ecs list-clusters --output text",
    "aws ecs create-clister",
    "why other",
    "wait 1h",
    "hint",
    "undo",
    "bake",
    "aws ecs create-cluster --cluster-name bakery",
)
SHOP = (Step("ecs", "CreateCluster", {"clusterName": "shop"}),)
SOON_S = 10.0
TICKS = 'aws events put-rule --name tick --schedule-expression "rate(1 minute)"'
"""From then on something happens each minute."""


@pytest.fixture
def far() -> Iterator[Far]:
    with closing(Far()) as port:
        yield port


@pytest.fixture
def apart(desk: Desk) -> Desk:
    """The same learner, with simulators in processes of their own."""
    desk.simulators.move_out()
    return desk


def runs(process_id: int) -> bool:
    """Whether the process is there and no mere entry that waits to be read."""
    try:
        os.kill(process_id, 0)
    except ProcessLookupError:
        return False
    told = subprocess.run(
        ["ps", "-o", "stat=", "-p", str(process_id)], check=False, capture_output=True, text=True
    )
    return not told.stdout.strip().startswith("Z") and bool(told.stdout.strip())


def gone_soon(process_id: int) -> bool:
    until = time.monotonic() + SOON_S
    while runs(process_id) and time.monotonic() < until:
        time.sleep(0.02)
    return not runs(process_id)


def far_of(work: LabWork) -> Far:
    assert isinstance(work.port, Far)
    return work.port


def test_every_line_says_and_leaves_the_same_as_in_this_process(desk: Desk, far: Far) -> None:
    near = Near()
    lab = lab_named(desk, "first-oven")
    assert far.ask("begin", lab) == near.ask("begin", lab)
    for line in LINES:
        assert far.ask("do", line) == near.ask("do", line)
    assert far.ask("debrief") == near.ask("debrief")
    assert far.ask("complete", "aws ecs des") == near.ask("complete", "aws ecs des")
    assert far.ask("timeline", SHOP, 60) == near.ask("timeline", SHOP, 60)


def test_a_command_is_composed_over_there(apart: Desk) -> None:
    work = open_lab(apart, lab_named(apart, "first-oven"))
    composing = work.composing()
    kinds = [kind for kind, _ in composing.entries()]
    composing.choose(kinds.index("account"))
    assert composing.level == 1
    assert composing.back()
    assert not composing.back()


def test_what_is_raised_there_is_raised_here(far: Far) -> None:
    with pytest.raises(ValueError, match="cannot be read"):
        far.ask("play", SHOP, 1, "[[[")
    with pytest.raises(AssertionError, match="nobody may ask for __init__"):
        far.ask("__init__")
    assert far.ask("play", SHOP, 1, "length(tasks)") == 0


def test_a_run_there_tells_how_far_it_is_and_stops(desk: Desk, far: Far) -> None:
    far.ask("begin", lab_named(desk, "first-oven"))
    far.ask("do", TICKS)
    asked: list[tuple[int, int]] = []

    def halt(now_ms: int, until_ms: int) -> bool:
        asked.append((now_ms, until_ms))
        return True

    before = far.ask("do", "aws ecs list-clusters").standing.now_ms
    after = far.ask("do", "wait 7d", halt=halt).standing.now_ms
    assert len(asked) == 1
    assert before < after < asked[0][1]
    assert far.ask("do", "wait 1m").standing.now_ms > after


def test_it_is_busy_while_it_works(desk: Desk, far: Far) -> None:
    far.ask("begin", lab_named(desk, "first-oven"))
    far.ask("do", TICKS)
    reached, go_on = threading.Event(), threading.Event()

    def halt(now_ms: int, until_ms: int) -> bool:
        reached.set()
        go_on.wait(SOON_S)
        return True

    working = threading.Thread(target=far.ask, args=("do", "wait 7d"), kwargs={"halt": halt})
    working.start()
    assert reached.wait(SOON_S)
    assert far.busy
    go_on.set()
    working.join(SOON_S)
    assert not far.busy


def test_a_lab_whose_process_is_killed_goes_on_as_it_was_kept(apart: Desk) -> None:
    work = open_lab(apart, lab_named(apart, "first-oven"))
    work.obey("aws ecs create-cluster --cluster-name other")
    killed = far_of(work).process_id
    os.kill(killed, signal.SIGKILL)
    said = work.obey("aws ecs list-clusters")
    assert said.exit_code
    assert "had to be opened again" in said.text
    assert len(work.standing.lines) == 1
    assert "cluster/other" in work.obey("aws ecs list-clusters").text
    assert not runs(killed)
    work.obey("undo")
    assert not work.standing.lines


def test_what_was_kept_is_what_a_lab_in_this_process_keeps(apart: Desk) -> None:
    lab = lab_named(apart, "first-oven")
    there = open_lab(apart, lab)
    here = LabWork(apart, lab, port := Near(), port.ask("begin", lab), there.run, passing=True)
    kept: list[LabRun] = []
    for line in LINES:
        assert there.obey(line) == here.obey(line)
        assert there.standing == here.standing
        kept += [run] if (run := apart.store.labs.latest(lab.id)) else []
    assert kept[-1].passed


def test_leaving_a_lab_ends_its_process(apart: Desk) -> None:
    work = open_lab(apart, lab_named(apart, "first-oven"))
    child = far_of(work).process_id
    assert runs(child)
    work.close()
    assert not runs(child)
    work.warm()  # called aside, it may come late
    with pytest.raises(Gone):
        work.complete("aws ecs")


def test_closing_the_desk_ends_all(apart: Desk) -> None:
    children = [far_of(open_lab(apart, lab_named(apart, "first-oven"))).process_id for _ in range(2)]
    apart.simulators.ready()
    assert apart.simulators.timeline(SHOP, 1)
    apart.simulators.close()
    assert not any(runs(child) for child in children)


def test_a_run_for_a_question_survives_its_process(apart: Desk) -> None:
    first = apart.simulators.timeline(SHOP, 60)
    port = apart.simulators._runs
    assert isinstance(port, Far)
    os.kill(port.process_id, signal.SIGKILL)
    assert apart.simulators.timeline(SHOP, 60) == first


def test_a_child_that_is_gone_says_so(far: Far) -> None:
    os.kill(far.process_id, signal.SIGKILL)
    with pytest.raises(Gone):
        far.ask("timeline", SHOP, 1)


PARENT = """
import sys
from trainer.activities.apart import Far
far = Far()
print(far.process_id, flush=True)
if sys.argv[1] == "working":
    from trainer.content.model import Lab, LabId, TopicId
    far.ask("begin", Lab(LabId("x"), "X", TopicId("tasks"), 5, (), (), ()))
    far.ask("do", sys.argv[2])
    print("works", flush=True)
    far.ask("do", "wait 7d")
input()
"""


@pytest.mark.parametrize("doing", ["idle", "working"])
def test_no_process_is_left_when_its_parent_is_killed(doing: str) -> None:
    parent = subprocess.Popen(
        [sys.executable, "-c", PARENT, doing, TICKS],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert parent.stdout is not None
    child = int(parent.stdout.readline())
    try:
        if doing == "working":
            assert parent.stdout.readline() == "works\n"
        assert runs(child)
        parent.kill()
        parent.wait()
        assert gone_soon(child)
    finally:
        with suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)
        parent.communicate()
