"""Exam screens by keys: choose, sit, leave and go on, look over, hand in, look back."""

from textual.widgets import OptionList

from tests.fakes.clock import FixedClock
from tests.tui.bakery import ITEMS, SECRET, begun
from tests.tui.conftest import Open
from tests.tui.snapshots import compare_sizes, open_on, press, resized, settled, shown, words
from trainer.activities.desk import Desk
from trainer.activities.exam import Exam, blueprint_named, ended, resume, start, waiting
from trainer.exam.model import Ending
from trainer.memory.model import Confidence
from trainer.tui.app import TrainerApp
from trainer.tui.door import Door
from trainer.tui.screens.exam import ExamsScreen
from trainer.tui.screens.exam_result import ResultScreen
from trainer.tui.screens.exam_review import ReviewScreen
from trainer.tui.screens.exam_sitting import SittingScreen
from trainer.tui.screens.question import QuestionScreen

DOOR = Door("exam")
SIZE = (80, 24)


def sitting(app: TrainerApp) -> SittingScreen:
    """The sitting screen, wherever it is on the stack."""
    return next(screen for screen in app.screen_stack if isinstance(screen, SittingScreen))


def place(app: TrainerApp) -> str:
    """The name of the screen on top."""
    return str(getattr(app.screen, "place", ""))


# --- choosing ---------------------------------------------------------------------------------------


async def test_the_choice_shows_the_open_exam_first_then_earlier_results(desk: Desk) -> None:
    first = begun(desk)
    first.answer(("d",))
    first.submit()
    begun(desk).answer(("d",))
    app = TrainerApp(desk, DOOR)
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await settled(pilot)
        await compare_sizes(pilot, "exams")
        await press(pilot, "enter")
        assert isinstance(app.screen, SittingScreen)
        assert app.screen.exam.attempt.answered == 1


async def test_an_exam_whose_list_is_left_before_its_questions_are_chosen_does_not_begin(desk: Desk) -> None:
    """The choice waits until it was said: no clock starts behind the back of who went on meanwhile."""
    app = TrainerApp(desk, Door("today"))
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await press(pilot, "e")
        left = app.screen
        assert isinstance(left, ExamsScreen)
        await app.pop_screen()
        left._begin(next(iter(desk.course.blueprints.values())))
        await settled(pilot)
        assert waiting(desk) is None
        assert place(app) == "today"


async def test_more_time_is_chosen_before_the_start_and_kept(ecs_desk: Desk) -> None:
    app = TrainerApp(ecs_desk, DOOR)
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await settled(pilot)
        assert "130 min" in shown(app)
        await press(pilot, "t")
        assert "195 min" in shown(app)
        await press(pilot, "t")
        assert "260 min" in shown(app)
        await press(pilot, "t")
        assert "no limit" in shown(app)
        await press(pilot, "t", "t", "down", "enter")
        assert isinstance(app.screen, SittingScreen)
    attempt = waiting(ecs_desk)
    assert attempt is not None
    assert attempt.limit_s == 40 * 60 * 1.5


async def test_how_the_exam_is_sat_is_chosen_line_by_line(ecs_desk: Desk) -> None:
    """Half a form of one topic, half an hour more, some of it unscored, and a clock that can stand still."""
    app = TrainerApp(ecs_desk, DOOR)
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await settled(pilot)
        await press(pilot, *["down"] * 4)
        await press(pilot, "enter", "down", "enter", "enter", "down", *["down", "enter"] * 3)
        await compare_sizes(pilot, "exams-how")
        app.screen.query_one(OptionList).highlighted = 4  # the mini form
        await press(pilot, "enter")
        assert isinstance(app.screen, SittingScreen)
        await press(pilot, "z")
        assert "still until you" in shown(app)
    attempt = waiting(ecs_desk)
    assert attempt is not None
    assert (len(attempt.form.items), attempt.limit_s) == (10, (20 + 30) * 60)
    assert (attempt.practice, attempt.paused) == (True, True)
    assert len({place.item.topic for place in attempt.form.items}) == 1
    assert sum(not place.scored for place in attempt.form.items) == 2


