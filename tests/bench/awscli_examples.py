"""How many of the worked examples shipped with AWS's own CLI give the same request with our parser.

    python -m tests.bench.awscli_examples --json --oracle PYTHON [--services ecs,ecr] [--differences]

PYTHON is the interpreter of an environment with `awscli>=1.46`; it runs in a process of its own.
Counted are the commands of which the real CLI makes a request.
"""

import argparse
import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from tests.bench import awscli_oracle
from trainer.aws.command_line.files import folder_reader
from trainer.aws.command_line.show import show_request
from trainer.aws.service_model import operation_model
from trainer.aws.times import moment

FIRST = ("ecs", "application-autoscaling", "ecr")
OTHERS = (
    *("autoscaling", "cloudwatch", "dynamodb", "ec2", "efs", "elbv2", "events", "iam", "lambda", "logs"),
    *("s3api", "scheduler", "secretsmanager", "servicediscovery", "sns", "sqs", "ssm", "sts"),
)
COMMAND = re.compile(r"^(?P<indent>[ \t]+)(?:\$ )?(?P<first>aws .*)$")


def commands_in(text: str) -> list[str]:
    """The `aws` commands of an example page, continuation lines joined, as a shell would get them."""
    found: list[str] = []
    lines = text.splitlines()
    at = 0
    while at < len(lines):
        match = COMMAND.match(lines[at])
        at += 1
        if match is None:
            continue
        parts = [match["first"].rstrip()]
        while at < len(lines) and (parts[-1].endswith("\\") or _open("\n".join(parts))):
            parts.append(lines[at].rstrip())
            at += 1
        command = "\n".join(parts)
        found.append(re.split(r"\s[|>]\s?(?![^']*')", command)[0] if "'" not in command else command)
    return found


def _open(text: str) -> bool:
    return text.replace("\\'", "").count("'") % 2 == 1


def files_in(text: str) -> dict[str, str]:
    """Files that a page shows: an indented block of JSON after a line that names the file."""
    names = sorted(set(re.findall(r"fileb?://([^\s'\",]+)", text)))
    blocks = re.findall(r"\n((?:[ \t]+[\[{](?:.*\n)(?:[ \t]*.*\n)*?)(?:(?=\S)|\Z))", text + "\n")
    found = dict.fromkeys(names, "{}")
    for name in names:
        place = text.find(name, text.find("Contents of")) if "Contents of" in text else -1
        for block in blocks:
            if place >= 0 and text.find(block) > place and _is_json(block):
                found[name] = block
                break
    return found


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except ValueError:
        return False
    return True


def gather(examples: Path, services: list[str], folder: Path) -> list[dict[str, str]]:
    """Every example command of the services, its files written to a folder of its own."""
    found: list[dict[str, str]] = []
    for service in services:
        for page in sorted((examples / service).rglob("*.rst")):
            text = page.read_text()
            place = folder / service / page.relative_to(examples / service).with_suffix("")
            place.mkdir(parents=True)
            for name, contents in files_in(text).items():
                path = (place / name.lstrip("/")).resolve()
                if path.is_relative_to(place.resolve()):
                    path.parent.mkdir(parents=True, exist_ok=True)
                    path.write_text(contents)
            found.extend(
                {"page": f"{service}/{page.stem}", "folder": str(place), "line": line}
                for line in commands_in(text)
            )
    return found


def ask_oracle(python: str, commands: list[dict[str, str]]) -> list[dict[str, Any]]:
    """What the real CLI makes of each command, from its own process."""
    done = subprocess.run(
        [python, str(Path(awscli_oracle.__file__))],
        input=json.dumps(commands),
        capture_output=True,
        text=True,
        check=True,
        env={"PATH": "/usr/bin:/bin", "AWS_EC2_METADATA_DISABLED": "true"},
    )
    answers: list[dict[str, Any]] = json.loads(done.stdout.splitlines()[-1])
    return answers


def same(ours: dict[str, Any], theirs: dict[str, Any]) -> bool:
    """Equal requests; times are compared as moments."""
    if "error" in ours or (ours["service"], ours["operation"]) != (theirs["service"], theirs["operation"]):
        return False
    try:
        shape = operation_model(ours["service"], ours["operation"]).input_shape
    except KeyError:
        return False
    return shape is None or bool(_at_moments(ours["params"], shape) == _at_moments(theirs["params"], shape))


def _at_moments(value: Any, shape: Any) -> Any:
    match shape.type_name:
        case "structure" if isinstance(value, dict):
            return {
                key: _at_moments(item, shape.members[key])
                for key, item in value.items()
                if key in shape.members
            }
        case "list" if isinstance(value, list):
            return [_at_moments(item, shape.member) for item in value]
        case "map" if isinstance(value, dict):
            return {key: _at_moments(item, shape.value) for key, item in value.items()}
        case "timestamp":
            return moment(value)
        case _:
            return value


def measure(python: str, services: list[str]) -> dict[str, Any]:
    """Per service: commands, those that the real CLI makes a request of, those equal; and the differences."""
    report: dict[str, Any] = {"services": {}, "differences": []}
    where = subprocess.run(
        [python, "-c", "import awscli; print(awscli.__path__[0])"], capture_output=True, text=True, check=True
    ).stdout.strip()
    with tempfile.TemporaryDirectory() as folder:
        commands = gather(Path(where) / "examples", services, Path(folder))
        for command, theirs in zip(commands, ask_oracle(python, commands), strict=True):
            row = report["services"].setdefault(
                command["page"].partition("/")[0], {"commands": 0, "requests": 0, "same": 0}
            )
            row["commands"] += 1
            if "error" in theirs:
                continue
            row["requests"] += 1
            ours = show_request(command["line"], folder_reader(Path(command["folder"])))
            if same(ours, theirs):
                row["same"] += 1
            else:
                report["differences"].append({**command, "ours": ours, "theirs": theirs})
    return report


def main() -> None:
    """Prints the table, or JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--oracle", required=True, metavar="PYTHON")
    parser.add_argument("--services", default=",".join(FIRST), help="comma separated, or 'all'")
    parser.add_argument("--differences", action="store_true")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    services = [*FIRST, *OTHERS] if options.services == "all" else options.services.split(",")
    report = measure(options.oracle, services)
    if not options.differences:
        report["differences"] = len(report["differences"])
    if options.json:
        json.dump(report, sys.stdout, indent=2)
        print()
        return
    for service, row in report["services"].items():
        print(f"{service:26} {row['same']:4} of {row['requests']:4} requests ({row['commands']} commands)")
    if options.differences:
        for each in report["differences"]:
            print(f"\n{each['page']}\n{each['line']}\n  ours   {each['ours']}\n  theirs {each['theirs']}")


if __name__ == "__main__":
    main()
