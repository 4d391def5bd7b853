"""Where in its file a slot stands: patterns keep no places of their slots, so it is read again."""

from pathlib import Path

from trainer.content.clean import decode
from trainer.content.yaml_source import YamlFile, read_yaml
from trainer.problem import Problem, Source
from trainer.questions.slots import SlotProblem


class Places:
    """Files of the course in that folder, each read once."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._files: dict[str, YamlFile] = {}

    def narrowed(self, problem: Problem) -> Problem:
        """A mistake in a slot told at that slot, or at the nearest thing around it; any other as it is."""
        if not isinstance(problem, SlotProblem):
            return problem
        source = self._slot(problem) or problem.source
        return Problem(source, problem.rule, problem.message, problem.mend, problem.context)

    def _slot(self, problem: SlotProblem) -> Source | None:
        file = self._file(problem.source.path)
        ids = [way for way, place in file.places.items() if place.value == problem.source] if file else []
        if file is None or not ids:
            return None
        way = (*ids[-1][:-1], "slots", *problem.way)
        while way not in file.places:  # a list of one may be written as its entry alone
            way = way[:-1]
        return file.key_at(*way)

    def _file(self, path: str) -> YamlFile | None:
        if path not in self._files:
            try:
                data = (self._root / path).read_bytes()
            except OSError:
                return None
            self._files[path] = read_yaml(decode(data), path)
        return self._files[path]
