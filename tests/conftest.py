"""What tests of several folders share: a learner's home with the courses compiled, and another course."""

import os
import shutil
import sys
from pathlib import Path

import pytest

from tests.content.cases import laid_over_sample
from trainer.content.cache import load_course
from trainer.content.locate import bundled_course

HERE = Path(__file__).parent

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
    cache = tmp_path_factory.mktemp("compiled")
    load_course(*bundled_course(), cache)
    load_course(other_course, other_course / "images", cache)
    return cache


@pytest.fixture
def home(tmp_path: Path, compiled: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A new learner's home, named by TRAINER_HOME."""
    folder = tmp_path / "home"
    folder.mkdir(mode=0o700)
    shutil.copytree(compiled, folder / "cache")
    monkeypatch.setenv("TRAINER_HOME", str(folder))
    return folder
