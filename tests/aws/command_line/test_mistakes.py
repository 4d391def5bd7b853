"""What the command line says when it cannot do what was typed: in the words of AWS's CLI, with what to do."""

import os
from pathlib import Path

import pytest

from trainer.aws.command_line.files import BYTES_MAX, folder_reader, no_files
from trainer.aws.command_line.model import Mistake
from trainer.aws.command_line.parse import parse
from trainer.aws.command_line.show import show_request


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("", "the following arguments are required: command"),
        ("ecs", "the following arguments are required: operation"),
        ("esc list-clusters", "argument command: Invalid choice 'esc', maybe you meant:"),
        (
            "ecs lst-clusters",
            "argument operation: Invalid choice 'lst-clusters', maybe you meant:\n\n  * list-clusters",
        ),
        (
            "ecs wait service-stable",
            "argument waiter: Invalid choice 'service-stable', maybe you meant:\n\n  * services-stable",
        ),
        ("ecs qqq", "argument operation: Invalid choice 'qqq', `aws ecs help` lists what there is."),
        ("ecs stop-task", "the following arguments are required: --task"),
        ("ecs update-service --service", "argument --service: expected one argument"),
        ("ecs stop-task --tsk t", "Unknown options: --tsk\n\nmaybe you meant:\n\n  * --task"),
        ("ecs stop-task --task t extra", "Unknown options: extra"),
        (
            "ecs create-service --service-name s --deployment x --d 1",
            "ambiguous option: --deployment could match",
        ),
        ("ecs stop-task --task 'open", "The line does not end where it should: no closing quotation."),
        ("ecs list-clusters --output pretty", "argument --output: Found invalid choice 'pretty'"),
        ("ecs list-clusters --query 'a['", "Bad value for --query a["),
        ("ecs list-clusters --max-items few", "argument --max-items: invalid int value: 'few'"),
        (
            "ecs list-clusters --no-paginate --max-items 2",
            "Cannot specify --no-paginate along with pagination",
        ),
        ("ecs list-clusters --profile work", "Leave --profile out."),
        ("ecs list-clusters --endpoint-url http://x", "Leave --endpoint-url out."),
        (
            "ecs update-service --service s --desired-count many",
            "Error parsing parameter '--desired-count': invalid literal",
        ),
        (
            "ecs create-cluster --tags key=a,value=b,key=c",
            "Error parsing parameter '--tags': Second instance of key \"key\" encountered",
        ),
        (
            "ecs create-cluster --tags key",
            "Error parsing parameter '--tags': Expected: '=', received: 'EOF' for input:\nkey\n   ^",
        ),
        (
            "ecs run-task --task-definition t --overrides '{\"a\": '",
            "Error parsing parameter '--overrides': Invalid JSON:",
        ),
        (
            "ecs create-cluster --tags key=a,hue=red",
            'Parameter validation failed:\nUnknown parameter in tags[0]: "hue", must be one of: key, value',
        ),
        (
            'ecs register-task-definition --cli-input-json \'{"family": "f"}\'',
            'Parameter validation failed:\nMissing required parameter in input: "containerDefinitions"',
        ),
        ("ecs register-task-definition --cli-input-json '[1]'", "must be an object"),
        (
            "ecs register-task-definition --cli-input-json file://gone.json",
            "Unable to load paramfile file://gone.json",
        ),
        ("ecs stop-task --task file://../secret", "Unable to load paramfile file://../secret"),
        ("lambda invoke --function-name f", "the following arguments are required: outfile"),
        (
            "lambda invoke --function-name f --cli-binary-format base64 --payload '{}' o",
            'Invalid base64: "{}"',
        ),
        (
            "ec2 authorize-security-group-ingress --group-id g --port some",
            "argument --port: invalid int value",
        ),
        ("ecs create-cluster --generate-cli-skeleton sideways", "Found invalid choice 'sideways'"),
    ],
)
def test_mistakes_are_told(line: str, said: str, tmp_path: Path) -> None:
    parsed = parse(line, folder_reader(tmp_path))
    assert isinstance(parsed, Mistake)
    assert parsed.exit_code == 2
    assert said in parsed.message


def test_no_address_is_ever_fetched() -> None:
    shown = show_request("ecs stop-task --task http://169.254.169.254/latest", no_files)
    assert shown["params"] == {"task": "http://169.254.169.254/latest"}


def test_only_the_folder_is_read(tmp_path: Path) -> None:
    inside = tmp_path / "lab"
    inside.mkdir()
    (tmp_path / "secret").write_text("s")
    (inside / "link").symlink_to(tmp_path / "secret")
    read = folder_reader(inside)
    for path in ("../secret", str(tmp_path / "secret"), "link", "", "\0", "missing"):
        with pytest.raises(OSError):
            read(path)
    assert folder_reader(inside, confined=False)("../secret") == b"s"
    assert folder_reader(inside, confined=False, home=tmp_path)("~/secret") == b"s"
    (inside / "mine").write_text("m")
    assert read("~/mine") == b"m"


@pytest.mark.skipif(not Path("/dev/fd").exists(), reason="pipes have no name on this system")
def test_a_pipe_is_read_by_its_name(tmp_path: Path) -> None:
    reading, writing = os.pipe()
    os.write(writing, b"{}")
    os.close(writing)
    try:
        assert folder_reader(tmp_path, confined=False)(f"/dev/fd/{reading}") == b"{}"
        with pytest.raises(OSError, match="only files in"):
            folder_reader(tmp_path)(f"/dev/fd/{reading}")
    finally:
        os.close(reading)


def test_large_files_are_not_read(tmp_path: Path) -> None:
    with (tmp_path / "large").open("wb") as file:
        file.truncate(BYTES_MAX + 1)
    with pytest.raises(OSError, match="larger than"):
        folder_reader(tmp_path)("large")
