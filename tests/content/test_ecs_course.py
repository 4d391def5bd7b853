"""The ECS course covers the notes it grew from, and its facts bear being concluded from."""

import re
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import pytest

from tests.courses import ecs
from trainer.content.model import Fact, Literal, Tier, World
from trainer.content.prose import Block, BulletList, Callout, Paragraph, Quote, Table, plain_text

ROOT = Path(__file__).resolve().parents[2]
NOTES = ROOT.parent / "shared" / "notes" / "Amazon ECS.md"

NEIGHBOURS = ("facts/neighbours.yaml", "facts/orders.yaml", "facts/delivery.yaml")

# What the notes state, paraphrased, by lesson: section, statement, the facts that carry or correct it.
STATEMENTS = """
introduction:
  own-platform | ECS is AWS's own platform | ecs-is-orchestrator
ec2-launch-type:
  you-keep-servers | servers are yours to keep | ec2-you-manage
  tasks-on-a-cluster | containers run as tasks on a cluster | task-is-copy cluster-is-grouping
  the-agent | an agent on each instance makes it join | instance-runs-agent
fargate-launch-type:
  nothing-to-provision | nothing to provision, serverless | fargate-aws-manages fargate-no-instance
  cpu-and-memory | tasks run from the CPU and memory named | fargate-awsvpc
  to-scale | scaled by a number of tasks | fargate-scale-tasks fargate-no-instance-scaling
iam-roles:
  instance-profile | the instance profile belongs to EC2 only | instance-profile-ec2-only
  instance-profile | the agent uses it for the ECS API | instance-role-user register-with-instance-role
  instance-profile | it pulls images on EC2 | ecr-pull-ec2
  instance-profile | it sends logs on EC2 | awslogs-ec2-instance-role
  secrets | it does not inject secrets (corrected) | secrets-execution-role secrets-not-instance-role
  execution-role | a third role (completed) | ecr-pull-fargate awslogs-fargate execution-role-user
  task-role | the task role is the code's | task-role-user app-uses-task-role
  task-role | another role for another service | task-role-scope
load-balancers:
  alb | ALB mostly | alb-most-cases
  nlb | NLB for throughput | nlb-throughput
  nlb | NLB for PrivateLink | nlb-privatelink alb-not-privatelink
data-volumes:
  efs | EFS is mounted by tasks of both launch types | efs-on-ec2 efs-on-fargate
  efs | lasting storage shared over zones | efs-shared efs-kept
  fargate-and-efs | Fargate with EFS is serverless | fargate-aws-manages efs-on-fargate
  s3 | no S3 mount (dated) | s3-bucket-not-ec2 s3-bucket-not-fargate s3-files-on-fargate
service-auto-scaling:
  tasks | the number of tasks moves by itself | service-scaling-tasks
  tasks | Application Auto Scaling does it | service-scaling-by-aas
  metrics | three metrics | tracks-cpu tracks-memory tracks-alb-requests
  target-tracking | the first mode | tracking-target-value
  step-scaling | the second mode | step-breach-size
  scheduled | the third mode | scheduled-clock scheduled-bounds
  tasks-not-instances | easier on Fargate | fargate-no-instance-scaling
  tasks-not-instances | tasks and instances are two levels | service-scaling-not-instances ec2-scaling-serves
amazon-ecr:
  registry | keeps images | ecr-is-registry
  registry | S3 behind it | ecr-layers-in-s3
  iam | IAM decides, denied means policy | ecr-access-iam ecr-not-security-groups
solution-architectures:
  upload-to-dynamodb | upload, Fargate, DynamoDB | upload-begins rule-runs-task-role upload-task-role
  scheduled-batch | batch by schedule | batch-begins batch-runs batch-task-role
  queue-workers | workers on a queue | queue-begins backlog-metric
  stopped-task-alert | stopped tasks are told | alert-begins topic-policy-lets-rule
  cpu-scaling | scaling on CPU | cpu-begins
"""


def _statements() -> Iterator[tuple[str, str, str, str]]:
    lesson = ""
    for line in STATEMENTS.strip().splitlines():
        if line.startswith(" "):
            section, statement, facts = (part.strip() for part in line.split("|"))
            yield lesson, section, statement, facts
        else:
            lesson = line.removesuffix(":")


@pytest.mark.parametrize(
    ("lesson", "section", "statement", "facts"),
    list(_statements()),
    ids=[f"{row[0]}: {row[2]}" for row in _statements()],
)
def test_each_statement_of_the_notes_is_taught_with_its_facts(
    lesson: str, section: str, statement: str, facts: str
) -> None:
    lessons = {str(id_): lesson_ for id_, lesson_ in ecs().lessons.items()}
    taught = {part.id: part for part in lessons[lesson].sections}[section].facts
    assert set(facts.split()) <= set(map(str, taught)), statement


