"""`aws … wait …` on virtual time: botocore's waiter models, run by letting the world's time pass."""

from collections.abc import Callable, Mapping
from typing import Any

from trainer.aws.model import Answer, Call, Rejected
from trainer.aws.service_model import waiters
from trainer.value import dataclass


@dataclass(frozen=True, slots=True)
class Waited:
    """How waiting ended: empty `failure` means that the wished state came. `took_ms` is virtual time."""

    failure: str
    took_ms: int
    polls: int
    last: Answer


def wait(call: Call, waiter: str, ask: Callable[[Call], Answer], advance: Callable[[int], object]) -> Waited:
    """Asks, and lets `delay` seconds pass, until an acceptor decides or the attempts are used up.

    `ask` answers the polled call, `advance` lets that many milliseconds of virtual time pass.
    """
    config = waiters(call.service)[waiter]
    delay_ms = int(config["delay"] * 1000)
    took_ms = 0
    polls = 0
    while True:
        answer = ask(call)
        polls += 1
        state, reason = _judge(config["acceptors"], answer)
        if state == "success":
            return Waited("", took_ms, polls, answer)
        if state == "failure":
            failure = f"Waiter encountered a terminal failure state: {reason}"
            return Waited(f"Waiter {waiter} failed: {failure}", took_ms, polls, answer)
        if state is None and isinstance(answer, Rejected):
            said = f"An error occurred ({answer.code}): {answer.message}"
            return Waited(f"Waiter {waiter} failed: {said}", took_ms, polls, answer)
        if polls >= config["maxAttempts"]:
            earlier = f". Previously accepted state: {reason}" if state else ""
            return Waited(f"Waiter {waiter} failed: Max attempts exceeded{earlier}", took_ms, polls, answer)
        advance(delay_ms)
        took_ms += delay_ms


def _judge(acceptors: list[Mapping[str, Any]], answer: Answer) -> tuple[str | None, str]:
    """The state that the first matching acceptor names, and why, in botocore's words; None for none."""
    for acceptor in acceptors:
        if (reason := _accepts(acceptor, answer)) is not None:
            return acceptor["state"], reason
    return None, ""


def _accepts(acceptor: Mapping[str, Any], answer: Answer) -> str | None:
    expected = acceptor["expected"]
    if isinstance(answer, Rejected):
        if acceptor["matcher"] == "error" and expected in (True, answer.code):
            return f"Matched expected service error code: {expected}"
        if acceptor["matcher"] == "status" and answer.status == expected:
            return f"Matched expected HTTP status code: {expected}"
        return None
    match acceptor["matcher"]:
        case "status" if expected == 200:
            return "Matched expected HTTP status code: 200"
        case "error" if expected is False:
            return "Matched expected service error code: False"
        case "path" | "pathAll" | "pathAny" as matcher:
            return _path(matcher, acceptor["argument"], expected, answer.data)
        case _:
            return None


def _path(matcher: str, argument: str, expected: Any, data: Mapping[str, Any]) -> str | None:
    import jmespath

    found = jmespath.search(argument, data)
    if matcher == "path":
        said = f'For expression "{argument}" we matched expected path: "{expected}"'
        return said if found == expected else None
    if not isinstance(found, list) or not found:
        return None
    if matcher == "pathAll":
        said = f'For expression "{argument}" all members matched expected path: "{expected}"'
        return said if all(item == expected for item in found) else None
    said = f'For expression "{argument}" we matched expected path: "{expected}" at least once'
    return said if any(item == expected for item in found) else None
