"""Readings: what exams really ask was looked up by several readers, and what patterns conclude was read."""

from collections.abc import Iterator

from trainer.authoring.table import tables
from trainer.content.model import Course, Fact, Pattern, Tier
from trainer.graph.facts import FactGraph
from trainer.problem import Problem


def core_facts_read(course: Course, graph: FactGraph) -> Iterator[Problem]:  # noqa: ARG001 - the shape of a rule
    """A core fact that may be asked was looked up by as many different readers as the course wants."""
    for fact in course.facts.values():
        readers = {reading.by for reading in fact.readings}
        if fact.tier is Tier.CORE and fact.askable and len(readers) < course.readers_wanted:
            found = " and ".join(sorted(readers)) or "nobody"
            wanted = f"this course wants {course.readers_wanted} readers"
            message = f"{fact.id} is core and was read by {found}; {wanted}."
            mend = "Look it up again and add the reading, give it another tier, or write ask: no."
            yield Problem(fact.source, "read-too-seldom", message, mend)


def read_in_time(course: Course, graph: FactGraph) -> Iterator[Problem]:  # noqa: ARG001 - the shape of a rule
    """No reading is later than the day of the course."""
    read: list[Fact | Pattern] = [*course.facts.values(), *course.patterns.values()]
    for one in read:
        for reading in one.readings:
            if reading.read_on > course.as_of:
                message = f"{one.id} was read on {reading.read_on}, after the course's day {course.as_of}."
                mend = "Correct the day, or as_of in course.yaml."
                yield Problem(one.source, "later-than-course", message, mend)


def changed_truths_kept_out(course: Course, graph: FactGraph) -> Iterator[Problem]:  # noqa: ARG001 - the shape of a rule
    """What only some exams expect, because the truth changed while they were in use, is nothing to ask."""
    for fact in course.facts.values():
        if fact.expected_by and not fact.contested:
            message = f"{fact.id} says which exams expect it, and questions may still rest on it."
            yield Problem(
                fact.source, "changed-truth", message, "Write contested: yes, or remove expected_by."
            )


def tables_read(course: Course, graph: FactGraph) -> Iterator[Problem]:
    """Where the course wants readers, each pattern was read as it is now: everything that it concludes."""
    if not course.readers_wanted:
        return
    for table in tables(graph):
        if table.is_read:
            continue
        message = f"the {table.cells} conclusions of {table.pattern.id}: {table.standing}."
        mend = (
            f"Read trainer table {table.pattern.id}, then add {{mark: {table.mark}, date: …, by: …}} to read."
        )
        yield Problem(table.pattern.source, "table-unread", message, mend)