async def test_a_named_exam_begins_at_once_unless_one_is_open(ecs_desk: Desk) -> None:
    door = Door("exam", "dva-mini", seed=7)
    for again in (False, True):
        app = TrainerApp(ecs_desk, door)
        async with app.run_test(size=SIZE, notifications=True) as pilot:
            await settled(pilot)
            assert isinstance(app.screen, ExamsScreen if again else SittingScreen)
            assert ("An exam is still open" in shown(app)) == again


async def test_a_course_without_enough_questions_says_so(desk: Desk) -> None:
    app = TrainerApp(desk, Door("exam", "baker-mini"))
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await settled(pilot)
        assert isinstance(app.screen, ExamsScreen)
        assert "choose a shorter" in shown(app)


# --- sitting ----------------------------------------------------------------------------------------


async def test_sitting_looks_composed_in_every_size(desk: Desk) -> None:
    exam = begun(desk)
    app = TrainerApp(desk, DOOR)
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await open_on(pilot, SittingScreen(exam))
        await press(pilot, "d", "m", "down", "k")
        await compare_sizes(pilot, "exam-sitting")
        await resized(pilot, *SIZE)
        await press(pilot, "n", "n")
        await compare_sizes(pilot, "exam-picture")


async def test_every_key_is_on_the_disk_before_the_next_one(
    desk: Desk, sample: Desk, open_desk: Open
) -> None:
    """Killed at any moment, another process goes on with all of it."""
    exam = begun(desk)
    app = TrainerApp(desk, DOOR)
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await open_on(pilot, SittingScreen(exam))
        await press(pilot, "d", "n", "a", "e", "m", "n", "down", "k")
        # no goodbye: what another process reads now is what a kill would leave
        again = resume(open_desk(sample))
        assert again.attempt.responses[0] is not None
        assert again.attempt.responses[0].chosen == ("d",)
        assert again.attempt.responses[1] is not None
        assert again.attempt.responses[1].chosen == ("a", "e")
        assert again.attempt.flags == (False, True, False, False, False, False)
        assert again.attempt.struck[2] == {"b"}
        assert again.attempt.position == 2


async def test_a_killed_exam_goes_on_in_the_screens_of_a_new_process(
    desk: Desk, sample: Desk, open_desk: Open, clock: FixedClock
) -> None:
    begun(desk).answer(("d",))
    clock.advance(minutes=5)
    later = open_desk(sample)
    app = TrainerApp(later, DOOR)
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await settled(pilot)
        assert "1 of 6 answered · 10 min left" in shown(app)
        await press(pilot, "enter", "t")
        assert "● D 60 minutes" in words(app)
        assert "10 min left" in shown(app)


async def test_one_option_too_many_is_not_taken(desk: Desk) -> None:
    exam = begun(desk)
    app = TrainerApp(desk, DOOR)
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await open_on(pilot, SittingScreen(exam))
        await press(pilot, "n", "a", "b", "c")
        assert exam.item.chosen == ("a", "b")
        assert "takes 2" in shown(app)
        await press(pilot, "b", "up", "enter")
        assert list(exam.item.chosen) == ["a"]
        assert exam.item.position == 1
        assert "1 of 2 chosen" in words(app)
        await press(pilot, "b")
        await press(pilot, "b", "c")
        assert exam.item.chosen == ("a", "c")


async def test_enter_chooses_then_goes_on_and_after_the_last_shows_them_all(desk: Desk) -> None:
    exam = begun(desk)
    exam.move(5)
    app = TrainerApp(desk, DOOR)
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await open_on(pilot, SittingScreen(exam))
        await press(pilot, "down", "enter")
        assert exam.item.chosen == ("b",)
        await press(pilot, "enter")
        assert "1 of 6 answered" in shown(app)
        await press(pilot, "1", "enter", "enter", "enter")
        assert exam.attempt.position == 1


async def test_the_clock_is_silent_but_speaks_at_its_thresholds(desk: Desk, clock: FixedClock) -> None:
    exam = begun(desk)
    app = TrainerApp(desk, DOOR)
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await open_on(pilot, SittingScreen(exam))
        await settled(pilot)
        assert "min" not in shown(app).splitlines()[0]
        clock.advance(minutes=5, seconds=1)
        sitting(app).look_at_clock()
        await settled(pilot)
        assert "10 minutes left." in shown(app)
        await press(pilot, "t")
        assert "9 min left" in shown(app).splitlines()[0]


