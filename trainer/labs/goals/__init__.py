"""Kinds of goals: on the end state, on what happened in the run. None looks at the words typed."""

from collections.abc import Mapping

from trainer.labs.goals import reading, running, state
from trainer.labs.goals.seen import GoalKind

_BOUNDS = ("at_least", "at_most", "is")

GOALS: Mapping[str, GoalKind] = {
    "cluster": GoalKind(state.cluster, ("cluster",)),
    "task-definition": GoalKind(state.definition, ("family",), ("has",)),
    "service": GoalKind(state.service, ("cluster", "service"), ("has", "running", "steady")),
    "tasks": GoalKind(state.tasks, ("cluster", "count"), ("status", "family", "launchType", "exactly")),
    "instances": GoalKind(state.instances, ("cluster",), ("status", "count")),
    "stopped": GoalKind(state.stopped, ("cluster", "reason")),
    "service-event": GoalKind(state.service_event, ("cluster", "service", "text"), ("times",)),
    "answer": GoalKind(reading.reads, ("read", "what"), ("call", "with", "has", "lacks", *_BOUNDS)),
    "kept": GoalKind(running.kept, ("service", "running"), ("from start",)),
    "reached": GoalKind(running.reached, ("service",), ("running", "desired")),
    "happened": GoalKind(running.happened, ("what",), ("rule", "text", "about", *_BOUNDS)),
    "ended": GoalKind(running.ended, ("group", "code"), _BOUNDS),
    "minutes": GoalKind(running.minutes, ("service", "metric", "above"), _BOUNDS),
    "short": GoalKind(running.waited, ("service",), _BOUNDS),
    "used": GoalKind(running.used, ("driver",), _BOUNDS),
    "meets": GoalKind(running.meets, ("requirements",)),
    "watched": GoalKind(running.watched, ("count",)),
}
