"""Predict: a described world is run by the simulator. What does it come to?"""

import re
from collections.abc import Iterator, Mapping

from trainer.content.model import Course, FactId, Pattern, Plain, Step
from trainer.graph.facts import FactGraph
from trainer.problem import Problem
from trainer.questions.conclusions import Block
from trainer.questions.disguise import SETS, least_telling
from trainer.questions.draft import Choice, Draft, finish
from trainer.questions.model import Item, Outcome, Play, Proof, ProofKind, Rejection, Scene
from trainer.questions.reasons import fitting, said, short
from trainer.questions.slots import Slots
from trainer.questions.wording import capital, fill, unmarked
from trainer.seed import Stream
from trainer.value import dataclass

NAME = "predict"
DISTRACTORS = 3
_WHOLE = re.compile(r"^\{([^{}]+)\}$")


@dataclass(frozen=True, slots=True)
class Near:
    """A result that a near-miss rule would give, and why it is wrong."""

    value: str
    why: str


@dataclass(frozen=True, slots=True)
class World:
    """One set of values, with the results that people expect by mistake."""

    values: Mapping[str, str]
    near: tuple[Near, ...]


@dataclass(frozen=True, slots=True)
class Predicted:
    """A world with holes, the sets of values for them, and how its end state is read."""

    facts: tuple[FactId, ...]
    stems: tuple[str, ...]
    worlds: tuple[World, ...]
    steps: tuple[Plain, ...]
    run_s: int
    read: str
    """A query that gives the result as an option says it."""


def facts(graph: FactGraph, pattern: Pattern) -> tuple[FactId, ...]:
    """The facts that explain the result."""
    found = (graph.fact(fact) for fact in _read(graph, pattern).facts)
    return tuple(fact.id for fact in found if fact is not None and fact.askable)


def make(
    graph: FactGraph,
    pattern: Pattern,
    stream: Stream,
    play: Play | None = None,
    fact: FactId | None = None,
) -> Item | Rejection:
    """An item whose key is what the run shows; each distractor is another result than that."""
    if play is None:
        return Rejection(pattern.id, "no simulator was handed in")
    predicted = _read(graph, pattern)
    known = facts(graph, pattern)
    if not known or (fact is not None and fact not in known):
        return Rejection(pattern.id, f"this pattern is not about {fact or 'any askable fact'}")
    world = stream.choice(predicted.worlds)
    scene = _scene(predicted, world)
    result = graph.once(
        ("played", pattern.id, repr(scene)), lambda: play(scene.steps, scene.run_s, scene.read)
    )
    value = str(result)
    near = [one for one in world.near if one.value != value]
    if len(near) < DISTRACTORS:
        return Rejection(pattern.id, f"the run shows {value}, which leaves {len(near)} other results")
    ordered = tuple(dict.fromkeys((fact or known[0], *known)))
    template = stream.choice(predicted.stems)
    stem = fill(template, world.values)
    sets = [stream.sample(near, DISTRACTORS) for _ in range(SETS if len(near) > DISTRACTORS else 1)]
    chosen = least_telling([Near(value, "")], sets, text=lambda one: one.value, stem=stem, stream=stream)
    options = (
        _choice(graph, scene, ordered, value, why="", marks=unmarked(stem)[1]),
        *(_choice(graph, scene, ordered, one.value, why=one.why, marks=unmarked(stem)[1]) for one in chosen),
    )
    filling = (template, *world.values.values(), *sorted(one.value for one in chosen))
    return finish(graph, pattern, Draft(stem, options, ordered, filling, scene=scene), stream)


def concludes(graph: FactGraph, pattern: Pattern) -> tuple[Block, ...]:  # noqa: ARG001 - every kind has it
    """Nothing: what is true is what the simulator does, not what facts say."""
    return ()


