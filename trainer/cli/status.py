"""`trainer status --line` for a prompt: it imports next to nothing, since it runs before every line typed."""

from datetime import UTC, datetime


def line() -> int:
    """Print what is due on one line."""
    from trainer.store.status import status_line
    from trainer.wiring import DATABASE, home_folder

    print(status_line(home_folder() / DATABASE, datetime.now(UTC)))
    return 0
