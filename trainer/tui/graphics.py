"""How this terminal can show a picture as pixels, by its name alone: it is never asked, so no key is lost."""

from collections.abc import Mapping
from enum import Enum

from trainer.store.model import Pictures
from trainer.value import dataclass


class Graphics(Enum):
    """By what the pixels come; the value says it to the learner."""

    KITTY = "Kitty's protocol (from kitty 0.28)"  # an older one shows boxes, and its TERM is the same
    SIXEL = "Sixel"


@dataclass(frozen=True, slots=True)
class Refused:
    """No pixels here; why, and what to do."""

    words: str


PLACEHOLDERS = ("xterm-kitty", "xterm-ghostty")
"""TERM of terminals with Kitty's placeholders: pictures that stand in the text and scroll with it."""
SIXEL_TERMS = ("foot", "foot-extra", "wezterm")
SIXEL_PROGRAMS = ("WezTerm", "iTerm.app", "iTerm2")


def graphics(
    wish: Pictures, environ: Mapping[str, str], *, terminal: bool, installed: bool
) -> Graphics | Refused:
    """What pixels would come by, whatever is drawn now.

    `terminal`: output goes to one; `installed`: the extra `pictures` is there.
    """
    term = environ.get("TERM") or ("windows-terminal" if environ.get("WT_SESSION") else "")
    placeholders = term in PLACEHOLDERS
    sixel = wish is Pictures.SIXEL or _shows_sixel(term, environ)
    refusals = (
        (not installed, "Pixels need the extra: pip install '.[pictures]' where you installed trainer."),
        (
            _multiplexed(term, environ),
            "Not inside tmux or screen: start trainer outside of it to see pixels.",
        ),
        (_in_browser(environ), "Not in a browser: start trainer in a terminal to see pixels."),
        (
            not terminal or term in ("", "dumb", "linux"),
            "This terminal shows characters only; o at a picture opens its PNG.",
        ),
        (bool(environ.get("NO_COLOR")), "Not while NO_COLOR is set: start trainer without it to see pixels."),
        (
            placeholders and not _true_colours(environ),
            "Kitty's protocol needs COLORTERM=truecolor here, which ssh drops: set it to see pixels.",
        ),
        (
            not placeholders and not sixel,
            "This terminal is not known to show them. If it can show Sixel, choose the last line.",
        ),
    )
    for holds, words in refusals:
        if holds:
            return Refused(f"{words} Until then pictures are drawn.")
    return Graphics.KITTY if placeholders else Graphics.SIXEL


def _multiplexed(term: str, environ: Mapping[str, str]) -> bool:
    """These pass pixels on to a terminal of which nothing is known, if at all."""
    names = ("TMUX", "STY", "ZELLIJ")
    return any(environ.get(name) for name in names) or term.startswith(("tmux", "screen"))


def _in_browser(environ: Mapping[str, str]) -> bool:
    return bool(environ.get("TEXTUAL_DRIVER")) or environ.get("TERM_PROGRAM") == "textual"


def _true_colours(environ: Mapping[str, str]) -> bool:
    """A placeholder's colour is the number of its picture, so it must not be rounded."""
    told = {environ.get("COLORTERM"), environ.get("TEXTUAL_COLOR_SYSTEM")}
    return not told.isdisjoint(("truecolor", "24bit"))


def _shows_sixel(term: str, environ: Mapping[str, str]) -> bool:
    program = environ.get("TERM_PROGRAM") or environ.get("LC_TERMINAL")
    return term in SIXEL_TERMS or program in SIXEL_PROGRAMS
