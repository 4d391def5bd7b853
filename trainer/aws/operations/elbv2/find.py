"""ARNs and names of a request -> load balancers, target groups, listeners, or AWS's refusal."""

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from trainer.aws.operations.answering import Refusal
from trainer.sim.model import Listener, ListenerRule, LoadBalancer, TargetGroup
from trainer.sim.world import Record, World

R = TypeVar("R", bound=Record)
PAGE_MAX = 400
NAME_MAX = 32


def refused(message: str) -> Refusal:
    """The ValidationError of this service."""
    return Refusal("ValidationError", message)


def balancer(world: World, arn: str) -> LoadBalancer:
    """The load balancer; refuses with LoadBalancerNotFound."""
    return _need(world, LoadBalancer, arn, "LoadBalancerNotFound", f"Load balancer '{arn}' not found")


def group(world: World, arn: str) -> TargetGroup:
    """The target group; refuses with TargetGroupNotFound."""
    return _need(world, TargetGroup, arn, "TargetGroupNotFound", "One or more target groups not found")


def listener(world: World, arn: str) -> Listener:
    """The listener; refuses with ListenerNotFound."""
    return _need(world, Listener, arn, "ListenerNotFound", "One or more listeners not found")


def rule(world: World, arn: str) -> ListenerRule:
    """The rule; refuses with RuleNotFound."""
    return _need(world, ListenerRule, arn, "RuleNotFound", "One or more rules not found")


def _need(world: World, table: type[R], arn: str, code: str, message: str) -> R:
    found = world.get(table, arn)
    if found is None:
        raise Refusal(code, message)
    return found


def paged(params: Mapping[str, Any], member: str, items: Sequence[Any]) -> dict[str, Any]:
    """The part of a list that Marker and PageSize ask for."""
    size = params.get("PageSize") or PAGE_MAX
    marker = params.get("Marker") or "0"
    if not 1 <= size <= PAGE_MAX:
        raise refused(f"PageSize must be between 1 and {PAGE_MAX}")
    if not marker.isdigit() or int(marker) > len(items):
        raise refused("The marker is not valid")
    start = int(marker)
    page: dict[str, Any] = {member: list(items[start : start + size])}
    if start + size < len(items):
        page["NextMarker"] = str(start + size)
    return page


def check_name(name: str, what: str) -> None:
    """Names have up to 32 letters, digits and hyphens."""
    plain = name.replace("-", "")
    if len(name) > NAME_MAX:
        raise refused(f"{what} name '{name}' cannot be longer than '{NAME_MAX}' characters")
    if not (plain.isascii() and plain.isalnum()):
        raise refused(
            f"{what} name '{name}' can only contain characters that are alphanumeric characters or hyphens(-)"
        )
