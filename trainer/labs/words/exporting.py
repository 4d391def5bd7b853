"""`export`: what was done, as scripts for one's own account."""

from trainer.labs.export import scripts
from trainer.labs.model import Halt, Said, Work
from trainer.labs.words.word import note, output
from trainer.value import replace


def export(work: Work, rest: str, halt: Halt) -> tuple[Work, Said]:
    """The scripts as text; whoever shows them keeps them as files."""
    if not work.lines:
        return work, note("Nothing was done yet.")
    files = scripts(work)
    return work, replace(output(*(text for _, text in files)), files=files)
