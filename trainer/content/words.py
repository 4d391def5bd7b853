"""Sentences made from a relation's template, its concepts and the circumstances."""

import re
from collections.abc import Sequence

from trainer.content.model import Concept, Literal, Qualifier, Relation

SLOTS = ("subject", "object")
_SLOT = re.compile(r"\{([^{}|]*)(?:\|([^{}]*))?\}")


def says(
    relation: Relation,
    subject: Concept,
    object_: Concept | Literal,
    circumstances: Sequence[tuple[Qualifier, Concept]] = (),
    holds: bool = True,
) -> str:
    """The statement as a sentence with a capital and a full stop: "On Fargate, X needs Y."

    Templates hold {subject} and {object}; {needs|need} takes the first form for a singular subject and
    the second for a plural one.
    """
    words = fill(relation.says if holds else relation.denies, subject, object_)
    prefix = ", ".join(qualifier.text.replace("{value}", value.phrase) for qualifier, value in circumstances)
    return sentence(f"{prefix}, {words}" if prefix else words)


def fill(template: str, subject: Concept, object_: Concept | Literal) -> str:
    """The template with phrases in its slots, neither capital nor full stop added."""
    phrases = {
        "subject": subject.phrase,
        "object": object_.phrase if isinstance(object_, Concept) else object_.text,
    }

    def put(match: re.Match[str]) -> str:
        singular, plural = match.groups()
        if plural is not None:
            return plural if subject.plural else singular
        return phrases.get(singular, match.group())

    return _SLOT.sub(put, template)


def counted(count: int, noun: str) -> str:
    """ "1 question", "3 questions"."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def sentence(words: str) -> str:
    """The words with a capital at the beginning and a full stop at the end; names keep their own spelling."""
    words = words.strip()
    first = words.split(" ", 1)[0]
    if first.islower():
        words = words[:1].upper() + words[1:]
    return words if words.endswith((".", "?", "!", "…")) else f"{words}."


def unknown_slots(template: str) -> list[str]:
    """Slots of a template that mean nothing, each once."""
    found = (match.group(1) for match in _SLOT.finditer(template) if match.group(2) is None)
    return list(dict.fromkeys(slot for slot in found if slot not in SLOTS))


def percent(share: float) -> str:
    """A share of 1: "37 %"."""
    return f"{share * 100:.0f} %"
