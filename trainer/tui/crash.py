"""A mistake of ours: the traceback goes to a file, one sentence to the learner."""

import traceback
from datetime import datetime
from pathlib import Path


def told(error: Exception, home: Path, now: datetime) -> str:
    """Write the traceback, without the values of variables, and say where it is."""
    name = type(error).__name__
    file = home / "log" / f"crash-{now:%Y%m%dT%H%M%S}.txt"
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        file.write_text("".join(traceback.format_exception(error)), encoding="utf-8")
    except OSError:
        return f"The trainer stopped on a mistake of its own ({name}); all answers are kept."
    return f"The trainer stopped on a mistake of its own ({name}); all answers are kept. Details: {file}"
