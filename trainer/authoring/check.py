"""`trainer check`: every mistake of a course in one run, each with its place and what to do about it."""

from functools import partial
from pathlib import Path

from trainer.authoring.context import context_of, shown_path
from trainer.authoring.proofs import Proofs
from trainer.authoring.rules import NEED_ALL, RULES
from trainer.authoring.rules.labs import labs_hold
from trainer.content.compile import Compiled, compile_course
from trainer.content.locate import bundled_course, course_at
from trainer.content.model import Course
from trainer.content.words import counted
from trainer.graph.facts import FactGraph
from trainer.problem import Problem, in_order
from trainer.value import dataclass, replace


@dataclass(frozen=True, slots=True)
class Report:
    """What was found. Paths of problems are as the reader can open them, with the lines around each place."""

    problems: tuple[Problem, ...]
    files: int
    """How many files were read."""
    skipped: tuple[str, ...] = ()
    """What could not be looked at because of the problems."""

    @property
    def summary(self) -> str:
        """One or two sentences for the end."""
        if not self.problems:
            return f"{counted(self.files, 'file')}, no problems."
        wrong = len({problem.source.path for problem in self.problems})
        # a file that is missing has problems, and is not among those read
        files = counted(max(self.files, wrong), "file")
        head = f"{counted(len(self.problems), 'problem')} in {wrong} of {files}."
        if self.skipped:
            return f"{head} Not looked at until these are mended: {', '.join(self.skipped)}."
        return f"{head} Nothing else was skipped."

    def as_json(self) -> dict[str, object]:
        """The same for programs."""
        problems = [
            {
                "file": problem.source.path,
                "line": problem.source.line,
                "column": problem.source.column,
                "rule": problem.rule,
                "message": problem.message,
                "mend": problem.mend,
            }
            for problem in self.problems
        ]
        return {"problems": problems, "files": self.files, "skipped": list(self.skipped)}


def check_course(where: Path | None = None, here: Path | None = None, proofs: Proofs | None = None) -> Report:
    """All problems of the course in that folder, by default the one that came with the program.

    `here` is the folder that paths are told from, by default the current one; `proofs` are those of labs that
    need not be given again. UsageError when there is no
    course.
    """
    root, images = bundled_course() if where is None else course_at(where)
    compiled = compile_course(root, images)
    problems, skipped = _all_problems(compiled, proofs)
    seen = in_order(
        replace(
            problem,
            source=replace(problem.source, path=shown_path(root, problem.source.path, here or Path.cwd())),
            context=problem.context or context_of(root, problem.source),
        )
        for problem in problems
    )
    return Report(tuple(seen), compiled.files, skipped)


def _all_problems(compiled: Compiled, proofs: Proofs | None) -> tuple[list[Problem], tuple[str, ...]]:
    """Those of reading and those of the rules; and what the rules could not look at."""
    problems = list(compiled.problems)
    if compiled.course is None:
        return problems, ("the rules of a good course",)
    broken = bool(problems)
    problems += check(compiled.course, whole=not broken, proofs=proofs)
    return problems, tuple(NEED_ALL.values()) if broken else ()


def check(course: Course, whole: bool = True, proofs: Proofs | None = None) -> list[Problem]:
    """What the rules find; `whole` tells whether the course holds everything that its files say."""
    graph = FactGraph(course, course.as_of)
    rules = [
        partial(labs_hold, proofs=proofs) if rule is labs_hold else rule
        for rule in RULES
        if whole or rule not in NEED_ALL
    ]
    return [problem for rule in rules for problem in rule(course, graph)]
