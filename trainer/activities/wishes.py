"""What a learner wants of a single fact: leave it out, leave it for today, flag it, note something."""

from datetime import timedelta

from trainer.activities.desk import Desk
from trainer.content.clean import clean_line
from trainer.content.model import FactId
from trainer.errors import NotSo, UsageError
from trainer.store.model import Wish
from trainer.value import replace

NOTE_MAX = 2000
"""Characters of a note."""


def wish_for(desk: Desk, fact: FactId) -> Wish:
    """What is wanted of the fact; NotSo if the course has none of this id."""
    if fact not in desk.course.facts:
        raise NotSo(f'this course has no fact "{fact}"')
    return desk.store.wishes.of(fact)


def suspend(desk: Desk, fact: FactId, *, on: bool = True) -> Wish:
    """Do not ask the fact until this is taken back (`on=False`); what is remembered of it stays."""
    return _keep(desk, replace(wish_for(desk, fact), suspended=on))


def bury(desk: Desk, fact: FactId) -> Wish:
    """Do not ask the fact again before tomorrow (UTC, as days are counted everywhere)."""
    tomorrow = desk.now().replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
    return _keep(desk, replace(wish_for(desk, fact), buried_until=tomorrow))


def flag(desk: Desk, fact: FactId, *, on: bool = True) -> Wish:
    """Mark the fact, to find it again."""
    return _keep(desk, replace(wish_for(desk, fact), flagged=on))


def note(desk: Desk, fact: FactId, words: str) -> Wish:
    """Keep words of one's own beside the fact; empty ones remove the note. UsageError if it is too long."""
    lines = "\n".join(clean_line(line) for line in words.strip().splitlines())
    if len(lines) > NOTE_MAX:
        raise UsageError(f"a note has at most {NOTE_MAX} characters, this one has {len(lines)}")
    return _keep(desk, replace(wish_for(desk, fact), note=lines))


def wishes(desk: Desk) -> tuple[Wish, ...]:
    """All that is wanted of facts which the course still has, in the course's order."""
    kept = desk.store.wishes.all()
    return tuple(kept[fact] for fact in desk.course.facts if fact in kept and kept[fact] != Wish(fact))


def _keep(desk: Desk, wish: Wish) -> Wish:
    desk.store.wishes.keep(wish, desk.now())
    return wish
