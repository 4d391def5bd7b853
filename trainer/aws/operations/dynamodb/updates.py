"""Update expressions: SET, REMOVE, ADD and DELETE on an item."""

from collections.abc import Callable, Mapping
from typing import Any

from trainer.aws.operations.dynamodb.expressions import BadExpression, Item, Names, Node, Reader
from trainer.sim.tables import plain_number

_CLAUSES = ("SET", "REMOVE", "ADD", "DELETE")
Change = Callable[[Item, dict[str, Any]], None]
"""Reads the item as it was, and changes the item as it becomes."""


def updated(item: Item, text: str, names: Names) -> dict[str, Any]:
    """The item after the update; raises BadExpression."""
    reader = _Updates(text, names)
    changes = reader.clauses()
    after: dict[str, Any] = dict(item)
    for change in changes:
        change(item, after)
    return after


class _Updates(Reader):
    """Reads an update expression."""

    def clauses(self) -> list[Change]:
        changes: list[Change] = []
        while self.left:
            clause = self.take().upper()
            if clause not in _CLAUSES:
                raise BadExpression(f'Invalid UpdateExpression: Syntax error; token: "{clause}"')
            changes.append(self.one(clause))
            while self.peek() == ",":
                self.take()
                changes.append(self.one(clause))
        return changes

    def one(self, clause: str) -> Change:
        path = self.names.path(self.take())
        if len(path) != 1:
            raise BadExpression("This simulator updates attributes of the item itself only")
        name = str(path[0])
        if clause == "REMOVE":
            return lambda _, after: after.pop(name, None) and None
        if clause == "SET":
            self.take("=")
            made = self.sum()

            def put(before: Item, after: dict[str, Any]) -> None:
                after[name] = _there(made(before))

            return put
        given = self.names.value(self.take())
        join = _added if clause == "ADD" else _without

        def change(before: Item, after: dict[str, Any]) -> None:
            value = join(before.get(name), given)
            if value is None:
                after.pop(name, None)
            else:
                after[name] = value

        return change

    def sum(self) -> Node:
        first = self.term()
        if self.peek() not in ("+", "-"):
            return first
        sign = 1 if self.take() == "+" else -1
        second = self.term()
        return lambda item: _plus(_there(first(item)), _there(second(item)), sign)

    def term(self) -> Node:
        name = self.peek()
        if name == "if_not_exists" and self.left[1:2] == ["("]:
            self.take()
            kept, other = self.arguments()
            return lambda item: found if (found := kept(item)) is not None else other(item)
        if name == "list_append" and self.left[1:2] == ["("]:
            self.take()
            first, second = self.arguments()
            return lambda item: {"L": [*_there(first(item))["L"], *_there(second(item))["L"]]}
        return self.operand()


def _there(value: Mapping[str, Any] | None) -> Mapping[str, Any]:
    if value is None:
        raise BadExpression("The provided expression refers to an attribute that does not exist in the item")
    return value


def _plus(first: Mapping[str, Any], second: Mapping[str, Any], sign: int) -> dict[str, str]:
    if "N" not in first or "N" not in second:
        raise BadExpression("An operand in the update expression has an incorrect data type")
    return {"N": str(plain_number(plain_number(first["N"]) + sign * plain_number(second["N"])))}


def _added(before: Mapping[str, Any] | None, given: Mapping[str, Any]) -> Mapping[str, Any] | None:
    [(kind, value)] = given.items()
    if kind == "N":
        return _plus(before or {"N": "0"}, given, 1)
    if kind not in ("SS", "NS", "BS"):
        raise BadExpression("Incorrect operand type for operator or function; operator: ADD")
    old = list((before or {}).get(kind) or ())
    return {kind: [*old, *(one for one in value if one not in old)]}


def _without(before: Mapping[str, Any] | None, given: Mapping[str, Any]) -> Mapping[str, Any] | None:
    [(kind, value)] = given.items()
    if kind not in ("SS", "NS", "BS"):
        raise BadExpression("Incorrect operand type for operator or function; operator: DELETE")
    left = [one for one in (before or {}).get(kind) or () if one not in value]
    return {kind: left} if left else None
