"""patterns/*.yaml, exams/*.yaml and claims.yaml: what is asked, in which forms, and what notes say."""

from trainer.content.compiling.draft import Draft, entries, open_yaml
from trainer.content.model import (
    Blueprint,
    Claim,
    ConceptId,
    Exam,
    ExamId,
    FactId,
    Pattern,
    PatternId,
    TableReading,
    TopicId,
    Verdict,
)
from trainer.content.shapes import BlueprintShape, ClaimShape, ClaimsShape, PatternShape, PatternsShape
from trainer.content.yaml_source import YamlFile

Path = tuple[str | int, ...]


def read_patterns(draft: Draft, path: str, data: bytes) -> None:
    """Ways to ask; what a slot may hold is the kind's to say."""
    opened = open_yaml(draft, path, data, PatternsShape, ("pattern",))
    if opened is None:
        return
    file, top = opened
    for pattern, here in entries(draft, file, top.patterns, PatternShape, "pattern", "patterns"):
        source = file.at(*here, "id")
        draft.refers("topic", pattern.topic, file.at(*here, "topic"))
        exams = draft.all_of("exam", pattern.exams, file, *here, "exams")
        value = Pattern(
            PatternId(pattern.id), pattern.kind, TopicId(pattern.topic), pattern.level,
            dict(pattern.slots), tuple(ExamId(exam) for exam in exams),
            tuple(TableReading(one.mark, one.date, one.by) for one in pattern.read), source,
        )  # fmt: skip
        draft.add("pattern", pattern.id, value, source)


def read_blueprint(draft: Draft, path: str, data: bytes) -> None:
    """How one exam form is made up."""
    opened = open_yaml(draft, path, data, BlueprintShape, ("blueprint",))
    if opened is None:
        return
    file, top = opened
    source = file.at("id")
    if draft.refers("exam", top.exam, file.at("exam")):
        exam: Exam = draft.tables["exam"][top.exam]
        for domain in top.weights:
            if domain not in exam.domains:
                message = f'"{domain}" is no domain of {top.exam}.'
                draft.report(
                    file.key_at("weights", domain),
                    "unknown-domain",
                    message,
                    f"It has {', '.join(exam.domains)}.",
                )
    blueprint = Blueprint(
        top.id, ExamId(top.exam), top.title, top.items, top.minutes, dict(top.weights),
        top.pass_percent, top.multiple_response_percent, top.scenario_percent, source,
    )  # fmt: skip
    draft.add("blueprint", top.id, blueprint, source)


def read_claims(draft: Draft, path: str, data: bytes) -> None:
    """What notes commonly say."""
    opened = open_yaml(draft, path, data, ClaimsShape, ("claim",))
    if opened is None:
        return
    file, top = opened
    for claim, here in entries(draft, file, top.claims, ClaimShape, "claim", "claims"):
        source = file.at(*here, "id")
        value = Claim(
            claim.id,
            tuple(
                _group(draft, file, group, (*here, "concepts", place))
                for place, group in enumerate(claim.concepts)
            ),
            tuple(tuple(group) for group in claim.words),
            Verdict(claim.verdict),
            claim.why,
            tuple(FactId(fact) for fact in draft.all_of("fact", claim.facts, file, *here, "facts")),
            tuple(claim.absent),
            claim.exam or "",
            source,
        )
        draft.add("claim", claim.id, value, source)


def _group(draft: Draft, file: YamlFile, names: list[str], here: Path) -> tuple[ConceptId, ...]:
    found = (draft.concept(name, file.at(*here, place)) for place, name in enumerate(names))
    return tuple(concept for concept in found if concept is not None)
