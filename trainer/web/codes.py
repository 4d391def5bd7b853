"""Codes that an instructor hands out: each opens one learner's store.

A file of them has a line for each learner: the code, then the learner's name. Codes are made here and nowhere
else, since one that a person thinks of can be guessed; names may be changed.
"""

import hashlib
import hmac
import os
import re
import secrets
from collections.abc import Iterable, Sequence
from pathlib import Path

from trainer.errors import TrainerError, UsageError
from trainer.web.model import Learner

LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"
"""Without those that are taken for each other: 0 o, 1 i l."""
GROUPS, GROUP = 4, 4
"""Sixteen of 31 letters are 79 bits: beyond guessing, also if nobody counted the attempts."""
HEAD = "# trainer: one learner a line, the code and a name. Whoever has a code has that learner's answers.\n"
_CODE = re.compile(rf"[{LETTERS}]{{{GROUPS * GROUP}}}")
_NAME = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?")


def make_code() -> str:
    """A new code, such as `k7wm-29xp-hh4t-vq3e`."""
    letters = "".join(secrets.choice(LETTERS) for _ in range(GROUPS * GROUP))
    return "-".join(letters[at : at + GROUP] for at in range(0, len(letters), GROUP))


def digest(code: str) -> bytes:
    """SHA-256 of a code as it was typed: case, spaces and hyphens do not matter."""
    kept = code.casefold().replace("-", "")
    return hashlib.sha256("".join(kept.split()).encode("utf-8", "replace")).digest()


def whose(learners: Iterable[Learner], code: str) -> Learner | None:
    """The learner with this code. Every one is compared, each in constant time."""
    asked = digest(code)
    found = None
    for learner in learners:
        if hmac.compare_digest(learner.digest, asked):
            found = learner
    return found


def read_codes(file: Path, homes: Path) -> tuple[Learner, ...]:
    """The learners of a file; each has the folder of their name in `homes`. UsageError tells the line."""
    learners: list[Learner] = []
    names: set[str] = set()
    digests: set[bytes] = set()
    for number, line in enumerate(_lines(file), 1):
        words = line.split()
        if not words or words[0].startswith("#"):
            continue
        here = f"{file}:{number}"
        if len(words) != 2:
            raise UsageError(f"{here}: a code and a name stand on a line, such as: {make_code()}  learner-01")
        code, name = words
        if not _CODE.fullmatch(code.casefold().replace("-", "")):
            raise UsageError(
                f"{here}: this is no code of ours and might be guessed; "
                f"have codes made: trainer serve --codes {file} --make-codes 1"
            )
        if not _NAME.fullmatch(name):
            raise UsageError(
                f'{here}: "{name}" cannot name a folder; take at most 40 lower-case letters, digits, hyphens'
            )
        if name in names or digest(code) in digests:
            raise UsageError(f"{here}: this name or this code stands further up already; remove one line")
        names.add(name)
        digests.add(digest(code))
        learners.append(Learner(name, digest(code), homes / name))
    if not learners:
        raise UsageError(
            f"{file} holds no codes yet; have some made: trainer serve --codes {file} --make-codes 20"
        )
    return tuple(learners)


def add_codes(file: Path, count: int) -> Sequence[tuple[str, str]]:
    """Make so many learners more and keep them in the file, which only its owner may read."""
    before = [line.split() for line in _lines(file)] if file.exists() else []
    taken = {words[1] for words in before if len(words) == 2}
    free = (name for name in (f"learner-{number:02}" for number in range(1, 100_000)) if name not in taken)
    made = [(make_code(), name) for name, _ in zip(free, range(count), strict=False)]
    text = ("" if before else HEAD) + "".join(f"{code}  {name}\n" for code, name in made)
    try:
        handle = os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        with os.fdopen(handle, "a", encoding="utf-8") as out:
            out.write(text)
    except OSError as error:
        raise TrainerError(f"{file} cannot be written: {error.strerror}; name another file") from error
    return made


def _lines(file: Path) -> list[str]:
    try:
        return file.read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        raise UsageError(
            f"{file} does not exist; make codes first: trainer serve --codes {file} --make-codes 20"
        ) from None
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is no text in UTF-8"
        raise TrainerError(f"{file} cannot be read: {reason}") from error
