"""The store as one value: what is kept, by noun, over one SQLite file."""

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from trainer.store.connection import Connection, CourseNamed
from trainer.store.opening import open_file

if TYPE_CHECKING:
    from trainer.store.answers import Answers
    from trainer.store.attempts import Attempts
    from trainer.store.evidence import Evidence
    from trainer.store.history import History
    from trainer.store.labs import Labs
    from trainer.store.lasting import ExamOutcomes, LearnedFacts
    from trainer.store.memory import Memory
    from trainer.store.pairs import Pairs
    from trainer.store.progress import Progress
    from trainer.store.readings import Readings
    from trainer.store.reports import Reports
    from trainer.store.settings import SettingsTable
    from trainer.store.wishes import Wishes
    from trainer.store.worlds import Worlds


class Store:
    """A learner's file, as one course sees it. Each attribute is a noun, every write a committed transaction.

    Settings and worlds belong to no course; of the rest each course has rows of its own.

    The nouns are imported when they are first asked for: the first screen needs one of them.
    What a write has returned from survives a killed process and a power loss. Several processes may use one
    file.
    """

    def __init__(self, connection: Connection, course: CourseNamed) -> None:
        self._connection = connection
        self._course = course

    @cached_property
    def answers(self) -> "Answers":
        """The log of answers."""
        from trainer.store.answers import Answers

        return Answers(self._connection, self._course)

    @cached_property
    def memory(self) -> "Memory":
        """What is remembered, fact by fact."""
        from trainer.store.memory import Memory

        return Memory(self._connection, self._course)

    @cached_property
    def history(self) -> "History":
        """The log in sums."""
        from trainer.store.history import History

        return History(self._connection, self._course)

    @cached_property
    def readings(self) -> "Readings":
        """Sections that were read."""
        from trainer.store.readings import Readings

        return Readings(self._connection, self._course)

    @cached_property
    def attempts(self) -> "Attempts":
        """Exams begun and ended."""
        from trainer.store.attempts import Attempts

        return Attempts(self._connection, self._course)

    @cached_property
    def labs(self) -> "Labs":
        """Runs of labs."""
        from trainer.store.labs import Labs

        return Labs(self._connection, self._course)

    @cached_property
    def worlds(self) -> "Worlds":
        """Worlds kept by name."""
        from trainer.store.worlds import Worlds

        return Worlds(self._connection)

    @cached_property
    def settings(self) -> "SettingsTable":
        """What the learner chose."""
        from trainer.store.settings import SettingsTable

        return SettingsTable(self._connection)

    @cached_property
    def reports(self) -> "Reports":
        """Items that were reported."""
        from trainer.store.reports import Reports

        return Reports(self._connection, self._course)

    @cached_property
    def wishes(self) -> "Wishes":
        """What the learner wants of single facts."""
        from trainer.store.wishes import Wishes

        return Wishes(self._connection, self._course)

    @cached_property
    def pairs(self) -> "Pairs":
        """What answers say of confused pairs."""
        from trainer.store.pairs import Pairs

        return Pairs(self._connection, self._course)

    @cached_property
    def evidence(self) -> "Evidence":
        """Cold answers and paces."""
        from trainer.store.evidence import Evidence

        return Evidence(self._connection, self._course)

    @cached_property
    def progress(self) -> "Progress":
        """Counts over all that is kept."""
        from trainer.store.progress import Progress

        return Progress(self._connection, self._course)

    @cached_property
    def learned(self) -> "LearnedFacts":
        """How facts read when they were learned."""
        from trainer.store.lasting import LearnedFacts

        return LearnedFacts(self._connection, self._course)

    @cached_property
    def outcomes(self) -> "ExamOutcomes":
        """How real exams went."""
        from trainer.store.lasting import ExamOutcomes

        return ExamOutcomes(self._connection, self._course)

    def for_course(self, course: CourseNamed | str) -> "Store":
        """The same file as another course sees it; a course given by a callable is asked when it matters."""
        return Store(self._connection, _named(course))

    @property
    def path(self) -> Path:
        """The file."""
        return self._connection.path

    def warm(self) -> None:
        """Import what the first write needs: call it from a thread once the first screen stands."""
        from trainer.memory.fsrs import load

        load()

    def rest(self) -> None:
        """Nobody asks for a while: let go of what is soon read again."""
        self._connection.rest()

    def close(self) -> None:
        """Close the file; safe to call twice. Nothing is lost without it."""
        self._connection.close()


def open_store(path: Path, course: CourseNamed | str | None = None) -> Store:
    """The store in this file, made if it is not there; its folder must exist.

    `course`: the id of the course whose work is meant, or what names it; without it only settings and worlds
    can be asked for.

    TrainerError, in one sentence, if the file is no database, damaged, from a newer version, locked for more
    than five seconds, or on a full or read-only disk; the file is left as it was.
    """
    return Store(open_file(path), no_course if course is None else _named(course))


def no_course() -> str:
    """Stands for the course where none was named."""
    raise AssertionError("name the course: store.for_course(course.id)")


def _named(course: CourseNamed | str) -> CourseNamed:
    return (lambda: course) if isinstance(course, str) else course
