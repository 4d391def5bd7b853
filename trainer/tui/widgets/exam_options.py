"""The options of an exam's item: as elsewhere, inside a page that follows the cursor."""

from typing import ClassVar

from rich.text import Text
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.geometry import Region
from textual.widgets import OptionList

from trainer.tui.widgets.options import Options

SIGN = 4
"""Columns before an option's words."""


class ExamOptions(Options):
    """Keeps the option under the cursor in view; page keys scroll the page, not the options."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("pageup", "turn_page(-1)", show=False),
        Binding("pagedown", "turn_page(1)", show=False),
    ]

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Bring it into view, with the text above as far as there is room."""
        event.stop()
        page = self._page()
        if page is None or not self.is_mounted:
            return
        heights = [self._height(words) for _, words in self._texts]
        above = sum(heights[: event.option_index])
        top = self.virtual_region.y + self.gutter.top
        page.scroll_to_region(
            Region(0, top + above, 1, heights[event.option_index]), animate=False, force=True
        )

    def action_turn_page(self, by: int) -> None:
        """A page up or down in the whole question."""
        page = self._page()
        if page is not None:
            page.scroll_relative(y=by * max(1, page.size.height - 2), animate=False, force=True)

    def _page(self) -> VerticalScroll | None:
        return next((node for node in self.ancestors if isinstance(node, VerticalScroll)), None)

    def _height(self, words: str) -> int:
        padding = self.get_component_styles("option-list--option").padding
        width = self.scrollable_content_region.width - padding.width - SIGN
        return max(1, len(Text(words).wrap(self.app.console, max(1, width))))
