"""Options that are statements, decided one by one: which of them do the facts show to be true, or false?"""

from collections.abc import Mapping, Sequence

from trainer.content.model import Plain, Relation
from trainer.graph.facts import FactGraph
from trainer.judge.meeting import first_of, kind_of
from trainer.judge.model import Circumstances, Finding, Ruling, Truth
from trainer.judge.naming import Dictionary
from trainer.judge.reading import OPPOSITE, circumstance, options_of, pairs, select_of
from trainer.judge.ruling import told
from trainer.judge.theory import theory

ASKED = "statement"
"""The `concept` of the requirement that says so; its value is "true" or "false"."""


def asks_for_statements(question: Mapping[str, Plain]) -> bool:
    """Whether the options are said to be statements: a requirement is `{concept: statement, value: true}`."""
    listed = question.get("requirements")
    return isinstance(listed, list) and any(
        isinstance(one, dict) and str(one.get("concept") or "").casefold() == ASKED for one in listed
    )


def judge_statements(question: Mapping[str, Plain], graph: FactGraph) -> Ruling:
    """Which statement is true, or false where the value asks for that.

    An option is `[{concept: subject, value: object}]`, where any relation may join them, or names the
    relation: `[{concept: "", value: subject}, {concept: relation, value: object}]`, with "not" before it for
    the opposite.
    Other requirements are circumstances. ValueError, in one sentence, for another shape.
    """
    names = Dictionary(graph)
    wanted, given = _asked(question, names)
    options = options_of(question, "statements")
    select = select_of(question, len(options))
    findings = [_statement(option, given, names, graph) for option in options]
    why = [f"option {place} {one.truth}: {'; '.join(told(one, graph))}" for place, one in enumerate(findings)]
    sure = [place for place, one in enumerate(findings) if one.truth is wanted]
    standing = [place for place, one in enumerate(findings) if one.truth is not wanted.opposite]
    for chosen in (standing, sure):
        if len(chosen) == select:
            return Ruling(chosen[0] if select == 1 else tuple(chosen), tuple(why))
    return Ruling(None, (*why, f"the facts leave open which it is: {standing}"))


def _asked(question: Mapping[str, Plain], names: Dictionary) -> tuple[Truth, Circumstances]:
    wanted = Truth.HOLDS
    given: dict[str, str] = {}
    for concept, value in pairs(question.get("requirements"), "requirements"):
        if concept.casefold() != ASKED:
            given |= circumstance(concept, value, (), names)
        elif value.casefold() not in ("true", "false"):
            raise ValueError(f'the value of "{ASKED}" must be true or false, not "{value}".')
        elif value.casefold() == "false":
            wanted = Truth.FAILS
    return wanted, tuple(sorted(given.items()))


def _statement(
    said: Sequence[tuple[str, str]], given: Circumstances, names: Dictionary, graph: FactGraph
) -> Finding:
    """A statement's parts are all its pairs that name a subject or a relation; it holds if they all do."""
    subject = next((value for label, value in said if not _is_said(label, names)), "")
    found: list[Finding] = []
    for label, value in said:
        if not _is_said(label, names):
            continue
        relations = names.relations(OPPOSITE.sub("", label))
        one = _joined(subject if relations else label, value, relations or None, given, graph)
        denied = relations and OPPOSITE.match(label)
        found.append(Finding(one.truth.opposite, one.reasons) if denied else one)
    return first_of(found, Truth.FAILS, Truth.UNKNOWN, Truth.HOLDS)


def _is_said(label: str, names: Dictionary) -> bool:
    """Whether a label belongs to what is said: a relation, or a subject by its whole name."""
    return bool(names.relations(OPPOSITE.sub("", label))) or names.names_exactly(label)


def _joined(
    subject: str, value: str, among: Sequence[Relation] | None, given: Circumstances, graph: FactGraph
) -> Finding:
    """Whether a relation, one of `among` if given, joins what both names mean, either way round.

    Words without a number are held against the numbers told of a subject only where the relation is named.
    """
    names = Dictionary(graph)
    if not names.knows(subject):
        return Finding(Truth.UNKNOWN, (f'"{subject}" is no concept of this course',))
    targets = names.concepts(value) if names.knows(value) else ()
    literal = [relation for relation in among or graph.course.relations.values() if not relation.objects]
    counted = literal if among or any(letter.isdigit() for letter in value) else []
    asked: list[Finding] = []
    for one in names.concepts(subject):
        ends = [
            (relation, *pair)
            for target in targets
            for relation in among or names.joining((one,), target)
            for pair in ((one, target), (target, one))
            if kind_of(pair[1], graph) in relation.objects
        ]
        ends += [
            (relation, one, amount) for relation in counted for amount in names.amounts((relation,), value)
        ]
        asked += [
            theory(graph, _of(relation, given)).ask(first, relation.id, second)
            for relation, first, second in ends
            if kind_of(first, graph) in relation.subjects
        ]
    found = first_of(asked, Truth.HOLDS, Truth.FAILS, Truth.UNKNOWN)
    return (
        found if found.reasons else Finding(Truth.UNKNOWN, (f"{subject}, {value}: no relation joins them",))
    )


def _of(relation: Relation, given: Circumstances) -> Circumstances:
    """The circumstances that this relation may depend on."""
    return tuple(pair for pair in given if pair[0] in relation.qualifiers)