def test_no_line_of_the_notes_stands_in_a_lesson() -> None:
    if not NOTES.exists():
        pytest.skip("the notes are not beside this repository")
    lines = [re.sub(r"\W+", " ", line).strip().casefold() for line in NOTES.read_text("utf-8").splitlines()]
    long_lines = [line for line in lines if len(line.split()) >= 7]
    assert len(long_lines) > 10
    text = " ".join(re.sub(r"\W+", " ", statement).casefold() for statement in _all_text())
    assert [line for line in long_lines if line in text] == []


def test_every_core_fact_is_taught() -> None:
    taught = {fact for lesson in ecs().lessons.values() for fact in lesson.facts}
    assert [
        fact.id for fact in ecs().facts.values() if fact.tier is Tier.CORE and fact.id not in taught
    ] == []


def test_every_statement_block_names_its_facts_and_lessons_stay_short() -> None:
    for lesson in ecs().lessons.values():
        counts = {part.id: sum(map(_words, part.blocks)) for part in lesson.sections}
        assert sum(counts.values()) <= 700, lesson.id
        assert {id_: count for id_, count in counts.items() if count > 120} == {}
        for part in lesson.sections:
            untied = [
                block.source for block in part.blocks if _states(block) and not tuple(block.all_facts())
            ]
            assert untied == [], (lesson.id, part.id)


def test_every_lesson_ends_with_a_table_to_decide_by() -> None:
    for lesson in ecs().lessons.values():
        assert isinstance(lesson.sections[-1].blocks[-1], Table), lesson.id


def test_every_fact_says_where_it_comes_from() -> None:
    for fact in ecs().facts.values():
        assert ecs().pages[fact.page].url.startswith("https://"), fact.id
        assert fact.locator, fact.id
        assert fact.checked <= ecs().as_of, fact.id
        assert fact.rules or fact.topic == "iam-roles", fact.id  # rows of the role table have no rule ids
        assert all(re.fullmatch(r"[A-Z]{1,2}-?\d+", rule) for rule in fact.rules), fact.id


def test_a_subject_of_a_functional_relation_has_one_object_in_a_circumstance() -> None:
    twice = [
        (one.id, other.id)
        for one, other in _pairs(World.FUNCTIONAL)
        if one.holds and other.holds and one.object != other.object and _kind(one) == _kind(other)
    ]
    assert twice == []


def test_no_fact_denies_another() -> None:
    against = [
        (one.id, other.id)
        for world in World
        for one, other in _pairs(world)
        if one.object == other.object and one.holds != other.holds
    ]
    assert against == []


def test_a_functional_relation_offers_enough_to_be_wrong_about() -> None:
    """An item with four options takes three other concepts of the kind of its key."""
    concepts = ecs().concepts
    members = [concept.kind for concept in concepts.values()]
    few = {
        (fact.relation, _kind(fact))
        for fact in ecs().facts.values()
        if fact.askable and fact.holds and ecs().relations[fact.relation].world is World.FUNCTIONAL
        if not isinstance(fact.object, Literal) and members.count(concepts[fact.object].kind) < 4
    }
    of_two = {("servers-managed-by", "party"), ("alarms-kept-by", "party"), ("patched-by", "party")}
    assert few <= {*of_two, ("suits", "launch-type")}


def test_contrasts_rest_on_facts_about_both_sides() -> None:
    assert len(ecs().contrasts) >= 25
    for contrast in ecs().contrasts.values():
        spoken_of = {
            thing for id_ in contrast.facts for thing in (ecs().facts[id_].subject, ecs().facts[id_].object)
        }
        assert set(contrast.members) <= spoken_of or len(contrast.facts) >= 2, contrast.id


def test_core_is_small_and_read_twice() -> None:
    core = [fact for fact in ecs().facts.values() if fact.tier is Tier.CORE]
    assert len(ecs().facts) >= 350
    assert len(core) <= 120
    assert ecs().readers_wanted == 2
    for fact in core:
        assert len({(reading.by, reading.page) for reading in fact.readings}) >= 2, fact.id


def test_neighbours_are_told_apart_by_reasons_for_and_against() -> None:
    neighbours = [fact for fact in ecs().facts.values() if fact.source.path in NEIGHBOURS]
    assert len(neighbours) >= 60
    assert sum(not fact.holds for fact in neighbours) >= 10
    assert all(
        len(lesson.facts) > 20 for lesson in ecs().lessons.values() if lesson.topic in ("neighbours", "costs")
    )


