"""Which fact failed: an answer to an item on several facts says most about the likeliest one."""

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.memory.samples import BEGIN, FACTS
from trainer.content.model import FactId
from trainer.memory.credit import JUST_MET, MOVES, Told, credit, posterior
from trainer.memory.fsrs import retrievability, review
from trainer.memory.model import NEW, Confidence, Rating, Review, Reviewed
from trainer.memory.replay import replay

ASKED, OTHER, THIRD = FACTS[:3]
RIGHT, WRONG, NOT_KNOWN = Told(True, 0.25), Told(False, 0.25), Told(False, 0.25, known=False)


class TestOneFact:
    def test_wrong_and_not_known_are_again(self) -> None:
        for told in (WRONG, NOT_KNOWN, Told(False, 0.25, confidence=Confidence.SURE)):
            assert credit(ASKED, {ASKED: 0.97}, told)[ASKED].knew == 0
            assert credit(ASKED, {ASKED: 0.97}, told)[ASKED].rating is Rating.AGAIN

    def test_right_is_worth_less_the_likelier_it_was_luck(self) -> None:
        known = [credit(ASKED, {ASKED: prior}, RIGHT)[ASKED].knew for prior in (0.95, 0.7, 0.5, 0.2)]
        assert known == pytest.approx([0.986, 0.899, 0.792, 0.487], abs=0.001)

    def test_nothing_to_guess_leaves_no_doubt(self) -> None:
        assert credit(ASKED, {ASKED: 0.3}, Told(True, 0.0))[ASKED].knew == 1

    def test_the_learners_own_word_counts(self) -> None:
        guess, unsure, nothing, sure = (
            posterior({ASKED: 0.6}, Told(True, 0.25, confidence=word))[ASKED]
            for word in (Confidence.GUESS, Confidence.UNSURE, None, Confidence.SURE)
        )
        assert guess < 0.4 < nothing < sure
        assert unsure == pytest.approx(nothing)


class TestSeveralFacts:
    def test_a_wrong_answer_blames_the_weaker_fact(self) -> None:
        after = posterior({ASKED: 0.95, OTHER: 0.5}, WRONG)
        assert after[OTHER] < 0.1
        assert after[ASKED] > 0.9

    def test_the_chosen_distractor_names_the_fact_that_failed(self) -> None:
        blamed = posterior({ASKED: 0.8, OTHER: 0.8}, Told(False, 0.25, blamed={OTHER}))
        assert blamed[OTHER] < 0.1
        assert blamed[ASKED] > 0.6

    def test_a_right_answer_raises_all_of_them(self) -> None:
        after = posterior({ASKED: 0.6, OTHER: 0.6, THIRD: 0.6}, RIGHT)
        assert min(after.values()) > 0.6

    def test_the_asked_fact_always_earns_something_the_others_only_if_they_move(self) -> None:
        assert set(credit(ASKED, {ASKED: 0.95, OTHER: 0.95}, RIGHT)) == {ASKED}
        assert set(credit(ASKED, {ASKED: 0.95, OTHER: 0.5}, WRONG)) == {ASKED, OTHER}


PRIORS = st.dictionaries(st.sampled_from(FACTS), st.floats(0, 1), min_size=1, max_size=3)
TOLD = st.builds(
    Told,
    st.booleans(),
    st.floats(0, 0.5),
    st.just(True),
    st.sampled_from([None, *Confidence]),
    st.frozensets(st.sampled_from(FACTS), max_size=2),
)


@given(PRIORS, TOLD)
def test_laws(priors: dict[FactId, float], told: Told) -> None:
    after = posterior(priors, told)
    assert set(after) == set(priors), "a fact that was not asked about never moves"
    assert all(0 <= chance <= 1 for chance in after.values())
    if not told.right:
        assert sum(1 - chance for chance in after.values()) >= 1 - 1e-9, "at least one has failed"
    asked = next(iter(priors))
    for fact, earned in credit(asked, priors, told).items():
        assert earned.knew is not None
        assert fact == asked or abs(earned.knew - priors[fact]) >= MOVES - 1e-5


@given(st.floats(0, 1), st.integers(0, 40), st.booleans())
@settings(deadline=None, max_examples=40)
def test_a_weighed_review_lies_between_again_and_good(knew: float, days: int, first: bool) -> None:
    state = NEW if first else review(NEW, Review(ASKED, Rating.GOOD, BEGIN))

    def after(rating: Rating, weight: float | None) -> Reviewed:
        at = BEGIN + timedelta(days=days)
        return review(state, Review(ASKED, rating, at, knew=weight))

    again, good, mixed = after(Rating.AGAIN, None), after(Rating.GOOD, None), after(Rating.GOOD, knew)
    assert again.stability - 1e-9 <= mixed.stability <= good.stability + 1e-9
    assert (after(Rating.GOOD, 1.0).stability, after(Rating.GOOD, 0.0).stability) == (
        good.stability,
        again.stability,
    )


@given(st.lists(st.tuples(st.sampled_from(FACTS[:3]), st.booleans(), st.integers(1, 9)), max_size=14))
@settings(deadline=None, max_examples=30)
def test_a_log_with_credits_replays_to_the_running_states(steps: list[tuple[FactId, bool, int]]) -> None:
    states: dict[FactId, Reviewed] = {}
    log, at = [], BEGIN
    for asked, right, days in steps:
        at += timedelta(days=days)
        priors = {asked: JUST_MET, **{fact: retrievability(state, at) for fact, state in states.items()}}
        for fact, earned in credit(asked, priors, Told(right, 0.25)).items():
            log.append(Review(fact, earned.rating, at, knew=earned.knew))
            states[fact] = review(states.get(fact, NEW), log[-1])
    assert repr(replay(log)) == repr(dict(states))
