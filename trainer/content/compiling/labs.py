"""labs/<lab>/: the exercise in lab.yaml, the prose of its stages in brief.md, the last word in debrief.md."""

from collections.abc import Mapping, Sequence
from typing import Any

from trainer.content.clean import decode
from trainer.content.compiling.draft import Draft, entries, open_yaml
from trainer.content.compiling.lessons import sections_of
from trainer.content.markdown import read_markdown
from trainer.content.model import FactId, Goal, Lab, LabId, Plain, Section, Stage, Step, TopicId
from trainer.content.prose import Block
from trainer.content.shapes import GoalShape, LabShape, StageShape
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
        steps(draft, file, top.start, ("start",)), stages,
        _prose(draft, f"{folder}/debrief.md", files), tuple(top.alternative), tuple(top.wrong_try),
        tuple(FactId(fact) for fact in draft.all_of("fact", top.facts, file, "facts")), source,
    )  # fmt: skip
    draft.add("lab", top.id, lab, source)


def steps(draft: Draft, file: YamlFile, found: Sequence[object], here: Path) -> tuple[Step, ...]:
    """Commands written as {service: Operation, with: {parameters}}."""
    result: list[Step] = []
    for place, data in enumerate(found):
        source = file.at(*here, place)
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
    goals: dict[str, Goal] = {}
    for goal, at in entries(draft, file, stage.goals, GoalShape, "goal", *here, "goals"):
        source = file.at(*at, "id")
        facts = tuple(FactId(fact) for fact in draft.all_of("fact", goal.facts, file, *at, "facts"))
        if goal.id in goals:
            draft.report(source, "duplicate-id", f'goal "{goal.id}" is there already.', "Give it another id.")
        goals[goal.id] = Goal(goal.id, goal.text, goal.kind, dict(goal.slots), facts, source)
    prose = brief[stage.id].blocks if stage.id in brief else ()
    return Stage(
        stage.id, stage.title, prose, tuple(goals.values()), tuple(stage.hints), tuple(stage.solution),
        file.at(*here, "id"),
    )  # fmt: skip


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
