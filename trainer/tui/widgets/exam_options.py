"""The options of an exam's item: as elsewhere."""

from trainer.tui.widgets.options import Options


class ExamOptions(Options):
    """Options of which the exam's screen strikes some out."""
