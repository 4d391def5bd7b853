"""Exams: weights that add up, and topics that count."""

from collections.abc import Iterator

from trainer.content.model import Course
from trainer.graph.facts import FactGraph
from trainer.problem import Problem


def weights_add_up(course: Course, graph: FactGraph) -> Iterator[Problem]:  # noqa: ARG001 - the shape of a rule
    """The weights of a form are percentages of all its items."""
    for blueprint in course.blueprints.values():
        total = sum(blueprint.weights.values())
        if abs(total - 100) > 0.01:
            message = f"the weights add up to {total:g}."
            yield Problem(blueprint.source, "weights", message, "Make them 100.")


def topics_counted(course: Course, graph: FactGraph) -> Iterator[Problem]:  # noqa: ARG001 - the shape of a rule
    """A pattern that an exam may use has a topic that counts under one of the exam's domains."""
    for pattern in course.patterns.values():
        topic = course.topics.get(pattern.topic)
        for exam in pattern.exams if topic is not None else ():
            if topic is not None and exam not in topic.domains:
                message = f'the topic "{pattern.topic}" counts under no domain of {exam}.'
                mend = "Give the topic a domain in course.yaml, or remove the exam here."
                yield Problem(pattern.source, "no-domain", message, mend)
