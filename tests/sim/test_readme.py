"""The table of rules tells of every rule that a behaviour names in its first lines."""

import re
from pathlib import Path

SIM = Path("trainer/sim")
RULE = re.compile(r"\b([A-Z]{2})-(\d+)\b")
RANGE = re.compile(r"\b([A-Z]{2})-(\d+) to (?:[A-Z]{2}-)?(\d+)\b")


def named(text: str) -> set[str]:
    single = {f"{letters}-{number}" for letters, number in RULE.findall(text)}
    spans = {
        f"{letters}-{number}"
        for letters, first, last in RANGE.findall(text)
        for number in range(int(first), int(last) + 1)
    }
    return single | spans


def test_every_rule_of_a_behaviour_is_in_the_table() -> None:
    table = named((SIM / "README.md").read_text())
    for path in [*SIM.glob("behaviours/*.py"), SIM / "rollout.py", SIM / "query.py", SIM / "capacity.py"]:
        head = path.read_text().split('"""')[1]
        assert named(head) <= table, path
