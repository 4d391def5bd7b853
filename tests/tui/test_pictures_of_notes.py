"""Pictures that a note embeds: named while they are missing, shown once they are supplied."""

from pathlib import Path

from PIL import Image

from tests.tui.snapshots import settled, words
from trainer.activities.desk import Desk
from trainer.tui.app import TrainerApp
from trainer.tui.door import Door


async def shown_note(desk: Desk, note: Path) -> str:
    app = TrainerApp(desk, Door("notes", path=note))
    async with app.run_test(size=(90, 40)) as pilot:
        await settled(pilot)
        return words(app)


async def test_a_missing_picture_is_named_and_a_supplied_one_is_shown(ecs_desk: Desk, tmp_path: Path) -> None:
    note = tmp_path / "My notes.md"
    note.write_text("## Pictures\n\n![[kept.png]]\n\n![[lost.png]]\n", encoding="utf-8")
    assert "kept.png: picture not supplied" in await shown_note(ecs_desk, note)

    folder = ecs_desk.home / "images"
    folder.mkdir(parents=True, exist_ok=True)
    picture = Image.new("RGB", (160, 80), "white")
    picture.paste((200, 30, 30), (0, 0, 80, 80))
    picture.save(folder / "kept.png")

    seen = await shown_note(ecs_desk, note)
    assert "kept.png · yours" in seen
    assert "lost.png: picture not supplied" in seen
