"""A line of a long list that is made when it is first seen: thousands are, a screenful is looked at."""

from collections.abc import Callable

from rich.text import Text
from textual.content import Content
from textual.css.styles import RulesMap
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions, Visual


class Line(Visual):
    """What `make` returns, which has one line, as an option of a list that is as wide as there is room."""

    def __init__(self, make: Callable[[], Text]) -> None:
        self._make = make

    def render_strips(
        self, width: int, height: int | None, style: Style, options: RenderOptions
    ) -> list[Strip]:
        """The line itself."""
        return Content.from_rich_text(self._make()).render_strips(width, height, style, options)

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:  # noqa: ARG002 - Textual's
        """All there is."""
        return container_width

    def get_height(self, rules: RulesMap, width: int) -> int:  # noqa: ARG002 - Textual's
        """One."""
        return 1
