"""DynamoDB's expressions: read into trees of their own, then asked of an item.

Conditions, filters, key conditions, projections and updates. AWS: "Using expressions in DynamoDB".
"""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeAlias

from trainer.sim.tables import plain_number, size_of
from trainer.value import dataclass

Value: TypeAlias = Mapping[str, Any]
Item: TypeAlias = Mapping[str, Any]
Node: TypeAlias = Callable[[Item], Any]
Step: TypeAlias = str | int

_TOKEN = re.compile(r"\s*(?:(<>|<=|>=|[=<>(),+\-])|([#:]?[A-Za-z_0-9]+(?:(?:\.#?\w+)|(?:\[\d+\]))*))")
_PART = re.compile(r"\[(\d+)\]|([^.\[\]]+)")
_COMPARED = ("=", "<>", "<", "<=", ">", ">=")
_DEEPEST = 40


class BadExpression(ValueError):  # noqa: N818 - what was given, not what failed
    """The text is no expression, in DynamoDB's words."""


@dataclass(frozen=True, slots=True)
class Names:
    """What stands for names and values in the expressions of a request."""

    names: Mapping[str, str]
    values: Mapping[str, Value]

    def path(self, text: str) -> tuple[Step, ...]:
        """The steps of a document path; raises BadExpression for a placeholder without a name."""
        steps: list[Step] = []
        for index, name in _PART.findall(text):
            if index:
                steps.append(int(index))
            elif name.startswith("#"):
                if name not in self.names:
                    raise BadExpression(
                        "An expression attribute name used in the document path is not defined; "
                        f"attribute name: {name}"
                    )
                steps.append(self.names[name])
            else:
                steps.append(name)
        return tuple(steps)

    def value(self, name: str) -> Value:
        """The value behind a placeholder."""
        if name not in self.values:
            raise BadExpression(
                f"An expression attribute value used in expression is not defined; attribute value: {name}"
            )
        return self.values[name]


def at(item: Item, path: Sequence[Step]) -> Value | None:
    """The value at a document path; None where there is none."""
    found: Any = {"M": item}
    for step in path:
        if isinstance(step, int):
            inner = found.get("L") if found else None
            found = inner[step] if inner is not None and step < len(inner) else None
        else:
            inner = found.get("M") if found else None
            found = inner.get(step) if inner is not None else None
    return dict(found) if found is not None else None


def tokens(text: str) -> list[str]:
    """The tokens of an expression; raises BadExpression."""
    found: list[str] = []
    end = 0
    while end < len(text.rstrip()):
        token = _TOKEN.match(text, end)
        if token is None:
            raise BadExpression(
                f'Syntax error; token: "{text[end : end + 1]}", near: "{text[end : end + 12]}"'
            )
        found.append(token[1] or token[2])
        end = token.end()
    return found