async def test_a_clock_that_was_set_is_told_and_takes_no_time(desk: Desk, clock: FixedClock) -> None:
    exam = begun(desk)
    app = TrainerApp(desk, DOOR)
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await open_on(pilot, SittingScreen(exam))
        clock.jump(3600)
        sitting(app).look_at_clock()
        await settled(pilot)
        assert "clock was set by +60" in words(app)
        assert "your exam time was not" in words(app)
        assert not exam.over


async def test_time_out_ends_it_even_under_the_overview(desk: Desk, clock: FixedClock) -> None:
    exam = begun(desk)
    app = TrainerApp(desk, DOOR)
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await open_on(pilot, SittingScreen(exam))
        await press(pilot, "d", "v")
        clock.advance(minutes=16)
        sitting(app).look_at_clock()
        await settled(pilot)
        assert isinstance(app.screen, ResultScreen)
        assert "1 of 6 right" in shown(app)
        assert "The time is over. Everything answered counts." in words(app)
    assert exam.result().ending is Ending.TIME_OUT
    assert [attempt.attempt_id for attempt in ended(desk)] == [exam.attempt.attempt_id]


async def test_leaving_asks_nothing_and_says_that_it_waits(desk: Desk) -> None:
    begun(desk)
    app = TrainerApp(desk, DOOR)
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await settled(pilot)
        await press(pilot, "enter", "d", "escape")
        assert isinstance(app.screen, ExamsScreen)
        assert "The exam waits: 1 of 6 answered" in words(app)
        assert "Go on:" in shown(app)


# --- looking over and handing in --------------------------------------------------------------------


async def test_the_overview_lists_filters_and_jumps(desk: Desk) -> None:
    exam = begun(desk)
    app = TrainerApp(desk, DOOR)
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await open_on(pilot, SittingScreen(exam))
        await press(pilot, "d", "n", "a", "m", "n", "v")
        await compare_sizes(pilot, "exam-overview")
        await press(pilot, "u", "home", "enter")
        assert exam.attempt.position == 1
        await press(pilot, "v", "5", "enter")
        assert exam.attempt.position == 4


def said(exam: Exam) -> Confidence | None:
    """How sure the answer to the question turned to was said to be."""
    return exam.item.confidence


async def test_how_sure_is_said_beside_the_answer_and_stays_when_it_changes(desk: Desk) -> None:
    exam = begun(desk)
    app = TrainerApp(desk, DOOR)
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await open_on(pilot, SittingScreen(exam))
        await press(pilot, "tab")
        assert said(exam) is None
        await press(pilot, "d", "tab")
        assert "● guess" in shown(app)
        await press(pilot, "tab", "tab", "c")
        assert said(exam) is Confidence.SURE
        await press(pilot, "tab")
        assert said(exam) is None
        await press(pilot, "tab")
    assert resume(desk).attempt.sure[0] is Confidence.GUESS


async def test_handing_in_says_what_is_open_and_going_on_is_the_default(desk: Desk) -> None:
    exam = begun(desk)
    app = TrainerApp(desk, DOOR)
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await open_on(pilot, SittingScreen(exam))
        await press(pilot, "d", "S")
        await compare_sizes(pilot, "exam-submit")
        await press(pilot, "enter")
        assert [exam.over, place(app)] == [False, "exam"]
        await press(pilot, "S", "y")
        assert [exam.over, place(app)] == [True, "exam-result"]


async def test_no_screen_tells_a_reason_before_the_end(desk: Desk) -> None:
    exam = begun(desk)
    app = TrainerApp(desk, DOOR)
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await open_on(pilot, SittingScreen(exam))
        for keys in (("a",), ("enter",), ("x",), ("s",), ("v",), ("escape",), ("S",), ("escape", "f1")):
            await press(pilot, *keys)
            assert SECRET not in shown(app), keys
            assert "✓" not in shown(app), keys
        await press(pilot, "escape", "p")
        for _ in ITEMS:
            await press(pilot, "b", "n")
            assert SECRET not in shown(app)
    assert not exam.over


# --- looking back -----------------------------------------------------------------------------------


def handed_in(desk: Desk) -> Exam:
    """Two right, one wrong, one begun, two open."""
    exam = begun(desk)
    for position, chosen in enumerate((("d",), ("a",), ("a",), ("a",))):
        exam.move(position)
        exam.answer(chosen)
    exam.move(1)
    exam.flag()
    exam.submit()
    return exam


