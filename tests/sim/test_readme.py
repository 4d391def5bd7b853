"""The table of rules tells of every rule: where it stands, or why it does not."""

import re
from pathlib import Path

SIM = Path("trainer/sim")
RULE = re.compile(r"\b([A-Z]{1,2})-(\d+)\b")
RANGE = re.compile(r"\b([A-Z]{1,2})-(\d+) to (?:[A-Z]{1,2}-)?(\d+)\b")


def named(text: str) -> set[str]:
    single = {f"{letters}-{number}" for letters, number in RULE.findall(text)}
    spans = {
        f"{letters}-{number}"
        for letters, first, last in RANGE.findall(text)
        for number in range(int(first), int(last) + 1)
    }
    return single | spans


def specified() -> set[str]:
    lines = (Path(__file__).parent / "rules.txt").read_text().splitlines()
    found: set[str] = set()
    for line in lines:
        if not line.startswith("#"):
            letters, numbers = line.split()
            first, _, last = numbers.partition("-")
            found.update(f"{letters}-{number}" for number in range(int(first), int(last or first) + 1))
    return found


def test_every_rule_of_a_behaviour_is_in_the_table() -> None:
    table = named((SIM / "README.md").read_text())
    for path in [*SIM.glob("behaviours/*.py"), *SIM.glob("iam/*.py"), *SIM.glob("*.py")]:
        head = path.read_text().split('"""')[1]
        assert named(head) <= table, path


def test_every_rule_is_implemented_or_listed_with_its_reason() -> None:
    built, _, missing = (SIM / "README.md").read_text().partition("## Not yet")
    told = named(built) | named(missing)
    assert specified() <= told, sorted(specified() - told)


def test_a_file_that_the_table_names_exists() -> None:
    built = (SIM / "README.md").read_text()
    for name in re.findall(r"`(behaviours/\w+\.py|\w+\.py)`", built):
        places = (SIM / name, SIM / "behaviours" / name)
        others = Path("trainer/aws/operations").rglob(Path(name).name)
        assert any(place.exists() for place in places) or any(others), name
