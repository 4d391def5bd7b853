"""The shapes of a lab's file: what each key may hold."""

from typing import Any, Literal

from pydantic import BaseModel, Field

from trainer.content.shapes import Id, Shape, Text, Words


class GoalShape(Shape):
    """What a stage of a lab wants."""

    id: Id
    text: Words
    kind: Id
    slots: dict[str, Any] = Field(default_factory=dict)
    facts: list[Id] = Field(default_factory=list)


class GuideShape(Shape):
    """A step of a guided stage."""

    says: Words
    line: Text


class StageShape(Shape):
    """A part of a lab without the entries of its lists."""

    id: Id
    title: Words
    freedom: Literal["guided", "goal", "symptom"] = "goal"
    opens: list[Any] = Field(default_factory=list)
    guide: list[Any] = Field(default_factory=list)
    goals: list[Any] = Field(min_length=1)
    hints: list[Text] = Field(default_factory=list)
    solution: list[Text] = Field(default_factory=list)


class ScenarioShape(Shape):
    """Something that can be let happen by name."""

    id: Id
    says: Words
    steps: list[Any] = Field(min_length=1)


class MomentShape(Shape):
    """Something in the course of a day."""

    minute: int = Field(ge=0, le=1440)
    steps: list[Any] = Field(min_length=1)


class DesignShape(Shape):
    """A design to choose and watch."""

    id: Id
    title: Words
    why: Text
    steps: list[Any] = Field(min_length=1)
    day: list[Any] = Field(default_factory=list)


class WatchShape(Shape):
    """Choose and watch, without the entries of its lists."""

    minutes: int = Field(ge=10, le=1440)
    requirements: list[Any] = Field(min_length=1)
    designs: list[Any] = Field(min_length=2, max_length=6)
    day: list[Any] = Field(default_factory=list)


class ExamQuestionShape(Shape):
    """The exam's question that a lab answers."""

    asks: Words
    answer: Words


class LabShape(Shape):
    """lab.yaml without the entries of its lists. A lab without stages is a sandbox."""

    format_version: int
    id: Id
    title: Words
    topic: Id
    minutes: int = Field(ge=1, le=240)
    facts: list[Id] = Field(default_factory=list)
    start: list[Any] = Field(default_factory=list)
    stages: list[Any] = Field(default_factory=list)
    alternative: list[Text] = Field(default_factory=list)
    wrong_try: list[Text] = Field(default_factory=list)
    remember: str = ""
    exam: ExamQuestionShape | None = None
    allows: list[Literal["kill"]] = Field(default_factory=list)
    scenes: list[Any] = Field(default_factory=list)
    loads: list[Any] = Field(default_factory=list)
    breaks: list[Any] = Field(default_factory=list)
    watch: WatchShape | None = None


LAB_ENTRIES: dict[type[BaseModel], dict[str, type[BaseModel]]] = {
    LabShape: {
        "stages": StageShape,
        "scenes": ScenarioShape,
        "loads": ScenarioShape,
        "breaks": ScenarioShape,
    },
    StageShape: {"goals": GoalShape, "guide": GuideShape},
    DesignShape: {"day": MomentShape},
    WatchShape: {"requirements": GoalShape, "designs": DesignShape, "day": MomentShape},
}
"""The lists whose entries are read one by one, and what an entry looks like."""
