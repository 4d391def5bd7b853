"""Doing a lab: lines in, answers out, every step kept."""

from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING, cast

from trainer.activities.desk import Desk
from trainer.content.lab import Guide, Stage
from trainer.content.model import Lab, LabId, Step
from trainer.errors import NotSo
from trainer.labs.model import Said, Shown, Tone, Verdict, never
from trainer.labs.standing import Done, Kept, Standing
from trainer.memory.model import Rating
from trainer.questions.model import Item
from trainer.store.model import LabRun
from trainer.value import dataclass, replace

if TYPE_CHECKING:
    from trainer.activities.composing import Composing
    from trainer.aws.model import Answer, Call
    from trainer.content.model import FactId
    from trainer.labs.debrief import Debrief
    from trainer.labs.model import Halt
    from trainer.labs.port import Port
    from trainer.labs.view import WorldView

RATINGS = {Shown.KNOWN: Rating.GOOD, Shown.PRACTISED: Rating.HARD, Shown.FAILED: Rating.AGAIN}
"""Met unaided is recalled; with both hints it is practised, FSRS's weakest evidence; where the solution was
shown, the facts were not recalled and come back soon."""
ENDED = "The simulated account had to be opened again; it stands as it was before this line."


@dataclass
class LabWork:
    """A lab in work, saved after each line that changed something. The world is the simulator's."""

    desk: Desk
    lab: Lab
    port: "Port"
    standing: Standing
    """How it stands after the last line."""
    run: LabRun
    passing: bool = False
    """Nothing of it is kept: the world of a question, looked into."""
    left: bool = False
    """Nobody works at it any more."""

    @property
    def now(self) -> datetime:
        """The time in the simulated account."""
        return self.standing.now

    @property
    def done(self) -> bool:
        """Whether every stage is finished; a sandbox never is."""
        return bool(self.lab.stages) and self.standing.stage >= len(self.lab.stages)

    @property
    def current(self) -> Stage | None:
        """The stage in work; None when all are done, and in a sandbox."""
        stages, place = self.lab.stages, self.standing.stage
        return stages[place] if place < len(stages) else None

    @property
    def busy(self) -> bool:
        """Whether a line is being worked on, so that nothing else can be asked."""
        return self.port.busy

    def obey(self, line: str, halt: "Halt" = never) -> Said:
        """Do what the line says and keep what came of it; `halt` is asked now and then while time runs."""
        return self.keep(self.work_out(line, halt))

    def work_out(self, line: str, halt: "Halt" = never) -> Done:
        """What the line does; nothing is kept yet, so that it may run aside and be stopped."""
        from trainer.labs.port import Gone

        try:
            return cast(Done, self.port.ask("do", line, halt=halt))
        except Gone:
            self._again()
            return Done(Said(((Tone.ERROR, ENDED),), 1), self.standing)

    def keep(self, done: Done) -> Said:
        """Keep what came of a line; all of it is on the disk when this returns."""
        self.standing = done.standing
        if done.kept is not None:
            self._save(done.kept, {one.fact: RATINGS[one.shown] for one in done.practised})
        return self._filed(done.said)

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
        return self.standing.guide

    @property
    def next_line(self) -> str:
        """The line of that step; empty where nothing is led."""
        return self.standing.guide.line if self.standing.guide else ""

    @property
    def verdicts(self) -> tuple[Verdict, ...]:
        """How the goals of the present stage stand."""
        return self.standing.verdicts

    @property
    def view(self) -> "WorldView":
        """What is to be seen in the account."""
        return self.standing.view

    def debrief(self) -> "Debrief":
        """What is left to say of this run."""
        return cast("Debrief", self._asked("debrief"))

    def warm(self) -> None:
        """Load what the first commands would wait for; called aside, so the lab may be left meanwhile."""
        from trainer.labs.port import Gone

        if not self.busy:
            with suppress(Gone):
                self._asked("warm")

    def composing(self) -> "Composing":
        """A command to be put together from what is in the account now."""
        from trainer.activities.composing import Composing

        self._asked("compose", "begin")
        return Composing(self._asked)

    def askable(self) -> tuple["FactId", ...]:
        """Facts that a question on the present state may ask: of the stage's goals, else of the lab."""
        stage = self.current
        facts = [fact for goal in stage.goals for fact in goal.facts] if stage else []
        known = [fact for fact in (*facts, *self.lab.facts) if fact in self.desk.askable]
        return tuple(dict.fromkeys(known))

    def complete(self, line: str) -> list[str]:
        """Words that may stand where the line ends; none while a line is worked on."""
        return [] if self.busy else cast(list[str], self._asked("complete", line))

    def heard(self, call: "Call") -> "tuple[str, Answer]":
        """The line that makes another tool's call in this lab, and what it will answer; the line is empty if
        there is none. The line, entered next, changes the lab as the call would."""
        return cast("tuple[str, Answer]", self._asked("hear", call))

    def close(self) -> None:
        """The lab was left; what it needed goes."""
        self.left = True
        self.desk.simulators.end(self.port)

    def _asked(self, deed: str, *given: object) -> object:
        from trainer.labs.port import Gone

        try:
            return self.port.ask(deed, *given)
        except Gone:
            self._again()
            return self.port.ask(deed, *given)

    def _again(self) -> None:
        """A fresh simulator takes the lab up where it was last kept; Gone where nobody needs it."""
        from trainer.labs.port import Gone

        if self.left:
            raise Gone("the lab was left")
        self.desk.simulators.end(self.port)
        self.port = self.desk.simulators.for_lab()
        self.standing = _standing(self.port, self.lab, None if self.passing else self.run)

    def _save(self, kept: Kept, ratings: "dict[FactId, Rating]") -> None:
        if self.passing:
            return
        self.run = self.desk.store.labs.save(
            LabRun(
                lab_id=self.lab.id,
                started_at=self.run.started_at,
                saved_at=self.desk.now(),
                world=kept.world,
                history=kept.history,
                stage=self.standing.stage,
                passed=self.run.passed or self.done,
                run_id=self.run.run_id,
            ),
            ratings,
        )


