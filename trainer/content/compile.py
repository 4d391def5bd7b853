"""A folder of course files into one Course, with every mistake found on the way."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from trainer.content.compiling.asking import read_blueprint, read_claims, read_patterns
from trainer.content.compiling.course import read_course, read_pages
from trainer.content.compiling.draft import Draft
from trainer.content.compiling.facts import read_facts
from trainer.content.compiling.figures import read_figure
from trainer.content.compiling.labs import read_lab
from trainer.content.compiling.lessons import read_lesson
from trainer.content.compiling.vocabulary import read_contrasts, read_vocabulary
from trainer.content.files import CourseFiles, meant_by, read_files, strays
from trainer.content.model import Course, Lab, LabId, PatternId, TopicId
from trainer.problem import Problem, Source, in_order
from trainer.value import dataclass, replace


@dataclass(frozen=True, slots=True)
class Compiled:
    """What came of it. `course` holds all that could be read, even when there are problems; None when
    course.yaml itself could not. Sources are paths relative to the course folder."""

    course: Course | None
    problems: tuple[Problem, ...]
    files: int
    """How many files were read."""


def compile_course(root: Path, images: Path) -> Compiled:
    """Reads every file of the course; all mistakes in one run, sorted by place."""
    return compile_files(read_files(root), root, images)


def compile_files(files: CourseFiles, root: Path, images: Path) -> Compiled:
    """The same from files already in memory."""
    draft = Draft(problems=list(files.problems))
    content = files.content
    _spoilt_by_unreadable(draft, files)
    _misnamed(draft, root)
    for name, read in (("course.yaml", read_course), ("pages.yaml", read_pages)):
        if name in content:
            read(draft, name, content[name])
        else:
            _missing(draft, name)
    vocabulary = None
    if "vocabulary.yaml" in content:
        vocabulary = read_vocabulary(draft, "vocabulary.yaml", content["vocabulary.yaml"])
    else:
        _missing(draft, "vocabulary.yaml")
    for path, data in files.below("facts"):
        read_facts(draft, path, data)
    if vocabulary is not None:
        read_contrasts(draft, vocabulary)
    if "claims.yaml" in content:
        read_claims(draft, "claims.yaml", content["claims.yaml"])
    for folder, read in (
        ("figures", read_figure),
        ("lessons", read_lesson),
        ("patterns", read_patterns),
        ("exams", read_blueprint),
    ):
        for path, data in files.below(folder):
            read(draft, path, data)
    for folder in dict.fromkeys("/".join(path.split("/")[:2]) for path, _ in files.below("labs")):
        read_lab(draft, folder, content)
    opening = draft.head.get("opening")
    if opening and not draft.refers("pattern", opening, draft.head["opening_source"]):
        draft.head = {**draft.head, "opening": None}
    course = _course(draft, files, root, images)
    return Compiled(course, tuple(in_order(draft.problems)), len(content))


def _course(draft: Draft, files: CourseFiles, root: Path, images: Path) -> Course | None:
    if draft.as_of is None:
        return None
    tables: Mapping[str, Any] = draft.tables
    course = Course(
        id=draft.head["id"],
        title=draft.head["title"],
        as_of=draft.as_of,
        version=files.digest()[:16],
        exams=tables["exam"],
        topics=tables["topic"],
        pages=tables["page"],
        kinds=tables["kind"],
        concepts=tables["concept"],
        qualifiers=tables["qualifier"],
        relations=tables["relation"],
        contrasts=tables["contrast"],
        facts=tables["fact"],
        lessons=tables["lesson"],
        figures=tables["figure"],
        patterns=tables["pattern"],
        claims=tables["claim"],
        labs=_in_learning_order(tables["lab"], list(tables["topic"])),
        blueprints=tables["blueprint"],
        opening=PatternId(draft.head["opening"]) if draft.head["opening"] else None,
        missing_images=draft.head["missing_images"],
        readers_wanted=draft.head["readers_wanted"],
        documents=draft.head["documents"],
    )
    return replace(course, root=str(root), images=str(images))


_HOLDS = {
    "course.yaml": ("exam", "topic"),
    "pages.yaml": ("page",),
    "vocabulary.yaml": ("kind", "concept", "qualifier", "relation", "contrast"),
    "claims.yaml": ("claim",),
    "facts": ("fact",),
    "lessons": ("lesson",),
    "figures": ("figure",),
    "patterns": ("pattern",),
    "exams": ("blueprint",),
    "labs": ("lab",),
}
"""The families of things that a file or folder holds."""


def _spoilt_by_unreadable(draft: Draft, files: CourseFiles) -> None:
    for problem in files.problems:
        draft.unread.update(_HOLDS.get(problem.source.path.split("/")[0], ()))


def _misnamed(draft: Draft, root: Path) -> None:
    """Files that would be read under another name: told here, since what they hold will be missed."""
    for path in strays(root):
        meant = meant_by(path)
        if meant:
            mend = f"Rename it to {meant}."
            draft.report(Source(path), "stray-file", "nothing reads a file of this name.", mend)
            draft.unread.update(_HOLDS[meant.split("/")[0]])


def _missing(draft: Draft, name: str) -> None:
    if draft.unread.isdisjoint(_HOLDS[name]):
        draft.report(
            Source(name),
            "missing-file",
            f"the course has no {name}.",
            "Write one: content/README.md shows how it looks.",
        )
    draft.unread.update(_HOLDS[name])


def _in_learning_order(labs: Mapping[LabId, Lab], topics: Sequence[TopicId]) -> dict[LabId, Lab]:
    """By topic; within one what one does before what one watches, and the shorter first. Sandboxes last."""

    def rank(lab: Lab) -> tuple[bool, int, bool, int, str]:
        topic = topics.index(lab.topic) if lab.topic in topics else len(topics)
        return lab.sandbox, topic, lab.watch is not None, lab.minutes, lab.id

    return {lab.id: lab for lab in sorted(labs.values(), key=rank)}
