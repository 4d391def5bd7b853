"""The practice account of `trainer aws`: one command, time that passes, or a look; kept between commands.

It stands apart from the labs, which it needs nothing of: a command of a shell waits for what it imports.
"""

import json
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, TypeVar

from trainer.aws.command_line.files import no_writing
from trainer.aws.command_line.model import ReadFile, WriteFile
from trainer.errors import NotSo

if TYPE_CHECKING:
    from trainer.aws.run import Ran
    from trainer.sim.world import World
    from trainer.store.worlds import Worlds

T = TypeVar("T")

PRACTICE = "practice"
"""Name of the saved world of `trainer aws`."""


def practise(
    worlds: "Worlds",
    words: list[str],
    now: datetime,
    read_file: ReadFile,
    write_file: WriteFile = no_writing,
) -> "Ran":
    """Run one `aws` command in the practice account, which is kept between commands.

    A new account begins at the minute of `now`, here and in the functions below.
    """
    from trainer.aws.run import run

    return _in_practice(worlds, now, lambda world: run(world, words, read_file, write_file=write_file))


def let_time_pass(worlds: "Worlds", seconds: int, now: datetime) -> datetime:
    """Let time pass in the practice account; returns its time then."""
    from trainer.sim.run import run_for

    def pass_time(world: "World") -> datetime:
        run_for(world, seconds * 1000)
        return world.wall()

    return _in_practice(worlds, now, pass_time)


def look(worlds: "Worlds", word: str, name: str, now: datetime) -> list[str]:
    """What `why NAME` or `inbox ADDRESS` says of the practice account, in lines; raises NotSo."""
    from trainer.aws.run import CONTROL
    from trainer.sim.explain import Unknown, why
    from trainer.sim.standing import letters

    def see(world: "World") -> list[str]:
        if word == "inbox":
            return [CONTROL.sub("", line) for line in letters(world, name)]
        try:
            return [CONTROL.sub("", line) for line in why(world, name).lines()]
        except Unknown as error:
            raise NotSo(str(error)) from error

    return _in_practice(worlds, now, see)


def start_afresh(worlds: "Worlds") -> None:
    """Empty the practice account."""
    worlds.remove(PRACTICE)


def _in_practice(worlds: "Worlds", now: datetime, change: "Callable[[World], T]") -> T:
    """Change the practice world within one transaction, so that two terminals do not lose a command."""
    from trainer.sim.saving import UnreadableWorld, from_json, to_json
    from trainer.sim.start import new_world

    def turn(text: str | None) -> tuple[str, T]:
        try:
            world = new_world(1, start=now) if text is None else from_json(json.loads(text))
        except UnreadableWorld:
            raise NotSo(
                "your practice account is of another version; begin anew with: trainer aws reset"
            ) from None
        result = change(world)
        return json.dumps(to_json(world), separators=(",", ":")), result

    return worlds.change(PRACTICE, turn)
