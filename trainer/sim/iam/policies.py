"""Policy documents evaluated: an explicit deny wins, then an allow, else the request is denied.

Source: IAM User Guide, "Policy evaluation logic" and "IAM JSON policy elements". Documents are JSON text,
each parsed once. Permissions boundaries, session policies and organisations' policies are not modelled.
"""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from trainer.value import dataclass


class Malformed(ValueError):  # noqa: N818 - what the document is
    """The document is no policy, in IAM's words."""


@dataclass(frozen=True, slots=True)
class Source:
    """A document and how a person calls it: `policy reads-photos`."""

    name: str
    document: str


@dataclass(frozen=True, slots=True)
class Decision:
    """What the policies say of one request."""

    allowed: bool
    explicit: bool = False
    """Denied by a statement rather than by silence."""
    source: str = ""
    """The policy whose statement decided."""


@dataclass(frozen=True, slots=True)
class Statement:
    """A parsed statement."""

    deny: bool
    actions: re.Pattern[str]
    not_actions: bool
    resources: re.Pattern[str]
    not_resources: bool
    principals: tuple[tuple[str, str], ...]
    """Kind (Service, AWS, Federated, *) and value."""
    conditions: tuple[tuple[str, str, tuple[str, ...]], ...]
    """Operator, key and values, all of which must hold."""


def decide(
    identity: Iterable[Source],
    action: str,
    resource: str,
    context: Mapping[str, str] | None = None,
    *,
    resource_policy: Source | None = None,
    caller: Sequence[str] = (),
) -> Decision:
    """Whether identity policies, or a resource's own policy that names the caller, allow the request.

    `caller` are the ARNs and service names by which a resource policy may mean who asks.
    """
    context = context or {}
    allowed = Decision(False)
    for source in identity:
        for statement in statements(source.document):
            if _applies(statement, action, resource, context):
                if statement.deny:
                    return Decision(False, True, source.name)
                allowed = allowed if allowed.allowed else Decision(True, False, source.name)
    if resource_policy is not None and resource_policy.document:
        for statement in statements(resource_policy.document):
            if not _means(statement, caller) or not _applies(statement, action, resource, context):
                continue
            if statement.deny:
                return Decision(False, True, resource_policy.name)
            allowed = allowed if allowed.allowed else Decision(True, False, resource_policy.name)
    return allowed


def trusts(document: str, service: str, action: str = "sts:AssumeRole") -> bool:
    """Whether a trust policy lets a service (`ecs-tasks.amazonaws.com`) assume the role."""
    trusted = False
    for statement in statements(document):
        named = any(
            kind in ("Service", "*") and value in (service, "*") for kind, value in statement.principals
        )
        if named and _covers(statement.actions, action.lower(), statement.not_actions):
            if statement.deny:
                return False
            trusted = True
    return trusted


@lru_cache(maxsize=1024)
def statements(document: str) -> tuple[Statement, ...]:
    """The statements of a document; raises Malformed, in IAM's words, when it is none."""
    try:
        data = json.loads(document)
    except ValueError as error:
        raise Malformed("This policy contains invalid Json") from error
    if not isinstance(data, dict):
        raise Malformed("Syntax errors in policy.")
    if data.get("Version") not in (None, "2012-10-17", "2008-10-17"):
        raise Malformed("The policy must contain a valid version string")
    found = data.get("Statement")
    listed = [found] if isinstance(found, dict) else found
    if not isinstance(listed, list) or not listed or set(data) - {"Version", "Id", "Statement"}:
        raise Malformed("Syntax errors in policy.")
    return tuple(map(_statement, listed))


def check(document: str, kind: str) -> None:
    """Raise Malformed unless the document is a policy of that kind: identity, trust or resource."""
    statements(document)
    data = json.loads(document)
    found = data["Statement"]
    for each in [found] if isinstance(found, dict) else found:
        has_principal = "Principal" in each or "NotPrincipal" in each
        has_resource = "Resource" in each or "NotResource" in each
        if kind == "identity" and has_principal:
            raise Malformed("Policy document should not specify a principal.")
        if kind == "identity" and not has_resource:
            raise Malformed("Policy statement must contain resources.")
        if kind == "trust" and has_resource:
            raise Malformed("Has prohibited field Resource")
        if kind in ("trust", "resource") and not has_principal:
            raise Malformed("Missing required field Principal")


_OPERATORS = {
    "StringEquals", "StringNotEquals", "StringEqualsIgnoreCase", "StringNotEqualsIgnoreCase", "StringLike",
    "StringNotLike", "ArnEquals", "ArnNotEquals", "ArnLike", "ArnNotLike", "Bool", "Null", "NumericEquals",
    "NumericNotEquals", "NumericLessThan", "NumericLessThanEquals", "NumericGreaterThan",
    "NumericGreaterThanEquals", "DateEquals", "DateLessThan", "DateGreaterThan", "IpAddress",
    "NotIpAddress", "BinaryEquals",
}  # fmt: skip


