"""A list whose Enter is told in the footer."""

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widgets import OptionList


class OpenList(OptionList):
    """Exams: Enter opens."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "select", "open")]


class ExplainList(OptionList):
    """Questions of an ended exam: Enter explains."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "select", "explain")]
