"""Doing a lab: lines in, answers out, every step kept."""

from datetime import datetime
from typing import TYPE_CHECKING

from trainer.activities.desk import Desk
from trainer.content.lab import Guide
from trainer.content.model import Lab, LabId, Step
from trainer.errors import NotSo
from trainer.labs.model import Said, Shown, Tone, Verdict, Work
from trainer.memory.model import Rating
from trainer.questions.model import Item
from trainer.store.model import LabRun
from trainer.value import dataclass, replace

if TYPE_CHECKING:
    from trainer.activities.composing import Composing
    from trainer.content.model import FactId
    from trainer.labs.debrief import Debrief
    from trainer.labs.model import Halt
    from trainer.labs.view import WorldView

TYPED_KEPT = 200
"""Lines that the arrow keys bring back, also after a restart."""
RATINGS = {Shown.KNOWN: Rating.GOOD, Shown.PRACTISED: Rating.HARD, Shown.FAILED: Rating.AGAIN}
"""Met unaided is recalled; with both hints it is practised, FSRS's weakest evidence; where the solution was
shown, the facts were not recalled and come back soon."""


@dataclass
class LabWork:
    """A lab in work, saved after each line that changed something."""

    desk: Desk
    work: Work
    run: LabRun
    passing: bool = False
    """Nothing of it is kept: the world of a question, looked into."""

    @property
    def lab(self) -> Lab:
        """The lab."""
        return self.work.lab

    @property
    def now(self) -> datetime:
        """The time in the simulated account."""
        return self.work.world.wall()

    def obey(self, line: str, halt: "Halt | None" = None) -> Said:
        """Do what the line says and keep what came of it; `halt` is asked now and then while time runs."""
        return self.keep(line, *self.work_out(line, halt))

    def work_out(self, line: str, halt: "Halt | None" = None) -> tuple[Work, Said]:
        """What the line does; nothing is kept yet, so that it may run aside and be stopped."""
        from trainer.labs.going import never
        from trainer.labs.prompt import obey

        return obey(self.work, line, halt or never)

    def keep(self, line: str, after: Work, said: Said) -> Said:
        """Keep what came of a line; all of it is on the disk when this returns."""
        before = self.work
        if line.strip():
            after_typing = replace(after, typed=(*after.typed, line.strip())[-TYPED_KEPT:])
            self.work = replace(after_typing, call=said.call or after.call)
        if after is not before:
            self._save(self._rate(before))
        return self._filed(said)

    def _rate(self, before: Work) -> "dict[FactId, Rating]":
        """What the line tells memory; each fact once a run."""
        from trainer.labs.check import practised

        told = practised(self.work, before)
        self.work = replace(self.work, rated=self.work.rated | {one.fact for one in told})
        return {one.fact: RATINGS[one.shown] for one in told}

    def _filed(self, said: Said) -> Said:
        """Files that a line made are written into the learner's folder, and it is told where they lie."""
        if not said.files:
            return said
        folder = self.desk.home / "exports"
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in said.files:
            (folder / name).write_text(text, encoding="utf-8")
        names = " and ".join(name for name, _ in said.files)
        return replace(said, parts=(*said.parts, (Tone.NOTE, f"Kept in {folder}: {names}.")))

    @property
    def next_guide(self) -> Guide | None:
        """In a guided stage the step that comes next."""
        from trainer.labs.words.helping import next_guide

        return next_guide(self.work)

    @property
    def next_line(self) -> str:
        """The line of that step; empty where nothing is led."""
        guide = self.next_guide
        return guide.line if guide else ""

    def debrief(self) -> "Debrief":
        """What is left to say of this run."""
        from trainer.labs.debrief import debrief

        return debrief(self.work)

    def verdicts(self) -> tuple[Verdict, ...]:
        """How the goals of the present stage stand."""
        from trainer.labs.check import check

        return check(self.work)

    def warm(self) -> None:
        """Load what the first commands would wait for; called aside."""
        from trainer.aws.command_line.names import services
        from trainer.aws.operations import of_service
        from trainer.aws.service_model import warm
        from trainer.sim.run import behaviours

        words = [
            line.split()[1] for stage in self.lab.stages for line in stage.solution if line[:4] == "aws "
        ]
        known = services()
        wanted = tuple(dict.fromkeys(("ecs", *(known[word] for word in words if word in known))))
        warm(wanted)
        for service in wanted:
            of_service(service)
        behaviours()

    def composing(self) -> "Composing":
        """A command to be put together from what is in the account now."""
        from trainer.activities.composing import Composing

        return Composing(self.work.world)

    def askable(self) -> tuple["FactId", ...]:
        """Facts that a question on the present state may ask: of the stage's goals, else of the lab."""
        stage = self.work.current
        facts = [fact for goal in stage.goals for fact in goal.facts] if stage else []
        known = [fact for fact in (*facts, *self.lab.facts) if fact in self.desk.askable]
        return tuple(dict.fromkeys(known))

    def view(self) -> "WorldView":
        """What is to be seen in the account."""
        from trainer.labs.view import view

        return view(self.work.world)

    def complete(self, line: str) -> list[str]:
        """Words that may stand where the line ends."""
        from trainer.labs.completion import complete

        return complete(self.work, line)

    def _save(self, ratings: "dict[FactId, Rating]") -> None:
        from trainer.labs.saving import save_history, save_world

        if self.passing:
            return
        self.run = self.desk.store.labs.save(
            LabRun(
                lab_id=self.lab.id,
                started_at=self.run.started_at,
                saved_at=self.desk.now(),
                world=save_world(self.work),
                history=save_history(self.work),
                stage=self.work.stage,
                passed=self.run.passed or self.work.done,
                run_id=self.run.run_id,
            ),
            ratings,
        )


def lab_named(desk: Desk, name: str) -> Lab:
    """The lab of this id; NotSo with the names there are."""
    for lab in desk.course.labs.values():
        if name.casefold() in (lab.id.casefold(), lab.title.casefold()):
            return lab
    known = ", ".join(desk.course.labs) or "none in this course"
    raise NotSo(f'there is no lab "{name}"; the labs are: {known}')


def open_lab(desk: Desk, lab: Lab, *, fresh: bool = False) -> LabWork:
    """Go on with the lab where it was left, or begin it; a finished one begins anew."""
    from trainer.labs.open import begin
    from trainer.labs.saving import thaw

    now = desk.now()
    kept = None if fresh else desk.store.labs.latest(lab.id)
    if kept is not None and (lab.sandbox or kept.stage < len(lab.stages)):
        return LabWork(desk, thaw(lab, kept.world, kept.history), kept)
    return LabWork(desk, begin(lab), LabRun(lab.id, now, now, "", ""))


def open_scene(desk: Desk, item: Item) -> LabWork:
    """The world that a question describes, to be worked in; nothing of it is kept. NotSo if it has none."""
    from trainer.labs.open import begin

    scene = item.scene
    if scene is None:
        raise NotSo("the simulator cannot play this question")
    begun = Step("trainer", "Wait", {"seconds": scene.run_s})
    lab = Lab(
        LabId("question"), "The world of the question", item.topic, 5, (*scene.steps, begun), (), (),
        facts=item.fact_ids, allows=("kill",),
    )  # fmt: skip
    now = desk.now()
    return LabWork(desk, begin(lab), LabRun(lab.id, now, now, "", ""), passing=True)
