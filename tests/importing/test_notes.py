"""A note about ECS in the shape that such notes have: each statement gets its mark, nothing is changed."""

import re
from pathlib import Path

import pytest

from tests.courses import ecs
from trainer.content.markdown import read_markdown
from trainer.content.model import Course
from trainer.importing.model import MarkedNote, Standing
from trainer.importing.notes import mark_note

ROOT = Path(__file__).parents[2]
OURS = Path(__file__).parent / "notes" / "ECS revision.md"
FURTHER = Path(__file__).parent / "notes" / "ECS further.md"
MISTAKEN = Path(__file__).parent / "notes" / "ECS mistaken.md"
REAL = ROOT.parent / "shared" / "notes" / "Amazon ECS.md"

_CLAIM = re.compile(r"%%([a-z0-9-]+)%%")


@pytest.fixture(scope="module")
def course() -> Course:
    """The course about ECS."""
    return ecs()


def marked(path: Path, course: Course) -> MarkedNote:
    """The note as the reader shows it."""
    document = read_markdown(path.read_text(encoding="utf-8"), path.name)
    note = mark_note(document.blocks, course, path.stem, path.name)
    assert note.blocks == document.blocks, "marking changes nothing"
    return note


OUR_MARKS = """
How AWS lets you run containers | right | ecs-is-awss-platform
The fleet of EC2 instances | right | ec2-you-provision
Starting a container = | right | containers-are-tasks-on-clusters
An EC2 instance without the ECS agent | right | instance-without-agent-stays-out
No servers to look after | right | fargate-nothing-to-provision
Serverless! | right | fargate-serverless
You ask for vCPU | right | fargate-runs-tasks-by-size
Scaling out = | right | fargate-scale-by-tasks
You still patch | wrong | fargate-you-provision
Its mascot | unmatched |
Instance profile (only | simplified | instance-profile-ec2-only
The ECS agent uses it | right | agent-uses-instance-profile
Its API calls register | right | instance-profile-calls-ecs
Fetches images | right | instance-profile-pulls-image
Ships logs | simplified | instance-profile-sends-logs
Reads secrets | wrong | instance-profile-reads-secrets
Task role | right | task-role-named
For what the application | right | task-role-for-code
Each service should | right | task-role-per-service
ALB: the default | right | alb-for-most
NLB only | simplified | nlb-only-for-throughput
Tasks mount it | right | efs-mounts-on-tasks
Works with Fargate | right | efs-both-launch-types
EBS EFS is persistent | right | efs-persistent-shared
You cannot mount S3 | outdated | s3-cannot-be-mounted
Raises or lowers | right | service-scaling-changes-tasks
It watches CPU | simplified | service-scaling-metrics
Ways to scale: | simplified | service-scaling-modes
Target tracking | right | target-tracking-named
Step scaling | right | step-scaling-named
Scheduled scaling | right | scheduled-scaling-named
Fargate makes auto scaling | right | fargate-easier-scaling
Service Auto Scaling (tasks) | right | service-scaling-is-not-instance-scaling
Amazon ECR \\| stores | right | ecr-stores-images
Amazon ECR \\| integrated | right | ecr-integrated-and-on-s3
Access goes by IAM | right | ecr-access-by-iam
A permission error => | simplified | ecr-errors-mean-policy
"""


def test_each_statement_of_our_note_has_the_mark_that_the_facts_give_it(course: Course) -> None:
    note = marked(OURS, course)
    expected = [
        tuple(cell.strip().replace("\\|", "|") for cell in line.replace("\\|", "\0").split("|"))
        for line in OUR_MARKS.strip().splitlines()
    ]
    found = [(mark.statement.text, mark.standing.value, mark.claim) for mark in note.marks]
    assert [(standing, claim) for _, standing, claim in found] == [
        (standing, claim) for _, standing, claim in expected
    ]
    for (text, *_), (begins, *_) in zip(found, expected, strict=True):
        assert text.startswith(begins.replace("\0", "|")), (text, begins)
    assert {mark.standing for mark in note.marks} == set(Standing)


def test_nothing_false_is_marked_as_right_and_most_of_it_is_caught(course: Course) -> None:
    marks = marked(MISTAKEN, course).marks[1:]  # the first says what the note is for
    stated = [mark for mark in marks if not mark.statement.text.endswith(":")]
    assert [mark.statement.text for mark in stated if mark.standing is Standing.RIGHT] == []
    caught = [mark for mark in stated if mark.standing is not Standing.UNMATCHED]
    assert len(caught) >= 0.9 * len(stated)


def test_each_line_makes_the_claim_that_is_written_behind_it(course: Course) -> None:
    lines = FURTHER.read_text(encoding="utf-8").splitlines()
    expected = {number: _CLAIM.findall(line) for number, line in enumerate(lines, 1) if "%%" in line}
    found = {mark.statement.source.line: [mark.claim] for mark in marked(FURTHER, course).marks[1:]}
    assert found == expected


