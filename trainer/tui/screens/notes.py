"""One's own note, unmodified, with a mark beside each statement and the reason for it below."""

from collections.abc import Callable
from pathlib import Path
from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Static

from trainer.activities.desk import Desk
from trainer.activities.notes import mark_notes
from trainer.errors import NotSo
from trainer.importing.model import NoteMark, NoteSection, Standing
from trainer.tui.actions import bindings
from trainer.tui.outside import copy, open_picture
from trainer.tui.page import Page
from trainer.tui.screens.lesson import setting_for
from trainer.tui.widgets.reader import Reader
from trainer.tui.widgets.typeset import Row, typeset

SIGNS = {
    Standing.RIGHT: ("✓", "success"),
    Standing.SIMPLIFIED: ("~", "warning"),
    Standing.OUTDATED: ("!", "warning"),
    Standing.WRONG: ("✗", "error"),
    Standing.UNMATCHED: ("?", "secondary"),
}
WORDS = {
    Standing.RIGHT: "right",
    Standing.SIMPLIFIED: "simplified",
    Standing.OUTDATED: "outdated",
    Standing.WRONG: "wrong",
    Standing.UNMATCHED: "unknown here",
}


class NotesScreen(Page):
    """The text as it came; n and p go from mark to mark."""

    place = "notes"
    CSS_PATH = "notes.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bindings("notes")

    def __init__(self, desk: Desk, path: Path | None) -> None:
        super().__init__(desk)
        if path is None:
            raise NotSo("name the note: trainer learn FILE.md")
        self._vault = mark_notes(desk, path)
        self._marks: dict[tuple[int, ...], list[NoteMark]] = {}
        for number, (section, _) in enumerate(self._sections()):
            for mark in section.marks:
                self._marks.setdefault((number, *mark.statement.place), []).append(mark)
        self._at: int | None = None

    def heading(self) -> str:
        """The note or how many."""
        notes = self._vault.notes
        return f"Your notes: {notes[0].title}" if len(notes) == 1 else f"Your notes: {len(notes)} files"

    def aside(self) -> str:
        """How many statements stand how."""
        counts = self._vault.counts()
        full = [f"{SIGNS[kind][0]} {counts[kind]} {WORDS[kind]}" for kind in Standing if counts[kind]]
        short = [f"{SIGNS[kind][0]} {counts[kind]}" for kind in Standing if counts[kind]]
        room = self.app.size.width - len(self.heading()) - 4
        return "   ".join(full) if len("   ".join(full)) <= room else "  ".join(short)

    def keys_now(self) -> list[str]:
        """What needs a look comes before what is right."""
        return ["next-mark", "next-trouble", "pictures", "previous-mark"]

    def body(self) -> ComposeResult:
        """The note and the verdict on the statement under the cursor."""
        yield Reader(self._rows, self._sign)
        yield Static(self._introduction(), id="verdict")

    def on_mount(self) -> None:
        """The keys scroll the note."""
        self.query_one(Reader).focus()

    def action_next_mark(self) -> None:
        """To the next statement."""
        self._step(1)

    def action_previous_mark(self) -> None:
        """To the one before."""
        self._step(-1)

    def action_next_trouble(self) -> None:
        """To the next statement that is not simply right."""
        self._step(1, lambda marks: any(mark.standing is not Standing.RIGHT for mark in marks))

    def action_pictures(self) -> None:
        """The architectures, redrawn: for pictures that did not come along."""
        from trainer.tui.screens.pictures import PicturesScreen

        self.app.push_screen(PicturesScreen(self.desk))

    def action_open_outside(self) -> None:
        """One's own picture that is on the screen, else the note's first one, in the system's viewer."""
        reader = self.query_one(Reader)
        top = reader.scroll_offset.y
        shown = {row.place for row in reader.rows[top : top + reader.size.height]}
        found = [
            (picture.name, (number, *picture.place) in shown)
            for number, (section, _) in enumerate(self._sections())
            for picture in section.pictures
            if picture.supplied
        ]
        if not found:
            self.notify("No picture of this note was supplied; trainer images tells where they belong.")
            return
        name = next((name for name, seen in found if seen), found[0][0])
        open_picture(self.app, self.desk.home / "images" / name)

    def on_resize(self) -> None:
        """The title line depends on the width."""
        if self.is_mounted:
            self.retitle()

    def action_copy(self) -> None:
        """The verdict's text."""
        copy(self.app, str(self.query_one("#verdict", Static).render()))

    def _sections(self) -> list[tuple[NoteSection, str]]:
        return [(section, note.title) for note in self._vault.notes for section in note.sections]

    def _rows(self, width: int) -> list[Row]:
        setting = setting_for(self.desk, width, self.app.theme_variables)
        rows: list[Row] = []
        title = ""
        for number, (section, note) in enumerate(self._sections()):
            if note != title and len(self._vault.notes) > 1:
                title = note
                rows += [Row(Text(), ()), Row(Text(f"── {note} ──", style="bold"), ())]
            rows.append(Row(Text(), ()))
            if section.heading is not None:
                rows += [*typeset((section.heading,), setting, (number, -1)), Row(Text(), ())]
            rows += typeset(section.blocks, setting, (number,))
        return rows

    def _sign(self, row: Row) -> Text:
        marks = self._marks.get(row.place, [])
        text = Text(" " if len(marks) == 1 else "")
        for mark in marks[:2]:
            sign, colour = SIGNS[mark.standing]
            text.append(sign, style=f"bold {self.colour(colour)}")
        return text

    def _introduction(self) -> Text:
        text = Text("Your words are left as they are. ")
        text.append("n", style="bold")
        text.append(" goes from statement to statement, ")
        text.append("t", style="bold")
        text.append(" to what is not simply right; here stands why.")
        return text

    def _step(self, by: int, wanted: Callable[[list[NoteMark]], bool] = lambda _: True) -> None:
        rows = self.query_one(Reader).rows
        marked = [
            number
            for number, row in enumerate(rows)
            if row.first and row.place in self._marks and wanted(self._marks[row.place])
        ]
        at = self._at if self._at is not None else (-1 if by > 0 else len(rows))
        beyond = [number for number in marked if (number > at if by > 0 else number < at)]
        if not beyond:
            self.notify("That was the last one." if by > 0 else "This is the first one.")
            return
        self._at = beyond[0] if by > 0 else beyond[-1]
        self.query_one("#verdict", Static).update(self._verdict(rows[self._at]))
        self.call_after_refresh(self._reveal)

    def _reveal(self) -> None:
        """After the verdict took its room: the statement stays in view."""
        if self._at is not None:
            reader = self.query_one(Reader)
            reader.cursor = self._at
            reader.reveal(self._at)

    def _verdict(self, row: Row) -> Text:
        text = Text()
        for mark in self._marks[row.place]:
            sign, colour = SIGNS[mark.standing]
            text.append(f"{sign} {WORDS[mark.standing]}", style=f"bold {self.colour(colour)}")
            text.append(f"  {mark.why}" if mark.why else "  This course says nothing about it.")
            if mark.exam:
                text.append(f"\n  An exam expects: {mark.exam}", style="italic")
            text.append("\n")
        text.rstrip()
        return text