class Reader:
    """Reads one expression from left to right."""

    def __init__(self, text: str, names: Names) -> None:
        self.left = tokens(text)
        self.names = names
        self.depth = 0
        self.used: list[str] = []

    def peek(self) -> str:
        """The next token; empty at the end."""
        return self.left[0] if self.left else ""

    def take(self, wanted: str = "") -> str:
        """The next token, which must be the wanted one if any is."""
        token = self.peek()
        if not token or (wanted and token.upper() != wanted.upper()):
            raise BadExpression(
                f'Syntax error; token: "{token or "<EOF>"}", near: "{" ".join(self.left[:3])}"'
            )
        return self.left.pop(0)

    def has(self, word: str) -> bool:
        """Whether the next token is that word."""
        return self.peek().upper() == word

    def whole(self) -> Node:
        """The condition that the whole text is."""
        node = self.either()
        if self.left:
            raise BadExpression(f'Syntax error; token: "{self.left[0]}", near: "{" ".join(self.left[:3])}"')
        return node

    def either(self) -> Node:
        """Conditions joined by OR."""
        self.depth += 1
        if self.depth > _DEEPEST:
            raise BadExpression("The expression is nested too deeply")
        nodes = [self.both()]
        while self.has("OR"):
            self.take()
            nodes.append(self.both())
        self.depth -= 1
        return nodes[0] if len(nodes) == 1 else lambda item: any(node(item) for node in nodes)

    def both(self) -> Node:
        """Conditions joined by AND."""
        nodes = [self.single()]
        while self.has("AND"):
            self.take()
            nodes.append(self.single())
        return nodes[0] if len(nodes) == 1 else lambda item: all(node(item) for node in nodes)

    def single(self) -> Node:
        """One condition: negated, in parentheses, a function or a comparison."""
        if self.has("NOT"):
            self.take()
            inner = self.single()
            return lambda item: not inner(item)
        if self.peek() == "(":
            self.take()
            inner = self.either()
            self.take(")")
            return inner
        name = self.peek()
        if name in _TESTS and self.left[1:2] == ["("]:
            return self.test()
        return self.comparison()

    def test(self) -> Node:
        """A function that is true or false."""
        name = self.take()
        arguments = self.arguments()
        count, test = _TESTS[name]
        if len(arguments) != count:
            raise BadExpression(
                f"Incorrect number of operands for operator or function; operator or function: {name}, "
                f"number of operands: {len(arguments)}"
            )
        return lambda item: test(*(argument(item) for argument in arguments))

    def arguments(self) -> list[Node]:
        """Operands in parentheses."""
        self.take("(")
        found = [self.operand()]
        while self.peek() == ",":
            self.take()
            found.append(self.operand())
        self.take(")")
        return found

    def comparison(self) -> Node:
        """An operand with =, BETWEEN or IN."""
        left = self.operand()
        if self.has("BETWEEN"):
            self.take()
            low = self.operand()
            self.take("AND")
            high = self.operand()
            return lambda item: (
                _compare(">=", left(item), low(item)) and _compare("<=", left(item), high(item))
            )
        if self.has("IN"):
            self.take()
            choices = self.arguments()
            return lambda item: any(_compare("=", left(item), choice(item)) for choice in choices)
        sign = self.take()
        if sign not in _COMPARED:
            raise BadExpression(f'Syntax error; token: "{sign}", near: "{sign} {self.peek()}"')
        right = self.operand()
        return lambda item: _compare(sign, left(item), right(item))

    def operand(self) -> Node:
        """A value, a path, or size(path)."""
        token = self.take()
        if token.startswith(":"):
            value = self.names.value(token)
            return lambda _: value
        if token == "size" and self.peek() == "(":  # noqa: S105 - a token of the language
            [inner] = self.arguments()
            return lambda item: _size(inner(item))
        if not re.match(r"[#A-Za-z_]", token):
            raise BadExpression(f'Syntax error; token: "{token}"')
        path = self.names.path(token)
        return lambda item: at(item, path)


def _size(value: Value | None) -> Value | None:
    if value is None:
        return None
    [(kind, inner)] = value.items()
    return (
        {"N": str(size_of(inner) if kind in ("S", "B") else len(inner))}
        if kind not in ("N", "BOOL")
        else None
    )


def _compare(sign: str, left: Value | None, right: Value | None) -> bool:
    """Values of one type compared; unlike ones are only ever unequal."""
    if left is None or right is None:
        return False
    [(kind, one)], [(other_kind, other)] = left.items(), right.items()
    if kind != other_kind:
        return sign == "<>"
    if kind == "N":
        one, other = plain_number(one), plain_number(other)
    elif kind in ("SS", "NS", "BS"):
        one, other = sorted(one), sorted(other)
    if sign in ("=", "<>"):
        return bool((one == other) is (sign == "="))
    if kind not in ("S", "N", "B"):
        return False
    return bool({"<": one < other, "<=": one <= other, ">": one > other, ">=": one >= other}[sign])


def _begins(value: Value | None, start: Value | None) -> bool:
    if value is None or start is None or list(value) != list(start) or next(iter(value)) not in ("S", "B"):
        return False
    return str(next(iter(value.values()))).startswith(str(next(iter(start.values()))))


def _contains(value: Value | None, part: Value | None) -> bool:
    if value is None or part is None:
        return False
    [(kind, inner)], [(part_kind, wanted)] = value.items(), part.items()
    if kind == "S":
        return part_kind == "S" and wanted in inner
    if kind == "L":
        return any(_compare("=", one, part) for one in inner)
    return kind == f"{part_kind}S" and wanted in inner


_TESTS: Mapping[str, tuple[int, Callable[..., bool]]] = {
    "attribute_exists": (1, lambda value: value is not None),
    "attribute_not_exists": (1, lambda value: value is None),
    "attribute_type": (2, lambda value, kind: value is not None and next(iter(value)) == kind.get("S")),
    "begins_with": (2, _begins),
    "contains": (2, _contains),
}


def condition(text: str, names: Names) -> Node:
    """The condition that a text is, to be asked of an item; raises BadExpression."""
    return Reader(text, names).whole()


def projected(item: Item, text: str, names: Names) -> dict[str, Any]:
    """The item with the named paths only."""
    result: dict[str, Any] = {}
    for part in text.split(","):
        path = names.path(part.strip())
        value = at(item, path)
        if value is None or not path:
            continue
        place: Any = result
        for step in path[:-1]:
            if isinstance(step, int):
                break
            place = place.setdefault(step, {"M": {}})["M"]
        else:
            if isinstance(path[-1], str):
                place[path[-1]] = value
    return result
