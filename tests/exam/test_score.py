"""The score is raw, its pass line is ours, and every item counts as the exam's rules say."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.exam import samples
from tests.fakes.clock import FixedClock
from trainer.exam.attempt import answer, begin, submit
from trainer.exam.form import assemble
from trainer.exam.model import Attempt, Form, Moment
from trainer.exam.score import pass_line, pass_right, review, score, wilson
from trainer.questions.model import MarkKind, Response

FORM = samples.form()
CLOCK = FixedClock()
NOW = Moment(CLOCK.now(), CLOCK.monotonic())


def sat(responses: list[tuple[str, ...]], form: Form = FORM) -> Attempt:
    attempt = begin(form, "exam-1", NOW, 2400)
    for position, chosen in enumerate(responses):
        attempt = answer(attempt, position, Response(chosen), NOW)
    return submit(attempt, NOW)


def keys(form: Form = FORM) -> list[tuple[str, ...]]:
    return [place.item.key for place in form.items]


def test_all_right() -> None:
    result = score(sat(keys()))
    assert (result.right, result.of, result.answered) == (20, 20, 20)
    assert result.passed


def test_unanswered_is_wrong() -> None:
    result = score(sat(keys()[:5]))
    assert (result.right, result.of, result.answered) == (5, 20, 5)
    assert not result.passed
    last = review(sat(keys()[:5]))[-1]
    assert last.mark.kind is MarkKind.WRONG
    assert not last.answered


def test_multiple_response_is_all_or_nothing() -> None:
    position = next(n for n, place in enumerate(FORM.items) if place.item.select == 2)
    for chosen, right in (((("a", "b")), 1), (("a", "c"), 0), (("a",), 0)):
        responses: list[tuple[str, ...]] = [()] * position + [chosen]
        assert score(sat(responses)).right == right


@pytest.mark.parametrize(("items", "line"), [(65, 47), (50, 36), (20, 15), (25, 18)])
def test_the_pass_line_is_72_per_cent_rounded_up(items: int, line: int) -> None:
    assert pass_right(72.0, items) == line


def test_the_pass_line_is_named_as_ours() -> None:
    words = pass_line(score(sat(keys())))
    assert words.startswith("pass line 15 of 20 (72 %): trainer's own line")
    assert "AWS" in words


def test_the_line_itself_passes_and_one_less_does_not() -> None:
    assert score(sat(keys()[:15])).passed
    assert not score(sat(keys()[:14])).passed


@given(st.sets(st.integers(0, 19)))
@settings(max_examples=40, deadline=None)
def test_domains_add_up_to_the_whole(right: set[int]) -> None:
    result = score(sat([key if n in right else () for n, key in enumerate(keys())]))
    assert result.right == len(right)
    assert sum(domain.right for domain in result.domains) == result.right
    assert sum(domain.of for domain in result.domains) == result.of
    assert [domain.domain for domain in result.domains] == list(samples.DOMAINS)
    for domain in result.domains:
        assert domain.low_percent <= 100 * domain.right / domain.of <= domain.high_percent


def test_unscored_items_count_nowhere_and_are_told_in_the_review() -> None:
    form = assemble(samples.blueprint(), samples.source(), 5, "v1", unscored=6)
    attempt = sat(keys(form), form)
    assert score(attempt).of == 14
    assert sum(not entry.scored for entry in review(attempt)) == 6


def test_the_range_of_a_domain_is_wilson_s() -> None:
    """Worked by hand for 8 of 10: middle 0.7577, half width 0.1561."""
    assert wilson(8, 10) == pytest.approx((0.6016, 0.9138), abs=0.0001)
    assert wilson(0, 0) == (0.0, 1.0)
    assert wilson(5, 5)[1] == 1.0
