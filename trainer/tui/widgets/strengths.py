"""How well facts are remembered, as signs: never by colour alone."""

from collections.abc import Iterable, Mapping

from rich.text import Text

from trainer.activities.read import SIGNS, Strength
from trainer.tui.widgets.prompt import Colour

COLOURS: Mapping[Strength, str] = {
    Strength.UNREAD: "faint",
    Strength.READ: "muted",
    Strength.WEAK: "error",
    Strength.FAIR: "warning",
    Strength.STRONG: "success",
}
UNMET = "∘"
"""In a map, where a fact that was not met needs a sign too."""


SAID: Mapping[Strength, str] = {
    Strength.STRONG: "well",
    Strength.FAIR: "fair",
    Strength.WEAK: "weak",
    Strength.READ: "read",
    Strength.UNREAD: "not met",
}


def legend(gap: int = 3, *, unmet: bool = True) -> str:
    """What the signs mean, so many blanks between them; `unmet` has a sign in maps alone."""
    shown = [one for one in SAID if unmet or one is not Strength.UNREAD]
    return (" " * gap).join(f"{sign_of(strength)} {SAID[strength]}" for strength in shown)


def sign_of(strength: Strength) -> str:
    """One cell."""
    return SIGNS[strength].strip() or UNMET


def signs(strengths: Iterable[Strength], colour: Colour) -> Text:
    """One cell a fact."""
    text = Text()
    for strength in strengths:
        text.append(sign_of(strength), style=colour(COLOURS[strength]))
    return text
