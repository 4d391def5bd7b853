"""The options of an item: by letter, arrow or mouse; afterwards each with its verdict."""

from collections.abc import Sequence
from itertools import takewhile
from typing import ClassVar

from rich.table import Table
from rich.text import Text
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.geometry import Region
from textual.message import Message
from textual.widget import Widget
from textual.widgets import OptionList
from textual.widgets.option_list import Option as Line

from trainer.tui.themes import colour_in

LEAD = 5
"""Columns before an option's words: sign, letter and room."""


class Options(OptionList):
    """Posts `Chosen` when an option is picked; how many may be picked is `select`."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "pick_here", "choose", show=False),
        Binding("enter", "take", show=False),
        Binding("pageup", "turn_page(-1)", show=False),
        Binding("pagedown", "turn_page(1)", show=False),
    ]

    class Chosen(Message):
        """The choice changed."""

        def __init__(self, chosen: tuple[str, ...]) -> None:
            super().__init__()
            self.chosen = chosen

    class Confirmed(Message):
        """Enter on what is chosen or where enough are, a second click, or after they were closed."""

    def __init__(self) -> None:
        super().__init__()
        self._texts: Sequence[tuple[str, str]] = ()
        self._select = 1
        self._chosen: tuple[str, ...] = ()
        self._struck: frozenset[str] = frozenset()
        self._revealed = False
        self._start = 0
        """Where the cursor begins: on what was chosen before, so that Enter changes nothing."""
        self._moved = False
        """Whether the cursor left its first place: before that the stem is to be seen and not the options."""

    @property
    def chosen(self) -> tuple[str, ...]:
        """Ids picked so far, in the order shown."""
        return self._chosen

    def ask(
        self,
        texts: Sequence[tuple[str, str]],
        select: int,
        chosen: tuple[str, ...] = (),
        struck: frozenset[str] = frozenset(),
    ) -> None:
        """Offer these (id, text)."""
        self._texts, self._select, self._chosen, self._struck = texts, select, chosen, struck
        self._revealed = self._moved = False
        self._start = next((place for place, (name, _) in enumerate(texts) if name in chosen), 0)
        self.highlighted = None
        self._draw()
        self.highlighted = self._start if texts else None

    def pick(self, option: str) -> None:
        """Pick an option, or take the pick back where several may be picked."""
        ids = [name for name, _ in self._texts]
        if self._revealed or option not in ids:
            return
        if self._select == 1:
            self._chosen = (option,)
        else:
            picked = set(self._chosen) ^ {option}
            self._chosen = tuple(name for name in ids if name in picked)
        self._draw()
        self.highlighted = ids.index(option)
        self.post_message(self.Chosen(self._chosen))

    def reveal(self, key: Sequence[str], remarks: dict[str, str] | None = None) -> None:
        """Close, and show which were right; `remarks` go under their options."""
        self._revealed = True
        self._draw(key, remarks or {})
        self.highlighted = None

    def action_take(self) -> None:
        """Enter: chooses; on what is chosen already, and where enough are, it confirms."""
        if self.highlighted is None:
            return
        name = self._texts[self.highlighted][0]
        enough = self._select > 1 and len(self._chosen) >= self._select
        if self._revealed or enough or name in self._chosen:
            self.post_message(self.Confirmed())
        else:
            self.pick(name)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """A click chooses; a second one confirms, or takes back where several may be chosen."""
        event.stop()
        name = event.option_id
        if self._revealed or (self._select == 1 and name in self._chosen):
            self.post_message(self.Confirmed())
        elif name is not None:
            self.pick(name)

    def action_pick_here(self) -> None:
        """Space: choose the option under the cursor, or take it back."""
        if self.highlighted is not None:
            self.pick(self._texts[self.highlighted][0])

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Bring the option under the cursor into view, where the page around it scrolls."""
        event.stop()
        if event.option_index >= len(self._texts):  # said of the item before, heard after the next was asked
            return
        self._moved = self._moved or event.option_index != self._start
        page = self._page()
        if not self._moved or page is None or not self.is_mounted or not self.has_focus:
            return
        heights = [self._height(words) for _, words in self._texts]
        within = takewhile(lambda node: node is not page, self.ancestors_with_self)
        above = sum(node.virtual_region.y for node in within if isinstance(node, Widget))
        top = above + self.gutter.top + sum(heights[: event.option_index])
        page.scroll_to_region(Region(0, top, 1, heights[event.option_index]), animate=False, force=True)

    def action_turn_page(self, by: int) -> None:
        """A page up or down in the whole question."""
        page = self._page()
        if page is not None:
            page.scroll_relative(y=by * max(1, page.size.height - 2), animate=False, force=True)

    def _page(self) -> VerticalScroll | None:
        return next((node for node in self.ancestors if isinstance(node, VerticalScroll)), None)

    def _height(self, words: str) -> int:
        padding = self.get_component_styles("option-list--option").padding
        width = self.scrollable_content_region.width - padding.width - LEAD
        return max(1, len(Text(words).wrap(self.app.console, max(1, width))))

    def _draw(self, key: Sequence[str] | None = None, remarks: dict[str, str] | None = None) -> None:
        place = self.highlighted
        self.clear_options()
        for name, words in self._texts:
            self.add_option(Line(self._line(name, words, key, (remarks or {}).get(name, "")), id=name))
        self.highlighted = place

    def _line(self, name: str, words: str, key: Sequence[str] | None, remark: str) -> Table:
        colours = self.app.theme_variables
        chosen = name in self._chosen
        if key is None:
            sign, style = ("●" if chosen else "○"), ("bold" if chosen else "")
        elif name in key:
            sign, style = "✓", f"bold {colour_in(colours, 'success')}"
        elif chosen:
            sign, style = "✗", f"bold {colour_in(colours, 'error')}"
        else:
            sign, style = " ", colour_in(colours, "muted")
        if name in self._struck:
            style += f" strike {colour_in(colours, 'muted')}"
        line = Table.grid(padding=(0, 2, 0, 0))
        line.add_column(no_wrap=True)
        line.add_column()
        line.add_row(Text(f"{sign} {name.upper()}", style=style), Text(words, style=style))
        if remark:
            line.add_row("", Text(f"{remark}\n"))
        return line
