"""Laws: any line at all is answered, a line that fails changes nothing, a saved lab is the replayed one."""

import json

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.labs.samples import CLUSTER, PLAN, SERVICE, SMALL
from trainer.labs.model import Work
from trainer.labs.open import begin
from trainer.labs.prompt import WORDS, obey, replay
from trainer.labs.saving import save_history, save_world, thaw
from trainer.sim.invariants import broken
from trainer.sim.saving import to_json

PIECES = [
    *("aws", "ecs", "ec2", "--cluster", "shop", "given", "web", "--query", "--output", "table", "file://x"),
    *("help", "wait", "-1", "5m", "until steady", "list-services", "describe-tasks", "--tasks", "yes"),
    *("'", '"', "[", "{", "{}", "a=b,c=d", "|", "--no-such", "--cli-input-json", "é"),
    *("", "\\", "\t", "\n", "\0", "\x1b[A", "$(aws", ")", "$(aws ecs list-clusters)", "$("),
]

good = st.sampled_from(
    [
        CLUSTER,
        PLAN,
        SERVICE,
        "aws ecs update-service --cluster shop --service web --desired-count 3",
        "aws ecs update-service --cluster shop --service web --desired-count 0",
        "aws ecs delete-service --cluster shop --service web --force",
        "aws ecs run-task --cluster shop --task-definition web",
        "aws ecs delete-cluster --cluster given",
        "aws ecs list-tasks --cluster shop",
        "wait 10s",
        "wait 5m",
        "wait until steady",
        "kill web",
    ]
)
word = st.sampled_from(list(WORDS))
jumble = st.lists(st.sampled_from(PIECES) | word, max_size=6).map(" ".join)
anything = good | good | word | jumble | st.text(max_size=30)


def world(work: Work) -> str:
    return json.dumps(to_json(work.world), sort_keys=True)


@settings(max_examples=200, deadline=None)
@given(st.lists(anything, max_size=12))
def test_any_line_is_answered_and_a_failed_one_changes_nothing(lines: list[str]) -> None:
    work = begin(SMALL)
    for line in lines:
        before, kept = world(work), work.world
        after, said = obey(work, line)
        assert world(work) == before, "the world that was handed in is never changed in place"
        if said.exit_code or line.split()[:1] in (["check"], ["why"], ["inbox"], ["hint"], ["help"], []):
            assert after.world is kept, said.text
            assert after.stage == work.stage
        assert list(broken(after.world)) == []
        work = after


@settings(max_examples=80, deadline=None)
@given(st.lists(good | st.sampled_from(["undo", "redo", "reset", "hint", "solution yes"]), max_size=14))
def test_what_was_saved_is_what_a_replay_gives(lines: list[str]) -> None:
    work = begin(SMALL)
    for line in lines:
        work, _ = obey(work, line)
    thawed = thaw(SMALL, save_world(work), save_history(work))
    again = replay(SMALL, work.lines)
    assert world(thawed) == world(again) == world(work)
    assert thawed.stage == again.stage == work.stage
    for name in ("lines", "hints", "hints_exhausted", "solutions"):
        assert getattr(thawed, name) == getattr(work, name)
    if work.lines:
        taken_back, _ = obey(work, "undo")
        assert world(obey(thawed, "undo")[0]) == world(taken_back)
