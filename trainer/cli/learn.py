"""Commands of a learner: today, learn, find, review, quiz, exam, progress."""

from __future__ import annotations

import os
import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from trainer.cli.at_desk import at_desk
from trainer.errors import NotSo, TrainerError, UsageError
from trainer.tui.door import TODAY, Door
from trainer.wiring import desk

if TYPE_CHECKING:
    import argparse

    from trainer.activities.desk import Desk
    from trainer.activities.exam import Exam
    from trainer.content.model import Blueprint, TopicId


def open_tui(place: Desk, door: Door) -> int:
    """Open the screens, or say plainly why that cannot be done here."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()) or os.environ.get("TERM", "dumb") in ("dumb", ""):
        command = {"today": "quiz", "lessons": "learn", "notes": "learn"}.get(door.screen, door.screen)
        raise TrainerError(
            f"this is no terminal that screens can be drawn on; try: trainer {command} --plain"
        )
    from trainer.tui.app import run

    return run(place, door)


def bare() -> int:
    """`trainer` without any word: what most starts are, so no parser is loaded for it."""
    with closing(desk()) as place:
        return open_tui(place, TODAY)


@at_desk
def today(place: Desk, options: argparse.Namespace) -> int:  # noqa: ARG001 - the shape of a command
    """`trainer` alone."""
    return open_tui(place, TODAY)


@at_desk
def learn(place: Desk, options: argparse.Namespace) -> int:
    """`trainer learn`."""
    what = Path(options.what)
    if options.what and _is_path(what):
        return _notes(place, what, options)
    from trainer.activities.read import lesson_named, outline

    if options.json:
        cards = outline(place)
        _print_json(
            [
                {
                    "id": card.lesson.id,
                    "title": card.lesson.title,
                    "minutes": card.minutes,
                    "sections": len(card.lesson.sections),
                    "sections_read": card.sections_read,
                    "strength": card.strength.value,
                }
                for card in cards
            ]
        )
        return 0
    if options.test_out:
        return _test_out(place, options.what, options.test_out)
    if not options.plain and not options.list:
        name = lesson_named(place, options.what).id if options.what else ""
        return open_tui(place, Door("lessons", name))
    from trainer.plain.learn import outline_lines, read_lesson
    from trainer.plain.talk import Talk

    talk = Talk()
    if options.what and not options.list:
        read_lesson(talk, place, lesson_named(place, options.what))
    else:
        talk.say(*outline_lines(place))
    return 0


def _test_out(place: Desk, name: str, wanted: str) -> int:
    from trainer.activities.placement import start_test_out
    from trainer.activities.read import lesson_named, section_named
    from trainer.plain.study import sit
    from trainer.plain.talk import Talk

    lesson = lesson_named(place, name)
    section = section_named(lesson, wanted)
    sitting = start_test_out(place, lesson, section)
    if not sitting.of:
        raise NotSo(f'no question asks about "{section.title}"; read it: trainer learn {lesson.id}')
    talk = Talk()
    sit(talk, sitting, place.clock.monotonic)
    told = "counts as read." if sitting.passed else f"is worth reading: trainer learn {lesson.id} --plain"
    talk.say("", f"{section.title} {told}")
    return 0


def _is_path(what: Path) -> bool:
    """Whether a note is meant rather than a lesson: ids and titles of lessons look like no path."""
    return what.suffix.casefold() == ".md" or len(what.parts) > 1 or what.is_dir()


def _notes(place: Desk, path: Path, options: argparse.Namespace) -> int:
    from trainer.activities.notes import mark_notes

    vault = mark_notes(place, path)
    if options.json:
        from trainer.plain.notes_json import as_json

        _print_json(as_json(vault))
        return 0
    if not options.plain:
        return open_tui(place, Door("notes", path=path))
    from trainer.plain.learn import vault_lines
    from trainer.plain.talk import Talk

    Talk().say(*vault_lines(place, vault))
    return 0


@at_desk
def review(place: Desk, options: argparse.Namespace) -> int:
    """`trainer review`."""
    if not options.plain:
        return open_tui(place, Door("review", count=options.count))
    from trainer.activities.changes import changes
    from trainer.activities.study import start_review
    from trainer.plain.last_week import change_lines
    from trainer.plain.study import sit
    from trainer.plain.talk import Talk

    sitting = start_review(place, options.count, options.minutes)
    if not sitting.of:
        Talk().say("Nothing is due. Read a lesson first, or take a quick quiz: trainer quiz --plain")
        return 0
    changed = changes(place)
    if changed:
        Talk().say(*change_lines(changed), "")
    sit(Talk(), sitting, place.clock.monotonic)
    return 0


@at_desk
def quiz(place: Desk, options: argparse.Namespace) -> int:
    """`trainer quiz`."""
    topic = topic_named(place, options.topic)
    if not options.plain:
        return open_tui(place, Door("quiz", count=options.count, seed=options.seed, topic=topic))
    from trainer.activities.study import start_quiz
    from trainer.plain.study import sit
    from trainer.plain.talk import Talk

    sitting = start_quiz(place, options.count, options.seed, topic, scheduled=options.schedule)
    sit(Talk(), sitting, place.clock.monotonic)
    if not sitting.asked:
        raise NotSo("this course has no question that fits; see: trainer check")
    return 0


def topic_named(place: Desk, name: str | None) -> TopicId | None:
    """The topic of this id or title; NotSo with the names there are."""
    if name is None:
        return None
    for topic in place.course.topics.values():
        if name.casefold() in (topic.id.casefold(), topic.title.casefold()):
            return topic.id
    raise NotSo(f'there is no topic "{name}"; the topics are: {", ".join(place.course.topics)}')


@at_desk
def exam(place: Desk, options: argparse.Namespace) -> int:
    """`trainer exam`."""
    from trainer.activities import exam as activity

    if options.list:
        _list_exams(list(place.course.blueprints.values()), as_json=options.json)
        return 0
    if options.history or options.compare or options.regrade:
        return _earlier(place, options)
    apart = options.half or options.topic or options.extra or options.practice or options.unscored
    if not options.plain and apart:
        if options.start is None:
            raise UsageError("say which exam: trainer exam --start saa-full")
        _exam_to_sit(place, options)
        return open_tui(place, Door("exam"))
    if not options.plain:
        name = activity.blueprint_named(place, options.start).id if options.start else ""
        return open_tui(place, Door("exam", name, seed=options.seed, time_factor=_time_factor(options)))
    from trainer.plain.exam import sit
    from trainer.plain.talk import Talk

    sit(Talk(), _exam_to_sit(place, options))
    return 0


def _list_exams(blueprints: list[Blueprint], *, as_json: bool) -> None:
    if as_json:
        names = ("id", "title", "exam", "items", "minutes")
        _print_json([{name: getattr(one, name) for name in names} for one in blueprints])
        return
    for one in blueprints:
        print(f"{one.id:12} {one.title} ({one.items} questions, {one.minutes} minutes)")


def _exam_to_sit(place: Desk, options: argparse.Namespace) -> Exam:
    from trainer.activities import exam as activity
    from trainer.activities.manner import Manner, begin

    if options.start is None:
        return activity.resume(place)
    blueprint = activity.blueprint_named(place, options.start)
    topic = topic_named(place, options.topic)
    manner = Manner(
        _time_factor(options), options.extra, options.half, topic, options.unscored, options.practice
    )
    return begin(place, blueprint, options.seed, manner)


def _earlier(place: Desk, options: argparse.Namespace) -> int:
    from trainer.activities import attempts
    from trainer.plain import earlier as plain
    from trainer.plain.talk import Talk

    talk = Talk()
    if options.compare:
        one, other = (attempts.past(place, number).attempt for number in options.compare)
        found = attempts.compared(one, other)
        if options.json:
            _print_json(plain.compared_as_json(found))
        else:
            talk.say(*plain.compared_lines(place, found, one.form.blueprint.exam))
    elif options.regrade:
        result = attempts.past(place, options.regrade)
        again = attempts.regrade(place, result.attempt)
        if options.json:
            _print_json(plain.past_as_json(attempts.past(place, options.regrade)))
        else:
            talk.say(*plain.regraded_lines(result, again))
    elif options.json:
        _print_json([plain.past_as_json(one) for one in attempts.history(place)])
    else:
        talk.say(*plain.history_lines(attempts.history(place)))
    return 0


def _time_factor(options: argparse.Namespace) -> float | None:
    return None if options.time == "untimed" else float(options.time)


@at_desk
def progress(place: Desk, options: argparse.Namespace) -> int:
    """`trainer progress`."""
    from trainer.activities.progress import standing
    from trainer.activities.readiness import ready
    from trainer.plain.progress import as_json, progress_lines

    if options.json:
        report = standing(place)
        _print_json(as_json(report, ready(place, report.evidence)))
        return 0
    interactive = sys.stdout.isatty() and sys.stdin.isatty()
    if interactive and not options.plain:
        return open_tui(place, Door("progress"))
    from trainer.activities.trouble import leech_facts, misconceptions
    from trainer.plain.talk import Talk

    report = standing(place)
    trouble = (*misconceptions(place), *leech_facts(place))
    Talk().say(*progress_lines(report, ready(place, report.evidence), trouble))
    return 0


@at_desk
def find(place: Desk, options: argparse.Namespace) -> int:
    """`trainer find`."""
    from trainer.activities.search import all_names, all_statements, by_name, folded, found
    from trainer.plain.find import find_lines, finds_as_json

    words = " ".join(options.words)
    names = by_name(((name, folded(name.title)) for name in all_names(place.course)), words)
    finds = found(all_statements(place.course), words)
    if options.json:
        _print_json(finds_as_json(names, finds))
        return 0
    from trainer.plain.talk import Talk

    Talk().say(*find_lines(names, finds, words))
    return 0


def _print_json(value: object) -> None:
    import json

    print(json.dumps(value, ensure_ascii=False, indent=2))
