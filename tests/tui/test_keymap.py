"""Keys of the learner's own: what the file changes, where it shows, and what is refused in a sentence."""

from pathlib import Path

import pytest

from tests.tui.screens import settled_learner
from tests.tui.snapshots import press, settled, shown, words
from trainer.activities.desk import Desk
from trainer.errors import TrainerError
from trainer.tui.app import TrainerApp
from trainer.tui.door import TODAY
from trainer.tui.keymap import FILE, keymap


def place(app: TrainerApp) -> str:
    return str(getattr(app.screen, "place", ""))


async def test_a_key_of_ones_own_works_and_shows_in_footer_and_help(bakery_desk: Desk) -> None:
    settled_learner(bakery_desk)
    (bakery_desk.home / FILE).write_text('quick-quiz = "g, ctrl+g"\n', encoding="utf-8")
    app = TrainerApp(bakery_desk, TODAY)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert "g quick quiz" in shown(app)
        await press(pilot, "question_mark")
        assert " g ^g " in words(app)
        await press(pilot, "escape", "q")
        assert place(app) == "today", "the old key does nothing any more"
        await press(pilot, "g")
        assert place(app) == "question"


def test_without_a_file_nothing_changes(tmp_path: Path) -> None:
    assert keymap(tmp_path) == {}


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('quick-quizz = "g"', 'there is no action "quick-quizz"; did you mean "quick-quiz"?'),
        ("quick-quiz = 3", "quick-quiz needs a key"),
        ('leave = ""', "leave needs a key"),
        ('lessons = "e"', "the key e would do both lessons and exam"),
        ('quick-quiz = "', "cannot be read"),
    ],
)
def test_what_cannot_be_is_told_with_what_to_do(tmp_path: Path, line: str, said: str) -> None:
    (tmp_path / FILE).write_text(line, encoding="utf-8")
    with pytest.raises(TrainerError, match=r"keys\.toml") as error:
        keymap(tmp_path)
    assert said in str(error.value)


def test_an_action_may_be_left_without_a_key(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text('report = ""', encoding="utf-8")
    assert keymap(tmp_path) == {"report": ""}