def test_every_claim_of_the_course_is_made_by_some_note_of_ours(course: Course) -> None:
    made = {mark.claim for note in (OURS, FURTHER, MISTAKEN) for mark in marked(note, course).marks}
    assert [claim for claim in course.claims if claim not in made] == []


def test_a_mark_says_why_what_holds_and_what_an_exam_expects(course: Course) -> None:
    marks = {mark.claim: mark for mark in marked(OURS, course).marks}
    wrong = marks["instance-profile-reads-secrets"]
    assert "execution role" in wrong.why
    assert "execution role" in wrong.exam
    assert wrong.facts == ("secrets-execution-role", "secrets-not-instance-role")
    assert wrong.holds == tuple(course.facts[fact].says for fact in wrong.facts)
    assert "EFS" in marks["s3-cannot-be-mounted"].exam
    unmatched = [mark for mark in marks.values() if mark.standing is Standing.UNMATCHED]
    assert all(mark.why and not mark.facts for mark in unmatched)


def test_statements_keep_their_place_their_line_and_what_stands_above_them(course: Course) -> None:
    marks = marked(OURS, course).marks
    secrets = next(mark.statement for mark in marks if mark.claim == "instance-profile-reads-secrets")
    assert secrets.context == ("ECS revision", "IAM", "Instance profile (only on the EC2 launch type):")
    assert secrets.place == (0, 0, 0, 4)
    assert (
        OURS.read_text(encoding="utf-8").splitlines()[secrets.source.line - 1].strip() == "- " + secrets.text
    )


def test_pictures_are_supplied_redrawn_or_honestly_missing(course: Course) -> None:
    missing, own, unknown = marked(OURS, course).pictures
    assert missing.words == "Screenshot 2025-03-10 113608.png: picture not supplied"
    assert len(missing.figures) >= 5
    assert set(missing.figures) <= set(course.figures)
    assert own.supplied
    assert own.figures == ("upload-to-dynamodb",)
    assert (unknown.supplied, unknown.figures) == (False, ())
    document = read_markdown(OURS.read_text(encoding="utf-8"), OURS.name)
    again = mark_note(document.blocks, course, supplied=["whiteboard.jpg"]).pictures[2]
    assert again.words == "whiteboard.jpg"


@pytest.mark.skipif(not REAL.exists(), reason="the real note is absent: ../shared/notes/Amazon ECS.md")
class TestRealNote:
    """The user's own note, where it is at hand; it is no part of this project."""

    def test_every_statement_is_matched_or_named_as_unmatched(self, course: Course) -> None:
        note = marked(REAL, course)
        for section in note.sections:
            for mark in section.marks:
                assert (mark.standing is Standing.UNMATCHED) is (mark.claim == "")
        assert note.unmatched == ()
        assert _said(note) >= _lines(REAL)
        assert all(mark.facts and mark.holds for mark in note.marks)

    def test_the_verdicts_are_those_of_the_audit(self, course: Course) -> None:
        note = marked(REAL, course)
        verdicts = {mark.claim: mark.standing for mark in note.marks}
        assert verdicts["instance-profile-reads-secrets"] is Standing.WRONG
        assert verdicts["s3-cannot-be-mounted"] is Standing.OUTDATED
        simplified = {claim for claim, standing in verdicts.items() if standing is Standing.SIMPLIFIED}
        assert simplified == {
            "instance-profile-ec2-only",
            "instance-profile-sends-logs",
            "nlb-only-for-throughput",
            "service-scaling-metrics",
            "service-scaling-modes",
            "ecr-errors-mean-policy",
        }
        right = [claim for claim, standing in verdicts.items() if standing is Standing.RIGHT]
        assert len(right) == len(verdicts) - 8

    def test_the_five_screenshots_are_not_pretended_to_be_known(self, course: Course) -> None:
        pictures = marked(REAL, course).pictures
        assert [picture.name for picture in pictures] == list(course.missing_images)
        assert not any(picture.supplied for picture in pictures)
        assert all(len(picture.figures) >= 5 for picture in pictures)

    def test_no_sentence_of_the_note_stands_in_the_course(self) -> None:
        claims = (ROOT / "content" / "ecs" / "claims.yaml").read_text(encoding="utf-8").casefold()
        long = [line for line in _lines(REAL) if len(line.split()) >= 6]
        assert long
        assert [line for line in long if line.casefold() in claims] == []


def _lines(path: Path) -> set[str]:
    """The lines of a note that state something, without their Markdown."""
    lines = path.read_text(encoding="utf-8").splitlines()
    stated = [line for line in lines if line.strip() and not line.startswith(("#", "!["))]
    return {line.strip().lstrip("-•").strip().lstrip("•").replace("**", "").strip() for line in stated}


def _said(note: MarkedNote) -> set[str]:
    return {mark.statement.text for mark in note.marks}