def _standing(port: "Port", lab: Lab, run: LabRun | None) -> Standing:
    """The lab opened there: as it was kept, or as it is given."""
    if run is None or not run.history:
        return cast(Standing, port.ask("begin", lab))
    return cast(Standing, port.ask("thaw", lab, Kept(run.world, run.history)))


def lab_named(desk: Desk, name: str) -> Lab:
    """The lab of this id; NotSo with the names there are."""
    for lab in desk.course.labs.values():
        if name.casefold() in (lab.id.casefold(), lab.title.casefold()):
            return lab
    known = ", ".join(desk.course.labs) or "none in this course"
    raise NotSo(f'there is no lab "{name}"; the labs are: {known}')


def open_lab(desk: Desk, lab: Lab, *, fresh: bool = False) -> LabWork:
    """Go on with the lab where it was left, or begin it; a finished one begins anew."""
    now = desk.now()
    kept = None if fresh else desk.store.labs.latest(lab.id)
    if kept is None or not (lab.sandbox or kept.stage < len(lab.stages)):
        kept = LabRun(lab.id, now, now, "", "")
    return _opened(desk, lab, kept)


def open_scene(desk: Desk, item: Item) -> LabWork:
    """The world that a question describes, to be worked in; nothing of it is kept. NotSo if it has none."""
    scene = item.scene
    if scene is None:
        raise NotSo("the simulator cannot play this question")
    begun = Step("trainer", "Wait", {"seconds": scene.run_s})
    lab = Lab(
        LabId("question"), "The world of the question", item.topic, 5, (*scene.steps, begun), (), (),
        facts=item.fact_ids, allows=("kill",),
    )  # fmt: skip
    now = desk.now()
    return _opened(desk, lab, LabRun(lab.id, now, now, "", ""), passing=True)


def _opened(desk: Desk, lab: Lab, run: LabRun, *, passing: bool = False) -> LabWork:
    port = desk.simulators.for_lab()
    try:
        return LabWork(desk, lab, port, _standing(port, lab, run), run, passing)
    except BaseException:
        desk.simulators.end(port)
        raise
