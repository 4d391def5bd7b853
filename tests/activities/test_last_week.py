"""Before, around and after the exam: placement, what changed, the sheet, the warm-up, the outcome."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.activities.test_plan import answer_all, read, set_date  # noqa: F401 - a fixture
from tests.fakes.clock import FixedClock
from trainer.activities.changes import changes
from trainer.activities.desk import Desk
from trainer.activities.last_week import failed, moved, passed, sheet, start_warm_up
from trainer.activities.placement import start_placement, start_test_out
from trainer.activities.plan import candidates, plan
from trainer.activities.read import mark_read, shelf
from trainer.activities.study import Feedback, Sitting, review_queue, start_on_facts, start_quiz, start_review
from trainer.content.model import FactId
from trainer.errors import UsageError
from trainer.memory.model import Confidence, Why
from trainer.questions.model import Item, Response
from trainer.store.model import Happened, Settings


def right(item: Item) -> Response:
    return Response(item.key, typed=item.answer[0] if item.answer else "")


def wrong(item: Item) -> Response:
    others = [option.id for option in item.options if not option.is_key]
    return Response(tuple([*others, *item.key][: item.select]))


def answer(sitting: Sitting, *, sure: bool = True, count: int = 99) -> int:
    given = 0
    while given < count and (item := sitting.advance()) is not None:
        sitting.answer(right(item), Confidence.SURE if sure else None)
        given += 1
    return given


class TestPlacement:
    def test_right_and_sure_on_two_of_a_topic_marks_its_core_facts_for_one_confirmation(
        self, desk: Desk, clock: FixedClock
    ) -> None:
        placement = start_placement(desk, seed=3)
        while not placement.known and (item := placement.advance()) is not None:
            placement.answer(right(item), Confidence.SURE)
        (topic,) = placement.known
        core = {fact for fact in candidates_of(desk) if desk.course.facts[fact].topic == topic}
        states = desk.store.memory.states()
        assert core <= states.keys()
        assert all(states[fact].due_at - desk.now() <= timedelta(days=3) for fact in core)  # type: ignore[union-attr]
        clock.advance(days=3)
        assert core <= {ask.fact_id for ask in review_queue(desk)}

    def test_it_ends_after_twenty_items_or_ten_minutes(self, desk: Desk, clock: FixedClock) -> None:
        assert answer(start_placement(desk, seed=3)) <= 20
        late = start_placement(desk, seed=4)
        late.advance()
        clock.advance(minutes=10)
        assert late.advance() is None

    def test_right_without_being_sure_says_no_more_than_that_answer(self, desk: Desk) -> None:
        placement = start_placement(desk, seed=3)
        given = answer(placement, sure=False)
        assert placement.known == []
        assert given <= len(desk.course.topics), "a topic is asked no further once it must be learned"

    def test_an_answer_taken_back_takes_the_topic_back(self, desk: Desk) -> None:
        placement = start_placement(desk, seed=3)
        while not placement.known and (item := placement.advance()) is not None:
            placement.answer(right(item), Confidence.SURE)
        before = len(desk.store.memory.states())
        placement.undo()
        assert placement.known == []
        assert len(desk.store.memory.states()) < before


def candidates_of(desk: Desk) -> set[FactId]:
    return {one.fact_id for one in candidates(desk, None) if one.weight > 0}


class TestTestingOut:
    def test_all_right_and_the_section_counts_as_read(self, desk: Desk) -> None:
        lesson = next(iter(desk.course.lessons.values()))
        section = next(one for one in lesson.sections if set(one.facts) & desk.askable)
        sitting = start_test_out(desk, lesson, section)
        assert answer(sitting) == sitting.of
        assert sitting.passed
        assert (lesson.id, section.id) in shelf(desk).read

    def test_one_wrong_or_a_guess_and_it_does_not(self, desk: Desk) -> None:
        lesson = next(iter(desk.course.lessons.values()))
        section = next(one for one in lesson.sections if set(one.facts) & desk.askable)
        for say in (lambda item: (wrong(item), None), lambda item: (right(item), Confidence.GUESS)):
            sitting = start_test_out(desk, lesson, section)
            while (item := sitting.advance()) is not None:
                sitting.answer(*say(item))
            assert not sitting.passed
        assert shelf(desk).read == frozenset()


class TestChanges:
    @pytest.fixture
    def newer(self, read: Desk) -> Desk:  # noqa: F811
        """The same learner after an update that words one fact otherwise."""
        fact = read.course.facts[review_queue(read)[0].fact_id]
        facts = {**read.course.facts, fact.id: replace(fact, says="It reads otherwise now.")}
        course = replace(read.course, facts=facts, version="newer")
        return replace(read, load_course=lambda: course)

    def test_old_against_new_first_in_the_review_until_answered(self, newer: Desk) -> None:
        (change,) = changes(newer)
        assert change.new == "It reads otherwise now."
        assert change.old not in ("", change.new)
        first = review_queue(newer)[0]
        assert (first.fact_id, first.why) == (change.fact_id, Why.CHANGED)
        sitting = start_on_facts(newer, [change.fact_id])
        item = sitting.advance()
        assert item is not None
        sitting.answer(right(item))
        assert changes(newer) == ()

    def test_a_report_on_it_is_answered_there(self, read: Desk, newer: Desk) -> None:  # noqa: F811
        sitting = start_on_facts(read, [changes(newer)[0].fact_id])
        sitting.advance()
        sitting.report("this cannot be right")
        (change,) = changes(newer)
        assert [report.words for report in change.reports] == ["this cannot be right"]

    def test_a_quiz_does_not_settle_it_and_nothing_changed_is_nothing(self, read: Desk, newer: Desk) -> None:  # noqa: F811
        assert changes(read) == ()
        answer(start_quiz(newer, 5, seed=1))
        assert len(changes(newer)) == 1


class TestSittings:
    def test_it_ends_on_time(self, read: Desk, clock: FixedClock) -> None:  # noqa: F811
        sitting = start_review(read, 50, minutes=5)
        assert sitting.advance() is not None
        clock.advance(minutes=5)
        assert sitting.advance() is None

    def test_a_second_miss_opens_the_paragraph(self, read: Desk) -> None:  # noqa: F811
        sitting = start_review(read, 1)
        seen: list[Feedback] = []
        while (item := sitting.advance()) is not None and len(seen) < 2:
            seen.append(sitting.answer(wrong(item)))
        assert [one.paragraph is not None for one in seen] == [False, True]

    def test_options_of_a_known_recall_item_stay_hidden_and_it_is_a_setting(self, read: Desk) -> None:  # noqa: F811
        answer_all(read)
        hidden = 0
        sitting = start_quiz(read, 10, seed=2)
        while (item := sitting.advance()) is not None:
            assert not sitting.hides_options or item.level == "recall"
            hidden += sitting.hides_options
            sitting.answer(right(item))
        assert hidden
        read.store.settings.save(replace(read.store.settings.load(), commit_first=False))
        sitting = start_quiz(read, 10, seed=2)
        while sitting.advance() is not None:
            assert not sitting.hides_options

    def test_a_quiz_counts_only_if_asked_to(self, read: Desk) -> None:  # noqa: F811
        answer(start_quiz(read, 3, seed=1))
        assert read.store.memory.states() == {}
        answer(start_quiz(read, 3, seed=1, scheduled=True))
        assert read.store.memory.states() != {}


class TestTheLastWeek:
    def test_two_mocks_an_eve_of_twenty_minutes_and_a_warm_up(self, read: Desk) -> None:  # noqa: F811
        set_date(read, 10, minutes=40)
        found = plan(read)
        assert found is not None
        until = {(found.exam_on - day.on).days: day for day in found.days}
        assert [ago for ago, day in sorted(until.items()) if day.mock] == [5, 7]
        assert (until[1].minutes, until[2].minutes) == (20, 40)
        set_date(read, 1, minutes=40)
        eve = plan(read)
        assert eve is not None
        assert eve.agenda.seconds <= 20 * 60

    def test_the_warm_up_keeps_nothing(self, read: Desk, clock: FixedClock) -> None:  # noqa: F811
        answer_all(read)
        clock.advance(days=1)
        before = (read.store.memory.states(), read.store.answers.briefs(), read.store.evidence.cold_count())
        sitting = start_warm_up(read)
        assert 0 < sitting.of <= 8
        while (item := sitting.advance()) is not None:
            sitting.answer(wrong(item), Confidence.SURE)
        assert before == (
            read.store.memory.states(),
            read.store.answers.briefs(),
            read.store.evidence.cold_count(),
        )

    def test_the_sheet_has_own_pairs_numbers_and_pictures(self, read: Desk) -> None:  # noqa: F811
        assert sheet(read).pairs == ()
        assert len(sheet(read).figures) <= 5
        for _ in range(12):
            sitting = start_review(read, 100)
            while (item := sitting.advance()) is not None and not sheet(read).pairs:
                sitting.answer(wrong(item), Confidence.SURE)
            if sheet(read).pairs:
                break
        assert sheet(read).pairs

    def test_failed_aims_at_the_retake_and_leans_on_the_weak_domains(self, read: Desk) -> None:  # noqa: F811
        set_date(read, 0)
        exam = read.store.settings.load().exam
        assert exam is not None
        weak = next(iter(read.course.exams[exam].domains))
        before = {one.fact_id: one.weight for one in candidates(read, exam) if one.weight}
        outcome, again = failed(read, (weak,))
        assert (outcome.happened, again) == (Happened.FAILED, date(2026, 12, 6))
        assert read.store.settings.load().exam_on == again
        after = {one.fact_id: one.weight for one in candidates(read, exam) if one.weight}
        leaning = {
            fact
            for fact in after
            if read.course.topics[read.course.facts[fact].topic].domains.get(exam) == weak
        }
        assert sum(after.values()) / len(after) == pytest.approx(1)
        if 0 < len(leaning) < len(after):
            assert all((after[fact] > before[fact]) == (fact in leaning) for fact in after)
        with pytest.raises(UsageError, match='there is no domain "nothing"'):
            failed(read, ("nothing",))

    def test_passed_is_kept_alive_or_rests_and_moved_moves(self, read: Desk) -> None:  # noqa: F811
        set_date(read, 5)
        later = read.now().date() + timedelta(days=30)
        moved(read, later)
        assert read.store.settings.load().exam_on == later
        with pytest.raises(UsageError, match="lies in the past"):
            moved(read, date(2020, 1, 1))
        passed(read)
        kept: Settings = read.store.settings.load()
        assert (kept.exam_on, kept.desired_retention, kept.archived) == (None, 0.8, False)
        assert review_queue(read)
        passed(read, archive=True)
        assert review_queue(read) == ()
        told = [one.happened for one in read.store.outcomes.all()]
        assert told == [Happened.MOVED, Happened.PASSED, Happened.PASSED]


def test_reading_a_changed_paragraph_is_not_answering_it(desk: Desk) -> None:
    lesson = next(iter(desk.course.lessons.values()))
    mark_read(desk, lesson.id, lesson.sections[0])
    kept = desk.store.learned.all()
    assert set(kept) == set(lesson.sections[0].facts)
    desk.store.learned.first_read(dict.fromkeys(kept, "other words"), desk.now())
    assert desk.store.learned.all() == kept