def problems(pattern: Pattern, course: Course) -> Iterator[Problem]:
    """What is wrong with the slots; whether the results differ shows when the items are generated."""
    slots = Slots(pattern, course)
    predicted = _from(slots)
    for number, fact in enumerate(predicted.facts):
        if fact not in course.facts:
            slots.wrong(f'"{fact}" is no fact of this course.', at=("facts", number))
    for number, world in enumerate(predicted.worlds):
        if len({one.value for one in world.near}) < DISTRACTORS:
            message = f"three results under near are needed beside the right one for {dict(world.values)}."
            slots.wrong(message, at=("worlds", number))
    yield from slots.problems


def _from(slots: Slots) -> Predicted:
    worlds = tuple(_world(inner) for inner in slots.each("worlds"))
    names = tuple(dict.fromkeys(name for world in worlds for name in world.values))
    if not worlds:
        slots.wrong('slot "worlds" is missing.')
    steps = slots.plain("steps")
    predicted = Predicted(
        facts=tuple(FactId(fact) for fact in slots.texts("facts")),
        stems=slots.templates("stems", names),
        worlds=worlds,
        steps=tuple(steps) if isinstance(steps, list) else (),
        run_s=slots.number("run seconds"),
        read=slots.text("read"),
    )
    if not predicted.steps:
        slots.wrong('slot "steps" is missing.')
    for step in predicted.steps:
        if not isinstance(step, dict) or all(name == "with" for name in step):
            slots.wrong(f"a step is a mapping like {{ecs: CreateCluster, with: {{…}}}}, not {step!r}.")
    slots.done()
    return predicted


def _world(slots: Slots) -> World:
    near = tuple(
        Near(slots_of_near.text("value"), slots_of_near.text("why")) for slots_of_near in slots.each("near")
    )
    values = {name: str(value) for name, value in slots.items() if name != "near"}
    return World(values, near)


def _read(graph: FactGraph, pattern: Pattern) -> Predicted:
    key = (NAME, id(pattern), repr(pattern.slots))
    return graph.once(key, lambda: _from(Slots(pattern, graph.course)))


def _scene(predicted: Predicted, world: World) -> Scene:
    steps = tuple(_step(put_in(step, world.values)) for step in predicted.steps)
    return Scene(steps, predicted.run_s, predicted.read)


def _step(step: Plain) -> Step:
    """A step as courses write it: {ecs: CreateCluster, with: {…}}. ValueError for what is no step."""
    if not isinstance(step, dict):
        raise ValueError(f"{step!r} is no step")
    service = next(name for name in step if name != "with")
    params = step.get("with")
    return Step(service, str(step[service]), params if isinstance(params, dict) else {})


def put_in(value: Plain, values: Mapping[str, str]) -> Plain:
    """A step with its holes filled; a text that is one hole and nothing else becomes a number if it can."""
    if isinstance(value, dict):
        return {name: put_in(inner, values) for name, inner in value.items()}
    if isinstance(value, list):
        return [put_in(inner, values) for inner in value]
    if not isinstance(value, str):
        return value
    whole = _WHOLE.match(value)
    if whole and whole[1] in values:
        text = values[whole[1]]
        return int(text) if text.lstrip("-").isdigit() else text
    for name, text in values.items():
        value = value.replace(f"{{{name}}}", text)
    return value


def _choice(
    graph: FactGraph,
    scene: Scene,
    facts_behind: tuple[FactId, ...],
    value: str,
    *,
    why: str,
    marks: tuple[str, ...],
) -> Choice:
    """An option: the result itself, or one with the reason why it is not what the run shows."""
    reasons = said(graph, facts_behind)
    return Choice(
        text=capital(value),
        is_key=not why,
        proof=Proof(ProofKind.SIMULATED, facts_behind),
        claims=(Outcome(scene.steps, scene.run_s, scene.read, value),),
        rationale=fitting([why or f"The run comes to {value}.", *reasons]),
        brief=short((why, *reasons)),
        deciding=marks,
    )
