"""What tests of several folders share: a learner's home with the courses compiled, and another course."""

import gc
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, settings

from tests.content.cases import laid_over_sample
from tests.courses import SHARED, ecs, shared
from trainer.content import cache, stored
from trainer.content.cache import load_course

HERE = Path(__file__).parent

# One process of the run makes the folder that all share, before it starts the others.
_OURS = SHARED not in os.environ
if _OURS:
    os.environ[SHARED] = tempfile.mkdtemp(prefix="trainer-tests-")


def pytest_unconfigure() -> None:
    """Removes the shared folder with the process that made it."""
    if _OURS:
        shutil.rmtree(os.environ[SHARED], ignore_errors=True)


def pytest_collection_finish() -> None:
    """What was imported stays: the collector of garbage need not look at it before each thousandth object."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


# A machine that is busy elsewhere breaks no law.
settings.register_profile("any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("any machine")

# The programs that tests start are started as users start them: with their byte code kept for the next one.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False


@pytest.fixture(scope="session")
def other_course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bakery course with questions, an exam and a lab, in a folder with a space in its name."""
    return laid_over_sample(HERE / "cli" / "other_course", tmp_path_factory.mktemp("an other"))


@pytest.fixture(scope="session")
def compiled(tmp_path_factory: pytest.TempPathFactory, other_course: Path) -> Path:
    """A cache that holds the compiled courses, as on a learner's machine after the first start."""
    folder = tmp_path_factory.mktemp("compiled")
    ecs()
    load_course(other_course, other_course / "images", shared())
    for course in Path(os.environ[SHARED]).glob("*.bin"):
        shutil.copy(course, folder)
    return folder


@pytest.fixture(scope="session", autouse=True)
def read_once() -> Iterator[None]:
    """Compiled values never change, so the same bytes need not be read twice in a process."""
    with patch.object(cache, "read_values", lru_cache(maxsize=4)(stored.read_values)):
        yield


@pytest.fixture
def home(tmp_path: Path, compiled: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A new learner's home, named by TRAINER_HOME."""
    folder = tmp_path / "home"
    folder.mkdir(mode=0o700)
    shutil.copytree(compiled, folder / "cache")
    monkeypatch.setenv("TRAINER_HOME", str(folder))
    return folder
