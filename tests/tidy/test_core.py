"""What the core must never do: read a clock, the environment, the network, or chance that nobody named."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CORE = [
    "authoring",
    "content",
    "graph",
    "figures",
    "sim",
    "aws",
    "questions",
    "judge",
    "memory",
    "exam",
    "labs",
    "importing",
    "activities",
    "plain",
]
"""Packages below the shells; `aws/server` is a shell of its own and gets its clock handed in."""

FORBIDDEN_CALLS = {
    "datetime.now",
    "datetime.utcnow",
    "datetime.today",
    "date.today",
    "time.time",
    "time.monotonic",
    "time.perf_counter",
    "time.sleep",
    "os.getenv",
    "os.urandom",
    "random.random",
    "random.choice",
    "random.shuffle",
    "random.randint",
    "uuid.uuid4",
    "uuid.uuid1",
    "secrets.token_hex",
}
FORBIDDEN_NAMES = {"os.environ"}


def dotted(node: ast.AST) -> str:
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else ""


MENTIONED = re.compile(
    "|".join(sorted({name.rpartition(".")[2] for name in FORBIDDEN_CALLS | FORBIDDEN_NAMES}))
)
"""What a breach cannot do without; most files have none of these words and need no parser."""


def breaches(text: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(text)) if MENTIONED.search(text) else ():
        if isinstance(node, ast.Call) and dotted(node.func) in FORBIDDEN_CALLS:
            yield f"line {node.lineno}: {dotted(node.func)}()"
        elif isinstance(node, ast.Attribute) and dotted(node) in FORBIDDEN_NAMES:
            yield f"line {node.lineno}: {dotted(node)}"


def core_files() -> list[Path]:
    return sorted(file for package in CORE for file in (ROOT / "trainer" / package).rglob("*.py"))


@pytest.mark.parametrize("file", core_files(), ids=lambda file: str(file.relative_to(ROOT)))
def test_core_reads_no_clock_and_no_chance(file: Path) -> None:
    assert not list(breaches(file.read_text(encoding="utf-8")))


def test_the_check_sees_a_breach() -> None:
    assert list(breaches("import time\nx = time.time()")) == ["line 2: time.time()"]
    assert list(breaches("import os\nx = os.environ['HOME']")) == ["line 2: os.environ"]


def test_top_level_holds_only_what_was_agreed() -> None:
    allowed = {"pyproject.toml", "trainer", "content", "images", "tests", "README.md", "LICENSE"}
    tracked = {path.name for path in ROOT.iterdir() if not path.name.startswith(".")}
    assert tracked - {"dist", "build", "__pycache__"} <= allowed


@pytest.mark.parametrize(
    "file", sorted((ROOT / "trainer").rglob("*.py")), ids=lambda file: str(file.relative_to(ROOT))
)
def test_files_stay_readable(file: Path) -> None:
    """Near 400 lines there is a second noun inside."""
    assert len(file.read_text(encoding="utf-8").splitlines()) <= 420
