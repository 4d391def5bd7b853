"""The one place that joins course, store, clock and chance into what the activities work with."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from trainer.clock import Clock, SystemClock
from trainer.content.locate import bundled_course, course_at
from trainer.errors import TrainerError

if TYPE_CHECKING:
    from trainer.activities.desk import Desk
    from trainer.content.model import Course
    from trainer.graph.facts import FactGraph
    from trainer.questions.bank import Bank
    from trainer.store.store import Store

HOME_VARIABLE = "TRAINER_HOME"
DATABASE = "trainer.db"


def home_folder(environment: Mapping[str, str] | None = None) -> Path:
    """The learner's folder: TRAINER_HOME, or the platform's data directory. Not made yet."""
    named = (os.environ if environment is None else environment).get(HOME_VARIABLE)
    if named:
        try:
            return Path(named).expanduser()
        except RuntimeError:
            raise TrainerError(
                f"{HOME_VARIABLE} is {named}, and nobody here has that home; name a folder you can write to"
            ) from None
    from platformdirs import user_data_path

    return user_data_path("ecs-trainer", appauthor=False)


def made(home: Path) -> Path:
    """The home folder with its subfolders, made if missing and readable by its owner alone."""
    try:
        if not home.is_dir():
            home.mkdir(mode=0o700, parents=True)
        for name in ("images", "cache", "log"):
            (home / name).mkdir(mode=0o700, exist_ok=True)
    except OSError as error:
        raise TrainerError(
            f"cannot use the folder {home}: {error.strerror}; "
            f"set {HOME_VARIABLE} to a folder you can write to"
        ) from error
    return home


def cache_folder() -> Path:
    """Where what can be made again is kept; not made yet."""
    return home_folder() / "cache"


def desk(
    course: Path | None = None, *, home: Path | None = None, clock: Clock | None = None, whole: bool = False
) -> "Desk":
    """A place of work on the bundled course, or on the one in the folder `course`.

    `whole`: an author's or the judge's, who ask for all of a course; learners for a part of it.
    """
    from trainer.activities.desk import Desk  # `status --line` needs the home alone, before each prompt
    from trainer.activities.simulators import Simulators

    folder = home or home_folder()
    root, images = course_at(course) if course is not None else bundled_course()

    simulators = Simulators()

    def load_course(*, whole: bool = whole) -> "Course":
        from trainer.content.cache import load_course as loaded

        return loaded(root, images, made(folder) / "cache", whole=whole)

    def make_bank(graph: "FactGraph") -> "Bank":
        from trainer.questions.bank import Bank

        return Bank(graph, simulators.play)

    return Desk(
        course_root=root,
        load_course=load_course,
        load_whole_course=lambda: load_course(whole=True),
        clock=clock or SystemClock(),
        home=folder,
        open_store=lambda: learners_store(folder),
        make_bank=make_bank,
        chance=fresh_seed,
        simulators=simulators,
    )


def fresh_seed() -> int:
    """A seed that nobody can repeat, for a sitting that nobody asked to be repeatable."""
    return int.from_bytes(os.urandom(4), "big") >> 1


def learners_store(home: Path | None = None) -> "Store":
    """The learner's file, for what needs no course."""
    from trainer.store.store import open_store

    return open_store(made(home or home_folder()) / DATABASE)
