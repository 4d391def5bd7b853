"""What a fact's line says of who looked it up, how near each exam is to it, and which exam expects it."""

from datetime import date
from pathlib import Path

from tests.content.cases import HERE, laid_over_sample
from trainer.content.compile import compile_course
from trainer.content.model import ExamId, Fact, FactId, Tier


def fact(id_: str, tmp_path: Path) -> Fact:
    root = laid_over_sample(HERE / "valid" / "readings", tmp_path)
    course = compile_course(root, root / "images").course
    assert course is not None
    assert course.readers_wanted == 2
    return course.facts[FactId(id_)]


def test_each_reading_keeps_page_place_day_and_reader(tmp_path: Path) -> None:
    readings = fact("ciabatta-time", tmp_path).readings
    assert [(one.page, one.locator, one.read_on, one.by) for one in readings] == [
        ("oven-guide", "Section 1", date(2026, 10, 25), "a"),
        ("oven-guide", "Appendix", date(2026, 10, 30), "b"),
    ]
    assert fact("pretzels-yeast", tmp_path / "again").readings == ()


def test_an_exam_may_be_further_from_a_fact_than_others(tmp_path: Path) -> None:
    ciabatta = fact("ciabatta-time", tmp_path)
    assert ciabatta.tier_in(ExamId("BAKER-1")) is Tier.EXTENDED
    assert ciabatta.tier_in(ExamId("BAKER-2")) is Tier.CORE
    assert ciabatta.tier_in(None) is Tier.CORE
    assert ciabatta.expected_by == ("BAKER-1",)
    assert ciabatta.contested
    assert not ciabatta.askable
