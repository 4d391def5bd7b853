"""The trainer's themes: one dark, one light; and the terminal's own colours for those who want them."""

import os
from collections.abc import Mapping

from textual.theme import Theme

DARK = Theme(
    name="trainer-dark",
    primary="#7aa2f7",
    secondary="#7dcfff",
    accent="#e0af68",
    foreground="#d5daf0",
    background="#16181f",
    surface="#1c1f29",
    panel="#262a38",
    success="#9ece6a",
    warning="#e0af68",
    error="#f98a9c",
    dark=True,
    variables={
        "muted": "#a3abc7",
        "faint": "#4a5273",
        "text-muted": "#a3abc7",
        "text-disabled": "#a3abc7",
        "footer-key-foreground": "#e0af68",
        "footer-foreground": "#a3abc7",
        "footer-background": "#1c1f29",
        "block-cursor-background": "#2c3752",
        "block-cursor-foreground": "#ffffff",
        "block-cursor-text-style": "bold",
        "block-cursor-blurred-background": "#222a3d",
        "block-cursor-blurred-foreground": "#ffffff",
        "block-cursor-blurred-text-style": "none",
        "input-cursor-background": "#e0af68",
        "border": "#4a5273",
        "border-blurred": "#363c54",
        "scrollbar": "#363c54",
        "scrollbar-hover": "#4a5273",
        "scrollbar-active": "#7aa2f7",
        "scrollbar-background": "#16181f",
        "scrollbar-background-hover": "#16181f",
        "scrollbar-background-active": "#16181f",
        "scrollbar-corner-color": "#16181f",
    },
)
LIGHT = Theme(
    name="trainer-light",
    primary="#2450ad",
    secondary="#005a6e",
    accent="#7f4b00",
    foreground="#22252e",
    background="#fbfaf7",
    surface="#f2f0ea",
    panel="#e6e3da",
    success="#2c5a14",
    warning="#7f4b00",
    error="#a81436",
    dark=False,
    variables={
        "muted": "#545866",
        "faint": "#9a9586",
        "text-muted": "#545866",
        "text-disabled": "#545866",
        "footer-key-foreground": "#7f4b00",
        "footer-foreground": "#545866",
        "footer-background": "#f2f0ea",
        "block-cursor-background": "#d9e3f8",
        "block-cursor-foreground": "#10131c",
        "block-cursor-text-style": "bold",
        "block-cursor-blurred-background": "#e8edf7",
        "block-cursor-blurred-foreground": "#10131c",
        "block-cursor-blurred-text-style": "none",
        "input-cursor-background": "#7f4b00",
        "border": "#9a9586",
        "border-blurred": "#c6c1b4",
        "scrollbar": "#c6c1b4",
        "scrollbar-hover": "#9a9586",
        "scrollbar-active": "#2450ad",
        "scrollbar-background": "#fbfaf7",
        "scrollbar-background-hover": "#fbfaf7",
        "scrollbar-background-active": "#fbfaf7",
        "scrollbar-corner-color": "#fbfaf7",
    },
)
THEMES = (DARK, LIGHT)
CHOICES = {
    DARK.name: "dark",
    LIGHT.name: "light",
    "ansi-dark": "your terminal's own colours, dark",
    "ansi-light": "your terminal's own colours, light",
}
"""What the settings offer, by theme name; the last two are Textual's."""


def first_theme(kept: str = "") -> str:
    """The theme to begin with: what TEXTUAL_THEME names, else the one kept in the settings, else ours."""
    return os.environ.get("TEXTUAL_THEME") or kept or DARK.name


def colour_in(variables: Mapping[str, str], name: str) -> str:
    """A theme's colour as rich text takes it; empty for what only Textual's own style sheets understand."""
    value = variables.get(name, "")
    if not value and name in ("muted", "faint"):
        return "dim"
    if value.startswith("ansi_"):
        plain = value.removeprefix("ansi_")
        return "" if plain == "default" else plain
    return value if value.startswith("#") else ""
