"""Requirements and solutions as plain data, decided by the facts."""

from dataclasses import replace

import pytest

from tests.judge.kitchen import FACTS, fact, graph
from trainer.content.model import Pattern, PatternId, Plain, TopicId
from trainer.graph.facts import FactGraph
from trainer.judge.requirements import judge_requirements, vocabulary


def pair(concept: str, value: str) -> Plain:
    return {"concept": concept, "value": value}


def solution(pot: str, stove: str) -> Plain:
    return [pair("pot", pot), pair("stove", stove)]


KITCHEN = graph((*FACTS, fact("induction-for-chef", "induction stove", "open to", "chef")))
OPTIONS: Plain = [
    solution("copper pot", "induction stove"),
    solution("iron pot", "gas stove"),
    solution("iron pot", "induction stove"),
]


def question(requirements: list[Plain], criterion: Plain, options: Plain = OPTIONS) -> dict[str, Plain]:
    return {"requirements": requirements, "criterion": criterion, "options": options}


def test_the_criterion_decides_between_solutions_that_meet_all() -> None:
    ruling = judge_requirements(
        question([pair("open to", "chef"), pair("pot", "iron pot")], "LEAST work"), KITCHEN
    )
    assert ruling.best == 2
    assert any("option 2 is ahead of option 1" in why for why in ruling.why)
    assert any(why.startswith("option 0 fails: pot iron pot: not chosen") for why in ruling.why)


def test_a_requirement_that_only_one_meets_decides_alone() -> None:
    ruling = judge_requirements(question([pair("open to", "helper"), pair("pot", "iron pot")], None), KITCHEN)
    assert ruling.best == 1


def test_without_a_deciding_criterion_it_stays_open() -> None:
    ruling = judge_requirements(question([pair("pot", "iron pot")], None), KITCHEN)
    assert ruling.best is None
    assert ruling.why[-1] == "the facts leave open which is best: 1, 2"
    assert ruling.plain()["best"] is None


def test_a_criterion_may_be_said_as_the_patterns_ask_for_it() -> None:
    asks: Plain = {"relation": "less work", "asks": ["Which of these means the ==LEAST toil==?"]}
    pattern = Pattern(PatternId("p"), "scenario", TopicId("kitchen"), "decide", {"criterion": asks})
    course = replace(KITCHEN.course, patterns={pattern.id: pattern})
    ruling = judge_requirements(question([pair("pot", "iron pot")], "the LEAST toil"), FactGraph(course))
    assert ruling.best == 2
    assert vocabulary(FactGraph(course))["wordings"] == {"least toil": ["less work"]}


@pytest.mark.parametrize(
    ("broken", "named"),
    [
        ({"requirements": [], "options": "all"}, "options"),
        ({"requirements": "none", "options": OPTIONS}, "requirements"),
        ({"requirements": [pair("pot", "tin pot")], "options": OPTIONS}, "tin pot"),
        ({"requirements": [pair("loved by", "chef")], "options": OPTIONS}, "loved by"),
        ({"requirements": [], "options": [[{"concept": "pot"}]]}, "value"),
        ({"requirements": [], "criterion": "prettiest", "options": OPTIONS}, "prettiest"),
    ],
)
def test_a_question_of_another_shape_is_refused_in_a_sentence(broken: dict[str, Plain], named: str) -> None:
    with pytest.raises(ValueError, match=named):
        judge_requirements(broken, KITCHEN)


def test_the_vocabulary_lists_what_can_be_said() -> None:
    listed = vocabulary(KITCHEN)
    assert listed["criteria"] == ["less work"]
    assert listed["concepts"]["pot"] == ["iron pot", "copper pot", "glass pot", "clay pot"]  # type: ignore[call-overload, index]
    assert "open to" in listed["relations"]  # type: ignore[operator]


def test_a_value_may_stand_at_either_end_of_a_relation() -> None:
    pots: Plain = [[pair("pot", "copper pot")], [pair("pot", "iron pot")]]
    assert judge_requirements(question([pair("stove", "induction stove")], None, pots), KITCHEN).best == 1
    cooks: Plain = [[pair("", "chef")], [pair("", "helper")]]
    ruling = judge_requirements(
        question([pair("done by", "lighting"), pair("fire", "gas stove")], None, cooks), KITCHEN
    )
    assert ruling.best == 0


def test_not_before_a_relation_turns_it_round() -> None:
    pots: Plain = [[pair("pot", "copper pot")], [pair("pot", "iron pot")]]
    ruling = judge_requirements(question([pair("not stands on", "induction stove")], None, pots), KITCHEN)
    assert ruling.best == 0


def test_orders_may_have_other_words() -> None:
    relations = {
        name: replace(one, asked_as=("effort", "toil")) if one.order else one
        for name, one in KITCHEN.course.relations.items()
    }
    kitchen = FactGraph(replace(KITCHEN.course, relations=relations))
    for said in ("LEAST effort", "the least amount of toil", "Least Effort?"):
        assert judge_requirements(question([pair("pot", "iron pot")], said), kitchen).best == 2


def test_the_reasons_say_the_facts() -> None:
    told = replace(FACTS[3], says="Copper does nothing on induction.")
    ruling = judge_requirements(
        question([pair("stands on", "induction stove")], None), graph((*FACTS[:3], told, *FACTS[4:]))
    )
    assert any("Copper does nothing on induction." in why for why in ruling.why)


def test_a_name_nearly_right_is_suggested() -> None:
    with pytest.raises(ValueError, match='did you mean "iron pot"'):
        judge_requirements(question([pair("pot", "irn pott")], None), KITCHEN)
