"""What every activity works with: the course, the questions made of it, the store, the clock."""

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from trainer.activities.simulators import Simulators
from trainer.clock import Clock
from trainer.value import dataclass, field

if TYPE_CHECKING:
    from trainer.activities.questions import Questions
    from trainer.content.model import Course, FactId
    from trainer.graph.facts import FactGraph
    from trainer.questions.bank import Bank
    from trainer.questions.maker import Maker
    from trainer.store.store import Store


@dataclass(frozen=True)
class Desk:
    """A learner's place of work, put together by `wiring` and handed to each activity.

    The course, the graph, the bank of questions and the store are opened when first asked for, so that
    a shell which needs none of them does not wait for them.
    """

    course_root: Path
    """Where the course's files lie."""
    load_course: "Callable[[], Course]"
    load_whole_course: "Callable[[], Course]"
    clock: Clock
    home: Path
    """The learner's folder; made when something is first kept."""
    open_store: Callable[[], "Store"]
    make_bank: Callable[["FactGraph"], "Bank"]
    chance: Callable[[], int]
    """A fresh seed for a sitting nobody asked to be repeatable."""
    simulators: Simulators = field(default_factory=Simulators)

    @cached_property
    def course(self) -> "Course":
        """The course, for learners a part of it; TrainerError when it has mistakes."""
        return self.load_course()

    def whole_course(self) -> "Course":
        """All of the course, for what decides questions or listens to a stranger's words; not kept here."""
        return self.course if self.course.whole else self.load_whole_course()

    @cached_property
    def graph(self) -> "FactGraph":
        """The course's facts on the course's own day."""
        from trainer.graph.facts import FactGraph

        return FactGraph(self.course)

    @cached_property
    def bank(self) -> "Bank":
        """What items are generated from."""
        from trainer.activities.derived import know_asks

        bank = self.make_bank(self.graph)
        know_asks(bank, self.home / "cache")
        return bank

    @cached_property
    def questions(self) -> "Questions":
        """Where activities have items from."""
        from trainer.activities.questions import Questions

        return Questions(self._maker)

    def _maker(self) -> "Maker":
        from trainer.questions.maker import Maker

        return Maker(self.bank)

    def move_out(self) -> None:
        """From now on simulators and what makes questions work in processes of their own."""
        self.simulators.move_out()
        self.questions.move_out(lambda: self.course, str(self.home / "cache"))

    @cached_property
    def kinds(self) -> "Mapping[FactId, tuple[str, ...]]":
        """The facts that some pattern open to study can ask about, each with the kinds of item that can."""
        from trainer.activities.derived import kinds_known

        return kinds_known(self.course, self.home / "cache", self.questions.kinds)

    @cached_property
    def askable(self) -> "frozenset[FactId]":
        """The facts that some pattern open to study can ask about."""
        return frozenset(self.kinds)

    @cached_property
    def store(self) -> "Store":
        """The learner's file as this course sees it, opened at the first use; settings load no course."""
        return self.open_store().for_course(lambda: self.course.id)

    def rest(self) -> None:
        """A sitting or a lab is over: let go of what is soon made again."""
        self.simulators.rest()
        if "questions" in self.__dict__:
            self.questions.rest()
        if "bank" in self.__dict__:
            from trainer.questions.bank import forget

            forget(self.graph)
        elif "graph" in self.__dict__:
            self.graph.forget()
        if "store" in self.__dict__:
            self.store.rest()

    def open_file(self) -> None:
        """Open the learner's file now, so that trouble with it is told before anything is asked."""
        _ = self.store

    def close(self) -> None:
        """Close the learner's file if it was opened, end what simulates; nothing is lost without it."""
        self.simulators.close()
        if "questions" in self.__dict__:
            self.questions.rest()
        if "store" in self.__dict__:
            self.store.close()

    def now(self) -> datetime:
        """The present moment, aware and in UTC."""
        return self.clock.now()

    def name(self, what: str) -> str:
        """A name for something that begins now, such as a sitting: unique within the store."""
        from trainer.seed import digest

        now = self.now()
        return f"{what}-{now:%Y%m%dT%H%M%S}-{digest(what, now.isoformat(), self.chance(), length=6)}"
