"""Exams with accommodations, and what becomes of them afterwards: the log, comparison, keys mended."""

from collections.abc import Callable
from contextlib import closing
from dataclasses import replace

import pytest

from tests.activities.test_plan import read  # noqa: F401 - a fixture
from tests.courses import ecs
from tests.fakes.clock import FixedClock
from trainer.activities.attempts import (
    compared,
    history,
    past,
    regrade,
    start_drill,
    take_in,
    weakest_topic,
)
from trainer.activities.desk import Desk
from trainer.activities.exam import Exam, ended, half, of_topic, resume, start
from trainer.content.model import Blueprint
from trainer.errors import NotSo
from trainer.exam.attempt import begin
from trainer.exam.form import signature
from trainer.exam.model import Attempt, Moment
from trainer.exam.score import by_need, score
from trainer.memory.model import Confidence
from trainer.questions.model import Item, Statement


@pytest.fixture
def blueprint(desk: Desk) -> Blueprint:
    return next(iter(desk.course.blueprints.values()))


def wrong(item: Item) -> tuple[str, ...]:
    others = [option.id for option in item.options if not option.is_key]
    return tuple([*others, *item.key][: item.select])


def sit(
    exam: Exam, choose: Callable[[int, Item], tuple[str, ...]], said: Confidence | None = None
) -> Attempt:
    for position, place in enumerate(exam.attempt.form.items):
        exam.move(position)
        exam.answer(choose(position, place.item))
    exam.submit()
    return exam.attempt


class TestAccommodations:
    def test_more_time_twice_the_time_and_no_limit(self, desk: Desk, blueprint: Blueprint) -> None:
        limits = []
        for factor, extra in ((1.0, 30), (2.0, 0), (None, 0)):
            exam = start(desk, blueprint, 1, time_factor=factor, extra_minutes=extra)
            limits.append(exam.attempt.limit_s)
            exam.submit()
        usual = blueprint.minutes * 60
        assert limits == [usual + 1800, usual * 2, None]

    def test_a_practice_exam_stands_still_while_paused_also_over_a_restart(
        self, desk: Desk, blueprint: Blueprint, clock: FixedClock
    ) -> None:
        exam = start(desk, blueprint, 1, practice=True)
        clock.advance(seconds=60)
        exam.pause()
        clock.advance(days=2)
        again = resume(desk)
        assert again.attempt.paused
        assert again.tick().used_s == pytest.approx(60, abs=1)
        again.flag()
        clock.advance(seconds=5)
        assert again.tick().used_s == pytest.approx(65, abs=1)

    def test_any_other_exam_cannot_be_paused(self, desk: Desk, blueprint: Blueprint) -> None:
        exam = start(desk, blueprint, 1)
        with pytest.raises(NotSo, match="only a practice exam can be paused"):
            exam.pause()

    def test_unscored_items_are_told_afterwards_and_do_not_count(
        self, desk: Desk, blueprint: Blueprint
    ) -> None:
        exam = start(desk, blueprint, 1, unscored=2)
        sit(exam, lambda _, item: item.key)
        assert exam.result().of == blueprint.items - 2
        assert sum(not entry.scored for entry in exam.reviewed()) == 2


class TestForms:
    def test_half_a_form(self, blueprint: Blueprint) -> None:
        assert (half(blueprint).items, half(blueprint).minutes) == (
            blueprint.items // 2,
            blueprint.minutes // 2,
        )

    def test_a_form_of_one_topic(self, desk: Desk, blueprint: Blueprint) -> None:
        topic = next(
            topic for topic in desk.course.topics.values() if topic.domains.get(blueprint.exam) is not None
        )
        short = of_topic(desk, replace(blueprint, items=2), topic.id)
        assert (short.items, list(short.weights.values())) == (2, [100.0])
        exam = start(desk, replace(short, multiple_response_percent=0), 1, topic=topic.id)
        assert {place.item.topic for place in exam.attempt.form.items} == {topic.id}

    def test_the_next_form_shares_nothing_with_those_before_it_and_then_what_returns_is_the_oldest(
        self, desk: Desk, blueprint: Blueprint, clock: FixedClock
    ) -> None:
        small = replace(blueprint, items=3, multiple_response_percent=0)
        forms: list[set[str]] = []
        while len(forms) < 12 and not (forms and set.union(*forms[:-1], set()) & forms[-1]):
            exam = start(desk, small)
            forms.append({signature(place.item) for place in exam.attempt.form.items})
            clock.advance(seconds=60)
            exam.submit()
        *before, again = forms
        assert len(before) >= 2
        met = [index for index, form in enumerate(before) if form & again]
        assert met == list(range(len(met)))
        assert not before[-1] & again

    def test_two_full_exams_on_ecs_share_nothing(self, desk: Desk) -> None:
        with closing(replace(desk, load_course=ecs)) as place:
            seen: list[str] = []
            for _ in range(2):
                exam = start(place, place.course.blueprints["saa-full"])
                seen += (signature(one.item) for one in exam.attempt.form.items)
                exam.submit()
        assert len(set(seen)) == len(seen) == 2 * 65


