"""What IAM's operations share: finding by name, refusing in IAM's words, pages."""

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import quote, unquote

from trainer.aws.operations.answering import Refusal
from trainer.seed import digest
from trainer.sim.iam.managed import MANAGED
from trainer.sim.iam.policies import Malformed, check
from trainer.sim.model import InstanceProfile, ManagedPolicy, Principal, Role, User
from trainer.sim.world import World
from trainer.value import replace

DOCUMENT_MAX = 10_240


def no_such(what: str) -> Refusal:
    """NoSuchEntity."""
    return Refusal("NoSuchEntity", what, 404)


def role(world: World, name: str) -> Role:
    """The role of that name."""
    found = world.get(Role, name)
    if found is None:
        raise no_such(f"The role with name {name} cannot be found.")
    return found


def user(world: World, name: str) -> User:
    """The user of that name."""
    found = world.get(User, name)
    if found is None:
        raise no_such(f"The user with name {name} cannot be found.")
    return found


def profile(world: World, name: str) -> InstanceProfile:
    """The instance profile of that name."""
    found = world.get(InstanceProfile, name)
    if found is None:
        raise no_such(f"Instance Profile {name} cannot be found.")
    return found


def policy_exists(world: World, arn: str) -> None:
    """Refuse the ARN of a managed policy that is not there."""
    if arn not in MANAGED and world.get(ManagedPolicy, arn) is None:
        raise no_such(f"Policy {arn} does not exist or is not attachable.")


def own_policy(world: World, arn: str) -> ManagedPolicy:
    """The account's own managed policy of that ARN."""
    found = world.get(ManagedPolicy, arn)
    if found is None:
        raise no_such(f"Policy {arn} was not found.")
    return found


def changeable(found: Principal) -> None:
    """Refuse to change a service-linked role."""
    if isinstance(found, Role) and found.service_linked:
        raise Refusal(
            "UnmodifiableEntity", f"Cannot perform the operation on the protected role '{found.name}'"
        )


def new_name(name: str, what: str, taken: bool) -> None:
    """Refuse a name that IAM does not take, or that is taken."""
    if not re.fullmatch(r"[\w+=,.@-]{1,128}", name):
        raise Refusal("ValidationError", f"The specified value for {what} is invalid: {name}")
    if taken:
        raise Refusal("EntityAlreadyExists", f"{what} with name {name} already exists.", 409)


def document(text: str, kind: str) -> str:
    """A policy document as IAM keeps it; refuses what is none. `kind` is identity, trust or resource."""
    text = unquote(text) if text.lstrip().startswith("%7B") else text
    if len(text) > DOCUMENT_MAX:
        raise Refusal("LimitExceeded", f"Cannot exceed quota for PolicySize: {DOCUMENT_MAX}", 409)
    try:
        check(text, kind)
    except Malformed as error:
        raise Refusal("MalformedPolicyDocument", str(error)) from error
    return json.dumps(json.loads(text), separators=(",", ":"))


def quoted(text: str) -> str:
    """A document as IAM's replies hold it: percent-encoded."""
    return quote(text, safe="")


def with_inline(found: Principal, name: str, text: str | None) -> Principal:
    """The principal with that inline policy, or without when `text` is None."""
    kept = tuple((known, held) for known, held in found.inline if known != name)
    return replace(found, inline=kept if text is None else (*kept, (name, text)))


def page(params: Mapping[str, Any], member: str, items: Sequence[Any]) -> dict[str, Any]:
    """A page of a list, by Marker and MaxItems."""
    start = int(params["Marker"]) if str(params.get("Marker") or "").isdigit() else 0
    end = start + (params.get("MaxItems") or 100)
    shown: dict[str, Any] = {member: list(items[start:end]), "IsTruncated": len(items) > end}
    if len(items) > end:
        shown["Marker"] = str(end)
    return shown


def path_of(arn: str) -> str:
    """The path in an ARN: `/service-role/`."""
    inner = arn.rpartition(":")[2].partition("/")[2].rpartition("/")[0]
    return f"/{inner}/" if inner else "/"


def identifier(prefix: str, arn: str) -> str:
    """An id as IAM gives it, derived from the ARN."""
    return f"{prefix}{digest('iam', arn, length=16).upper()}"
