"""A fresh store on a real file."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from trainer.store.store import Store, open_store


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "trainer.db"


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    opened = open_store(path, "bakery")
    yield opened
    opened.close()
