"""What each kind of course file may say, as pydantic models: imported only while a course is compiled."""

import re
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

FORMAT_VERSION = 1

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def _day(value: object) -> object:
    if isinstance(value, str) and _DAY.fullmatch(value):
        return date.fromisoformat(value)
    return value


Id = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]
ExamCode = Annotated[str, Field(pattern=r"^[A-Za-z0-9]+(-[A-Za-z0-9]+)*$", max_length=40)]
Words = Annotated[str, Field(min_length=1, max_length=300)]
Text = Annotated[str, Field(min_length=1, max_length=4000)]
Day = Annotated[date, BeforeValidator(_day)]
Url = Annotated[str, Field(pattern=r"^https?://[^\s]+$", max_length=500)]
Percent = Annotated[float, Field(ge=0, le=100)]


class Shape(BaseModel):
    """A mapping with these keys and no others; nothing is converted silently."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class ExamShape(Shape):
    """An exam in course.yaml."""

    id: ExamCode
    title: Words
    domains: dict[Id, Words] = Field(min_length=1)


class TopicShape(Shape):
    """A topic in course.yaml."""

    id: Id
    title: Words
    domains: dict[ExamCode, Id] = {}


class CourseShape(Shape):
    """course.yaml without the entries of its lists."""

    format_version: int
    id: Id
    title: Words
    as_of: Day
    opening: Id | None = None
    readers_wanted: int = Field(default=0, ge=0, le=9)
    documents: Words = "the course's sources"
    exams: list[Any] = []
    topics: list[Any]
    missing_images: list[Words] = []


class PageShape(Shape):
    """A page in pages.yaml."""

    id: Id
    title: Words
    url: Url


class PagesShape(Shape):
    """pages.yaml."""

    format_version: int
    pages: list[Any]


class KindShape(Shape):
    """A kind of concept."""

    id: Id
    name: Words


class ConceptShape(Shape):
    """A concept, below its kind."""

    id: Id
    name: Words
    phrase: Words | None = None
    aliases: list[Words] = []
    gloss: Text | None = None
    plural: bool = False
    asked_as: list[Words] = []


class QualifierShape(Shape):
    """A circumstance."""

    id: Id
    kind: Id
    text: Words


class RelationShape(Shape):
    """A relation."""

    id: Id
    name: Words | None = None
    says: Words
    denies: Words
    subjects: list[Id] = Field(min_length=1)
    objects: list[Id] = []
    world: Literal["open", "functional", "closed"] = "open"
    order: bool = False
    qualifiers: list[Id] = []
    asked_as: list[Words] = []


class ContrastShape(Shape):
    """Concepts that people confuse."""

    id: Id
    members: list[Words] = Field(min_length=2)
    tells: Text
    facts: list[Id] = []


class VocabularyShape(Shape):
    """vocabulary.yaml without the entries of its lists."""

    format_version: int
    kinds: list[Any]
    concepts: dict[str, Any]
    qualifiers: list[Any] = []
    relations: list[Any]
    contrasts: list[Any] = []


class GroupShape(Shape):
    """Facts from one place of one page; the facts themselves are read one by one."""

    page: Id | None = None
    locator: Words | None = None
    topic: Id | None = None
    checked: Day | None = None
    facts: dict[str, Any]


class FactsShape(Shape):
    """A file of facts."""

    format_version: int
    checked: Day | None = None
    topic: Id | None = None
    page: Id | None = None
    locator: Words | None = None
    groups: list[Any]


class ReadingShape(Shape):
    """One time that a fact was looked up."""

    page: Id
    locator: Words
    date: Day
    by: Id


class FactShape(Shape):
    """A fact's own keys; the one key besides them is its relation."""

    model_config = ConfigDict(extra="allow", strict=True, frozen=True)

    id: Id
    when: dict[str, Words] = {}
    denied: bool = Field(default=False, alias="not")
    rules: list[Words] = []
    says: Text | None = None
    mistake: Text | None = None
    tier: Literal["core", "extended", "expert"] = "core"
    tiers: dict[ExamCode, Literal["core", "extended", "expert"]] = {}
    expected_by: list[ExamCode] = []
    valid_from: Day | None = Field(default=None, alias="from")
    valid_until: Day | None = Field(default=None, alias="until")
    ask: bool = True
    contested: bool = False
    read: list[Any] = []
    page: Id | None = None
    locator: Words | None = None
    checked: Day | None = None
    topic: Id | None = None


