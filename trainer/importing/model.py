"""Somebody's notes as values: their text as it came, and a mark for every statement in it."""

from enum import StrEnum

from trainer.content.model import FactId
from trainer.content.prose import Block, Heading
from trainer.problem import NOWHERE, Source
from trainer.value import dataclass


class Standing(StrEnum):
    """How a statement of a note stands to what the course knows."""

    RIGHT = "right"
    SIMPLIFIED = "simplified"
    OUTDATED = "outdated"
    WRONG = "wrong"
    UNMATCHED = "unmatched"
    """The course knows no claim like it, so it says nothing about it."""


@dataclass(frozen=True, slots=True)
class Statement:
    """A list item, a paragraph's line or sentence, or a table's row.

    `place` leads from the section's blocks to the text: the index of the block, then by turns the
    index of the bullet and of its child block (callouts and quotes: the index of the block inside;
    tables: the index of the row). `start` and `end` are character offsets in the plain text of that line.
    """

    text: str
    context: tuple[str, ...]
    """Headings and parent points above it, the outermost first."""
    place: tuple[int, ...]
    start: int
    end: int
    source: Source = NOWHERE


@dataclass(frozen=True, slots=True)
class NoteMark:
    """The verdict on one statement. All texts but the statement's are the course's own."""

    statement: Statement
    standing: Standing
    claim: str = ""
    """Id of the claim it was recognised as; empty when unmatched."""
    why: str = ""
    holds: tuple[str, ...] = ()
    """What is the case, as the sentences of the cited facts."""
    exam: str = ""
    """What an exam expects, where that differs from what holds today."""
    facts: tuple[FactId, ...] = ()


@dataclass(frozen=True, slots=True)
class NotePicture:
    """A picture or note that the text embeds."""

    name: str
    place: tuple[int, ...]
    supplied: bool
    """False: the picture did not come along, and nobody knows what it shows."""
    figures: tuple[str, ...] = ()
    """Ids of the course's figures that are offered instead."""
    source: Source = NOWHERE

    @property
    def words(self) -> str:
        """What a reader sees in its place."""
        return self.name if self.supplied else f"{self.name}: picture not supplied"


@dataclass(frozen=True, slots=True)
class NoteSection:
    """A heading (None before the first) with the blocks under it, unchanged, and what is said about them."""

    heading: Heading | None
    blocks: tuple[Block, ...]
    marks: tuple[NoteMark, ...]
    pictures: tuple[NotePicture, ...] = ()


@dataclass(frozen=True, slots=True)
class MarkedNote:
    """A note, unmodified, with a mark beside each statement."""

    title: str
    sections: tuple[NoteSection, ...]
    path: str = ""

    @property
    def marks(self) -> tuple[NoteMark, ...]:
        """All marks in reading order."""
        return tuple(mark for section in self.sections for mark in section.marks)

    @property
    def unmatched(self) -> tuple[NoteMark, ...]:
        """The statements that the course says nothing about."""
        return tuple(mark for mark in self.marks if mark.standing is Standing.UNMATCHED)

    @property
    def pictures(self) -> tuple[NotePicture, ...]:
        """All embeds in reading order."""
        return tuple(picture for section in self.sections for picture in section.pictures)

    @property
    def blocks(self) -> tuple[Block, ...]:
        """The note's blocks as they were read, headings included."""
        return tuple(
            block
            for section in self.sections
            for block in ((*(() if section.heading is None else (section.heading,)), *section.blocks))
        )

    def counts(self) -> dict[Standing, int]:
        """How many statements stand how, every standing named."""
        return {kind: sum(mark.standing is kind for mark in self.marks) for kind in Standing}
