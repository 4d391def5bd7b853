"""What an item's reasons rest on, as rich text."""

from rich.text import Text

from trainer.questions.explain import Full, told_once
from trainer.questions.model import Item
from trainer.tui.widgets.prompt import Colour


def append_sources(text: Text, view: Full, colour: Colour) -> None:
    """Write what all of it rests on under what the text says so far."""
    if view.follows:
        text.append(f"\n\n{view.follows}", style="italic")
    text.append("\n")
    for page in view.sources:
        text.append(f"\nAWS: {page.title} · checked {page.checked:%d %b %Y}", style=colour("muted"))


def as_text(item: Item, view: Full | None) -> str:
    """The item as plain lines; with the view every option's reason, and the pages with their addresses."""
    lines = [item.stem, *([item.exhibit] if item.exhibit else [])]
    whys = told_once(view.reasons) if view else {}
    for option in item.options:
        lines.append(f"{'* ' if view and option.is_key else ''}{option.id.upper()}. {option.text}")
        lines += [f"   {whys[option.id]}"] if whys.get(option.id) else []
    if view and item.answer:
        lines.append(f"* {', '.join(item.answer)}")
    return "\n".join([*lines, *(f"AWS: {page.title} {page.url}" for page in (view.sources if view else ()))])
