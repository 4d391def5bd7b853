"""Keys of the learner's own: `keys.toml` in the home folder, one line an action.

    quick-quiz = "g"
    lab-undo = "f8, ctrl+y"

Names are those of the table of actions; what the file does not name keeps its keys.
"""

from collections.abc import Mapping
from pathlib import Path

from trainer.errors import TrainerError
from trainer.tui.actions import ACTIONS, EVERYWHERE, NAMED, Keymap, keys_of, own_actions

FILE = "keys.toml"
NEEDED = frozenset({"leave", "back", "help"})
"""Actions that must keep a key: without them nobody finds the way out."""


def keymap(home: Path) -> Keymap:
    """What the file says, by action; empty without a file. TrainerError: what is wrong and what to write."""
    file = home / FILE
    if not file.exists():
        return {}
    import tomllib  # most have no such file, and the first frame waits for this

    try:
        said = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise TrainerError(f"{file} cannot be read ({error}); mend it or move it away") from None
    found = {name: _keys(file, name, value) for name, value in said.items()}
    _refuse_doubles(file, found)
    return found


def _keys(file: Path, name: str, value: object) -> str:
    """ "f8, ctrl+y" as Textual takes it."""
    if name not in NAMED:
        from difflib import get_close_matches

        near = get_close_matches(name, NAMED, 1)
        hint = f'did you mean "{near[0]}"?' if near else "help (F1) shows what there is"
        raise TrainerError(f'{file}: there is no action "{name}"; {hint}')
    keys = ",".join(value.replace(" ", "").split(",")) if isinstance(value, str) else ""
    if not keys.replace(",", "") and (name in NEEDED or not isinstance(value, str)):
        raise TrainerError(f'{file}: {name} needs a key, such as "g" or "f8, ctrl+y"')
    return keys


def _refuse_doubles(file: Path, found: Mapping[str, str]) -> None:
    """A key does one thing on a screen."""
    for place in sorted({place for action in ACTIONS for place in action.where} - {EVERYWHERE}):
        taken: dict[str, str] = {}
        for action in own_actions(place):
            for key in keys_of(action, found).split(","):
                other = taken.setdefault(key, action.name)
                if key and other != action.name:
                    raise TrainerError(
                        f"{file}: the key {key} would do both {other} and {action.name} on"
                        f' the screen "{place}"; give one of them another key'
                    )
