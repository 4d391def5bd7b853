"""Doing a lab: lines in, answers out, every step kept; and the practice account of the `aws` command."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, TypeVar

from trainer.activities.desk import Desk
from trainer.aws.command_line.model import ReadFile
from trainer.content.model import Lab
from trainer.errors import NotSo
from trainer.labs.model import Said, Verdict, Work
from trainer.store.model import LabRun

if TYPE_CHECKING:
    from trainer.aws.run import Ran
    from trainer.labs.view import WorldView
    from trainer.sim.world import World
    from trainer.store.labs import Worlds

T = TypeVar("T")

PRACTICE = "practice"
"""Name of the saved world of `trainer aws`."""


@dataclass
class LabWork:
    """A lab in work, saved after each line that changed something."""

    desk: Desk
    work: Work
    run: LabRun

    @property
    def lab(self) -> Lab:
        """The lab."""
        return self.work.lab

    @property
    def now(self) -> datetime:
        """The time in the simulated account."""
        return self.work.world.wall()

    def obey(self, line: str) -> Said:
        """Do what the line says and keep what came of it."""
        from trainer.labs.prompt import obey

        after, said = obey(self.work, line)
        if after is not self.work:
            self.work = after
            self._save()
        return said

    def verdicts(self) -> tuple[Verdict, ...]:
        """How the goals of the present stage stand."""
        from trainer.labs.check import check

        return check(self.work)

    def view(self) -> "WorldView":
        """What is to be seen in the account."""
        from trainer.labs.view import view

        return view(self.work.world)

    def complete(self, line: str) -> list[str]:
        """Words that may stand where the line ends."""
        from trainer.aws.completion import complete
        from trainer.labs.prompt import WORDS

        if not line.startswith("aws"):
            return [word for word in ("aws", *WORDS) if word.startswith(line)]
        return complete(self.work.world, line)

    def _save(self) -> None:
        from trainer.labs.saving import save_history, save_world

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
            )
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
    if kept is not None and kept.stage < len(lab.stages):
        return LabWork(desk, thaw(lab, kept.world, kept.history), kept)
    return LabWork(desk, begin(lab), LabRun(lab.id, now, now, "", ""))


def practise(worlds: "Worlds", words: list[str], read_file: ReadFile) -> "Ran":
    """Run one `aws` command in the practice account, which is kept between commands."""
    from trainer.aws.run import run

    return _in_practice(worlds, lambda world: run(world, words, read_file))


def let_time_pass(worlds: "Worlds", seconds: int) -> datetime:
    """Let time pass in the practice account; returns its time then."""
    from trainer.sim.run import run_for

    def pass_time(world: "World") -> datetime:
        run_for(world, seconds * 1000)
        return world.wall()

    return _in_practice(worlds, pass_time)


def start_afresh(worlds: "Worlds") -> None:
    """Empty the practice account."""
    worlds.remove(PRACTICE)


def _in_practice(worlds: "Worlds", change: "Callable[[World], T]") -> T:
    """Change the practice world within one transaction, so that two terminals do not lose a command."""
    from trainer.sim.saving import UnreadableWorld, from_json, to_json
    from trainer.sim.start import new_world

    def turn(text: str | None) -> tuple[str, T]:
        try:
            world = new_world(1) if text is None else from_json(json.loads(text))
        except UnreadableWorld:
            raise NotSo(
                "your practice account is of another version; begin anew with: trainer aws reset"
            ) from None
        result = change(world)
        return json.dumps(to_json(world), separators=(",", ":")), result

    return worlds.change(PRACTICE, turn)
