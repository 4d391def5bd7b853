"""A misconception is broken by telling the pair apart on two separate days; leeches are named."""

from datetime import timedelta

from tests.memory.samples import BEGIN, FACTS
from trainer.memory.fsrs import review
from trainer.memory.misconceptions import PairEvent, Turn, leeches, still_open
from trainer.memory.model import NEW, MemoryState, Rating, Review

HELD, SLIPPED, APART = Turn.HELD, Turn.SLIPPED, Turn.TOLD_APART


def after(*steps: tuple[float, Turn], turned: bool = False) -> list[tuple[str, str]]:
    """The pairs that are open after these turns, so many days after the beginning."""
    one, other = ("task-role", "execution-role") if not turned else ("execution-role", "task-role")
    events = [PairEvent(one, other, FACTS[0], turn, BEGIN + timedelta(days=day)) for day, turn in steps]
    return [found.pair for found in still_open(events)]


PAIR = [("execution-role", "task-role")]


def test_sure_and_wrong_opens_it() -> None:
    assert after((0, HELD)) == PAIR
    assert after((0, HELD), turned=True) == PAIR


def test_two_separate_days_break_it_and_one_does_not() -> None:
    assert after((0, HELD), (1, APART), (1.1, APART)) == PAIR
    assert after((0, HELD), (1, APART), (2, APART)) == []
    assert after((0, HELD), (0.01, APART), (5, APART)) == []


def test_wrong_again_begins_the_count_anew() -> None:
    assert after((0, HELD), (1, APART), (2, SLIPPED), (3, APART)) == PAIR
    assert after((0, HELD), (1, APART), (2, HELD), (3, APART)) == PAIR
    assert after((0, HELD), (1, APART), (2, SLIPPED), (3, APART), (4, APART)) == []


def test_without_certainty_nothing_opens() -> None:
    assert after((0, SLIPPED), (1, APART)) == []


def test_a_broken_one_can_come_back() -> None:
    assert after((0, HELD), (1, APART), (2, APART), (9, HELD)) == PAIR


def test_leeches_worst_first() -> None:
    states: dict[object, MemoryState] = {}
    for fact, lapses in zip(FACTS, (3, 4, 6, 0), strict=True):
        state: MemoryState = NEW
        for day in range(lapses + 1):
            event = Review(fact, Rating.AGAIN, BEGIN + timedelta(days=day))
            state = review(state, event)
        states[fact] = state
    assert leeches(states) == (FACTS[2], FACTS[1])  # type: ignore[arg-type]
    assert leeches({FACTS[0]: NEW}) == ()
