"""An author's mistakes in a pattern's slots: each is told in a sentence, all in one go."""

import pytest

from tests.courses import ecs
from tests.questions.banks import bread, pattern
from trainer.questions.kinds import problems

HEAD = "id: one\ntopic: leavening\nlevel: recall\n"


@pytest.mark.parametrize(
    ("kind", "slots", "message"),
    [
        ("lokup", "{}", '"lokup" is no kind of question'),
        (
            "lookup",
            "{relation: rises wth, stems: [x]}",
            '"rises wth" is no relation of this course',
        ),
        ("lookup", "{relation: rises with}", 'slot "stems" is missing'),
        (
            "lookup",
            "{relation: rises with, stems: ['{who}?']}",
            '"{who}" in slot "stems" names nothing',
        ),
        ("lookup", "{relation: rises with, stems: [x], ask: both}", 'slot "ask" must be one of'),
        (
            "lookup",
            "{relation: rises with, stems: [x], given: [ry loaf]}",
            '"ry loaf" is no concept',
        ),
        (
            "lookup",
            "{cases: [{fact: nowhere, stems: [x]}]}",
            '"nowhere" is no fact of this course',
        ),
        (
            "lookup",
            "{relation: rises with, stems: [x], groups: [[yeast]]}",
            "at least four",
        ),
        (
            "lookup",
            "{relation: rises with, stems: [x], stms: [y]}",
            'no slot "stms" is known',
        ),
        ("symptom", "{relation: rises with, stems: [x]}", "told case by case"),
        ("select", "{relation: contains, stems: [x], select: 4}", "must be 2 or 3"),
        ("compare", "{relations: [contains], stems: [x]}", "nothing is to be compared"),
        (
            "compare",
            "{relations: [contans], pairs: [[yeast, biga]], stems: [x]}",
            "is no relation",
        ),
        ("compare", "{relations: [contains], contrasts: [none], stems: [x]}", "is no contrast"),
        (
            "picture",
            "{cases: [{fact: rye-loaf-sourdough, figure: bread-line, edge: no, stems: [x]}]}",
            'slot "edge" must be a text',
        ),
        (
            "picture",
            "{cases: [{fact: baguette-time, figure: bread-line, edge: load, stems: [x]}]}",
            "has another role than fact",
        ),
        (
            "predict",
            "{facts: [a], stems: [x], read: y, run seconds: 1}",
            'slot "worlds" is missing',
        ),
        (
            "predict",
            "{facts: [a], stems: [x], worlds: [{n: 1}], steps: [{ecs: x}], read: y}",
            "three results under near are needed",
        ),
        ("predict", "{facts: [a], stems: [x], steps: [x], read: y}", "a step is a mapping"),
        ("scenario", "{option: x, asks: [y]}", 'slot "parts" is missing'),
    ],
)
def test_a_mistake_is_told(kind: str, slots: str, message: str) -> None:
    told = [problem.line() for problem in problems(pattern(f"{HEAD}kind: {kind}\nslots: {slots}"), bread())]
    assert any(message in line for line in told), told


def test_a_near_miss_is_named() -> None:
    one = pattern(HEAD + "kind: lookup\nslots: {relation: rises wth, stems: [x], given: [ry loaf]}")
    mends = [problem.mend for problem in problems(one, bread())]
    assert mends == ['Did you mean "rises with"?', 'Did you mean "rye loaf"?']


def test_the_bundled_patterns_are_free_of_mistakes() -> None:
    assert not [problem.line() for one in ecs().patterns.values() for problem in problems(one, ecs())]
