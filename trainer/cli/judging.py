"""The command that decides questions of others: judge."""

import argparse
import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from trainer.cli.at_desk import at_authors_desk
from trainer.content.clean import clean_line
from trainer.content.model import Plain
from trainer.errors import UsageError

if TYPE_CHECKING:
    from trainer.activities.desk import Desk
    from trainer.graph.facts import FactGraph

EPILOG = """\
A line in:
  {"requirements": [{"concept": "shared by", "value": "tasks in all Availability Zones"}],
   "criterion": "LEAST operational overhead",
   "options": [[{"concept": "capacity", "value": "Fargate"}, {"concept": "storage", "value": "EBS"}],
               [{"concept": "capacity", "value": "Fargate"}, {"concept": "storage", "value": "EFS"}],
               [{"concept": "capacity", "value": "EC2"}, {"concept": "storage", "value": "EFS"}]]}
A line out: {"best": 1, "why": [...]}; options count from 0, null is what the facts leave open.
"""


@at_authors_desk
def judge(place: "Desk", options: argparse.Namespace) -> int:
    """`trainer judge`. The status is 1 when some line could not be understood."""
    from trainer.graph.facts import FactGraph
    from trainer.judge.vocabulary import vocabulary

    graph = FactGraph(place.course)
    if options.vocabulary is not None:
        about = " ".join(options.vocabulary)
        listed = vocabulary(graph, about)
        if not listed["concepts"] and not listed["relations"] and not listed["criteria"]:
            raise UsageError(f'no name of this course has "{about}" in it; try a single word, or none')
        print(json.dumps(listed, ensure_ascii=False, indent=2))
        return 0
    if options.file is None:
        raise UsageError("name a file of JSON lines, or - for what is piped in; see: trainer judge --help")
    if str(options.file) == "-":
        return _judge_all(sys.stdin, graph)
    with options.file.open(encoding="utf-8", errors="replace") as lines:
        return _judge_all(lines, graph)


def _judge_all(lines: Iterable[str], graph: "FactGraph") -> int:
    status = 0
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        answer, trouble = _judged(line, graph)
        if trouble:
            status = 1
            print(f"trainer: line {number}: {clean_line(trouble)}", file=sys.stderr)
        print(json.dumps(answer, ensure_ascii=False), flush=True)
    return status


def _judged(line: str, graph: "FactGraph") -> tuple[dict[str, Plain], str]:
    """The answer to one line, and what was wrong with the line, if anything."""
    from trainer.judge.requirements import judge_requirements

    try:
        question = json.loads(line)
        if not isinstance(question, dict):
            raise ValueError("a question must be an object with requirements, criterion and options.")
        return judge_requirements(question, graph).plain(), ""
    except RecursionError:
        trouble = "it is nested too deeply to be a question."
    except json.JSONDecodeError as error:
        trouble = f"it is no JSON: {error.msg} at column {error.colno}."
    except ValueError as error:
        trouble = str(error)
    return {"best": None, "why": [trouble]}, trouble


def add(command: argparse.ArgumentParser) -> None:
    """The options of `trainer judge`."""
    command.add_argument(
        "file", nargs="?", type=Path, metavar="FILE", help="JSON lines; - reads what is piped in"
    )
    command.add_argument(
        "--vocabulary",
        nargs="*",
        metavar="WORD",
        help="print the names that may be used, with their meaning, as JSON; with WORD only what it names",
    )
    command.epilog = f"{command.epilog}\n\n{EPILOG}"
