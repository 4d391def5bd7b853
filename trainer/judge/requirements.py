"""Questions of others, reduced to requirements and solutions, decided by the facts."""

from collections.abc import Mapping, Sequence

from trainer.content.model import Plain
from trainer.graph.facts import FactGraph
from trainer.judge.meeting import counted, first_of, meets
from trainer.judge.model import Finding, Ruling, Truth
from trainer.judge.naming import Dictionary
from trainer.judge.reading import Question, Wish, read_question
from trainer.judge.ruling import rule
from trainer.judge.statements import asks_for_statements, judge_statements


def judge_requirements(question: Mapping[str, Plain], graph: FactGraph) -> Ruling:
    """Decide `{requirements: [{concept, value}], criterion, options: [[{concept, value}]], select}`.

    In an option, `value` names what is chosen and `concept` the part it fills (any words). In a requirement,
    `concept` names a relation ("not" before it turns it round) and `value` its object; or a kind, for what
    must be chosen and for a circumstance that the stem gives (a steady load). A part of the options, or
    nothing, means whatever relation joins the options with the value, in either direction. `criterion` is
    in exam words ("LEAST operational overhead") or names an order; null for none. `best` counts from 0.
    A question of this sort promises one answer, so an option that alone provably meets everything is it, and
    so is one that alone does not provably fail; `why` says so. It also says which requirements are set aside
    because the facts tell no option apart by them. What an option names and the course does not know leaves
    that option open, and an unknown criterion does not matter where the requirements decide; neither does an
    unknown requirement where all options but one fall short of the others, or where one alone meets any of
    them. Where of every requirement less than half is known, nothing is decided. `select` (left out: 1) is
    how many options are right; with more than one, `best` is a list, and together they must leave no
    requirement without an answer. An option "All of the above" is right where two others are and none falls
    short. Where a requirement is `{concept: statement, value: true}`, the options are
    statements (see `statements.py`). Raises ValueError, in one sentence, when the question has another shape
    or an unknown name.
    """
    if asks_for_statements(question):
        return judge_statements(question, graph)
    read = read_question(question, Dictionary(graph))
    met = [[meets(wish, read.given, one, graph) for one in read.solutions] for wish in read.wishes]
    idle = [place for place, row in enumerate(met) if all(one.truth is Truth.UNKNOWN for one in row)]
    if len(idle) == len(met) and not read.orders:
        idle = []
    rows = zip(read.wishes, met, strict=True)
    telling = [pair for place, pair in enumerate(rows) if place not in idle]
    if telling and all(wish.loose for wish, _ in telling):
        part = "; ".join(wish.said for wish, _ in telling)
        return Ruling(None, (f"nothing but a part of these words is known, and that cannot decide: {part}",))
    judged = _all_met if read.select == 1 else _some_met
    numbers = any(
        counted(one, wish, graph) for wish, _ in telling for one in wish.relations if not one.objects
    )
    findings = [
        _with_strange(
            judged([(wish, row[place]) for wish, row in telling]), () if numbers else solution.strange
        )
        for place, solution in enumerate(read.solutions)
    ]
    aside = tuple(f"set aside: {read.wishes[place].said}: {_plainly(met[place])}" for place in idle)
    met_by = [
        frozenset(wish.said for wish, row in telling if row[place].truth is Truth.HOLDS)
        for place in range(len(read.solutions))
    ]
    near = [
        place
        for place, solution in enumerate(read.solutions)
        if solution.passed_over and 0 < len(met_by[place]) >= len(telling) - 1
    ]
    for place in [place for place, one in enumerate(read.solutions) if one.all_others and read.select == 1]:
        findings = _with_all(findings, place, ordered=bool(read.orders or read.unordered))
        near.append(place)
    ruling = rule(read, findings, met_by, near, graph)
    if read.unread and (ruling.best is None or not _decides_without(read, findings, met_by)):
        raise ValueError(read.unread)
    if read.unordered and ruling.best is None:
        raise ValueError(read.unordered)
    told = (f"criterion set aside: {read.unordered}",) if read.unordered else ()
    unread = (f"requirement set aside: {read.unread}",) if read.unread else ()
    return Ruling(ruling.best, (*aside, *unread, *told, *ruling.why))


def _with_all(findings: Sequence[Finding], place: int, *, ordered: bool) -> list[Finding]:
    """The findings where the option at `place` says that all others are right.

    One that falls short refutes it. Where none does, two that meet everything leave no other answer, unless
    a criterion decides between them.
    """
    found = list(findings)
    others = [one for other, one in enumerate(findings) if other != place]
    failing = tuple(reason for one in others if one.truth is Truth.FAILS for reason in one.reasons)
    if failing:
        found[place] = Finding(Truth.FAILS, failing)
    elif not ordered and sum(one.truth is Truth.HOLDS for one in others) > 1:
        found = [Finding(Truth.FAILS, ("it is not the only one that meets everything",)) for _ in findings]
        found[place] = Finding(Truth.HOLDS, tuple(reason for one in others for reason in one.reasons))
    else:
        found[place] = Finding(Truth.UNKNOWN, ("not all others are shown to be right or wrong",))
    return found


def _decides_without(read: Question, findings: Sequence[Finding], met_by: Sequence[frozenset[str]]) -> bool:
    """Whether an unknown requirement may be set aside: all options but one fall short, which it cannot mend,
    or only one meets anything of the others, all of which it meets."""
    truths = [one.truth for one in findings]
    alone = truths.count(Truth.HOLDS) == sum(1 for met in met_by if met) == 1
    return read.select == 1 and (alone or 0 < truths.count(Truth.FAILS) == len(findings) - 1)


def _plainly(findings: Sequence[Finding]) -> str:
    """Why a requirement tells no option apart."""
    silent = all("can say" in reason for one in findings for reason in one.reasons)
    return "no option can say" if silent else "the facts settle it for no option"


def _all_met(met: Sequence[tuple[Wish, Finding]]) -> Finding:
    """Whether a solution meets every wish; it fails on one that it provably breaks.

    What is unwanted and what may be a circumstance count only where the facts settle them.
    """
    findings = [one for wish, one in met if one.truth is not Truth.UNKNOWN or wish.required]
    for truth in (Truth.FAILS, Truth.UNKNOWN):
        reasons = tuple(reason for one in findings if one.truth is truth for reason in one.reasons)
        if reasons:
            return Finding(truth, reasons)
    return Finding(Truth.HOLDS, tuple(reason for one in findings for reason in one.reasons))


def _some_met(met: Sequence[tuple[Wish, Finding]]) -> Finding:
    """Where several options are right together, each has to meet one wish and fails only on all of them."""
    return first_of([one for _, one in met], Truth.HOLDS, Truth.UNKNOWN, Truth.FAILS)


def _with_strange(finding: Finding, strange: tuple[str, ...]) -> Finding:
    """Words that nobody knows leave open what would hold, and save nothing that fails."""
    if not strange or finding.truth is Truth.FAILS:
        return finding
    return Finding(Truth.UNKNOWN, strange)
