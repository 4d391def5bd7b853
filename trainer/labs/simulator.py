"""All that the simulator does for a learner, plain values in and out, so that it can work in another process.

What is asked is the name of a deed and its arguments. The world stays on this side.
"""

from collections.abc import Sequence
from typing import Any

from trainer.aws.model import Answer, Call
from trainer.content.model import Lab, Plain, Step
from trainer.labs.debrief import Debrief
from trainer.labs.model import Halt, Work, never
from trainer.labs.standing import Done, Kept, Standing
from trainer.labs.timeline import Happening
from trainer.value import replace

TYPED_KEPT = 200
"""Lines that the arrow keys bring back, also after a restart."""
COMPOSING = frozenset(
    (
        *("level", "so_far", "entries", "choose", "back", "value", "put", "in_list", "add", "remove"),
        *("choices", "choice", "first_empty", "next_field", "line"),
    )
)


class Simulator:
    """At most one lab in work, and runs of described worlds."""

    def __init__(self) -> None:
        self._lab: Work | None = None
        self._composing: Any = None

    def begin(self, lab: Lab) -> Standing:
        """A lab as it is given."""
        from trainer.labs.open import begin

        self._lab = begin(lab)
        return self._standing()

    def thaw(self, lab: Lab, kept: Kept) -> Standing:
        """A lab as it was left."""
        from trainer.labs.saving import thaw

        self._lab = thaw(lab, kept.world, kept.history)
        return self._standing()

    def do(self, line: str, halt: Halt = never) -> Done:
        """Do what the line says."""
        from trainer.labs.check import practised
        from trainer.labs.prompt import obey
        from trainer.labs.saving import save_history, save_world

        before = self._work
        after, said = obey(before, line, halt)
        changed = after is not before
        if line.strip():
            typed = (*after.typed, line.strip())[-TYPED_KEPT:]
            after = replace(after, typed=typed, call=said.call or after.call)
        self._lab = after
        if not changed:
            return Done(said, self._standing())
        told = practised(after, before)
        self._lab = replace(after, rated=after.rated | {one.fact for one in told})
        kept = Kept(save_world(self._lab), save_history(self._lab))
        return Done(said, self._standing(), kept, told)

    def complete(self, line: str) -> list[str]:
        """Words that may stand where the line ends."""
        from trainer.labs.completion import complete

        return complete(self._work, line)

    def debrief(self) -> Debrief:
        """What is left to say of this run."""
        from trainer.labs.debriefing import debrief

        return debrief(self._work)

    def hear(self, call: Call) -> tuple[str, Answer]:
        """The line that makes another tool's call in this lab, and what it will answer; the line is empty
        if there is none."""
        from trainer.aws.answer import answer
        from trainer.aws.composing.spoken import Unspoken, line_of
        from trainer.aws.model import Rejected

        try:
            line = line_of(call)
        except Unspoken as trouble:
            return "", Rejected("NotImplemented", f"{trouble}.", 501)
        return line, answer(self._work.world.copy(), call)

    def compose(self, deed: str, *given: Any) -> Any:
        """A step of a command that is put together from what is in the account; "begin" is the first."""
        from trainer.labs.composing import Composing

        if deed == "begin":
            self._composing = Composing(self._work.world)
            return None
        if deed not in COMPOSING:
            raise AssertionError(f"composing knows no {deed}")
        found = getattr(self._composing, deed)
        return found(*given) if callable(found) else found

    def warm(self) -> None:
        """Load what the first commands of this lab would wait for."""
        from trainer.aws.command_line.names import services
        from trainer.aws.operations import of_service
        from trainer.aws.service_model import warm
        from trainer.sim.run import behaviours

        stages = self._work.lab.stages
        words = [line.split()[1] for stage in stages for line in stage.solution if line[:4] == "aws "]
        known = services()
        wanted = tuple(dict.fromkeys(("ecs", *(known[word] for word in words if word in known))))
        warm(wanted)
        for service in wanted:
            of_service(service)
        behaviours()

    def play(self, steps: Sequence[Step], run_s: int, read: str) -> Plain:
        """A described world run, and its end read; ValueError where that cannot be."""
        from trainer.aws.play import play

        return play(steps, run_s, read)

    def timeline(self, steps: Sequence[Step], run_s: int) -> tuple[Happening, ...]:
        """A described world run, told moment by moment."""
        from trainer.labs.watching import timeline

        return timeline(steps, run_s)

    @property
    def _work(self) -> Work:
        if self._lab is None:
            raise AssertionError("no lab was begun")
        return self._lab

    def _standing(self) -> Standing:
        from trainer.labs.check import check
        from trainer.labs.viewing import view
        from trainer.labs.words.helping import next_guide

        work = self._work
        world = work.world
        return Standing(
            world.wall(),
            world.now_ms,
            world.region,
            view(world),
            work.lines,
            work.typed,
            work.stage,
            work.guided,
            next_guide(work),
            check(work),
        )
