"""Small plots in text, drawn by plotext; whoever shows one says the same in words beside it."""

from collections.abc import Mapping, Sequence

from rich.text import Text

from trainer.tui.widgets.prompt import Colour

FILLED, POINT = "█", "●"
HEIGHT = 8


def bar_plot(values: Sequence[float], ticks: Mapping[int, str], width: int, colour: Colour) -> Text:
    """Bars from zero, one a value; `ticks` are words under some of them, by place from 0."""
    import plotext

    figure = plotext.figure
    figure.clear()
    figure.plot_size(width, HEIGHT)
    figure.draw(figure.bar(list(range(len(values))), list(values), width=0.6, marker=FILLED))
    figure.ruler("x").ticks(list(ticks), list(ticks.values()))
    top = max(1, round(max(values, default=1)))
    figure.ruler("y").lim(0, top)
    figure.ruler("y").ticks([0, top], ["0", str(top)])
    return _styled(figure.build().string(colorless=True), colour)


def share_plot(
    values: Sequence[float | None], target: float, ticks: Mapping[int, str], width: int, colour: Colour
) -> Text:
    """Points of shares 0-1, joined, with a line at the target; None leaves a place empty."""
    import plotext

    known = [(place, 100 * value) for place, value in enumerate(values) if value is not None]
    low = min([40.0, 100 * target, *(value for _, value in known)]) // 10 * 10
    figure = plotext.figure
    figure.clear()
    figure.plot_size(width, HEIGHT)
    last = len(values) - 1
    figure.draw(figure.signal([0, last], [100 * target] * 2, marker="┄").lines(True))
    if known:
        figure.draw(figure.signal(*map(list, zip(*known, strict=True)), marker=POINT))
    figure.ruler("x").lim(-0.5, last + 0.5)
    figure.ruler("x").ticks(list(ticks), list(ticks.values()))
    figure.ruler("y").lim(low, 100)
    marks = sorted({low, 100 * target, 100.0})
    figure.ruler("y").ticks(marks, [f"{mark:.0f} %" for mark in marks])
    return _styled(figure.build().string(colorless=True), colour)


def _styled(drawn: str, colour: Colour) -> Text:
    """Values in the theme's first colour, everything around them quiet."""
    text = Text("\n".join(line.rstrip() for line in drawn.splitlines()), style=colour("muted"), no_wrap=True)
    text.highlight_regex(f"[{FILLED}{POINT}]+", style=colour("primary"))
    text.highlight_regex("┄+", style=colour("accent"))
    return text
