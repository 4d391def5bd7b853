"""The form of the code, held by the tools of the field, run as tests so that one command checks all."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MYPY = ["mypy"] if (ROOT / ".mypy_cache").exists() else ["mypy", f"--cache-dir={os.devnull}"]
"""In a fresh clone nobody reads the cache again, and writing it takes a third of the time."""

TOOLS = {
    "ruff format": ["ruff", "format", "--check", "."],
    "ruff check": ["ruff", "check", "."],
    "mypy": MYPY,
}


@pytest.mark.parametrize("tool", TOOLS)
def test_tool_is_content(tool: str) -> None:
    result = subprocess.run(
        [sys.executable, "-m", *TOOLS[tool]], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert result.returncode == 0, f"{tool} says:\n{result.stdout}{result.stderr}"


def test_imports_point_down() -> None:
    """The import contracts of pyproject.toml hold."""
    result = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stdout + result.stderr
