"""Every option with its reason and sources, as rich text."""

from rich.text import Text

from trainer.questions.explain import Full


def append_full(text: Text, view: Full) -> None:
    """Write the full view under what the text says so far."""
    for reason in view.reasons:
        sign = "✓" if reason.is_key else "✗"
        text.append(f"\n\n{sign} {reason.option.upper()}  ", style="bold default")
        text.append(reason.why, style="not bold default")
    if view.follows:
        text.append(f"\n\n{view.follows}", style="italic not bold default")
    for page in view.sources:
        text.append(f"\nAWS: {page.title} · checked {page.checked:%d %b %Y}", style="dim not bold")
