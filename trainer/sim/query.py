"""The cluster query language: expressions over container instances [CQ-3, CQ-4].

`subject operator [argument]`, combined with and, or, not and parentheses. AWS: "Cluster query language".
"""

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import TypeAlias

from trainer.value import dataclass


class BadExpression(ValueError):  # noqa: N818 - what the caller tells the learner
    """The expression cannot be read; the message says where."""


@dataclass(frozen=True, slots=True)
class Subject:
    """A container instance as an expression sees it."""

    attributes: Mapping[str, str]
    agent_connected: bool
    ec2_instance_id: str
    registered_ms: int
    running_tasks: int
    task_groups: tuple[str, ...]


Test: TypeAlias = Callable[[Subject], bool]

_TOKEN = re.compile(
    r"""\s*(&&|\|\||==|!=|>=|<=|=~|!~|>|<|!(?!\w)|!(?=in\b|exists\b)|[()\[\],!]|"[^"]*"|'[^']*'|[^\s()\[\],=<>!&|]+)"""
)
_NAMES = {
    "equals": "==",
    "not_equals": "!=",
    "greater_than": ">",
    "greater_than_equal": ">=",
    "less_than": "<",
    "less_than_equal": "<=",
    "matches": "=~",
    "not_matches": "!~",
    "&&": "and",
    "||": "or",
}
_SUBJECTS = (
    "agentConnected",
    "agentVersion",
    "ec2InstanceId",
    "registeredAt",
    "runningTasksCount",
    "task:group",
)


def matches(expression: str, subject: Subject) -> bool:
    """Whether the instance meets the expression; raises BadExpression."""
    return compiled(expression)(subject)


@lru_cache(maxsize=256)
def compiled(expression: str) -> Test:
    """The expression as a test; raises BadExpression saying what is wrong."""
    reader = _Reader(expression)
    test = reader.either()
    if reader.left:
        raise BadExpression(f"Unexpected '{reader.left[0]}' in expression: {expression}")
    return test


class _Reader:
    """Reads an expression from left to right."""

    def __init__(self, expression: str) -> None:
        self.expression = expression
        self.left = self._tokens()

    def _tokens(self) -> list[str]:
        tokens: list[str] = []
        place = 0
        text = self.expression.strip()
        while place < len(text):
            found = _TOKEN.match(text, place)
            if found is None:
                raise BadExpression(f"Cannot read '{text[place:]}' in expression: {text}")
            tokens.append(found[1])
            place = found.end()
        return tokens

    def take(self) -> str:
        if not self.left:
            raise BadExpression(f"The expression ends too early: {self.expression}")
        return self.left.pop(0)

    def sees(self, *words: str) -> bool:
        return bool(self.left) and _NAMES.get(self.left[0].lower(), self.left[0].lower()) in words

    def either(self) -> Test:
        tests = [self.both()]
        while self.sees("or"):
            self.take()
            tests.append(self.both())
        return tests[0] if len(tests) == 1 else lambda subject: any(test(subject) for test in tests)

    def both(self) -> Test:
        tests = [self.one()]
        while self.sees("and"):
            self.take()
            tests.append(self.one())
        return tests[0] if len(tests) == 1 else lambda subject: all(test(subject) for test in tests)

    def one(self) -> Test:
        if self.sees("not", "!"):
            self.take()
            test = self.one()
            return lambda subject: not test(subject)
        if self.sees("("):
            self.take()
            test = self.either()
            if self.take() != ")":
                raise BadExpression(f"A parenthesis is not closed: {self.expression}")
            return test
        return self.comparison()

    def comparison(self) -> Test:
        name = self.take()
        if name not in _SUBJECTS and not name.startswith("attribute:"):
            raise BadExpression(f"'{name}' is no subject of the cluster query language: {self.expression}")
        operator = self.take()
        operator = _NAMES.get(operator.lower(), operator.lower())
        if operator == "!":
            operator += self.take().lower()
        if operator == "not_in":
            operator = "!in"
        if operator in ("exists", "!exists"):
            return lambda subject: bool(_values(subject, name)) == (operator == "exists")
        if operator in ("in", "!in"):
            wanted = self.listed()
            return lambda subject: _is_in(_values(subject, name), wanted) == (operator == "in")
        return _comparing(name, operator, self.argument(), self.expression)

    def argument(self) -> str:
        return self.take().strip("\"'")

    def listed(self) -> tuple[str, ...]:
        close = {"[": "]", "(": ")"}.get(self.take())
        if close is None:
            raise BadExpression(f"'in' wants a list in brackets: {self.expression}")
        values: list[str] = []
        while not self.sees(close):
            value = self.argument()
            if value != ",":
                values.append(value)
        self.take()
        return tuple(values)


def _comparing(name: str, operator: str, argument: str, expression: str) -> Test:
    if operator in ("==", "!="):
        return lambda subject: (argument in _values(subject, name)) == (operator == "==")
    if operator in ("=~", "!~"):
        try:
            pattern = re.compile(argument)
        except re.error as error:
            raise BadExpression(f"'{argument}' is no regular expression: {error}") from error
        return lambda subject: any(map(pattern.fullmatch, _values(subject, name))) == (operator == "=~")
    if operator in (">", ">=", "<", "<="):
        return lambda subject: any(_ordered(value, operator, argument) for value in _values(subject, name))
    raise BadExpression(f"'{operator}' is no operator of the cluster query language: {expression}")


def _ordered(value: str, operator: str, argument: str) -> bool:
    try:
        difference = float(value) - float(argument)
    except ValueError:
        difference = (value > argument) - (value < argument)
    return {">": difference > 0, ">=": difference >= 0, "<": difference < 0, "<=": difference <= 0}[operator]


def _is_in(values: tuple[str, ...], wanted: tuple[str, ...]) -> bool:
    return any(value in wanted for value in values)


def _values(subject: Subject, name: str) -> tuple[str, ...]:
    if name.startswith("attribute:"):
        value = subject.attributes.get(name.removeprefix("attribute:"))
        return () if value is None else (value,)
    if name == "task:group":
        return subject.task_groups
    return {
        "agentConnected": (str(subject.agent_connected).lower(),),
        "agentVersion": ("1.105.1",),
        "ec2InstanceId": (subject.ec2_instance_id,),
        "registeredAt": (str(subject.registered_ms),),
        "runningTasksCount": (str(subject.running_tasks),),
    }[name]
