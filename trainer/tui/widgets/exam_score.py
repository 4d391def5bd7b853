"""The head of a result: right answers against our line, by domain, beside another exam or later keys."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from rich.text import Text

from trainer.activities.attempts import Compared
from trainer.content.words import percent
from trainer.exam.model import Attempt, DomainScore, Ending, Score
from trainer.store.model import Regrade
from trainer.tui.widgets.exam_words import bar
from trainer.tui.widgets.prompt import Colour
from trainer.value import dataclass

ENDINGS = {Ending.SUBMITTED: "handed in", Ending.TIME_OUT: "time over"}
BAR = 12
ROOMY = 60
"""Columns from which there is room for more than the figures."""
OURS = "Our own line on raw answers; AWS equates forms on a scale of its own."
RANGES = "Ranges hold your true share 4 times in 5; so few questions tell no more."


@dataclass(frozen=True, slots=True)
class ScoreHead:
    """What is told above the questions of an exam that has ended."""

    attempt: Attempt
    result: Score
    titles: Mapping[str, str]
    """Names of the domains."""
    again: Regrade | None
    """The result by later keys, if it was asked for."""
    beside: Attempt | None
    """The exam it is compared with."""
    compared: Compared | None

    def text(self, width: int, colour: Colour) -> Text:
        """So many columns wide."""
        result, muted = self.result, colour("muted")
        text = Text()
        sign, side = ("✓", "above") if result.passed else ("✗", "below")
        text.append(
            f"{sign} {result.right} of {result.of} right",
            style=f"bold {colour('success' if result.passed else 'error')}",
        )
        text.append(f", {side} the line of {result.pass_right} ({result.pass_percent:g} %)")
        text.append(f"\n{OURS}", style=muted)
        text.append(f"\n{self._ending()}", style=muted)
        if self.again is not None:
            text.append(f"\n{regraded_words(self.again)}")
        if self.beside is not None:
            text.append(f"\n{self._beside_words(self.beside)}")
        text.append("\n")
        for line in self._domains(width, colour):
            text.append("\n").append_text(line)
        text.append("\n")
        if width >= ROOMY:
            told = "Share right in the earlier one, then in the later." if self.compared else RANGES
            text.append(f"{told}\n", style=muted)
        return text

    def _ending(self) -> str:
        attempt, result = self.attempt, self.result
        used = f"{round(attempt.used_s / 60)}"
        time = f"{used} min" if attempt.limit_s is None else f"{used} of {attempt.limit_s // 60} min"
        limit = ", untimed" if attempt.limit_s is None else ""
        return f"{result.answered} of {result.of} answered · {time}{limit} · {ENDINGS[result.ending]}"

    def _beside_words(self, beside: Attempt) -> str:
        found = self.compared
        assert found is not None  # noqa: S101 - one comes with the other
        earlier = beside.started_at < self.attempt.started_at
        other, own = (found.earlier, found.later) if earlier else (found.later, found.earlier)
        return (
            f"{'Before' if earlier else 'Later'}, on {day(beside.started_at)}: {other.right} of {other.of}"
            f" ({percent(other.right / other.of)}); here {percent(own.right / own.of)}"
        )

    def _domains(self, width: int, colour: Colour) -> Iterator[Text]:
        named = [(self.titles.get(one.domain, one.domain), one) for one in self.result.domains]
        column = max((len(title) for title, _ in named), default=0) + 2
        both = self.compared.by_domain if self.compared else ()
        shares = {name: (then, later) for name, then, later in both}
        room = 9 if self.compared is None else 11
        for title, domain in named:
            numbers = f"{domain.right:2} of {domain.of:2}"
            beside = _spread(domain) if self.compared is None else _step(shares.get(domain.domain))
            tail = Text.assemble(f"  {numbers}", (f"  {beside:>{room}}", colour("muted")))
            if width >= column + BAR + tail.cell_len:
                share = domain.right / domain.of if domain.of else 0.0
                yield Text.assemble(f"{title:{column}}", bar(share, BAR, colour("primary")), tail)
            else:
                name = Text(title)
                name.truncate(width - tail.cell_len, overflow="ellipsis", pad=True)
                yield name.append_text(tail)


def regraded_words(again: Regrade) -> str:
    """The result by later keys, and which marks are others."""
    marks = ", ".join(str(position + 1) for position in again.changed)
    told = f"other marks: question {marks}" if marks else "no mark is another"
    return f"By the keys of {day(again.graded_at)}: {again.right} of {again.of}, {told}"


def day(at: datetime) -> str:
    """ "26 Nov 2026", where the learner is."""
    return f"{at.astimezone():%d %b %Y}".lstrip("0")


def _spread(domain: DomainScore) -> str:
    return f"{domain.low_percent:3.0f}–{domain.high_percent:.0f} %" if domain.of else ""


def _step(shares: tuple[float, float] | None) -> str:
    return f"{shares[0] * 100:.0f} → {percent(shares[1])}" if shares else "not asked"
