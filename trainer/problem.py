"""An author's mistake as a value: where it is, which rule it breaks, and what to do about it."""

from collections.abc import Iterable

from trainer.value import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Source:
    """A place in a file; lines and columns count from 1, 0 means the file as a whole."""

    path: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


NOWHERE = Source("", 0, 0)


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One mistake of an author.

    `context` holds lines of the file around it, printed indented; when the last one ends in a caret, the
    mend is printed beside that.
    """

    source: Source
    rule: str
    message: str
    mend: str = ""
    context: tuple[str, ...] = ()

    def line(self) -> str:
        """`file:line:col: rule: message mend`, the form that editors' problem matchers read."""
        return f"{self.source}: {self.rule}: {' '.join(part for part in (self.message, self.mend) if part)}"

    def __str__(self) -> str:
        context = list(self.context)
        if context and context[-1].endswith("^"):
            context[-1] = f"{context[-1]} {self.mend}".rstrip()
        elif self.mend:
            context.append(self.mend)
        head = f"{self.source}: {self.rule}: {self.message}"
        return "\n".join((head, *(f"    {text}" for text in context)))


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """Problems sorted by place, each once."""
    return sorted(set(problems))
