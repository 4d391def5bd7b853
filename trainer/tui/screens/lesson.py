"""A lesson, section by section, with a mark for how well each statement is remembered."""

from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import BindingType

from trainer.activities.desk import Desk
from trainer.activities.read import SIGNS, Shelf, Strength, lesson_named, mark_read, shelf
from trainer.content.model import FactId, Section
from trainer.content.prose import Embed
from trainer.tui.actions import bindings
from trainer.tui.door import Door
from trainer.tui.outside import copy, open_picture
from trainer.tui.page import Page
from trainer.tui.themes import colour_in
from trainer.tui.widgets.pictures import picture_rows
from trainer.tui.widgets.reader import Reader
from trainer.tui.widgets.strengths import COLOURS, legend
from trainer.tui.widgets.typeset import Row, Setting, typeset, wrapped


def setting_for(desk: Desk, width: int, variables: dict[str, str]) -> Setting:
    """How this course's text is set at a width in a theme."""
    return Setting(
        width=width,
        colour=lambda name: colour_in(variables, name),
        figures=desk.course.figures,
        names=desk.course.concept_names(),
        picture=lambda name, room: picture_rows(
            desk.home / "images" / name, room, lambda one: colour_in(variables, one)
        ),
    )


class LessonScreen(Page):
    """One section on screen at a time; turning to the next one marks this one as read."""

    place = "lesson"
    BINDINGS: ClassVar[list[BindingType]] = bindings("lesson")

    def __init__(self, desk: Desk, name: str, section: str = "", words: str = "") -> None:
        super().__init__(desk)
        self._words = words
        """A statement to begin at, once."""
        self._lesson = lesson_named(desk, name)
        self._number = 0
        self._wanted = section
        self._shelf: Shelf | None = None

    def heading(self) -> str:
        """The lesson."""
        return self._lesson.title

    def aside(self) -> str:
        """Which section."""
        read = self._shelf is not None and (self._lesson.id, self._section.id) in self._shelf.read
        done = " · read" if read else ""
        return f"section {self._number + 1} of {len(self._lesson.sections)}{done}"

    def keys_now(self) -> Sequence[str]:
        """The picture only where there is one."""
        picture = ["figure", "open-outside"] if self._embedded() else []
        skip = ["next-section"] if self._fresh() else []
        before = ["previous-section"] if self._number else []
        return ["section-question", *skip, *picture[:1], *before, "ask-me-now", *picture[1:]]

    def words_now(self) -> dict[str, str]:
        """After the last section come the questions."""
        on = "questions" if self._last else "question" if self._fresh() else "next"
        return {"section-question": on}

    def body(self) -> ComposeResult:
        """The text."""
        yield Reader(self._rows, self._mark)

    def on_mount(self) -> None:
        """Begin at the first unread section, or at the one asked for."""
        self._shelf = shelf(self.desk)
        ids = [section.id for section in self._lesson.sections]
        if self._wanted in ids:
            self._number = ids.index(self._wanted)
        else:
            unread = [n for n, name in enumerate(ids) if (self._lesson.id, name) not in self._shelf.read]
            self._number = unread[0] if unread else 0
        self._turn(self._number)
        self.call_after_refresh(self._begin_at_words)

    def on_screen_resume(self) -> None:
        """Questions answered meanwhile change the marks."""
        super().on_screen_resume()
        self._shelf = shelf(self.desk)
        self.query_one(Reader).refill()

    def turn_to(self, door: Door) -> bool:
        """To a section of this lesson."""
        ids = [section.id for section in self._lesson.sections]
        if door.screen != "lessons" or door.name != self._lesson.id or door.section not in ids:
            return False
        self._turn(ids.index(door.section))
        return True

    def action_section_question(self) -> None:
        """One question on what was just read for the first time; the next section waits behind it."""
        fresh = self._fresh()
        self.action_next_section()
        if fresh:
            self.go(Door("check", self._lesson.id, facts=(fresh[0],)))

    def action_next_section(self) -> None:
        """This one is read; after the last come the questions."""
        last = self._last
        mark_read(self.desk, self._lesson.id, self._section)
        if last:
            self.go(Door("check", self._lesson.id), instead=True)
        else:
            self._turn(self._number + 1)

    def action_test_out(self) -> None:
        """Questions on all of this section: right ones count for reading it."""
        if any(fact in self.desk.askable for fact in self._section.facts):
            self.go(Door("test-out", self._lesson.id, section=self._section.id))
        else:
            self.notify("Nothing can be asked about this section.")

    def action_previous_section(self) -> None:
        """The one before."""
        if self._number:
            self._turn(self._number - 1)

    def action_ask_me_now(self) -> None:
        """A question on the marked paragraph, else on this section, which counts as read then."""
        reader = self.query_one(Reader)
        marked = (
            None if reader.cursor is None else [FactId(fact) for fact in reader.rows[reader.cursor].facts]
        )
        facts = [
            fact for fact in (self._section.facts if marked is None else marked) if fact in self.desk.askable
        ]
        if not facts:
            where = "section" if marked is None else "paragraph"
            self.notify(f"Nothing can be asked about this {where}.")
            return
        mark_read(self.desk, self._lesson.id, self._section)
        self.go(Door("check", self._lesson.id, facts=tuple(facts)))

    def action_next_paragraph(self) -> None:
        """Mark the next statement."""
        self._mark_paragraph(1)

    def action_previous_paragraph(self) -> None:
        """Mark the statement before."""
        self._mark_paragraph(-1)

    def action_figure(self) -> None:
        """The section's picture on a screen of its own."""
        name = self._embedded()
        if name is None:
            self.notify("This section has no picture.")
            return
        from trainer.tui.screens.figure import FigureScreen

        self.app.push_screen(FigureScreen(self.desk, name))

    def action_open_outside(self) -> None:
        """The PNG in the system's viewer."""
        name = self._embedded()
        file = Path(self.desk.course.images) / f"{name}.png"
        if name is None or not file.is_file():
            self.notify("There is no PNG of this section's picture.")
        else:
            open_picture(self.app, file)

    def action_copy(self) -> None:
        """The section's text."""
        copy(self.app, "\n".join(row.text.plain for row in self.query_one(Reader).rows))

    @property
    def _last(self) -> bool:
        return self._number + 1 == len(self._lesson.sections)

    def _fresh(self) -> list[FactId]:
        """Facts to ask about here: none where it was read before, or where the questions come anyway."""
        read = self._shelf is not None and (self._lesson.id, self._section.id) in self._shelf.read
        if read or self._last or self._shelf is None:
            return []
        askable = [fact for fact in self._section.facts if fact in self.desk.askable]
        return [fact for fact in askable if fact not in self._shelf.recall] or askable

    @property
    def _section(self) -> Section:
        return self._lesson.sections[self._number]

    def _embedded(self) -> str | None:
        names = [block.name for block in self._section.blocks if isinstance(block, Embed)]
        return next((name for name in names if name in self.desk.course.figures), None)

    def _turn(self, number: int) -> None:
        self._number = number
        reader = self.query_one(Reader)
        reader.cursor = None
        reader.refill()
        reader.scroll_home(animate=False)
        reader.focus()
        self._shelf = shelf(self.desk)
        self.retitle()

    def _begin_at_words(self) -> None:
        """Mark the statement that was looked for."""
        reader = self.query_one(Reader)
        wanted, self._words = " ".join(self._words.split()), ""
        for number, row in enumerate(reader.rows if wanted else ()):
            if row.first and " ".join(reader.said(number).split()).endswith(wanted):
                reader.cursor = number
                reader.reveal(number)
                return

    def _mark_paragraph(self, by: int) -> None:
        """The next or the last before of the statements that facts stand behind; past the ends none."""
        reader = self.query_one(Reader)
        places = [number for number, row in enumerate(reader.rows) if row.first and row.facts]
        at = reader.cursor
        further = [one for one in places if at is None or (one > at if by > 0 else one < at)]
        reader.cursor = (further[0] if by > 0 else further[-1]) if further else None
        if reader.cursor is not None:
            reader.reveal(reader.cursor)

    def _rows(self, width: int) -> list[Row]:
        setting = setting_for(self.desk, width, self.app.theme_variables)
        title = Text(self._section.title, style=f"bold {setting.colour('primary')}")
        signs = legend(unmet=False)
        return [
            Row(Text(), ()),
            *(Row(row.text, ()) for row in wrapped(title, setting, ())),
            Row(Text(), ()),
            *typeset(self._section.blocks, setting),
            Row(Text(), ()),
            *([Row(Text(f"remembered:  {signs}", style=setting.colour("muted")), ())] if self._met() else []),
        ]

    def _met(self) -> bool:
        """Whether any mark stands beside this section, so that the signs need words."""
        return self._shelf is not None and self._shelf.strength(self._section.facts) is not Strength.UNREAD

    def _mark(self, row: Row) -> Text:
        if not row.facts or self._shelf is None:
            return Text()
        strength = self._shelf.strength(row.facts)
        return Text(f" {SIGNS[strength]}", style=self.colour(COLOURS[strength]))
