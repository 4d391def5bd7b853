"""Small plots in text, drawn by plotext; whoever shows one says the same in words beside it."""

from collections.abc import Mapping, Sequence
from typing import Any

from rich.text import Text

from trainer.tui.widgets.prompt import Colour

FILLED, POINT, AIM = "█", "●", "┄"
HEIGHT = 8


def bar_plot(values: Sequence[float], ticks: Mapping[int, str], width: int, colour: Colour) -> Text:
    """Bars from zero, one a value; `ticks` are words under some of them, by place from 0."""
    plot = _fresh(width)
    plot.bar(list(range(len(values))), list(values), width=0.6, marker=FILLED)
    plot.xticks(list(ticks), list(ticks.values()))
    top = max(1, round(max(values, default=1)))
    plot.ylim(0, top)
    plot.yticks([0, top], ["0", str(top)])
    return _styled(plot.uncolorize(plot.build()), colour)


def share_plot(
    values: Sequence[float | None], target: float, ticks: Mapping[int, str], width: int, colour: Colour
) -> Text:
    """Points of shares 0-1, joined, with a line at the target; None leaves a place empty."""
    plot = _fresh(width)
    known = [(place, 100 * value) for place, value in enumerate(values) if value is not None]
    low = min([40.0, 100 * target, *(value for _, value in known)]) // 10 * 10
    last = len(values) - 1
    plot.plot([0, last], [100 * target] * 2, marker=AIM)
    if known:
        plot.scatter(*map(list, zip(*known, strict=True)), marker=POINT)
    plot.xlim(-0.5, last + 0.5)
    plot.xticks(list(ticks), list(ticks.values()))
    plot.ylim(low, 100)
    marks = sorted({low, 100 * target, 100.0})
    plot.yticks(marks, [f"{mark:.0f} %" for mark in marks])
    return _styled(plot.uncolorize(plot.build()), colour)


def _fresh(width: int) -> Any:
    """plotext with nothing on it: it draws one figure at a time, without colours of its own."""
    import plotext

    plotext.clear_figure()
    plotext.theme("clear")
    plotext.plotsize(width, HEIGHT)
    return plotext


def _styled(drawn: str, colour: Colour) -> Text:
    """Values in the theme's first colour, everything around them quiet."""
    text = Text("\n".join(line.rstrip() for line in drawn.splitlines()), style=colour("muted"), no_wrap=True)
    text.highlight_regex(f"[{FILLED}{POINT}]+", style=colour("primary"))
    text.highlight_regex(f"{AIM}+", style=colour("accent"))
    return text
