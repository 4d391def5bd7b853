"""Commands of an author: items, table, images, check."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from trainer.cli.at_desk import at_authors_desk, at_desk
from trainer.cli.learn import topic_named
from trainer.errors import NotSo, UsageError
from trainer.wiring import cache_folder, made

if TYPE_CHECKING:
    import argparse
    from datetime import date

    from trainer.activities.desk import Desk


@at_authors_desk
def items(place: Desk, options: argparse.Namespace) -> int:
    """`trainer items`."""
    from trainer.content.model import ExamId, FactId
    from trainer.graph.facts import FactGraph
    from trainer.questions.as_json import as_plain, items_as_json
    from trainer.questions.generate import attempts
    from trainer.questions.kinds import BY_NAME
    from trainer.questions.model import Rejection, Request

    if options.kind is not None and options.kind not in BY_NAME:
        raise NotSo(f'there is no kind "{options.kind}"; the kinds are: {", ".join(BY_NAME)}')
    if options.fact is not None and options.fact not in place.course.facts:
        raise NotSo(f'there is no fact "{options.fact}" in this course')
    if options.exam is not None and options.exam not in place.course.exams:
        raise NotSo(f'there is no exam "{options.exam}"; the exams are: {", ".join(place.course.exams)}')
    request = Request(
        count=options.count,
        seed=options.seed,
        kind=options.kind,
        topic=topic_named(place, options.topic),
        fact=None if options.fact is None else FactId(options.fact),
        level=options.level,
        exam=None if options.exam is None else ExamId(options.exam),
        as_of=_date(options.as_of),
    )
    bank = place.bank if request.as_of is None else place.make_bank(FactGraph(place.course, request.as_of))
    found = 0
    for item in attempts(bank, request):
        if isinstance(item, Rejection):
            if options.explain_rejections:
                _print_rejection(item.pattern, item.why, as_json=options.json)
            continue
        found += 1
        if options.json:
            print(items_as_json(item))
        else:
            _print_item(as_plain(item))
    if not found:
        raise NotSo("no item fits these wishes; ask for less, or see trainer check")
    if found < options.count:
        print(f"There {'is' if found == 1 else 'are'} no more than {found} of these.", file=sys.stderr)
    return 0


def _print_rejection(pattern: str, why: str, *, as_json: bool) -> None:
    """What was tried and could not be settled, or failed a gate."""
    import json

    refused = pattern or "nothing tried"
    print(json.dumps({"rejected": refused, "why": why}) if as_json else f"refused: {refused}: {why}")


def _print_item(item: dict) -> None:  # type: ignore[type-arg]
    print(f"[{item['kind']} · {item['pattern']} · {item['level']}] {item['item_id']}")
    print(item["stem"])
    if item["exhibit"]:
        print("", *(f"    {line}".rstrip() for line in item["exhibit"].split("\n")), "", sep="\n")
    for option in item["options"]:
        print(f"  {'*' if option['is_key'] else ' '} {option['id']}. {option['text']}")
        print(f"       {option['rationale']}")
    if not item["options"]:
        print(f"  answer: {', '.join(item['answer'])}")
    print()


def _date(text: str | None) -> date | None:
    from datetime import date

    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UsageError(f'"{text}" is no date; write it as year-month-day, such as 2026-12-11') from None


@at_authors_desk
def table(place: Desk, options: argparse.Namespace) -> int:
    """`trainer table`."""
    import json

    from trainer.authoring.table import as_json, table_of, tables, told
    from trainer.content.model import PatternId

    graph = place.bank.graph
    if options.pattern is None:
        for each in tables(graph):
            line = f"{each.pattern.id}: {each.cells} conclusions, {each.standing}"
            print(json.dumps(as_json(graph, each), ensure_ascii=False) if options.json else line)
        return 0
    pattern = place.course.patterns.get(PatternId(options.pattern))
    one = table_of(graph, pattern) if pattern else None
    if one is None:
        raise NotSo(f'there is no table of "{options.pattern}"; trainer table lists those there are')
    if options.json:
        print(json.dumps(as_json(graph, one), ensure_ascii=False, indent=2))
    else:
        print("\n".join(told(graph, one)))
    return 0


@at_desk
def images(place: Desk, options: argparse.Namespace) -> int:
    """`trainer images`."""
    import json

    from trainer.activities import images as activity
    from trainer.content.clean import clean_line

    folder = made(place.home) / "images"
    if options.action == "redraw":
        written = activity.redraw(place, options.folder)
        print(f"{written} pictures drawn")
        return 0
    if options.action == "add":
        if not options.files:
            raise UsageError("name the pictures to take in: trainer images add FILE…")
        problems = activity.add(folder, options.files)
        for problem in problems:
            told = " ".join(part for part in (problem.message, problem.mend) if part)
            print(f"trainer: {clean_line(f'{problem.source.path}: {told}')}", file=sys.stderr)
        taken = len(options.files) - len(problems)
        if taken:
            print(f"{taken} {'picture' if taken == 1 else 'pictures'} taken in; your notes show them now.")
        return 1 if problems else 0
    if options.files:
        raise UsageError("list takes no files; to take pictures in: trainer images add FILE…")
    missing = activity.missing(place, folder)
    if options.json:
        print(json.dumps({"folder": str(folder), "missing": list(missing)}, ensure_ascii=False, indent=2))
    elif missing:
        print(f"Your notes embed {len(missing)} pictures that nobody supplied. Put them into:\n  {folder}")
        print("or take them in with: trainer images add FILE…\n")
        for name in missing:
            print(f"  {name}")
    else:
        print("No picture is missing.")
    return 0


def check(options: argparse.Namespace) -> int:
    """`trainer check`."""
    import json

    from trainer.authoring.check import check_course
    from trainer.authoring.proofs import Proofs, program_digest
    from trainer.content.clean import clean

    where: Path | None = options.where or options.course
    proofs = None if options.no_cache else Proofs(cache_folder() / "lab-proofs.txt", program_digest())
    report = check_course(where, proofs=proofs)
    if proofs is not None:
        proofs.save()
    if options.json:
        print(json.dumps(report.as_json(), ensure_ascii=False, indent=2))
    else:
        for problem in report.problems:
            print(clean(str(problem)))  # it holds names of files, and those may hold anything
        print(report.summary, file=sys.stderr)
    return 1 if report.problems else 0