class TestAfterwards:
    def test_answers_enter_the_log_once_and_only_for_facts_that_were_read(
        self, desk: Desk, blueprint: Blueprint
    ) -> None:
        attempt = sit(start(desk, blueprint, 1), lambda _, item: item.key)
        assert take_in(desk, attempt) == 0
        assert desk.store.memory.states() == {}

    def test_and_doing_it_twice_changes_nothing(self, read: Desk, blueprint: Blueprint) -> None:  # noqa: F811
        attempt = sit(start(read, blueprint, 1), lambda _, item: item.key)
        counted = take_in(read, attempt)
        states = read.store.memory.states()
        assert counted == len(states) > 0
        assert take_in(read, attempt) == 0
        assert read.store.memory.states() == states
        read.store.memory.rebuild()
        assert read.store.memory.states() == states

    def test_sure_and_wrong_first_then_wrong_then_lucky(self, desk: Desk, blueprint: Blueprint) -> None:
        exam = start(desk, blueprint, 1)
        said = {1: Confidence.SURE, 2: None, 3: Confidence.GUESS}
        for position, place in enumerate(exam.attempt.form.items):
            exam.move(position)
            chosen = wrong(place.item) if position in (1, 2) else place.item.key
            exam.answer(chosen, confidence=said.get(position))
        exam.submit()
        ordered = by_need(exam.reviewed())
        assert [entry.position for entry in ordered[:3]] == [1, 2, 3]
        assert (ordered[0].sure_and_wrong, ordered[2].lucky) == (True, True)
        assert by_need(Exam(desk, ended(desk)[0]).reviewed()) == ordered, "kept as well"

    def test_two_attempts_side_by_side(self, desk: Desk, blueprint: Blueprint, clock: FixedClock) -> None:
        bad = sit(start(desk, blueprint, 1), lambda _, item: wrong(item))
        clock.advance(days=1)
        good = sit(start(desk, blueprint, 2), lambda _, item: item.key)
        found = compared(bad, good)
        assert [one.attempt.started_at for one in history(desk)] == [good.started_at, bad.started_at]
        assert compared(good, bad) == found, "the later one stands second, however they are named"
        assert (found.earlier.right, found.later.right) == (0, blueprint.items)
        assert found.by_domain
        assert all((before, after) == (0, 1) for _, before, after in found.by_domain)

    def test_the_weakest_topic_is_drilled(self, desk: Desk, blueprint: Blueprint) -> None:
        good = sit(start(desk, blueprint, 1), lambda _, item: item.key)
        assert weakest_topic(good) is None
        bad = sit(start(desk, blueprint, 2), lambda at, item: wrong(item) if at == 0 else item.key)
        topic = weakest_topic(bad)
        assert topic == bad.form.items[0].item.topic
        item = start_drill(desk, bad).advance()
        assert item is not None
        assert item.topic == topic

    def test_a_key_mended_later_gives_a_new_result_beside_the_old(
        self, desk: Desk, blueprint: Blueprint
    ) -> None:
        sound = start(desk, blueprint, 1)
        sound.submit()
        places = list(sound.attempt.form.items)
        flawed = next(at for at, place in enumerate(places) if _settled(place.item))
        item = places[flawed].item
        false = next(option.id for option in item.options if not option.is_key)
        options = tuple(replace(option, is_key=option.id == false) for option in item.options)
        places[flawed] = replace(places[flawed], item=replace(item, options=options))
        form = replace(sound.attempt.form, items=tuple(places))
        begun = begin(form, "flawed", Moment(desk.now(), desk.clock.monotonic()), None)
        desk.store.attempts.start(begun)
        attempt = sit(Exam(desk, begun), lambda at, _: sound.attempt.form.items[at].item.key)
        assert score(attempt).right == blueprint.items - 1
        again = regrade(desk, attempt)
        assert (again.right, again.changed) == (blueprint.items, (flawed,))
        assert desk.store.attempts.regrades("flawed") == [again]
        assert score(ended(desk)[0]).right == blueprint.items - 1, "the old result stays"
        found = next(one for one in history(desk) if one.attempt.attempt_id == "flawed")
        assert (found.score.right, found.regrades) == (blueprint.items - 1, (again,))
        assert past(desk, found.number) == found


def _settled(item: Item) -> bool:
    return item.select == 1 and all(
        option.claims and isinstance(option.claims[0], Statement) for option in item.options
    )
