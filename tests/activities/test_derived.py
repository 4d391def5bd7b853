"""What is kept beside the compiled course: the same as worked out anew, and never needed."""

from dataclasses import replace

from trainer.activities.desk import Desk
from trainer.activities.study import start_opening
from trainer.questions.asks import asks_of_all
from trainer.questions.reserve import is_reserved


def test_which_facts_patterns_ask_is_read_back_as_it_was_worked_out(desk: Desk) -> None:
    first, again = desk.bank.graph, replace(desk).bank.graph
    assert first is not again
    assert asks_of_all(again) == asks_of_all(first)
    assert [is_reserved(again, one) for one in desk.course.patterns.values()] == [
        is_reserved(first, one) for one in desk.course.patterns.values()
    ]


def test_the_opening_question_comes_back_equal_and_a_damaged_file_only_costs_time(desk: Desk) -> None:
    course = replace(desk.course, opening=next(iter(desk.course.patterns)))
    desk = replace(desk, load_course=lambda: course)
    first = start_opening(desk).advance()
    assert first is not None
    assert start_opening(replace(desk)).advance() == first
    kept = list((desk.home / "cache").glob("*-*.json"))
    assert {file.name.partition("-")[0] for file in kept} == {"asks", "opening"}
    for text in ("{", "[]", '{"stem": 1}', "null", '{"tasks-after-stop": 3}'):
        for file in kept:
            file.write_text(text, encoding="utf-8")
        assert start_opening(replace(desk)).advance() == first
