"""Requirements and solutions as plain data, decided by the facts."""

from dataclasses import replace

import pytest

from tests.judge.kitchen import FACTS, fact, graph
from trainer.content.model import Pattern, PatternId, Plain, TopicId
from trainer.graph.facts import FactGraph
from trainer.judge.requirements import judge_requirements
from trainer.judge.vocabulary import vocabulary


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
    assert list(listed["criteria"]) == ["less work"]  # type: ignore[arg-type]
    assert list(listed["concepts"]["pot"]) == ["iron pot", "copper pot", "glass pot", "clay pot"]  # type: ignore[call-overload, index, arg-type]
    assert listed["relations"]["stands on"]["from"] == ["pot"]  # type: ignore[call-overload, index]


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


def test_a_question_has_one_answer_so_the_only_sure_one_is_it() -> None:
    pots: Plain = [[pair("pot", "glass pot")], [pair("pot", "iron pot")]]
    ruling = judge_requirements(question([pair("stands on", "induction stove")], None, pots), KITCHEN)
    assert ruling.best == 1
    assert ruling.why[-1] == "option 1 alone provably meets everything, and a question has one answer"


def test_so_is_the_only_one_that_does_not_provably_fail() -> None:
    pots: Plain = [[pair("pot", "glass pot")], [pair("pot", "copper pot")]]
    ruling = judge_requirements(question([pair("stands on", "induction stove")], "LEAST work", pots), KITCHEN)
    assert ruling.best == 0
    assert ruling.why[-1] == "option 0 is left: every other one provably falls short"


def test_where_an_asked_order_may_yet_decide_nobody_is_sure() -> None:
    stoves: Plain = [[pair("stove", "gas stove")], [pair("stove", "camp fire"), pair("", "microwave")]]
    assert judge_requirements(question([pair("open to", "chef")], "LEAST work", stoves), KITCHEN).best == 0
    unordered: Plain = [[pair("stove", "gas stove")], [pair("", "microwave")]]
    assert (
        judge_requirements(question([pair("open to", "chef")], "LEAST work", unordered), KITCHEN).best is None
    )


def test_an_option_in_strange_words_stays_open_and_is_told() -> None:
    pots: Plain = [[pair("pot", "irn pot")], [pair("pot", "copper pot")], [pair("pot", "iron pot")]]
    ruling = judge_requirements(question([pair("stands on", "gas stove")], None, pots), KITCHEN)
    assert ruling.best is None
    assert any(why.startswith("option 0 unknown:") and '"iron pot"' in why for why in ruling.why)


def test_near_names_are_those_alike_and_those_that_share_words() -> None:
    with pytest.raises(ValueError, match='did you mean "gas stove" or "induction stove"'):
        judge_requirements(question([pair("stands on", "the stove of an inductor")], None), KITCHEN)
    with pytest.raises(ValueError, match=r'neither a relation nor a kind.*"stands on"'):
        judge_requirements(question([pair("stand upon", "iron pot")], None, [[pair("", "chef")]]), KITCHEN)


def test_words_of_questions_may_mean_things_of_several_kinds() -> None:
    concepts = {
        name: replace(one, asked_as=("induction",)) if name in ("induction-stove", "iron-pot") else one
        for name, one in KITCHEN.course.concepts.items()
    }
    kitchen = FactGraph(replace(KITCHEN.course, concepts=concepts))
    pots: Plain = [[pair("", "copper pot")], [pair("", "induction")]]
    assert judge_requirements(question([pair("stands on", "induction")], None, pots), kitchen).best == 1


def test_the_vocabulary_can_be_narrowed_to_what_a_word_names() -> None:
    listed = vocabulary(KITCHEN, "stoves")
    assert list(listed["concepts"]) == ["stove"]  # type: ignore[arg-type]
    assert "takes" not in listed["relations"]  # type: ignore[operator]
    assert vocabulary(KITCHEN, "bicycle")["relations"] == {}


def test_a_criterion_nobody_knows_is_told_unless_the_requirements_leave_one_only() -> None:
    assert judge_requirements(question([pair("pot", "copper pot")], "prettiest"), KITCHEN).best == 0
    with pytest.raises(ValueError, match="prettiest"):
        judge_requirements(question([pair("pot", "iron pot")], "prettiest"), KITCHEN)


def test_an_option_read_only_in_part_that_meets_a_part_may_yet_be_right() -> None:
    asked = [pair("stands on", "gas stove"), pair("open to", "helper")]
    cook = pair("", "gas stove")
    plain: Plain = [[pair("", "iron pot"), cook], [pair("", "clay pot"), pair("", "induction stove")]]
    assert judge_requirements(question(asked, None, plain), KITCHEN).best == 0
    told: Plain = [[pair("", "iron pot"), cook], [pair("", "iron pot that somebody carries to another cook")]]
    assert judge_requirements(question(asked, None, told), KITCHEN).best is None
    known: Plain = [[pair("", "iron pot"), cook], [pair("", "the iron pot")]]
    assert judge_requirements(question(asked, None, known), KITCHEN).best == 0


