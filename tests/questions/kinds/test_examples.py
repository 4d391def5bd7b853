"""Every kind has an example, and the example is what the kind does."""

from pathlib import Path

import pytest

from tests.questions.kinds import examples, rewritten
from trainer.questions.kinds import KINDS


def test_every_kind_has_an_example() -> None:
    assert {example.stem for example in examples()} == {kind.name for kind in KINDS}


@pytest.mark.parametrize("example", examples(), ids=lambda example: example.stem)
def test_the_example_shows_what_the_kind_does(example: Path) -> None:
    assert example.read_text() == rewritten(example), "python -m tests.questions.kinds writes it anew"