def test_prices_name_the_load_that_they_hold_for() -> None:
    """Spare capacity is cheaper whatever the load; a commitment only while the load is steady."""
    for fact in ecs().facts.values():
        if fact.relation == "pays-less-than" and "plan" in fact.subject:
            assert dict(fact.when) == {"load": "load-steady"}, fact.id
        if fact.relation == "path-cheaper-than":
            assert "traffic" in dict(fact.when), fact.id


def test_orders_have_ids_of_their_own() -> None:
    orders = [relation.id for relation in ecs().relations.values() if relation.order]
    told = {
        rule
        for fact in ecs().facts.values()
        if fact.relation in orders
        for rule in fact.rules
        if "OR-" in rule
    }
    assert len(told) >= 9


def test_what_changed_while_an_exam_was_in_use_is_taught_and_not_asked() -> None:
    """S3 as a file system, the breaker's minimum, GPUs, App Runner: both answers, neither in a form."""
    changed = "s3-files-not-before s3-files-on-fargate s3-bucket-not-fargate s3-bucket-not-ec2"
    changed += " breaker-minimum ec2-gpu managed-gpu fargate-no-gpu apprunner-source apprunner-closed"
    facts = {str(id_): fact for id_, fact in ecs().facts.items()}
    assert [id_ for id_ in changed.split() if facts[id_].askable] == []
    assert all(not fact.askable for fact in facts.values() if fact.expected_by)


def test_each_domain_has_facts_enough() -> None:
    for exam in ecs().exams.values():
        near = [
            ecs().topics[fact.topic].domains[exam.id]
            for fact in ecs().facts.values()
            if fact.askable and fact.tier_in(exam.id) is not Tier.EXPERT
        ]
        assert {domain: near.count(domain) for domain in exam.domains if near.count(domain) < 25} == {}


def test_topics_count_in_every_domain_of_both_exams() -> None:
    for exam in ecs().exams.values():
        assert {topic.domains[exam.id] for topic in ecs().topics.values()} == set(exam.domains)


def test_forms_have_the_official_weights() -> None:
    weights = {form.exam: dict(form.weights) for form in ecs().blueprints.values()}
    assert weights["SAA-C03"] == {"secure": 30, "resilient": 26, "performant": 24, "cost": 20}  # type: ignore[index]
    assert weights["DVA-C02"] == {"development": 32, "security": 26, "deployment": 24, "troubleshooting": 18}  # type: ignore[index]
    assert {(form.items, form.minutes, form.pass_percent) for form in ecs().blueprints.values()} == {
        (20, 40, 72),
        (65, 130, 72),
    }


def test_the_pictures_that_the_notes_embed_are_named_as_missing() -> None:
    assert len(ecs().missing_images) == 5
    assert all(name.startswith("Screenshot 2025-03-10 ") for name in ecs().missing_images)


def _pairs(world: World) -> Iterator[tuple[Fact, Fact]]:
    """Facts of one subject and relation that can hold together, on one day."""
    today = [fact for fact in ecs().facts.values() if fact.valid(ecs().as_of)]
    for one, other in combinations(today, 2):
        if (one.subject, one.relation) == (other.subject, other.relation) and ecs().relations[
            one.relation
        ].world is world:
            here, there = dict(one.when), dict(other.when)
            if all(there.get(name, value) == value for name, value in here.items()):
                yield one, other


def _kind(fact: Fact) -> str:
    return "" if isinstance(fact.object, Literal) else ecs().concepts[fact.object].kind


def _states(block: Block) -> bool:
    return isinstance(block, Paragraph | BulletList | Table | Callout | Quote)


def _words(block: Block) -> int:
    return len(" ".join(_texts(block)).split())


def _texts(block: Block) -> Iterator[str]:
    match block:
        case Paragraph(line=line):
            yield plain_text(line)
        case BulletList(bullets=bullets):
            for bullet in bullets:
                yield plain_text(bullet.line)
                for child in bullet.children:
                    yield from _texts(child)
        case Table(header=header, rows=rows):
            yield from map(plain_text, header)
            for row in rows:
                yield from map(plain_text, row)
        case Callout(blocks=blocks) | Quote(blocks=blocks):
            for inner in blocks:
                yield from _texts(inner)


def _all_text() -> Iterator[str]:
    for lesson in ecs().lessons.values():
        for part in lesson.sections:
            for block in part.blocks:
                yield from _texts(block)
    for fact in ecs().facts.values():
        yield fact.says
