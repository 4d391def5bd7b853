"""Questions of others, reduced to requirements and solutions, decided by the facts."""

from collections.abc import Mapping

from trainer.content.model import Plain
from trainer.graph.facts import FactGraph
from trainer.judge.model import Ruling


def judge_requirements(question: Mapping[str, Plain], graph: FactGraph) -> Ruling:
    """Decide `{requirements: [{concept, value}], criterion, options: [[{concept, value}]]}`.

    Raises ValueError, in one sentence, when the question has another shape or an unknown name.
    """
    raise NotImplementedError


def vocabulary(graph: FactGraph) -> dict[str, Plain]:
    """The names that `judge_requirements` understands: kinds with their concepts, relations, criteria."""
    raise NotImplementedError
