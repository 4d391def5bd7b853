"""The trainer's themes: one dark, one light; and the terminal's own colours where it has no others."""

import os

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
    error="#f7768e",
    dark=True,
    variables={
        "footer-key-foreground": "#e0af68",
        "footer-background": "#1c1f29",
        "block-cursor-background": "#34405f",
        "block-cursor-foreground": "#ffffff",
        "block-cursor-text-style": "bold",
        "border": "#4a5273",
        "border-blurred": "#363c54",
    },
)
LIGHT = Theme(
    name="trainer-light",
    primary="#2a56b8",
    secondary="#00647a",
    accent="#8a5200",
    foreground="#22252e",
    background="#fbfaf7",
    surface="#f2f0ea",
    panel="#e6e3da",
    success="#35661a",
    warning="#8a5200",
    error="#b3193c",
    dark=False,
    variables={
        "footer-key-foreground": "#8a5200",
        "footer-background": "#f2f0ea",
        "block-cursor-background": "#cfdcf8",
        "block-cursor-foreground": "#10131c",
        "block-cursor-text-style": "bold",
        "border": "#9a9586",
        "border-blurred": "#c6c1b4",
    },
)
THEMES = (DARK, LIGHT)


def first_theme() -> str:
    """The theme to begin with: what TEXTUAL_THEME names, else ours."""
    return os.environ.get("TEXTUAL_THEME") or DARK.name
