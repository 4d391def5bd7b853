"""What the screens do without, so that an evening takes no more memory than it must."""

import subprocess
import sys
from hashlib import sha256 as reference
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from trainer.sha import sha256

ROOT = Path(__file__).parents[2]


def loaded_after(code: str) -> str:
    """What this code prints in a fresh interpreter."""
    command = [sys.executable, "-c", code]
    return subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT).stdout.strip()


def test_screens_and_the_start_of_a_course_load_no_openssl() -> None:
    assert (
        loaded_after("""
import sys
import trainer.tui.app, trainer.tui.screens.today, trainer.content.cache, trainer.activities.study
print([name for name in ("_ssl", "_hashlib") if name in sys.modules])
""")
        == "[]"
    )


def test_whoever_wants_tls_later_has_it() -> None:
    assert (
        loaded_after("import trainer.tui, ssl; print(ssl.create_default_context().check_hostname)") == "True"
    )


def test_an_asyncio_that_was_there_before_keeps_its_tls() -> None:
    assert loaded_after("import asyncio.sslproto as it, trainer.tui; print(it.ssl.__name__)") == "ssl"


@given(st.binary(max_size=300))
def test_the_digest_is_sha_256(data: bytes) -> None:
    assert sha256(data).hexdigest() == reference(data).hexdigest()