def _statement(each: Any) -> Statement:
    if not isinstance(each, dict) or each.get("Effect") not in ("Allow", "Deny"):
        raise Malformed("Syntax errors in policy.")
    known = {"Sid", "Effect", "Action", "NotAction", "Resource", "NotResource", "Principal", "NotPrincipal"}
    if set(each) - known - {"Condition"}:
        raise Malformed("Syntax errors in policy.")
    actions = _texts(each.get("Action", each.get("NotAction")))
    if not actions:
        raise Malformed("Policy statement must contain actions.")
    for action in actions:
        if action != "*" and ":" not in action:
            raise Malformed("Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.")
    resources = _texts(each.get("Resource", each.get("NotResource", "*")))
    for resource in resources:
        if resource != "*" and not resource.startswith("arn:"):
            raise Malformed(f'Resource {resource} must be in ARN format or "*".')
    return Statement(
        each["Effect"] == "Deny",
        _any_of([action.lower() for action in actions]),
        "NotAction" in each,
        _any_of(resources),
        "NotResource" in each,
        _principals(each.get("Principal")),
        tuple(_conditions(each.get("Condition") or {})),
    )


def _texts(value: Any) -> list[str]:
    listed = [value] if isinstance(value, str) else value
    if not isinstance(listed, list) or not all(isinstance(item, str) for item in listed):
        raise Malformed("Syntax errors in policy.")
    return listed


def _principals(value: Any) -> tuple[tuple[str, str], ...]:
    if value is None:
        return ()
    if value == "*":
        return (("*", "*"),)
    if not isinstance(value, dict):
        raise Malformed("Syntax errors in policy.")
    return tuple((kind, item) for kind, items in value.items() for item in _texts(items))


def _conditions(given: Any) -> Iterable[tuple[str, str, tuple[str, ...]]]:
    if not isinstance(given, dict):
        raise Malformed("Syntax errors in policy.")
    for operator, keys in given.items():
        bare = operator.removeprefix("ForAnyValue:").removeprefix("ForAllValues:").removesuffix("IfExists")
        if bare not in _OPERATORS or not isinstance(keys, dict):
            raise Malformed(f"Unsupported or invalid condition: {operator}")
        for key, values in keys.items():
            texts = [str(item).lower() if isinstance(item, bool) else str(item) for item in _listed(values)]
            yield operator, key.lower(), tuple(texts)


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


@lru_cache(maxsize=4096)
def _pattern(glob: str) -> str:
    """A policy's wildcards as a regular expression: `*` anything, `?` one character."""
    return re.escape(glob).replace(r"\*", ".*").replace(r"\?", ".")


def _any_of(globs: Sequence[str]) -> re.Pattern[str]:
    return re.compile("|".join(map(_pattern, globs)), re.DOTALL)


def _applies(statement: Statement, action: str, resource: str, context: Mapping[str, str]) -> bool:
    return (
        _covers(statement.actions, action.lower(), statement.not_actions)
        and _covers(statement.resources, resource, statement.not_resources)
        and all(_holds(operator, key, values, context) for operator, key, values in statement.conditions)
    )


def _covers(pattern: re.Pattern[str], text: str, negated: bool) -> bool:
    return (pattern.fullmatch(text) is not None) != negated


def _means(statement: Statement, caller: Sequence[str]) -> bool:
    """Whether a resource policy's statement means the caller; an account's root means all in it."""
    for kind, value in statement.principals:
        if value == "*" or value in caller:
            return True
        account = re.fullmatch(r"(?:arn:aws:iam::)?(\d{12})(?::root)?", value) if kind == "AWS" else None
        if account and any(f":{account[1]}:" in name for name in caller):
            return True
    return False


def _holds(operator: str, key: str, values: tuple[str, ...], context: Mapping[str, str]) -> bool:
    found = next((value for name, value in context.items() if name.lower() == key), None)
    bare = operator.removeprefix("ForAnyValue:").removeprefix("ForAllValues:")
    if bare == "Null":
        return (found is None) == (values[0] == "true")
    if found is None:
        all_values = operator.startswith("ForAllValues:")
        return bare.endswith("IfExists") or "Not" in bare or all_values
    bare = bare.removesuffix("IfExists")
    if bare.startswith(("Numeric", "Date")):
        return any(_compares(bare, found, value) for value in values)
    negated = "Not" in bare
    return any(_equals(bare, found, value) for value in values) != negated


def _equals(operator: str, found: str, value: str) -> bool:
    if operator.startswith("Arn") or operator.endswith("Like"):
        return re.fullmatch(_pattern(value), found, re.DOTALL) is not None
    if operator.endswith("IgnoreCase") or operator == "Bool":
        return found.lower() == value.lower()
    return found == value


def _compares(operator: str, found: str, value: str) -> bool:
    """Numbers as numbers, ISO dates as text."""
    left: Any = found
    right: Any = value
    if operator.startswith("Numeric"):
        try:
            left, right = float(found), float(value)
        except ValueError:
            return False
    if "LessThan" in operator:
        return bool(left <= right if operator.endswith("Equals") else left < right)
    if "GreaterThan" in operator:
        return bool(left >= right if operator.endswith("Equals") else left > right)
    return bool((left == right) != ("Not" in operator))
