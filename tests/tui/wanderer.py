"""Somebody who presses anything, clicks anywhere and pulls at the window, from a seed."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from textual import events
from textual.errors import NoWidget
from textual.pilot import Pilot

from tests.tui.screens import WAYS, Way, note, practise
from tests.tui.snapshots import settled
from trainer.activities.desk import Desk
from trainer.seed import Stream, stream
from trainer.tui.actions import ACTIONS
from trainer.tui.app import TrainerApp
from trainer.tui.door import Door

LEAVING = frozenset({"ctrl+q", "ctrl+z", "o"})
"""Keys that end the program, put it aside or open another one."""
KEYS = sorted(
    {key for action in ACTIONS for key in action.keys.split(",")}
    | set("abcdefghijklmnpqrstuvwxyz0123456789 -./")
    | {"up", "down", "left", "right", "home", "end", "pageup", "pagedown", "tab", "shift+tab", "enter"}
    | {"space", "delete", "ctrl+c", "ctrl+a", "ctrl+u", "shift+up", "shift+down"}
)
TYPED = tuple(key for key in KEYS if key not in LEAVING)
SIZES = ((80, 24), (120, 40), (40, 15), (39, 11), (200, 50), (60, 20))
MORE: Mapping[str, Way] = {
    "exam": Way(keys=("e", "enter")),
    "exam-overview": Way(keys=("e", "enter", "v")),
    "exam-submit": Way(keys=("e", "enter", "S")),
    "exam-result": Way(keys=("e", "enter", "a", "n", "S", "y")),
    "exam-review": Way(keys=("e", "enter", "a", "n", "S", "y", "enter")),
    "help": Way(keys=("question_mark",)),
    "compose": Way(keys=("b", "enter", "f10")),
    "editor": Way(keys=("b", "enter", "f12")),
    "placement": Way(Door("placement")),
    "warm-up": Way(Door("warm-up"), practised=True),
    "recap": Way(practised=True),
    "fact-page": Way(keys=("p", "f", "enter")),
}
"""Screens inside others; what follows from one key to the next is waited for."""
BATCH = 60
"""At most so many keys are sent before anybody waits: one alone, type-ahead, a cat on the keyboard."""


@dataclass(frozen=True)
class Wandered:
    """What came of it."""

    keys: int
    answers: int


async def wander(desk: Desk, place: str, seed: int, keys: int, folder: Path) -> Wandered:
    """Open the screen and do `keys` things; whatever raises in the app fails here."""
    way = WAYS.get(place) or MORE.get(place)
    door = way.door if way else Door("notes", path=note(folder))
    if way and way.practised:
        practise(desk)
    chance = stream("wander", place, seed)
    app = TrainerApp(desk, door)
    done = 0
    async with app.run_test(size=(100, 30)) as pilot:
        await settled(pilot)
        for key in way.keys if way else ():
            await pilot.press(key)
            await settled(pilot)
        while done < keys and app.is_running and app.return_code is None:
            done += await _something(pilot, chance, min(BATCH, keys - done))
    return Wandered(done, desk.store.progress.counts(desk.now()).answers)


async def _something(pilot: Pilot[None], chance: Stream, most: int) -> int:
    """Some keys at once, `most` of them at most, then perhaps a click or another size; how many keys."""
    count = 1 + chance.below(most)
    for _ in range(count):
        key = chance.choice(TYPED)
        pilot.app.post_message(events.Key(key, key if len(key) == 1 else None))
    size = pilot.app.size
    if chance.below(3) == 0:
        with suppress(NoWidget):  # between two screens nothing lies there
            await pilot.click(offset=(chance.below(size.width), chance.below(size.height)))
    if chance.below(8) == 0:
        await pilot.resize_terminal(*chance.choice(SIZES))
    await pilot.pause()
    return count
