"""Goals on the end state of ECS, seen through AWS's own answers, never at what was typed."""

from collections.abc import Mapping
from typing import Any

from trainer.aws.answer import answer
from trainer.aws.model import Call, Rejected
from trainer.content.model import Plain
from trainer.content.words import counted
from trainer.labs.goals.seen import Seen, mapping, shown
from trainer.labs.model import Run
from trainer.sim.world import World


def cluster(slots: Mapping[str, Plain], world: World, run: Run) -> Seen:
    """A cluster of that name is ACTIVE."""
    name = str(slots["cluster"])
    found = _ask(world, "DescribeClusters", clusters=[name]).get("clusters", [])
    active = [one for one in found if one["status"] == "ACTIVE"]
    return Seen(bool(active), f"a cluster named {name}", f"cluster {name}" if active else _others(world))


def definition(slots: Mapping[str, Plain], world: World, run: Run) -> Seen:
    """The newest revision of a family has these members (AWS's own names)."""
    family, wanted = str(slots["family"]), mapping(slots.get("has"))
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


def service(slots: Mapping[str, Plain], world: World, run: Run) -> Seen:
    """A service has these members; `running` at least so many tasks, `steady` one finished deployment."""
    name, wanted = str(slots["service"]), mapping(slots.get("has"))
    want = [f"service {name}", *([_listed(wanted)] if wanted else [])]
    running = int(str(slots.get("running", 0)))
    if "running" in slots:
        want += [f"{counted(running, 'task')} running"]
    want += ["steady"] if slots.get("steady") else []
    found = _ask(world, "DescribeServices", cluster=str(slots["cluster"]), services=[name]).get(
        "services", []
    )
    active = [one for one in found if one["status"] == "ACTIVE"]
    if not active:
        return Seen(False, ", ".join(want), f"no active service {name}")
    one = active[0]
    have = {key: one.get(key) for key in wanted}
    steady = len(one["deployments"]) == 1 and one["runningCount"] == one["desiredCount"]
    met = all(_fits(have[key], wanted[key]) for key in wanted)
    met = met and one["runningCount"] >= running and (steady or not slots.get("steady"))
    told = [f"service {name}", *([_listed(have)] if have else [])]
    told += [f"{one['runningCount']} of {one['desiredCount']} running, {one['pendingCount']} pending"]
    under_way = counted(len(one["deployments"]), "deployment")
    told += ["steady" if steady else under_way] if slots.get("steady") else []
    return Seen(met, ", ".join(want), ", ".join(told))


def tasks(slots: Mapping[str, Plain], world: World, run: Run) -> Seen:
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


def instances(slots: Mapping[str, Plain], world: World, run: Run) -> Seen:
    """At least so many container instances of a cluster are in a status."""
    cluster_name, status = str(slots["cluster"]), str(slots.get("status", "ACTIVE"))
    count = int(str(slots.get("count", 1)))
    arns = _ask(world, "ListContainerInstances", cluster=cluster_name, status=status).get(
        "containerInstanceArns", []
    )
    return Seen(
        len(arns) >= count,
        f"{counted(count, 'container instance')} {status}",
        f"{counted(len(arns), 'container instance')} {status}",
    )


def stopped(slots: Mapping[str, Plain], world: World, run: Run) -> Seen:
    """A task of the cluster was stopped for this reason (a part of its stoppedReason)."""
    reason = str(slots["reason"])
    reasons = [str(task.get("stoppedReason", "")) for task in _tasks(world, str(slots["cluster"]), True)]
    met = any(reason in one for one in reasons)
    told = "; ".join(dict.fromkeys(one for one in reasons if one)) or "no stopped task"
    return Seen(met, f'a task stopped with "{reason}"', told)


def service_event(slots: Mapping[str, Plain], world: World, run: Run) -> Seen:
    """The events of a service tell this, at least so many times."""
    name, text, times = str(slots["service"]), str(slots["text"]), int(str(slots.get("times", 1)))
    found = _ask(world, "DescribeServices", cluster=str(slots["cluster"]), services=[name]).get(
        "services", []
    )
    messages = [str(event["message"]) for one in found for event in one.get("events", [])]
    count = sum(text in message for message in messages)
    latest = messages[0] if messages else "no event"
    return Seen(count >= times, f'an event of {name} with "{text}"', f"latest event: {latest}")


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


def _fits(have: Any, want: Plain) -> bool:
    """Equal; a list or mapping holds all that is wanted; an ARN with revision is of that name."""
    if isinstance(want, list):
        return isinstance(have, list) and all(any(_fits(one, each) for one in have) for each in want)
    if isinstance(want, dict):
        return isinstance(have, Mapping) and all(_fits(have.get(key), each) for key, each in want.items())
    text = str(have)
    return text == str(want) or text.rsplit("/", 1)[-1] == str(want) or _family(text) == str(want)


def _listed(members: Mapping[str, Any]) -> str:
    return ", ".join(f"{name} {shown(value)}" for name, value in members.items())
