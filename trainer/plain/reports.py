"""Reports on items: a line each, or Markdown blocks that somebody else can work with."""

from collections.abc import Sequence

from trainer.plain.talk import wrapped
from trainer.questions.model import Option
from trainer.store.model import Report


def report_lines(reports: Sequence[Report], version: str) -> list[str]:
    """The reports, oldest first; says which were made on an earlier version of the course."""
    if not reports:
        return ["Nothing was reported. In a sitting, one key reports the question shown."]
    lines: list[str] = []
    for number, report in enumerate(reports, 1):
        changed = "" if report.content_version == version else ", the course has changed since"
        words = report.words or "no words"
        lines += wrapped(
            f"{number}. {report.reported_at:%Y-%m-%d}, {report.item.item_id}{changed}: {words}", hang="   "
        )
        lines += wrapped(report.item.stem, indent="   ", hang="   ")
    return lines


def as_markdown(reports: Sequence[Report]) -> str:
    """One Markdown block a report: what was shown, chosen and said, and what makes the item again."""
    return "\n".join(_block(report) for report in reports)


def _block(report: Report) -> str:
    item = report.item
    lines = [
        f"## {item.item_id}",
        "",
        f"- reported: {report.reported_at:%Y-%m-%d %H:%M} UTC",
        f"- words: {' '.join(report.words.split()) or 'none'}",
        f"- course version: `{report.content_version}`",
        f"- pattern: `{item.pattern}` ({item.kind}), seed {item.seed}",
        f"- facts: {', '.join(f'`{fact}`' for fact in item.fact_ids)}",
        "",
        *(f"> {line}".rstrip() for line in item.stem.splitlines()),
        "",
    ]
    if item.exhibit:
        fence = "`" * max(3, 1 + _longest_ticks(item.exhibit))
        lines += [fence, item.exhibit, fence, ""]
    lines += [_option(option, report.chosen) for option in item.options]
    lines += [f"- accepted: {answer}" for answer in item.answer]
    return "\n".join(lines) + "\n"


def _option(option: Option, chosen: tuple[str, ...]) -> str:
    marks = [word for word, on in (("key", option.is_key), ("chosen", option.id in chosen)) if on]
    return f"- {option.id}) {option.text}" + (f" ({', '.join(marks)})" if marks else "")


def _longest_ticks(text: str) -> int:
    longest = run = 0
    for sign in text:
        run = run + 1 if sign == "`" else 0
        longest = max(longest, run)
    return longest
