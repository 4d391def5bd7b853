"""Worlds kept by name, such as the practice account of `trainer aws`.

They are written without sqlite-utils, whose import would take a third of such a command's time.
"""

from collections.abc import Callable
from typing import TypeVar

from trainer.store.connection import Connection

T = TypeVar("T")


class Worlds:
    """Worlds kept by name, each a JSON text that only its owner understands."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def load(self, name: str) -> str | None:
        """The world of that name."""
        rows = self._connection.read("SELECT world FROM worlds WHERE name = ?", name)
        return str(rows[0]["world"]) if rows else None

    def change(self, name: str, change: Callable[[str | None], tuple[str, T]]) -> T:
        """Load, change and keep a world in one transaction; nobody else changes it in between.

        `change` takes the world (None: there is none yet) and returns it anew, with what the caller wants to
        know. If it raises, the world stays as it was.
        """
        with self._connection.write() as writing:
            world, result = change(self.load(name))
            writing.run(
                "INSERT INTO worlds (name, world) VALUES (?1, ?2)"
                " ON CONFLICT (name) DO UPDATE SET world = ?2",
                (name, world),
            )
        return result

    def remove(self, name: str) -> None:
        """Forget a world; fine if there is none."""
        with self._connection.write() as writing:
            writing.run("DELETE FROM worlds WHERE name = ?", (name,))
