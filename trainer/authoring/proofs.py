"""Labs that were proven sound, by digest, so that `trainer check` proves anew only what changed.

A proof rests on the lab, on our own code and on AWS's models; all three are in the digest. Only success is
kept: what was wrong is proven again until it is mended.
"""

import contextlib
import hashlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path

from trainer.content.model import Lab
from trainer.problem import Problem

KEPT = 500
"""Digests that stay in the file, the latest ones."""


class Proofs:
    """Digests in a file, one a line; a file that is missing, foreign or unwritable only costs time.

    `program` is the digest of what proves; without a file nothing is known and nothing is kept.
    """

    def __init__(self, path: Path | None = None, program: str = "") -> None:
        self._path, self._program = path, program
        self._known: dict[str, None] = {}
        if path is not None:
            with contextlib.suppress(OSError, UnicodeDecodeError):
                self._known = dict.fromkeys(path.read_text(encoding="ascii").split())
        self._before = list(self._known)

    def prove(self, lab: Lab) -> Iterator[Problem]:
        """What is wrong with the lab; nothing is played where its proof is known."""
        from trainer.labs.prove import prove

        key = hashlib.sha256(f"{self._program} {lab!r}".encode()).hexdigest()[:32]
        if key in self._known:
            return
        found = list(prove(lab))
        if not found:
            self._known[key] = None
        yield from found

    def save(self) -> None:
        """Keep what was proven since."""
        if self._path is None or self._before == list(self._known):
            return
        made = self._path.with_name(f".{self._path.name}.{os.getpid()}")
        with contextlib.suppress(OSError):
            self._path.parent.mkdir(parents=True, exist_ok=True)
            made.write_text("\n".join(list(self._known)[-KEPT:]) + "\n", encoding="ascii")
            made.replace(self._path)


def program_digest() -> str:
    """Names all that proves a lab: every source file of ours, the version of AWS's models, Python's."""
    import botocore

    import trainer

    found = hashlib.sha256(f"{sys.version_info[:2]} {botocore.__version__}".encode())
    root = Path(trainer.__file__).parent
    for path in sorted(root.rglob("*.py")):
        found.update(f"\n{path.relative_to(root)}\n".encode() + path.read_bytes())
    return found.hexdigest()
