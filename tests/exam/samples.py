"""Items, blueprints and sources of a small invented course, for exams and the store."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from trainer.content.model import (
    Blueprint,
    ConceptId,
    ExamId,
    FactId,
    PatternId,
    RelationId,
    Step,
    Tier,
    TopicId,
)
from trainer.exam.attempt import begin
from trainer.exam.form import assemble
from trainer.exam.model import Attempt, Form, ItemsSource, Moment
from trainer.questions.model import (
    Criterion,
    Design,
    Item,
    ItemId,
    Option,
    Outcome,
    Picture,
    Proof,
    ProofKind,
    Requirement,
    Scene,
    Statement,
)
from trainer.seed import stream

SAA = ExamId("SAA-C03")
DOMAINS = {"secure": 30.0, "resilient": 26.0, "performant": 24.0, "cost": 20.0}


def blueprint(items: int = 20, minutes: int = 40, multiple_response_percent: float = 20.0) -> Blueprint:
    return Blueprint("saa-mini", SAA, "Mini exam", items, minutes, DOMAINS, 72.0, multiple_response_percent)


def item(
    name: str,
    *,
    domain: str = "secure",
    facts: tuple[str, ...] = ("fact-1",),
    pattern: str = "which-role",
    select: int = 1,
    stem: str = "",
    key: str = "",
    reserved: bool = False,
) -> Item:
    """An item whose first options are the keys: 1 of 4, or `select` of 5."""
    size = 4 if select == 1 else 5
    cites = tuple(FactId(fact) for fact in facts)
    texts = [
        f"{key or 'key of ' + name} {n}" if n < select else f"distractor {n} of {name}" for n in range(size)
    ]
    return Item(
        item_id=ItemId(name),
        kind="lookup",
        pattern=PatternId(pattern),
        origin="generated",
        fact_ids=cites,
        topic=TopicId(f"topic-{domain}"),
        domains={SAA: domain},
        exams=(SAA,),
        tier=Tier.CORE,
        level="recall",
        reserved=reserved,
        stem=stem or f"Which role does {name} take when a task of that service is started?",
        options=tuple(
            Option(
                id="abcde"[n],
                text=text,
                is_key=n < select,
                rationale=f"Because of {facts[0]}.",
                proof=Proof(ProofKind.ENTAILED if n < select else ProofKind.COMPLETE, cites),
            )
            for n, text in enumerate(texts)
        ),
        select=select,
        as_of=date(2026, 11, 22),
        seed=7,
    )


def rich_item() -> Item:
    """An item that uses every field there is, each kind of claim included."""
    statement = Statement(
        ConceptId("pull-image"),
        RelationId("acts-with"),
        ConceptId("task-role"),
        (("launch-type", ConceptId("fargate")),),
    )
    design = Design(
        parts=(("launch", ConceptId("fargate")), ("storage", ConceptId("efs"))),
        circumstances=(("launch-type", "launch"),),
        requirements=(Requirement("storage", RelationId("is"), "shared", False),),
        criterion=Criterion("launch", RelationId("less-work")),
    )
    step = Step("ecs", "RunTask", {"cluster": "shop", "count": 2, "deep": [{"a": [1.5, None, True, "é"]}]})
    outcome = Outcome((step,), 60, "running.web", "2")
    plain = item("rich", facts=("fact-1", "fact-2"), select=2, reserved=True)
    first, second, *rest = plain.options
    return replace(
        plain,
        options=(
            replace(first, claims=(statement, design), brief="brief"),
            replace(second, claims=(outcome,), deciding=("started",)),
            *rest,
        ),
        answer=("awsvpc", "aws vpc"),
        picture=Picture("upload", "run"),
        exhibit='CannotPullContainerError: "…"\n\ttab',
        scene=Scene((step,), 30, "tasks[0].lastStatus"),
        deciding=("a task",),
    )


def source(facts_per_domain: int = 60, patterns: int = 3) -> ItemsSource:
    """A course of so many facts a domain, each asked by so many patterns, one key or two."""

    def items(domain: str, select: int) -> Iterator[Item]:
        places = [(fact, pattern) for fact in range(facts_per_domain) for pattern in range(patterns)]
        for fact, pattern in stream("source", domain, select).shuffled(places):
            yield item(
                f"{domain}-{fact}-{pattern}-{select}",
                domain=domain,
                facts=(f"{domain}-fact-{fact}",),
                pattern=f"{domain}-pattern-{pattern}-{select}",
                select=select,
                reserved=pattern == 0,
            )

    return items


def form(items: int = 20) -> Form:
    return assemble(blueprint(items), source(), seed=5, content_version="v1")


def attempt(moment: Moment, items: int = 20, limit_s: int | None = 2400) -> Attempt:
    return begin(form(items), "exam-1", moment, limit_s)
