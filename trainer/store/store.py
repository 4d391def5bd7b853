"""The store as one value: what is kept, by noun, over one SQLite file."""

from pathlib import Path

from trainer.store.answers import Answers


class Store:
    """A learner's file. Each attribute is one noun; every write is one committed transaction.

    store.answers   add(answer, ratings) rate(id, ratings) last(n) briefs()
    store.memory    states() -> dict[FactId, MemoryState]; reviews() -> list[Review]; rebuild()
    store.readings  add(reading); all() -> list[Reading]; introduced() -> tuple[FactId, ...] (read or met, in that order)
    store.attempts  start(attempt); keep(attempt); open() -> Attempt | None; load(attempt_id) -> Attempt; ended() -> list[Attempt]
    store.labs      save(run) -> LabRun; latest(lab_id) -> LabRun | None; passed() -> frozenset[LabId]
    store.worlds    load(name) -> str | None; change(name, change: Callable[[str | None], tuple[str, T]]) -> T; remove(name)
    store.settings  load() -> Settings; save(settings)
    store.reports   add(report); all() -> list[Report]
    store.progress  counts(now) -> Counts
    """

    answers: Answers

    def warm(self) -> None:
        """Import what the first write needs (0.15 s): call it from a thread once the first screen stands."""

    def close(self) -> None:
        """Close the file; safe to call twice. Nothing is lost without it."""


def open_store(path: Path) -> Store:
    """The store in this file, made if it is not there; its folder must exist.

    TrainerError, in one sentence, if the file is no database, damaged, from a newer version, locked for more
    than five seconds, or on a full or read-only disk; the file is left as it was.
    """
    raise NotImplementedError
