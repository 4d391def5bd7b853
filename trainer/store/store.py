"""The store as one value: what is kept, by noun, over one SQLite file."""

from pathlib import Path

from trainer.memory.fsrs import load
from trainer.store.answers import Answers
from trainer.store.attempts import Attempts
from trainer.store.connection import Connection
from trainer.store.labs import Labs, Worlds
from trainer.store.memory import Memory
from trainer.store.opening import open_file
from trainer.store.progress import Progress
from trainer.store.readings import Readings
from trainer.store.reports import Reports
from trainer.store.settings import SettingsTable


class Store:
    """A learner's file. Each attribute is one noun; every write is one committed transaction.

    What a write has returned from survives a killed process and a power loss. Several processes may use one
    file.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.answers = Answers(connection)
        self.memory = Memory(connection)
        self.readings = Readings(connection)
        self.attempts = Attempts(connection)
        self.labs = Labs(connection)
        self.worlds = Worlds(connection)
        self.settings = SettingsTable(connection)
        self.reports = Reports(connection)
        self.progress = Progress(connection)

    @property
    def path(self) -> Path:
        """The file."""
        return self._connection.path

    def warm(self) -> None:
        """Import what the first write needs: call it from a thread once the first screen stands."""
        self._connection.database()
        load()

    def close(self) -> None:
        """Close the file; safe to call twice. Nothing is lost without it."""
        self._connection.close()


def open_store(path: Path) -> Store:
    """The store in this file, made if it is not there; its folder must exist.

    TrainerError, in one sentence, if the file is no database, damaged, from a newer version, locked for more
    than five seconds, or on a full or read-only disk; the file is left as it was.
    """
    return Store(open_file(path))
