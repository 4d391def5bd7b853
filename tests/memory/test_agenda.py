"""An exam date in the agenda: learn, keep alive, a final pass, nothing new at the end, no day too long."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.memory.samples import BEGIN
from trainer.content.model import FactId
from trainer.memory.agenda import Phase, agenda, cost, new_pace, phase_of
from trainer.memory.fsrs import review
from trainer.memory.model import NEW, MemoryState, Rating, Review, Reviewed, Why
from trainer.memory.terms import Candidate, Terms

MORNING = BEGIN


def terms(days: float, minutes: float = 25, spent_s: float = 0.0) -> Terms:
    return Terms(MORNING, MORNING + timedelta(days=days), minutes, spent_s)


def state(*days_ago: float) -> Reviewed:
    """Reviewed so many days ago and right, oldest first."""
    found: MemoryState = NEW
    for ago in days_ago:
        found = review(found, Review(FactId("f"), Rating.GOOD, MORNING - timedelta(days=ago)))
    assert isinstance(found, Reviewed)
    return found


def fact(number: int, memory: MemoryState = NEW, *, weight: float = 1.0, met: bool = True) -> Candidate:
    return Candidate(FactId(f"fact-{number:03}"), weight, memory, met, 60.0, 45.0)


def whys(found: list[Why]) -> dict[Why, int]:
    return {why: found.count(why) for why in Why if why in found}


class TestLearning:
    def test_new_facts_come_early_as_far_as_the_minutes_hold_them(self) -> None:
        facts = [fact(n, met=n < 30) for n in range(112)]
        assert new_pace(facts, terms(16, minutes=60)) == 16, "all within the first seven of sixteen days"
        assert new_pace(facts, terms(16)) == 14, "25 minutes of 105 seconds each"
        today = agenda(facts, terms(16))
        assert (today.phase, today.pace) == (Phase.LEARN, 14)
        assert [ask.why for ask in today.asks] == [Why.NEW] * 14

    def test_and_never_so_late_that_some_are_not_met_two_days_before(self) -> None:
        assert new_pace([fact(n) for n in range(112)], terms(16, minutes=5)) == 8

    def test_what_is_due_leaves_room_for_what_is_new(self) -> None:
        facts = [fact(n, state(20)) for n in range(60)] + [fact(n) for n in range(60, 120)]
        today = agenda(facts, terms(12, minutes=20))
        assert whys([ask.why for ask in today.asks]) == {Why.NEW: 10, Why.DUE: 10}
        assert today.waiting == 51, "the rest waits: no wall"

    def test_no_day_is_longer_than_wanted_and_minutes_spent_count(self) -> None:
        facts = [fact(n, state(40)) for n in range(300)]
        assert agenda(facts, terms(30, minutes=10)).seconds == 600
        assert agenda(facts, terms(30, minutes=10, spent_s=480)).seconds == 120
        assert agenda(facts, terms(30, minutes=10, spent_s=900)).asks == ()

    def test_most_recall_at_the_exam_for_the_time_comes_first(self) -> None:
        light, heavy = fact(1, state(20), weight=0.5), fact(2, state(20), weight=2.0)
        quick = replace(fact(3, state(20), weight=0.5), ask_s=10.0)
        order = [ask.fact_id for ask in agenda([light, heavy, quick], terms(20)).asks]
        assert order == [quick.fact_id, heavy.fact_id, light.fact_id]

    def test_room_that_is_left_goes_to_reviews_ahead_that_pay(self) -> None:
        weak = fact(1, state(1.5))
        fresh = fact(2, state(0.1))
        strong = fact(3, state(90, 80, 60, 30, 1))
        today = agenda([weak, fresh, strong, fact(9, met=False)], terms(30))
        assert [(ask.fact_id, ask.why) for ask in today.asks] == [(weak.fact_id, Why.EARLY)]

    def test_of_two_equally_strong_the_one_asked_less_often_and_longer_ago_comes_first(self) -> None:
        often = replace(state(9, 8, 7, 6, 5, 4), stability=20.0, difficulty=5.0)
        seldom = replace(state(4), stability=20.0, difficulty=5.0)
        asked = [ask.fact_id for ask in agenda([fact(1, often), fact(2, seldom)], terms(30)).asks]
        assert asked == ["fact-002", "fact-001"]

    def test_confusable_facts_come_together(self) -> None:
        facts = [fact(n, state(3 + n)) for n in range(8)]
        facts[2] = replace(facts[2], partner=facts[6].fact_id)
        facts[6] = replace(facts[6], partner=facts[2].fact_id)
        asked = [ask.fact_id for ask in agenda(facts, terms(30)).asks]
        assert abs(asked.index(facts[2].fact_id) - asked.index(facts[6].fact_id)) == 1
        assert sorted(asked) == [one.fact_id for one in facts]

    def test_what_was_not_read_is_never_asked(self) -> None:
        assert agenda([fact(1, met=False)], terms(20)).asks == ()


class TestTheLastDays:
    @pytest.mark.parametrize("hours", [1, 20, 47.9, 48])
    def test_nothing_new_in_the_last_48_hours(self, hours: float) -> None:
        facts = [fact(n, state(3)) for n in range(20)] + [fact(n) for n in range(20, 30)]
        today = agenda(facts, terms(hours / 24, minutes=100))
        assert today.phase is Phase.FINAL
        assert today.pace == 0
        assert Why.NEW not in [ask.why for ask in today.asks]

    def test_the_final_pass_takes_as_many_days_as_it_needs(self) -> None:
        facts = [fact(n, state(9)) for n in range(100)]
        assert all(terms(4).at_exam(one) < 0.9 for one in facts)
        assert phase_of(facts, terms(5, minutes=25)) is Phase.LEARN
        assert phase_of(facts, terms(4, minutes=25)) is Phase.FINAL
        assert phase_of(facts, terms(9, minutes=10)) is Phase.FINAL

    def test_it_goes_through_what_would_be_below_the_line(self) -> None:
        safe = fact(1, state(90, 80, 60, 30, 1))
        weak = [fact(n, state(6)) for n in (2, 3)]
        today = agenda([safe, *weak], terms(1))
        assert [(ask.fact_id, ask.why) for ask in today.asks] == [(one.fact_id, Why.FINAL) for one in weak]

    def test_a_crash_plan_holds_two_passes_of_what_is_worth_most(self) -> None:
        facts = [fact(n, weight=2.0 if n < 5 else 1.0) for n in range(100)]
        today = agenda(facts, terms(1, minutes=30))
        assert today.phase is Phase.CRASH
        assert len(today.asks) == 15, "30 minutes, two asks of a minute each"
        assert {ask.fact_id for ask in today.asks} >= {one.fact_id for one in facts[:5]}


class TestTheEstimate:
    def test_what_core_costs_in_hours_and_that_it_fits(self) -> None:
        facts = [fact(n, met=False) for n in range(100)]
        found = cost(facts, terms(40, minutes=30))
        assert found.fits
        assert found.budget_hours == 20
        assert 100 * (60 + 45) / 3600 < found.hours < 20

    def test_what_does_not_fit_is_named_lightest_first(self) -> None:
        facts = [fact(n, met=False, weight=1.0 + (n < 50)) for n in range(100)]
        found = cost(facts, terms(10, minutes=10))
        assert not found.fits
        assert set(found.left_out) >= {one.fact_id for one in facts[50:]}
        assert found.left_out[0] == facts[-1].fact_id

    def test_expert_facts_cost_nothing(self) -> None:
        assert cost([fact(1, weight=0.0, met=False)], terms(10)).hours == 0

    def test_a_missed_day_is_spread(self) -> None:
        """The same work a day later asks a little more a day, never all of it at once."""
        facts = [fact(n) for n in range(60)]
        before, after = (new_pace(facts, terms(days, minutes=90)) for days in (24, 22))
        assert (before, after) == (6, 7)


@given(
    st.lists(st.tuples(st.floats(0.1, 60), st.booleans(), st.floats(0, 3), st.booleans()), max_size=25),
    st.floats(0, 60),
    st.floats(1, 60),
    st.floats(0, 4000),
)
@settings(max_examples=60, deadline=None)
def test_laws(
    memories: list[tuple[float, bool, float, bool]], days: float, minutes: float, spent: float
) -> None:
    facts = [
        fact(n, NEW if new else state(ago), weight=weight, met=n % 3 > 0 or not new)
        for n, (ago, new, weight, _) in enumerate(memories)
    ]
    now = terms(days, minutes, spent)
    today = agenda(facts, now)
    asked = [ask.fact_id for ask in today.asks]
    assert len(asked) == len(set(asked))
    assert set(asked) <= {one.fact_id for one in facts if one.met}
    assert today.seconds <= now.today_s
    assert agenda(facts, now) == today
    left = cost(facts, now)
    assert left.hours >= 0
    assert set(left.left_out) <= {one.fact_id for one in facts}
    assert isinstance(now.exam_at, datetime)