def test_what_provably_meets_more_than_all_that_may_be_right_is_it() -> None:
    asked = [pair("stands on", "induction stove"), pair("open to", "helper")]
    iron, copper = (
        [pair("", "iron pot"), pair("", "camp fire")],
        [pair("", "copper pot"), pair("", "gas stove")],
    )
    glass: list[Plain] = [pair("", "glass pot"), pair("", "camp fire")]
    ruling = judge_requirements(question(asked, None, [glass, iron, copper]), KITCHEN)
    assert ruling.best == 1
    assert ruling.why[-1].startswith("option 1 provably meets more than any other")
    assert (
        judge_requirements(question(asked, None, [iron, glass, [pair("", "gas stove")]]), KITCHEN).best
        is None
    )
    strange = [*iron, pair("", "a thing of which nobody has heard")]
    assert judge_requirements(question(asked, None, [glass, strange, copper]), KITCHEN).best is None


def test_a_requirement_nobody_knows_is_told_unless_the_others_leave_one_option() -> None:
    strange, known = pair("loved by", "everybody"), pair("stands on", "induction stove")
    pots: list[Plain] = [[pair("pot", "glass pot")], [pair("pot", "copper pot")]]
    iron: Plain = [pair("pot", "iron pot")]
    ruling = judge_requirements(question([strange, known], None, pots), KITCHEN)
    assert ruling.best == 0
    assert ruling.why[0].startswith("requirement set aside:")
    assert "everybody" in ruling.why[0]
    assert judge_requirements(question([strange, known], None, [*pots, iron]), KITCHEN).best == 2
    with pytest.raises(ValueError, match="everybody"):
        judge_requirements(question([strange, known], None, [*pots, iron, iron]), KITCHEN)
    with pytest.raises(ValueError, match="everybody"):
        judge_requirements({**question([strange, known], None, [*pots, *pots]), "select": 2}, KITCHEN)


def test_of_two_that_meet_everything_the_clause_in_which_they_differ_decides() -> None:
    asked = [pair("stands on", "induction stove"), pair("open to", "chef")]
    shared, idle = pair("", "iron pot"), pair("", "stirring")
    stoves: Plain = [
        [shared, pair("", "induction stove"), idle],
        [shared, pair("", "induction stove"), pair("", "gas stove")],
    ]
    ruling = judge_requirements(question(asked, None, stoves), KITCHEN)
    assert ruling.best == 1
    assert ruling.why[-1] == "option 1 meets more by what only it has than any other by what only that has"
    assert judge_requirements(question(asked[:1], None, stoves), KITCHEN).best is None


def test_of_several_that_are_right_none_of_the_requirements_stays_without_an_answer() -> None:
    asked = [pair("stands on", "induction stove"), pair("open to", "chef")]
    options: Plain = [
        [pair("", "iron pot")],
        [pair("", "iron pot"), pair("", "stirring")],
        [pair("", "induction stove")],
        [pair("", "camp fire")],
    ]
    two = {**question(asked, None, options), "select": 2}
    assert judge_requirements(two, KITCHEN).best is None
    wide = [asked[0], pair("stands on", "gas stove"), pair("open to", "helper")]
    things: Plain = [[pair("", name)] for name in ("iron pot", "gas stove", "copper pot")]
    three = judge_requirements({**question(wide, None, things), "select": 2}, KITCHEN)
    assert three.plain()["best"] == [0, 1]
    pots: Plain = [[pair("", "iron pot")], [pair("", "clay pot")], [pair("", "gas stove")]]
    unmet = [pair("stands on", "induction stove"), pair("done by", "guest"), pair("open to", "chef")]
    ruling = judge_requirements({**question(unmet, None, pots), "select": 2}, KITCHEN)
    assert ruling.best is None


def test_words_in_another_order_or_form_are_the_same_name() -> None:
    pots: Plain = [[pair("", "the pot of copper")], [pair("", "pots of iron")]]
    assert judge_requirements(question([pair("stands on", "induction stove")], None, pots), KITCHEN).best == 1


def test_of_several_words_the_vocabulary_lists_what_has_most() -> None:
    listed = vocabulary(KITCHEN, "stove by induction")
    assert list(listed["concepts"]["stove"]) == ["induction stove"]  # type: ignore[call-overload, index, arg-type]


def test_an_amount_may_leave_out_its_unit() -> None:
    chores: Plain = [[pair("", "stirring")], [pair("", "lighting")]]
    for said in ("30", "30 s", "30 seconds"):
        assert judge_requirements(question([pair("takes", said)], None, chores), KITCHEN).best == 1
    assert judge_requirements(question([pair("takes", "31")], None, chores), KITCHEN).best == 0


def test_a_requirement_that_tells_no_option_apart_is_set_aside_and_told() -> None:
    pots: Plain = [[pair("pot", "clay pot")], [pair("pot", "iron pot")]]
    both: list[Plain] = [pair("stands on", "induction stove"), pair("stands on", "camp fire")]
    ruling = judge_requirements(question(both, None, pots), KITCHEN)
    assert ruling.best == 1
    assert ruling.why[0] == "set aside: stands on camp fire: the facts settle it for no option"
    alone = judge_requirements(question([pair("stands on", "camp fire")], None, pots), KITCHEN)
    assert alone.best is None
    assert not any(why.startswith("set aside") for why in alone.why)