async def test_the_result_counts_raw_answers_against_our_line(desk: Desk) -> None:
    exam = handed_in(desk)
    app = TrainerApp(desk, DOOR)
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await open_on(pilot, ResultScreen(exam))
        await settled(pilot)
        await compare_sizes(pilot, "exam-result")


async def test_a_result_stands_beside_another_by_domain(desk: Desk, clock: FixedClock) -> None:
    handed_in(desk)
    clock.advance(days=3)
    better = begun(desk)
    for position, item in enumerate(ITEMS):
        better.move(position)
        better.answer(item.key)
    better.submit()
    app = TrainerApp(desk, DOOR)
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await open_on(pilot, ResultScreen(better))
        assert "c compare" in shown(app)
        assert "d drill" not in shown(app)
        await press(pilot, "c")
        await compare_sizes(pilot, "exam-compared")
        await press(pilot, "c")
        assert "Before, on" not in shown(app)


async def test_a_result_by_later_keys_stands_beside_the_first(desk: Desk) -> None:
    exam = handed_in(desk)
    app = TrainerApp(desk, DOOR)
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await open_on(pilot, ResultScreen(exam))
        await press(pilot, "c")
        assert "There is no other result of this exam yet." in words(app)
        await press(pilot, "g")
        assert "By the keys of" in shown(app)
        assert "2 of 6 right" in shown(app)
        await press(pilot, "escape")
    assert len(desk.store.attempts.regrades(exam.attempt.attempt_id)) == 1
    app = TrainerApp(desk, DOOR)
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        assert "graded anew 2" in shown(app)


async def test_what_went_worst_is_drilled_from_the_result(ecs_desk: Desk) -> None:
    exam = start(ecs_desk, blueprint_named(ecs_desk, "dva-mini"), 3)
    exam.submit()
    app = TrainerApp(ecs_desk, DOOR)
    async with app.run_test(size=SIZE) as pilot:
        await open_on(pilot, ResultScreen(exam))
        await press(pilot, "d")
        assert isinstance(app.screen, QuestionScreen)
        assert "1 of 10" in shown(app)


async def test_the_review_explains_every_option_and_steps_through(desk: Desk) -> None:
    exam = handed_in(desk)
    app = TrainerApp(desk, DOOR)
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await open_on(pilot, ResultScreen(exam))
        await press(pilot, "enter")
        review = app.screen
        assert isinstance(review, ReviewScreen)
        assert not review.entry.mark.right
        await compare_sizes(pilot, "exam-review")
        await resized(pilot, *SIZE)
        await press(pilot, "n")
        assert review.number == 1
        await press(pilot, "p", "p")
        assert review.number == 0
        assert "This is the first question." in shown(app)
        await press(pilot, "escape")
        assert place(app) == "exam-result"


async def test_a_question_left_open_is_not_called_wrong_and_what_cannot_be_played_has_no_key(
    ecs_desk: Desk,
) -> None:
    exam = start(ecs_desk, blueprint_named(ecs_desk, "dva-mini"), 3)
    exam.submit()
    scenes = set()
    app = TrainerApp(ecs_desk, DOOR)
    async with app.run_test(size=(120, 40)) as pilot:
        await open_on(pilot, ResultScreen(exam))
        await press(pilot, "enter")
        review = app.screen
        assert isinstance(review, ReviewScreen)
        for _ in range(4):
            assert "Not answered." in shown(app)
            assert "Wrong." not in shown(app)
            scenes.add(review.entry.item.scene is not None)
            assert ("s see it happen" in shown(app)) == (review.entry.item.scene is not None)
            await press(pilot, "n")
    assert False in scenes  # an exam asks little that runs


async def test_an_exam_that_went_on_elsewhere_is_left_with_a_word(
    desk: Desk, sample: Desk, open_desk: Open
) -> None:
    exam = begun(desk)
    app = TrainerApp(desk, DOOR)
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await open_on(pilot, SittingScreen(exam))
        await settled(pilot)
        resume(open_desk(sample)).answer(("b",))
        await press(pilot, "d")
        await settled(pilot)
        assert isinstance(app.screen, ExamsScreen)
        assert "went on in another window" in words(app)
