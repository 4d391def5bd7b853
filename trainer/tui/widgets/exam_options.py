"""The options of an exam's item: as elsewhere, inside a page that follows the cursor."""

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll

from trainer.tui.widgets.options import Options

class ExamOptions(Options):
    """Keeps the option under the cursor in view; page keys scroll the page, not the options."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("pageup", "turn_page(-1)", show=False),
        Binding("pagedown", "turn_page(1)", show=False),
    ]

    def action_turn_page(self, by: int) -> None:
        """A page up or down in the whole question."""
        page = self._page()
        if page is not None:
            page.scroll_relative(y=by * max(1, page.size.height - 2), animate=False, force=True)

    def _page(self) -> VerticalScroll | None:
        return next((node for node in self.ancestors if isinstance(node, VerticalScroll)), None)
