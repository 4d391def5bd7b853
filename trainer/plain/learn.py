"""Lessons and one's own notes, line by line."""

from trainer.activities.desk import Desk
from trainer.activities.notes import MarkedVault
from trainer.activities.read import SIGNS, Strength, mark_read, outline, shelf
from trainer.content.model import Lesson
from trainer.importing.model import MarkedNote, NoteMark, Standing
from trainer.plain.prose import block_lines
from trainer.plain.talk import Talk, wrapped

STRENGTH_WORDS = {
    Strength.UNREAD: "unread",
    Strength.READ: "read, not asked yet",
    Strength.WEAK: "slipping",
    Strength.FAIR: "fair",
    Strength.STRONG: "well remembered",
}
assert set(STRENGTH_WORDS) == set(SIGNS)  # noqa: S101 - every strength has both

STANDING_WORDS = {
    Standing.RIGHT: "right",
    Standing.SIMPLIFIED: "simplified",
    Standing.OUTDATED: "outdated",
    Standing.WRONG: "wrong",
    Standing.UNMATCHED: "not known to this course",
}


def outline_lines(desk: Desk) -> list[str]:
    """The lessons with ids, minutes and progress."""
    lines = [f"{desk.course.title}: {len(desk.course.lessons)} lessons", ""]
    for number, card in enumerate(outline(desk), 1):
        progress = f"{card.sections_read} of {len(card.lesson.sections)} sections read"
        lines += [
            f"{number:2}. {card.lesson.title} ({card.minutes} min) · {progress} · "
            f"{STRENGTH_WORDS[card.strength]}"
        ]
        lines += [f"    trainer learn {card.lesson.id} --plain"]
    return lines


def read_lesson(talk: Talk, desk: Desk, lesson: Lesson) -> None:
    """Read a lesson section by section: Enter goes on, q ends; each section shown counts as read."""
    standing = shelf(desk)
    talk.say(lesson.title, "")
    for number, section in enumerate(lesson.sections, 1):
        strength = STRENGTH_WORDS[standing.strength(section.facts)]
        talk.say(f"{number} of {len(lesson.sections)}: {section.title} ({strength})", "")
        talk.say(*block_lines(desk.course, section.blocks), "")
        mark_read(desk, lesson.id, section)
        if number < len(lesson.sections):
            line = talk.ask("Enter goes on, q ends: ")
            if line is None or line.strip().casefold() == "q":
                return
    talk.say(f"That was {lesson.title}. Its facts can be asked now: trainer review")


def vault_lines(desk: Desk, vault: MarkedVault) -> list[str]:
    """The notes as they are, with the verdict under each statement."""
    lines: list[str] = []
    for note in vault.notes:
        lines += [note.title or note.path, "", *note_lines(desk, note)]
    counts = vault.counts()
    lines += ["Marks: " + ", ".join(f"{counts[kind]} {STANDING_WORDS[kind]}" for kind in Standing)]
    lines += [f"Left out: {problem.line()}" for problem in vault.left_out]
    return lines


def note_lines(desk: Desk, note: MarkedNote) -> list[str]:
    """One note: its text by heading, then the mark of each statement in it."""
    lines: list[str] = []
    for section in note.sections:
        if section.heading is not None:
            lines += [*block_lines(desk.course, (section.heading,)), ""]
        lines += [*block_lines(desk.course, section.blocks), ""]
        for mark in section.marks:
            lines += mark_lines(mark)
        for picture in section.pictures:
            lines += wrapped(f"! {picture.words}", hang="  ")
            if picture.figures:
                titles = "; ".join(desk.course.figures[name].title for name in picture.figures)
                lines += wrapped(f"  Redrawn for this course: {titles}", hang="  ")
        lines += [""]
    return lines


def mark_lines(mark: NoteMark) -> list[str]:
    """The verdict on one statement."""
    lines = wrapped(f'* {STANDING_WORDS[mark.standing]}: "{mark.statement.text}"', hang="  ")
    if mark.why:
        lines += wrapped(mark.why, "    ")
    if mark.exam:
        lines += wrapped(f"An exam expects: {mark.exam}", "    ")
    return lines
