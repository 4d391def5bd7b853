"""An item as lines, and a line as a response to it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from trainer.content.model import Course
from trainer.memory.model import Confidence
from trainer.plain.talk import indented, wrapped
from trainer.questions.grade import HOW_TO_TYPE
from trainer.questions.model import Item, Option, Picture, Response

if TYPE_CHECKING:
    from trainer.exam.model import OpenItem, OpenOption
    from trainer.questions.explain import Full

NUMBERS = {2: "two", 3: "three", 4: "four"}


class NotAnAnswer(ValueError):  # noqa: N818 - it is a reply to the learner, not a fault of ours
    """The line is no response to this item; says what would be one."""


def item_lines(course: Course, item: Item | OpenItem) -> list[str]:
    """Stem, exhibit, the picture in words, options."""
    return [*stem_lines(course, item), "", *option_lines(item)]


def stem_lines(course: Course, item: Item | OpenItem) -> list[str]:
    """What is asked, without the options."""
    lines = wrapped(item.stem)
    if item.exhibit:
        lines += ["", *indented(item.exhibit.splitlines())]
    if item.picture is not None:
        lines += ["", *picture_lines(course, item.picture)]
    return lines


def option_lines(item: Item | OpenItem) -> list[str]:
    """The options, a letter each."""
    return [
        line
        for option in item.options
        for line in wrapped(f"{option.id.upper()}. {_struck(option)}{option.text}", hang="   ")
    ]


def _struck(option: Option | OpenOption) -> str:
    return "" if isinstance(option, Option) or not option.struck else "(struck out) "


def read_confidence(line: str) -> tuple[str, Confidence | None]:
    """The line without a word for how sure one is at its end: "b sure", "b unsure", "b guess"."""
    words = line.strip().rsplit(maxsplit=1)
    if len(words) == 2 and words[1].casefold() in {one.value for one in Confidence}:
        return words[0], Confidence(words[1].casefold())
    return line, None


def picture_lines(course: Course, picture: Picture) -> list[str]:
    """The figure in words, the marked edge named as the question mark."""
    from trainer.figures.words import words  # few questions have one

    figure = course.figures.get(picture.figure)
    if figure is None:
        return [f"(The picture {picture.figure} is missing.)"]
    names = course.concept_names()
    text = words(figure, picture.marked, names=names)
    return [line for part in text for line in wrapped(part, hang="   ")]


def full_lines(view: Full) -> list[str]:
    """Every option with its reason, then what it rests on."""
    lines: list[str] = []
    for reason in view.reasons:
        sign = "right" if reason.is_key else "wrong"
        lines += wrapped(f"{reason.option.upper()} ({sign}): {reason.why}", hang="   ")
    if view.follows:
        lines += wrapped(view.follows)
    for page in view.sources:
        lines += wrapped(f"AWS: {page.title}, {page.locator}", hang="   ")
    return lines


def prompt_for(item: Item | OpenItem) -> str:
    """What may be typed."""
    if not item.options:
        wanted = HOW_TO_TYPE.get(item.kind) if isinstance(item, Item) else None
        return f"{wanted or 'Your answer'} (? = I don't know): "
    last = item.options[-1].id.upper()
    if item.select > 1:
        return f"Choose {NUMBERS.get(item.select, item.select)} of A-{last}, such as A,C (? = I don't know): "
    return f"A-{last} (? = I don't know): "


def read_response(item: Item, line: str) -> Response:
    """The response that a typed line is: "b", "a,c", "?"; either case. Raises NotAnAnswer."""
    text = line.strip()
    if text == "?":
        return Response(known=False)
    if not item.options:
        if not text:
            raise NotAnAnswer("Type your answer, or ? if you don't know.")
        return Response(typed=text)
    return Response(chosen=read_letters([option.id for option in item.options], item.select, text))


def read_letters(ids: Sequence[str], select: int, text: str) -> tuple[str, ...]:
    """Option ids from "b" or "a,c", in the order shown. Raises NotAnAnswer."""
    letters = [part.strip().casefold() for part in text.split(",")]
    unknown = [letter for letter in letters if letter not in ids]
    if unknown or len(set(letters)) != len(letters):
        raise NotAnAnswer(f"That is no answer here. {_wanted(ids, select)}")
    if len(letters) != select:
        raise NotAnAnswer(f"That is {len(letters)}, not {select}. {_wanted(ids, select)}")
    return tuple(option for option in ids if option in letters)


def _wanted(ids: Sequence[str], select: int) -> str:
    if select == 1:
        return f"Type one letter from {ids[0].upper()} to {ids[-1].upper()}, or ? if you don't know."
    example = ",".join(option.upper() for option in ids[:select])
    return f"Type {NUMBERS.get(select, select)} letters with a comma between, such as {example}, or ?."
