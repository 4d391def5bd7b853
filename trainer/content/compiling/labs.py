"""labs/<lab>/: the exercise in lab.yaml, the prose of its stages in brief.md, the last word in debrief.md."""

from collections.abc import Mapping, Sequence
from typing import Any

from trainer.content.clean import decode
from trainer.content.compiling.draft import Draft, entries, open_yaml
from trainer.content.compiling.lessons import sections_of
from trainer.content.lab import Design, Freedom, Guide, Moment, Scenario, Watch
from trainer.content.lab_shapes import (
    DesignShape,
    GoalShape,
    GuideShape,
    LabShape,
    MomentShape,
    ScenarioShape,
    StageShape,
    WatchShape,
)
from trainer.content.markdown import read_markdown
from trainer.content.model import FactId, Goal, Lab, LabId, Plain, Section, Stage, Step, TopicId
from trainer.content.prose import Block
from trainer.content.yaml_source import YamlFile
from trainer.problem import Source

Path = tuple[str | int, ...]


def read_lab(draft: Draft, folder: str, files: Mapping[str, bytes]) -> None:
    """One lab; `files` holds the course's files by path, `folder` is such as "labs/first-service"."""
    path = f"{folder}/lab.yaml"
    if path not in files:
        draft.unread.add("lab")
        draft.report(
            Source(path),
            "missing-file",
            "this lab folder has no lab.yaml.",
            "Write it, or remove the folder.",
        )
        return
    opened = open_yaml(draft, path, files[path], LabShape, ("lab",))
    if opened is None:
        return
    file, top = opened
    brief = _brief(draft, f"{folder}/brief.md", files)
    stages = tuple(
        _stage(draft, file, stage, here, brief)
        for stage, here in entries(draft, file, top.stages, StageShape, "stage", "stages")
    )
    _matched(draft, stages, brief, len(stages) == len(top.stages))
    draft.refers("topic", top.topic, file.at("topic"))
    source = file.at("id")
    lab = Lab(
        LabId(top.id), top.title, TopicId(top.topic), top.minutes,
        steps(draft, file, top.start, ("start",), lines=True), stages,
        _prose(draft, f"{folder}/debrief.md", files), tuple(top.alternative), tuple(top.wrong_try),
        tuple(FactId(fact) for fact in draft.all_of("fact", top.facts, file, "facts")), source,
        top.remember, top.exam.asks if top.exam else "", top.exam.answer if top.exam else "",
        tuple(top.allows),
        _scenarios(draft, file, top.scenes, "scenes"),
        _scenarios(draft, file, top.loads, "loads"),
        _scenarios(draft, file, top.breaks, "breaks"),
        _watch(draft, file, top.watch),
    )  # fmt: skip
    draft.add("lab", top.id, lab, source)


def steps(
    draft: Draft, file: YamlFile, found: Sequence[object], here: Path, *, lines: bool = False
) -> tuple[Step, ...]:
    """Commands written as {service: Operation, with: {parameters}}; with `lines` also as they are typed."""
    result: list[Step] = []
    for place, data in enumerate(found):
        source = file.at(*here, place)
        if lines and isinstance(data, str):
            result.append(Step("line", data, {}, source))
            continue
        services = [key for key in data if key != "with"] if isinstance(data, dict) else []
        params: Any = data.get("with") if isinstance(data, dict) else None
        if not isinstance(data, dict) or len(services) != 1 or not isinstance(data[services[0]], str):
            draft.report(
                source,
                "bad-step",
                "this is no command.",
                "Write {ecs: CreateCluster, with: {clusterName: shop}}.",
            )
        elif not isinstance(params, dict | None):
            draft.report(
                file.at(*here, place, "with"), "wrong-type", '"with" wants a mapping.', "Write {name: value}."
            )
        else:
            given: dict[str, Plain] = params or {}
            result.append(Step(services[0], data[services[0]], given, source))
    return tuple(result)


