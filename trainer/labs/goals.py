"""Kinds of goals: each looks at the end state through AWS's own answers, never at what was typed."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from trainer.aws.answer import answer
from trainer.aws.model import Call, Rejected
from trainer.content.model import Goal, Plain
from trainer.labs.model import Verdict
from trainer.problem import Problem
from trainer.sim.world import World


@dataclass(frozen=True, slots=True)
class Seen:
    """What a kind of goal reports: whether it is met, what was wanted, what was found."""

    met: bool
    wanted: str
    found: str


def judge_goal(goal: Goal, world: World) -> Verdict:
    """The verdict on one goal; looking changes nothing in the world."""
    seen = GOALS[goal.kind].look(goal.slots, world)
    return Verdict(goal, seen.met, seen.wanted, seen.found)


def cluster(slots: Mapping[str, Plain], world: World) -> Seen:
    """A cluster of that name is ACTIVE."""
    name = str(slots["cluster"])
    found = _ask(world, "DescribeClusters", clusters=[name]).get("clusters", [])
    active = [one for one in found if one["status"] == "ACTIVE"]
    return Seen(bool(active), f"a cluster named {name}", f"cluster {name}" if active else _others(world))


def definition(slots: Mapping[str, Plain], world: World) -> Seen:
    """The newest revision of a family has these members (AWS's own names)."""
    family, wanted = str(slots["family"]), _mapping(slots.get("has"))
    described = _ask(world, "DescribeTaskDefinition", taskDefinition=family).get("taskDefinition")
    want = f"task definition {family}" + (f" with {_listed(wanted)}" if wanted else "")
    if described is None:
        families = _ask(world, "ListTaskDefinitionFamilies").get("families", [])
        return Seen(
            False, want, f"task definitions: {', '.join(families)}" if families else "no task definition"
        )
    have = {name: described.get(name) for name in wanted}
    met = all(_fits(have[name], wanted[name]) for name in wanted)
    number = f"{family}:{described['revision']}"
    return Seen(met, want, f"{number} with {_listed(have)}" if wanted else number)


def service(slots: Mapping[str, Plain], world: World) -> Seen:
    """A service has these members; `running` at least so many tasks, `steady` one finished deployment."""
    name, wanted = str(slots["service"]), _mapping(slots.get("has"))
    want = [f"service {name}", *([_listed(wanted)] if wanted else [])]
    want += [f"{slots['running']} tasks running"] if "running" in slots else []
    want += ["steady"] if slots.get("steady") else []
    found = _ask(world, "DescribeServices", cluster=str(slots["cluster"]), services=[name]).get(
        "services", []
    )
    active = [one for one in found if one["status"] == "ACTIVE"]
    if not active:
        return Seen(False, ", ".join(want), f"no active service {name}")
    one = active[0]
    have = {key: one.get(key) for key in wanted}
    running = int(str(slots.get("running", 0)))
    steady = len(one["deployments"]) == 1 and one["runningCount"] == one["desiredCount"]
    met = all(_fits(have[key], wanted[key]) for key in wanted)
    met = met and one["runningCount"] >= running and (steady or not slots.get("steady"))
    told = [f"service {name}", *([_listed(have)] if have else [])]
    told += [f"{one['runningCount']} of {one['desiredCount']} running, {one['pendingCount']} pending"]
    told += ["steady" if steady else f"{len(one['deployments'])} deployments"] if slots.get("steady") else []
    return Seen(met, ", ".join(want), ", ".join(told))


def tasks(slots: Mapping[str, Plain], world: World) -> Seen:
    """At least (or exactly) so many tasks of a cluster are in a status, of a family or launch type."""
    status, count = str(slots.get("status", "RUNNING")), int(str(slots["count"]))
    family, launch = slots.get("family"), slots.get("launchType")
    exact = bool(slots.get("exactly"))
    held = [
        task
        for task in _tasks(world, str(slots["cluster"]), status == "STOPPED")
        if task["lastStatus"] == status
    ]
    if family is not None:
        held = [task for task in held if _family(task["taskDefinitionArn"]) == family]
    if launch is not None:
        held = [task for task in held if task.get("launchType") == launch]
    met = len(held) == count if exact else len(held) >= count
    what = " ".join(str(part) for part in (family, "tasks", status, f"on {launch}" if launch else "") if part)
    return Seen(met, f"{'exactly' if exact else 'at least'} {count} {what}", f"{len(held)} {what}")


def instances(slots: Mapping[str, Plain], world: World) -> Seen:
    """At least so many container instances of a cluster are in a status."""
    cluster_name, status = str(slots["cluster"]), str(slots.get("status", "ACTIVE"))
    count = int(str(slots.get("count", 1)))
    arns = _ask(world, "ListContainerInstances", cluster=cluster_name, status=status).get(
        "containerInstanceArns", []
    )
    return Seen(
        len(arns) >= count,
        f"{count} container instances {status}",
        f"{len(arns)} container instances {status}",
    )


def stopped(slots: Mapping[str, Plain], world: World) -> Seen:
    """A task of the cluster was stopped for this reason (a part of its stoppedReason)."""
    reason = str(slots["reason"])
    reasons = [str(task.get("stoppedReason", "")) for task in _tasks(world, str(slots["cluster"]), True)]
    met = any(reason in one for one in reasons)
    told = "; ".join(dict.fromkeys(one for one in reasons if one)) or "no stopped task"
    return Seen(met, f'a task stopped with "{reason}"', told)


def service_event(slots: Mapping[str, Plain], world: World) -> Seen:
    """The events of a service tell this, at least so many times."""
    name, text, times = str(slots["service"]), str(slots["text"]), int(str(slots.get("times", 1)))
    found = _ask(world, "DescribeServices", cluster=str(slots["cluster"]), services=[name]).get(
        "services", []
    )
    messages = [str(event["message"]) for one in found for event in one.get("events", [])]
    count = sum(text in message for message in messages)
    latest = messages[0] if messages else "no event"
    return Seen(count >= times, f'an event of {name} with "{text}"', f"latest event: {latest}")


@dataclass(frozen=True, slots=True)
class GoalKind:
    """A kind of goal: how it looks, which slots it must and may have."""

    look: Callable[[Mapping[str, Plain], World], Seen]
    needs: tuple[str, ...]
    may: tuple[str, ...] = ()


GOALS: Mapping[str, GoalKind] = {
    "cluster": GoalKind(cluster, ("cluster",)),
    "task-definition": GoalKind(definition, ("family",), ("has",)),
    "service": GoalKind(service, ("cluster", "service"), ("has", "running", "steady")),
    "tasks": GoalKind(tasks, ("cluster", "count"), ("status", "family", "launchType", "exactly")),
    "instances": GoalKind(instances, ("cluster",), ("status", "count")),
    "stopped": GoalKind(stopped, ("cluster", "reason")),
    "service-event": GoalKind(service_event, ("cluster", "service", "text"), ("times",)),
}


def problems(goal: Goal) -> Iterator[Problem]:
    """An unknown kind, or slots that are missing or too many."""
    kind = GOALS.get(goal.kind)
    if kind is None:
        yield Problem(
            goal.source, "goal-kind", f'"{goal.kind}" is no kind of goal.', f"Use one of {', '.join(GOALS)}."
        )
        return
    missing = [name for name in kind.needs if name not in goal.slots]
    unknown = [name for name in goal.slots if name not in kind.needs + kind.may]
    for name in missing:
        yield Problem(goal.source, "goal-slots", f"goal {goal.id} lacks {name}.", f"{goal.kind} needs it.")
    for name in unknown:
        yield Problem(
            goal.source, "goal-slots", f"goal {goal.id} has {name}, which {goal.kind} does not know.", ""
        )


def _ask(world: World, operation: str, **params: Any) -> Mapping[str, Any]:
    """What AWS would say; a refusal counts as nothing found. Describe and List calls change nothing."""
    reply = answer(world, Call("ecs", operation, params))
    return {} if isinstance(reply, Rejected) else reply.data


def _tasks(world: World, cluster_name: str, stopped_ones: bool) -> list[Mapping[str, Any]]:
    arns: list[str] = []
    for status in ("RUNNING", "STOPPED") if stopped_ones else ("RUNNING",):
        arns += _ask(world, "ListTasks", cluster=cluster_name, desiredStatus=status).get("taskArns", [])
    found: list[Mapping[str, Any]] = []
    for start in range(0, len(arns), 100):
        found += _ask(world, "DescribeTasks", cluster=cluster_name, tasks=arns[start : start + 100]).get(
            "tasks", []
        )
    return found


def _others(world: World) -> str:
    arns = _ask(world, "ListClusters").get("clusterArns", [])
    return "clusters: " + ", ".join(arn.rsplit("/", 1)[-1] for arn in arns) if arns else "no cluster"


def _family(arn: str) -> str:
    return arn.rsplit("/", 1)[-1].rsplit(":", 1)[0]


def _mapping(value: Plain) -> Mapping[str, Plain]:
    return value if isinstance(value, dict) else {}


def _fits(have: Any, want: Plain) -> bool:
    """Equal, or for lists: holds all that is wanted; for an ARN with revision: of that name."""
    if isinstance(want, list):
        return isinstance(have, list) and all(one in have for one in want)
    text = str(have)
    return text == str(want) or text.rsplit("/", 1)[-1] == str(want) or _family(text) == str(want)


def _listed(members: Mapping[str, Any]) -> str:
    return ", ".join(f"{name} {_shown(value)}" for name, value in members.items())


def _shown(value: Any) -> str:
    if isinstance(value, list):
        return "/".join(str(one) for one in value) or "none"
    return "not set" if value is None else str(value).rsplit("/", 1)[-1]
