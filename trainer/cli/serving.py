"""`trainer serve`: the screens in a browser, for oneself or for a class."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from trainer.errors import TrainerError, UsageError

if TYPE_CHECKING:
    import argparse

SEATS = 30
EXTRA = (
    "trainer serve needs more than a terminal does; install the extra: "
    "pip install '.[serve]' where you installed trainer"
)


def add(command: argparse.ArgumentParser) -> None:
    """Options of `trainer serve`."""
    from trainer.cli.options import port, positive

    command.add_argument(
        "--port", type=port, default=8000, metavar="N", help="0 takes any free port (default 8000)"
    )
    command.add_argument(
        "--codes",
        type=Path,
        metavar="FILE",
        help="serve a class: each learner of this file comes in with a code (default: you alone, by a link)",
    )
    command.add_argument(
        "--make-codes", type=positive, metavar="N", help="add N learners with fresh codes to --codes and stop"
    )
    command.add_argument(
        "--sessions",
        type=positive,
        default=SEATS,
        metavar="N",
        help=f"so many at a time; each takes about 100 MB (default {SEATS})",
    )
    command.add_argument(
        "--listen",
        default="127.0.0.1",
        metavar="ADDRESS",
        help="another IP address of this machine; needs --token (default 127.0.0.1)",
    )
    command.add_argument(
        "--token", default="", metavar="WORD", help="a word that everybody has to know besides a code"
    )
    command.add_argument(
        "--url",
        default="",
        metavar="URL",
        help="how browsers reach it, where that is not the address, such as https://trainer.example.org",
    )


def serve(options: argparse.Namespace) -> int:
    """`trainer serve`."""
    from trainer.web.codes import add_codes, digest, make_code, read_codes
    from trainer.web.model import Learner, address
    from trainer.wiring import home_folder, made

    if options.make_codes:
        if options.codes is None:
            raise UsageError("--make-codes: name the file too, such as: --codes class.txt --make-codes 20")
        for code, name in add_codes(options.codes, options.make_codes):
            print(f"{code}  {name}")
        return 0
    # what is wrong with the command is told before what is missing here
    where = address(options.listen, options.url, options.token, make_code())
    home = home_folder()
    code = ""
    if options.codes is not None:
        learners = read_codes(options.codes, home / "learners")
    else:
        code = make_code()
        learners = (Learner("you", digest(code), home),)
    if find_spec("aiohttp") is None or find_spec("textual_serve") is None:
        raise TrainerError(EXTRA)
    from trainer.clock import SystemClock
    from trainer.web.serve import Plan, serve

    def lead(origin: str) -> None:
        secret = "/".join(part for part in (code, options.token) if part)
        if options.codes is None:
            _say(f"Open {origin}/#{secret}", "Whoever has this link has your answers. ctrl+c ends it.")
        else:
            _say(f"{len(learners)} learners, {options.sessions} at a time: {origin}/")
            pattern = "CODE/WORD" if options.token else "CODE"
            _say(f"A link with a learner's code in it: {origin}/#{pattern}. ctrl+c ends it.")
        if not origin.startswith("https") and where.listen not in ("127.0.0.1", "::1"):
            _say("Nothing is encrypted: use it in a network that you trust, or behind a proxy with --url.")

    plan = Plan(
        address=where,
        port=options.port,
        word=options.token,
        seats=options.sessions,
        learners=learners,
        course=options.course,
        prepared=made(home),
    )
    serve(plan, SystemClock(), _say, lead)
    return 0


def _say(*lines: str) -> None:
    for line in lines:
        print(line, flush=True)
