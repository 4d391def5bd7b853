"""Metric math: arithmetic over the values of other metrics, as backlog per task needs it.

Stands for SQ-1 to SQ-3. Only + - * /, parentheses, numbers and the ids of metrics; no functions.
"""

import ast
import operator
from collections.abc import Callable, Mapping
from functools import lru_cache

_DEEPEST = 30
_OPERATIONS: Mapping[type[ast.operator], Callable[[float, float], float]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}


class BadExpression(ValueError):  # noqa: N818 - what was given, not what failed
    """The text is no arithmetic over metrics."""


@lru_cache(maxsize=256)
def _tree(text: str) -> ast.expr:
    if len(text) > 1024:
        raise BadExpression("an expression has at most 1024 characters")
    try:
        tree = ast.parse(text.strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise BadExpression(f"'{text}' cannot be read as arithmetic") from error
    _check(tree, text, 0)
    return tree


def _check(node: ast.expr, text: str, depth: int) -> None:
    if depth > _DEEPEST:
        raise BadExpression(f"'{text}' is nested too deeply")
    match node:
        case ast.BinOp(left, op, right) if type(op) in _OPERATIONS:
            _check(left, text, depth + 1)
            _check(right, text, depth + 1)
        case ast.UnaryOp(ast.USub(), operand):
            _check(operand, text, depth + 1)
        case ast.Name() | ast.Constant(int() | float()):
            return
        case _:
            raise BadExpression(f"'{text}': this simulator knows + - * / and the ids of metrics only")


def names(text: str) -> tuple[str, ...]:
    """The ids that an expression uses; raises BadExpression."""
    found = [node.id for node in ast.walk(_tree(text)) if isinstance(node, ast.Name)]
    return tuple(dict.fromkeys(found))


def value(text: str, known: Mapping[str, float | None]) -> float | None:
    """The expression's value; None where a metric has none or is divided by nothing [SQ-3]."""
    try:
        return _value(_tree(text), known)
    except (ZeroDivisionError, OverflowError):
        return None


def _value(node: ast.expr, known: Mapping[str, float | None]) -> float | None:
    match node:
        case ast.BinOp(left, op, right):
            first, second = _value(left, known), _value(right, known)
            if first is None or second is None:
                return None
            return _OPERATIONS[type(op)](first, second)
        case ast.UnaryOp(_, operand):
            inner = _value(operand, known)
            return None if inner is None else -inner
        case ast.Name(name):
            return known.get(name)
        case ast.Constant(number):
            return float(number)  # type: ignore[arg-type]  # _check let only numbers through
        case _:
            return None
