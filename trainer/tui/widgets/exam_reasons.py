"""Every option of an ended exam's item with its reason under it, and what all of it rests on."""

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from trainer.questions.explain import Cited, Full, told_once
from trainer.tui.widgets.prompt import Colour


def explained(view: Full, colour: Colour) -> RenderableType:
    """Sign and letter in one column, option and reason in the other; sources below."""
    grid = Table.grid(padding=(0, 2))
    grid.add_column(no_wrap=True)
    grid.add_column()
    whys = told_once(view.reasons)
    for reason in view.reasons:
        sign, name = ("✓", "success") if reason.is_key else ("✗", "error")
        look = f"bold {colour(name)}" if reason.is_key or reason.chosen else "bold"
        yours = "  · yours" if reason.chosen else ""
        said = Text.assemble((reason.text, look), yours)
        grid.add_row(Text(f"{sign} {reason.option.upper()}", style=look), said)
        if whys[reason.option]:
            grid.add_row("", Text(whys[reason.option]))
        grid.add_row("", "")
    return Group(grid, *_rests_on(view, colour("muted")))


def _rests_on(view: Full, muted: str) -> Iterator[RenderableType]:
    if view.follows:
        yield Text(view.follows, style=f"italic {muted}")
    for page in view.sources:
        yield Text(_source(page), style=muted)


def _source(page: Cited) -> str:
    return f"AWS: {page.title} · checked {page.checked:%d %b %Y}".replace("checked 0", "checked ")