def test_a_relation_that_cannot_join_the_options_gives_way_to_one_that_can() -> None:
    pots: Plain = [[pair("pot", "copper pot")], [pair("pot", "iron pot")]]
    assert judge_requirements(question([pair("open to", "induction stove")], None, pots), KITCHEN).best == 1


def test_several_options_may_be_right() -> None:
    pots: Plain = [[pair("pot", name)] for name in ("clay pot", "iron pot", "copper pot", "glass pot")]
    asked = {**question([pair("stands on", "gas stove")], None, pots), "select": 3}
    ruling = judge_requirements(asked, KITCHEN)
    assert ruling.plain()["best"] == [1, 2, 3]
    assert "option 1 and option 2 and option 3 alone provably meet everything" in ruling.why[-1]
    assert judge_requirements({**asked, "select": 2}, KITCHEN).best is None
    for wrong in (0, 5, "two", True):
        with pytest.raises(ValueError, match="select"):
            judge_requirements({**asked, "select": wrong}, KITCHEN)


def test_options_may_be_numbers_that_the_value_has() -> None:
    times: Plain = [[pair("", "1 minute")], [pair("", "30 s")], [pair("", "2 minutes")]]
    assert judge_requirements(question([pair("takes", "lighting")], None, times), KITCHEN).best == 1
    assert judge_requirements(question([pair("", "lighting")], None, times), KITCHEN).best == 1


def test_of_several_that_are_right_each_meets_a_requirement() -> None:
    options: Plain = [[pair("", "iron pot")], [pair("", "gas stove")], [pair("", "clay pot")]]
    asked = {
        **question([pair("stands on", "induction stove"), pair("open to", "chef")], None, options),
        "select": 2,
    }
    assert judge_requirements(asked, KITCHEN).plain()["best"] == [0, 1]


def test_what_is_named_by_all_its_words_goes_before_what_stands_among_others() -> None:
    pots: Plain = [[pair("", "a lid for the iron pot")], [pair("", "iron pot")]]
    assert judge_requirements(question([pair("stands on", "gas stove")], None, pots), KITCHEN).best == 1


def test_what_is_unwanted_and_not_settled_is_no_reason_against_an_option() -> None:
    pots: Plain = [[pair("pot", "iron pot")], [pair("pot", "copper pot")]]
    asked = [pair("stands on", "induction stove"), pair("not stands on", "camp fire")]
    assert judge_requirements(question(asked, None, pots), KITCHEN).best == 0


def test_a_value_of_which_less_than_half_is_known_does_not_decide_alone() -> None:
    known, part = pair("open to", "helper"), pair("open to", "a helper on long stilts")
    assert judge_requirements(question([known, pair("pot", "iron pot")], None), KITCHEN).best == 1
    ruling = judge_requirements(question([part], None), KITCHEN)
    assert ruling.best is None
    assert "part of these words" in ruling.why[0]
    assert judge_requirements(question([part, pair("pot", "iron pot")], None), KITCHEN).best == 1


def test_what_is_typed_as_one_is_that_name_or_none() -> None:
    """Of a path or a variable no part is a mention: `/etc/iron.pot` is no pot."""
    typed: Plain = [[pair("", "/etc/iron.pot")], [pair("", "copper pot")], [pair("", "IRON_POT_DEBUG")]]
    ruling = judge_requirements(question([pair("stands on", "gas stove")], None, typed), KITCHEN)
    assert ruling.best == 1
    assert sum("is no concept of this course" in why for why in ruling.why) == 2
    spelt: Plain = [[pair("", "iron_pot")], [pair("", "copper pot")]]
    assert (
        judge_requirements(question([pair("stands on", "induction stove")], None, spelt), KITCHEN).best == 0
    )


POTS = {name: [pair("", f"{name} pot")] for name in ("iron", "copper", "glass", "clay")}
ALL: Plain = [pair("", "All of the above")]


@pytest.mark.parametrize(
    ("pots", "best"),
    [
        pytest.param(("iron", "copper", "glass"), 3, id="all hold"),
        pytest.param(("iron", "copper", "clay"), 3, id="two hold, so one answer can only be all"),
        pytest.param(("iron", "clay"), None, id="one holds, and all may yet be right"),
    ],
)
def test_all_of_the_above_is_right_where_two_are_and_none_falls_short(
    pots: tuple[str, ...], best: int | None
) -> None:
    options: Plain = [*(POTS[name] for name in pots), ALL]
    ruling = judge_requirements(question([pair("stands on", "gas stove")], None, options), KITCHEN)
    assert ruling.best == best


def test_all_of_the_above_falls_with_one_of_them() -> None:
    options: Plain = [POTS["copper"], POTS["iron"], ALL]
    ruling = judge_requirements(question([pair("stands on", "induction stove")], None, options), KITCHEN)
    assert ruling.best == 1
