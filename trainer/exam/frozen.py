"""Items, forms and events as JSON texts that come back equal: what was asked can be proven years later."""

from trainer.exam.model import Event, Form
from trainer.questions.model import Item


def freeze_item(item: Item) -> str:
    """The whole item, claims and proofs included, as one line of JSON; the same item gives the same text."""
    raise NotImplementedError


def thaw_item(text: str) -> Item:
    """The item frozen into this text."""
    raise NotImplementedError


def freeze_form(form: Form) -> str:
    """The form with all its items."""
    raise NotImplementedError


def thaw_form(text: str) -> Form:
    """The form frozen into this text."""
    raise NotImplementedError


def freeze_event(event: Event) -> str:
    """One event of an attempt."""
    raise NotImplementedError


def thaw_event(text: str) -> Event:
    """The event frozen into this text."""
    raise NotImplementedError
