"""Help and skeletons come from the model, fit a terminal and hold nothing that could steer one."""

import json
import re

import pytest
import yaml

from trainer.aws.command_line.files import no_files
from trainer.aws.command_line.help import WIDTH
from trainer.aws.command_line.html import plain_text
from trainer.aws.command_line.model import Help, Skeleton
from trainer.aws.command_line.names import operations
from trainer.aws.command_line.parse import parse
from trainer.aws.service_model import operation_model, validator


def page(line: str) -> str:
    parsed = parse(line, no_files)
    assert isinstance(parsed, Help)
    return parsed.text


@pytest.mark.parametrize(
    "line", ["help", "ecs help", "ecs wait help", "ec2 help", "sts get-caller-identity help"]
)
def test_pages_fit(line: str) -> None:
    assert max(map(len, page(line).splitlines())) <= WIDTH


def test_every_operation_of_ecs_has_a_page_that_fits() -> None:
    for name in operations("ecs"):
        text = page(f"ecs {name} help")
        assert max(map(len, text.splitlines())) <= WIDTH, name
        assert f"aws ecs {name}" in text
        assert re.search(r"[\x00-\x09\x0b-\x1f\x7f]", text) is None
        assert "<p>" not in text


def test_a_page_names_options_enums_and_shorthand() -> None:
    text = page("ecs run-task help")
    assert "--cluster (string)" in text
    assert "One of: EC2, FARGATE" in text
    assert "Shorthand: capacityProvider=string,weight=integer,base=integer" in " ".join(text.split())
    assert "--enable-ecs-managed-tags | --no-enable-ecs-managed-tags" in text


def test_html_becomes_paragraphs_and_bullets() -> None:
    html = (
        "<p>One <code>two</code>.</p><ul><li><p>a</p><ul><li>b</li></ul></li></ul>"
        "<note><p>c\x1b[31m</p></note>"
    )
    assert plain_text(html, 40) == "One `two`.\n\n- a\n\n  - b\n\nNote: c[31m"


def test_skeletons_are_valid_input_but_for_their_empty_texts() -> None:
    for name, operation in operations("ecs").items():
        parsed = parse(f"ecs {name} --generate-cli-skeleton", no_files)
        assert isinstance(parsed, Skeleton)
        form = json.loads(parsed.text)
        shape = operation_model("ecs", operation).input_shape
        report = validator().validate(form, shape).generate_report() if shape is not None else ""
        assert all("min length" in line or "min value" in line for line in report.splitlines()), report
        as_yaml = parse(f"ecs {name} --generate-cli-skeleton yaml-input", no_files)
        assert isinstance(as_yaml, Skeleton)
        assert (yaml.safe_load(as_yaml.text) or {}) == form
