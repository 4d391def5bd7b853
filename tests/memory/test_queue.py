"""What is asked now: due facts weakest first, then new ones in lesson order, never one that was not met."""

from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.memory.samples import BEGIN, FACTS, histories
from trainer.content.model import FactId
from trainer.memory.fsrs import ALGORITHM, retrievability
from trainer.memory.model import Ask, Limits, Review, Reviewed, Why
from trainer.memory.queue import due_facts, queue
from trainer.memory.replay import replay

NOW = BEGIN + timedelta(days=10)
TODAY = NOW - timedelta(hours=8)


def known(stability_days: float, due_in_days: float, first_days_ago: float = 10) -> Reviewed:
    return Reviewed(
        stability_days,
        5.0,
        NOW + timedelta(days=due_in_days),
        NOW - timedelta(days=4),
        NOW - timedelta(days=first_days_ago),
        3,
        0,
        ALGORITHM,
    )


def ids(asks: tuple[Ask, ...]) -> list[str]:
    return [ask.fact_id for ask in asks]


def test_due_facts_come_weakest_first_then_new_ones_in_lesson_order() -> None:
    introduced = [FactId(name) for name in ("new-b", "strong", "new-a", "weak", "not-yet")]
    states = {
        FactId("strong"): known(20, -1),
        FactId("weak"): known(2, -1),
        FactId("not-yet"): known(2, +1),
    }
    asks = queue(introduced, states, NOW, TODAY, Limits(new_a_day=10))
    assert ids(asks) == ["weak", "strong", "new-b", "new-a"]
    assert [ask.why for ask in asks] == [Why.DUE, Why.DUE, Why.NEW, Why.NEW]
    assert asks[0].retrievability == retrievability(states[FactId("weak")], NOW)


def test_a_fact_nobody_read_is_never_asked_and_a_fact_gone_from_the_course_neither() -> None:
    assert queue([], {FactId("gone"): known(2, -1)}, NOW, TODAY, Limits()) == ()


def test_new_facts_stop_at_the_day_s_limit_counting_those_begun_today() -> None:
    introduced = [FactId(f"new-{number}") for number in range(9)]
    states = {FactId("begun-today"): known(2, 3, first_days_ago=0.1), FactId("older"): known(2, 3)}
    assert ids(queue(introduced, states, NOW, TODAY, Limits(new_a_day=4))) == ["new-0", "new-1", "new-2"]
    assert queue(introduced, states, NOW, TODAY, Limits(new_a_day=1)) == ()
    assert queue(introduced, states, NOW, TODAY, Limits(new_a_day=0)) == ()


def test_left_out_facts_make_room_for_the_next_new_one() -> None:
    introduced = [FactId(f"new-{number}") for number in range(4)]
    asks = queue(introduced, {}, NOW, TODAY, Limits(new_a_day=2), without={FactId("new-0")})
    assert ids(asks) == ["new-1", "new-2"]


@given(histories(), st.integers(0, 90), st.integers(0, 3))
@settings(deadline=None, max_examples=60)
def test_the_queue_is_each_fact_once_and_every_due_one(log: list[Review], days: int, new_a_day: int) -> None:
    states = replay(log)
    now = (log[-1].reviewed_at if log else BEGIN) + timedelta(days=days)
    asks = queue([*FACTS, *FACTS], dict(states), now, now, Limits(new_a_day))
    assert len(set(ids(asks))) == len(asks)
    dues = [ask.fact_id for ask in asks if ask.why is Why.DUE]
    assert dues == list(due_facts(dict(states), now))
    assert set(dues) == {fact for fact, state in states.items() if state.due_at <= now}
    recalls = [ask.retrievability for ask in asks if ask.why is Why.DUE]
    assert recalls == sorted(recalls)
    assert sum(ask.why is Why.NEW for ask in asks) <= new_a_day
