"""Desks for screens: the sample course or the bundled one, a clock that tests move, a home of one's own."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet

from tests.courses import learners_ecs
from tests.fakes.clock import FixedClock
from trainer.activities.desk import Desk
from trainer.store.store import Store, open_store
from trainer.wiring import DATABASE
from trainer.wiring import desk as wired

SAMPLE = Path(__file__).parent.parent / "sample_course"

Open = Callable[[Desk], Desk]
"""Gives a course's desk to the present test; a second time it is another process on the same file."""


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """The sample course, read once."""
    return wired(SAMPLE, home=tmp_path_factory.mktemp("sample"))


@pytest.fixture(scope="session")
def bundled(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """The bundled course, read once."""
    return replace(wired(home=tmp_path_factory.mktemp("bundled")), load_course=learners_ecs)


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock()


@pytest.fixture(scope="session", autouse=True)
def styles_read_once() -> Iterator[None]:
    """The same style sheets give the same rules, whichever app reads them: each of some hundred apps did."""
    read = Stylesheet._parse_rules
    known: dict[object, list[RuleSet]] = {}

    def rules(sheet: Stylesheet, *given: Any, **named: Any) -> list[RuleSet]:
        key = (given, tuple(named.items()), tuple(sheet._variables.items()))
        if key not in known:
            known[key] = read(sheet, *given, **named)
        return known[key]

    with patch.object(Stylesheet, "_parse_rules", rules):
        yield


@pytest.fixture(scope="session")
def empty_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database as a first start makes it; tests of the store make it anew each time."""
    path = tmp_path_factory.mktemp("empty") / DATABASE
    open_store(path).close()
    return path


@pytest.fixture
def open_desk(tmp_path: Path, clock: FixedClock, empty_file: Path) -> Iterator[Open]:
    """Opens a course's desk in this test's home with the fixed clock and a chance that counts."""
    stores: list[Store] = []
    shutil.copy(empty_file, tmp_path)

    def opened() -> Store:
        stores.append(open_store(tmp_path / DATABASE))
        return stores[-1]

    chances = count(7)

    def open_on(whole: Desk) -> Desk:
        desk = replace(whole, clock=clock, home=tmp_path, open_store=opened, chance=chances.__next__)
        # what follows from the course alone is worked out once for all tests
        vars(desk).update({name: getattr(whole, name) for name in ("course", "graph", "bank", "kinds")})
        return desk

    yield open_on
    for store in stores:
        store.close()


@pytest.fixture
def desk(sample: Desk, open_desk: Open) -> Desk:
    """A fresh learner on the sample course."""
    return open_desk(sample)


@pytest.fixture
def ecs_desk(bundled: Desk, open_desk: Open) -> Desk:
    """A fresh learner on the bundled course."""
    return open_desk(bundled)


@pytest.fixture(scope="session")
def whole_bakery(tmp_path_factory: pytest.TempPathFactory, other_course: Path) -> Desk:
    """The sample course with questions, an exam and a lab, read once."""
    return wired(other_course, home=tmp_path_factory.mktemp("bakery"))


@pytest.fixture
def bakery_desk(whole_bakery: Desk, open_desk: Open) -> Desk:
    """A fresh learner on the sample course with questions, an exam and a lab."""
    return open_desk(whole_bakery)