class TableReadingShape(Shape):
    """One time that somebody read all that a pattern concludes."""

    mark: Id
    date: Day
    by: Id


class LiteralShape(Shape):
    """An object that is no concept, with its number apart."""

    text: Words
    number: float | None = None
    unit: str = ""
    accepts: list[Words] = []


class LessonShape(Shape):
    """A lesson's front matter."""

    format_version: int
    id: Id
    title: Words
    topic: Id


class NodeShape(Shape):
    """A box of a figure."""

    id: Id
    label: Words
    kind: Literal["service", "compute", "storage", "queue", "person", "event", "network", "role", "note"] = (
        "service"
    )
    group: Id | None = None


class EdgeShape(Shape):
    """An arrow of a figure."""

    id: Id
    tail: Id = Field(alias="from")
    head: Id = Field(alias="to")
    label: str = ""
    role: Words | None = None
    both_ways: bool = False


class FrameShape(Shape):
    """A frame around nodes of a figure."""

    id: Id
    label: Words
    inside: Id | None = None


class FigureShape(Shape):
    """A figure without the entries of its lists."""

    format_version: int
    id: Id
    title: Words
    groups: list[Any] = []
    nodes: list[Any]
    edges: list[Any] = []
    words: Text
    facts: list[Id] = []
    font: Words | None = None


class ClaimShape(Shape):
    """A statement that notes commonly make."""

    id: Id
    concepts: list[list[Words]] = Field(min_length=1)
    words: list[list[Words]] = []
    absent: list[Words] = []
    verdict: Literal["right", "simplified", "outdated", "wrong"]
    why: Text
    exam: Text | None = None
    facts: list[Id] = []


class ClaimsShape(Shape):
    """claims.yaml."""

    format_version: int
    claims: list[Any]


class PatternShape(Shape):
    """A way to ask; the kind knows what its slots may hold."""

    id: Id
    kind: Id
    topic: Id
    level: Literal["recall", "apply", "decide"]
    exams: list[ExamCode] = []
    read: list[TableReadingShape] = []
    slots: dict[str, Any] = {}


class PatternsShape(Shape):
    """A file of patterns."""

    format_version: int
    patterns: list[Any]


class BlueprintShape(Shape):
    """An exam form's blueprint."""

    format_version: int
    id: Id
    exam: ExamCode
    title: Words
    items: int = Field(ge=1, le=500)
    minutes: int = Field(ge=1, le=1000)
    weights: dict[Id, Percent] = Field(min_length=1)
    pass_percent: Percent
    multiple_response_percent: Percent = 20.0
    scenario_percent: Percent = 0.0


ENTRIES: dict[type[BaseModel], dict[str, type[BaseModel]]] = {
    CourseShape: {"exams": ExamShape, "topics": TopicShape},
    PagesShape: {"pages": PageShape},
    VocabularyShape: {
        "kinds": KindShape,
        "qualifiers": QualifierShape,
        "relations": RelationShape,
        "contrasts": ContrastShape,
    },
    FactsShape: {"groups": GroupShape},
    FigureShape: {"groups": FrameShape, "nodes": NodeShape, "edges": EdgeShape},
    ClaimsShape: {"claims": ClaimShape},
    PatternsShape: {"patterns": PatternShape},
}
"""The lists whose entries are read one by one, and what an entry looks like."""
