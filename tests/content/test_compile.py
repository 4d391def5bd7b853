"""The sample course as values, and that no file can break the reading of it."""

import json
import shutil
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.content.cases import SAMPLE
from trainer.content.compile import compile_course, compile_files
from trainer.content.compiling.facts import literal
from trainer.content.files import CourseFiles, read_files, strays
from trainer.content.locate import bundled_course, course_at
from trainer.content.model import Course, FactId, LessonId, Literal, RelationId, World
from trainer.content.words import fill, sentence, unknown_slots
from trainer.errors import UsageError


@pytest.fixture(scope="module")
def course() -> Course:
    compiled = compile_course(SAMPLE, SAMPLE / "images")
    assert compiled.problems == ()
    assert compiled.course is not None
    return compiled.course


def test_facts_are_resolved_and_worded(course: Course) -> None:
    fact = course.facts[FactId("baguette-yeast")]
    assert (fact.subject, fact.relation, fact.object) == ("baguette", "rises-with", "yeast")
    assert fact.when == (("method", "same-day"),)
    assert fact.says == "With the same-day method, a baguette rises with baker's yeast."
    assert (fact.page, fact.checked, fact.topic) == ("rising", date(2026, 10, 20), "leavening")
    assert str(fact.source) == "facts/leavening.yaml:9:11"
    assert course.facts[FactId("pretzels-butter")].says == "Pretzels go with butter."
    assert not course.facts[FactId("ciabatta-no-jam")].holds
    assert course.facts[FactId("ciabatta-no-jam")].says == "A ciabatta does not go with jam."
    assert not course.facts[FactId("pretzels-no-jam")].askable
    assert course.facts[FactId("ciabatta-semolina")].valid_from == date(2025, 1, 1)


def test_numbers_are_read_with_their_unit(course: Course) -> None:
    assert course.facts[FactId("baguette-time")].object == Literal("20 minutes", 20.0, "minutes")
    assert literal("1,024 MiB") == Literal("1,024 MiB", 1024.0, "MiB")
    assert literal("99.5%") == Literal("99.5%", 99.5, "%")
    assert literal("2 to 5 minutes") == Literal("2 to 5 minutes")
    assert literal("RUNNING") == Literal("RUNNING")


def test_lessons_have_sections_and_their_facts(course: Course) -> None:
    lesson = course.lessons[LessonId("rising")]
    assert [section.id for section in lesson.sections] == ["rising", "yeast-or-sourdough"]
    assert lesson.sections[1].title == "Yeast or sourdough"
    assert lesson.facts[:2] == ("baguette-yeast", "baguette-sourdough")


def test_everything_else_is_there(course: Course) -> None:
    assert course.relations[RelationId("rises-with")].world is World.FUNCTIONAL
    assert course.figures["bread-line"].edges["feed"].role == "sourdough"
    assert course.contrasts["yeast-or-sourdough"].members == ("yeast", "sourdough")
    assert course.claims["every-bread-needs-yeast"].absent == ("not", "never")
    assert course.blueprints["baker-mini"].weights == {"dough": 60, "oven": 40}
    assert course.missing_images == ("Crumb 2026-01-05.png",)


def test_sentences_bend_for_plural_subjects(course: Course) -> None:
    concepts = {concept.id: concept for concept in course.concepts.values()}
    pretzels, butter = concepts["pretzels"], concepts["butter"]  # type: ignore[index]
    assert fill("{subject} {needs|need} {object}", pretzels, butter) == "pretzels need butter"
    assert sentence("ecsTaskRole is a role") == "ecsTaskRole is a role."
    assert unknown_slots("{subject} {is|are} {thing}") == ["thing"]


def test_the_version_is_that_of_the_files_alone(course: Course, tmp_path: Path) -> None:
    shutil.copytree(SAMPLE, tmp_path / "elsewhere")
    moved = compile_course(tmp_path / "elsewhere", tmp_path)
    assert moved.course is not None
    assert moved.course.version == course.version
    (tmp_path / "elsewhere" / "facts" / "flours.yaml").write_text(
        "format_version: 1\ngroups: []\n", encoding="utf-8"
    )
    changed = compile_course(tmp_path / "elsewhere", tmp_path)
    assert changed.course is not None
    assert changed.course.version != course.version


FILES = read_files(SAMPLE)


SNIPPETS = [b"[", b"}", b": ", b"~", b"\t", b"- ", b"'", b"null", b"{a: b}", b"\n"]


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_no_mutated_file_breaks_the_reading(data: st.DataObject) -> None:
    path = data.draw(st.sampled_from(sorted(FILES.content)))
    original = FILES.content[path]
    at = data.draw(st.integers(0, len(original)))
    cut = data.draw(st.integers(0, 40))
    new = data.draw(st.one_of(st.binary(max_size=6), st.sampled_from(SNIPPETS)))
    files = CourseFiles({**FILES.content, path: original[:at] + new + original[at + cut :]})
    for problem in compile_files(files, SAMPLE, SAMPLE).problems:
        assert problem.message
        assert problem.source.path in files.content


KEYS = st.sampled_from(["id", "facts", "groups", "concepts", "format_version", "when", "baguette"])
SHAPES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda below: st.lists(below, max_size=3) | st.dictionaries(KEYS, below, max_size=3),
    max_leaves=8,
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(sorted(FILES.content)), SHAPES)
def test_no_shape_breaks_the_reading(path: str, data: object) -> None:
    lists = ("groups", "concepts", "stages", "facts", "pages", "patterns", "claims", "nodes")
    top = data if isinstance(data, dict) else dict.fromkeys(lists, data)
    text = json.dumps({"format_version": 1, **top}).encode()
    compile_files(CourseFiles({**FILES.content, path: text}), SAMPLE, SAMPLE)


def test_links_out_of_the_course_are_not_followed(tmp_path: Path) -> None:
    root = tmp_path / "course"
    shutil.copytree(SAMPLE, root)
    outside = tmp_path / "outside.yaml"
    outside.write_text("secret: 1\n", encoding="utf-8")
    (root / "facts" / "linked.yaml").symlink_to(outside)
    problems = compile_course(root, root).problems
    assert [(problem.source.path, problem.rule) for problem in problems] == [
        ("facts/linked.yaml", "unreadable")
    ]


def test_strays_are_seen(tmp_path: Path) -> None:
    read = ("course.yaml", "facts/a.yaml", "labs/one/lab.yaml")
    left_alone = ("README.md", ".hidden/x", "images/x.png")
    for name in (*read, *left_alone, "facts/b.yml", "labs/one/x"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("", encoding="utf-8")
    assert strays(tmp_path) == ["facts/b.yml", "labs/one/x"]


def test_what_is_no_course_is_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"is not a course: it has no course\.yaml"):
        course_at(tmp_path)
    with pytest.raises(UsageError, match="is no folder"):
        course_at(tmp_path / "nowhere")
    assert course_at(SAMPLE) == (SAMPLE, SAMPLE / "images")


def test_the_bundled_course_lies_beside_its_pictures() -> None:
    root, images = bundled_course()
    assert (root / "course.yaml").is_file()
    assert images.parent.name == "images"