def _stage(
    draft: Draft, file: YamlFile, stage: StageShape, here: Path, brief: Mapping[str, Section]
) -> Stage:
    goals = _goals(draft, file, stage.goals, (*here, "goals"))
    guide = tuple(
        Guide(one.says, one.line)
        for one, _ in entries(draft, file, stage.guide, GuideShape, "guide", *here, "guide")
    )
    source = file.at(*here, "id")
    if bool(guide) != (stage.freedom == "guided"):
        message = f'stage "{stage.id}" is {stage.freedom} and has {"a" if guide else "no"} guide.'
        draft.report(source, "stage-guide", message, "A guided stage says each step; no other one does.")
    if not guide and not stage.solution:
        draft.report(source, "missing-key", f'stage "{stage.id}" has no solution.', "Write its lines.")
    prose = brief[stage.id].blocks if stage.id in brief else ()
    return Stage(
        stage.id, stage.title, prose, goals, tuple(stage.hints),
        tuple(stage.solution) or tuple(one.line for one in guide),
        source, Freedom(stage.freedom), guide, steps(draft, file, stage.opens, (*here, "opens"), lines=True),
    )  # fmt: skip


def _goals(draft: Draft, file: YamlFile, found: object, path: Path) -> tuple[Goal, ...]:
    goals: dict[str, Goal] = {}
    for goal, at in entries(draft, file, found, GoalShape, "goal", *path):
        source = file.at(*at, "id")
        facts = tuple(FactId(fact) for fact in draft.all_of("fact", goal.facts, file, *at, "facts"))
        if goal.id in goals:
            draft.report(source, "duplicate-id", f'goal "{goal.id}" is there already.', "Give it another id.")
        goals[goal.id] = Goal(goal.id, goal.text, goal.kind, dict(goal.slots), facts, source)
    return tuple(goals.values())


def _scenarios(draft: Draft, file: YamlFile, found: object, key: str) -> tuple[Scenario, ...]:
    return tuple(
        Scenario(
            one.id, one.says, steps(draft, file, one.steps, (*at, "steps"), lines=True), file.at(*at, "id")
        )
        for one, at in entries(draft, file, found, ScenarioShape, "scenario", key)
    )  # fmt: skip


def _watch(draft: Draft, file: YamlFile, found: WatchShape | None) -> Watch | None:
    if found is None:
        return None
    designs = tuple(
        Design(
            one.id, one.title, one.why, steps(draft, file, one.steps, (*at, "steps"), lines=True),
            file.at(*at, "id"), _day(draft, file, one.day, (*at, "day")),
        )
        for one, at in entries(draft, file, found.designs, DesignShape, "design", "watch", "designs")
    )  # fmt: skip
    day = _day(draft, file, found.day, ("watch", "day"))
    requirements = _goals(draft, file, found.requirements, ("watch", "requirements"))
    return Watch(designs, requirements, day, found.minutes)


def _brief(draft: Draft, path: str, files: Mapping[str, bytes]) -> dict[str, Section]:
    if path not in files:
        return {}
    document = read_markdown(decode(files[path]), path, joined=True)
    draft.problems.extend(document.problems)
    return {
        section.id: section
        for section in sections_of(draft, document, "about", "About this lab", Source(path, 1, 1))
    }


def _matched(draft: Draft, stages: Sequence[Stage], brief: Mapping[str, Section], whole: bool) -> None:
    """Every stage has its prose and every piece of prose its stage."""
    seen: dict[str, Stage] = {}
    for stage in stages:
        if stage.id in seen:
            message = f'stage "{stage.id}" is there already.'
            draft.report(stage.source, "duplicate-id", message, "Give it another id.")
        seen.setdefault(stage.id, stage)
        if stage.id not in brief:
            message = f'brief.md says nothing about stage "{stage.id}".'
            draft.report(stage.source, "missing-brief", message, f"Add: ## {stage.title} {{#{stage.id}}}")
    for section in brief.values():
        if section.id not in seen and section.id != "about" and whole:
            message = f'"{section.id}" is no stage of this lab.'
            draft.report(section.source, "unknown-stage", message, f"It has {', '.join(seen)}.")


def _prose(draft: Draft, path: str, files: Mapping[str, bytes]) -> tuple[Block, ...]:
    if path not in files:
        return ()
    document = read_markdown(decode(files[path]), path, joined=True)
    draft.problems.extend(document.problems)
    return document.blocks


def _day(draft: Draft, file: YamlFile, found: object, path: Path) -> tuple[Moment, ...]:
    return tuple(
        Moment(one.minute, steps(draft, file, one.steps, (*at, "steps"), lines=True))
        for one, at in entries(draft, file, found, MomentShape, "moment", *path)
    )
