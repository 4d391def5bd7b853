"""A learner's file as an earlier version wrote it, of the format that the tests of a module name."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.store.earlier_form import written
from trainer.store.store import Store, open_store


@pytest.fixture
def earlier(path: Path, request: pytest.FixtureRequest) -> Path:
    return written(path, request.module.FORMAT)


@pytest.fixture
def store(earlier: Path) -> Iterator[Store]:
    opened = open_store(earlier, "ecs")
    yield opened
    opened.close()
