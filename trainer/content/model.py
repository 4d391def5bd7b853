"""What a course is made of, as values. Read this first: the rest makes something to do of it."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum

from trainer.content.figure import Figure
from trainer.content.ids import ConceptId as ConceptId
from trainer.content.ids import ExamId as ExamId
from trainer.content.ids import FactId as FactId
from trainer.content.ids import KindId as KindId
from trainer.content.ids import LabId as LabId
from trainer.content.ids import LessonId as LessonId
from trainer.content.ids import PageId as PageId
from trainer.content.ids import PatternId as PatternId
from trainer.content.ids import Plain as Plain
from trainer.content.ids import RelationId as RelationId
from trainer.content.ids import TopicId as TopicId
from trainer.content.lab import Goal as Goal
from trainer.content.lab import Lab as Lab
from trainer.content.lab import Stage as Stage
from trainer.content.lab import Step as Step
from trainer.content.prose import Block
from trainer.problem import NOWHERE, Source
from trainer.value import dataclass, field


@dataclass(frozen=True, slots=True)
class Page:
    """A page of AWS's documentation that facts cite."""

    id: PageId
    title: str
    url: str
    source: Source = NOWHERE


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of concept: launch types, roles, volumes. Options of one item are of one kind."""

    id: KindId
    name: str
    source: Source = NOWHERE


@dataclass(frozen=True, slots=True)
class Concept:
    """A thing that facts speak of.

    `name` is how an option or label names it ("task execution role"); `phrase` how a sentence does
    ("the task execution role"). `aliases` are other names, for facts files, typed answers and notes;
    `asked_as` are words that questions of others use for it, which may mean other concepts as well.
    """

    id: ConceptId
    kind: KindId
    name: str
    phrase: str
    aliases: tuple[str, ...] = ()
    gloss: str = ""
    plural: bool = False
    source: Source = NOWHERE
    asked_as: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Every way an author may write this concept, the id included."""
        return (self.id, self.name, *self.aliases)


@dataclass(frozen=True, slots=True)
class Qualifier:
    """A circumstance that a fact may depend on, such as the launch type. `text` words it: "on {value}"."""

    id: str
    kind: KindId
    text: str
    source: Source = NOWHERE


class World(StrEnum):
    """What may be concluded from what a relation does not say."""

    OPEN = "open"
    """Nothing: only a fact that denies proves falsity."""
    FUNCTIONAL = "functional"
    """One object at most for a subject in a circumstance: any other object of that kind is false."""
    CLOSED = "closed"
    """For a subject with facts of this relation all objects are listed: an object not listed is false."""


@dataclass(frozen=True, slots=True)
class Relation:
    """What facts say of their subject. `says` and `denies` are sentences over {subject} and {object}."""

    id: RelationId
    says: str
    denies: str
    subjects: tuple[KindId, ...]
    objects: tuple[KindId, ...]
    """Kinds of the objects; empty when the object is a literal (a number with its unit, a text)."""
    world: World = World.OPEN
    order: bool = False
    """An order relation: never both ways, never to itself, and it passes along chains."""
    qualifiers: tuple[str, ...] = ()
    name: str = ""
    asked_as: tuple[str, ...] = ()
    """Other words for it in questions ("operational overhead", "cost-effective"), for the judge."""
    source: Source = NOWHERE


@dataclass(frozen=True, slots=True)
class Literal:
    """An object that is no concept: a number with its unit, or words as AWS writes them."""

    text: str
    number: float | None = None
    unit: str = ""
    accepts: tuple[str, ...] = ()
    """Other ways to type it."""


class Tier(StrEnum):
    """How near a fact is to what exams ask."""

    CORE = "core"
    EXTENDED = "extended"
    EXPERT = "expert"


@dataclass(frozen=True, slots=True)
class Reading:
    """One time that somebody held a fact against its documentation, and where it was found to stand."""

    page: PageId
    locator: str
    read_on: date
    by: str
    """Who read it; readings by different readers are independent of each other."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One statement about the world, with where it comes from and from when until when it holds."""

    id: FactId
    subject: ConceptId
    relation: RelationId
    object: ConceptId | Literal
    page: PageId
    locator: str
    checked: date
    topic: TopicId
    says: str
    """The statement as an English sentence; from the relation's template unless the author wrote one."""
    holds: bool = True
    """False: an explicit denial, the strongest proof of falsity there is."""
    when: tuple[tuple[str, ConceptId], ...] = ()
    """Circumstances (qualifier id, concept), sorted; empty: always."""
    rules: tuple[str, ...] = ()
    """Rule ids of the semantics reference, such as "RO-5"."""
    tier: Tier = Tier.CORE
    tiers: tuple[tuple[ExamId, Tier], ...] = ()
    """Exams for which it is nearer or further than `tier` says, in the order of the file."""
    valid_from: date | None = None
    valid_until: date | None = None
    expected_by: tuple[ExamId, ...] = ()
    """Exams that expect this answer where the truth changed during their life; empty: nothing to choose."""
    askable: bool = True
    """False: taught and explained, never asked (unpublished, contested or from memory)."""
    contested: bool = False
    """Taught, but no item may rest on it, neither its key nor a distractor: the truth changed while an
    exam was in use, or the pages do not settle it. Then it is not askable either."""
    mistake: str = ""
    """The misconception that this fact corrects, in a learner's words."""
    readings: tuple[Reading, ...] = ()
    """The times that it was looked up again, in the order of the file."""
    source: Source = NOWHERE

    @property
    def mentions(self) -> tuple[ConceptId, ...]:
        """The concepts that it speaks of: subject, object unless it is a literal, circumstances."""
        ends = (self.subject,) if isinstance(self.object, Literal) else (self.subject, self.object)
        return tuple(dict.fromkeys((*ends, *(concept for _, concept in self.when))))

    def tier_in(self, exam: ExamId | None) -> Tier:
        """How near it is to what that exam asks; its general tier without an exam."""
        return next((tier for name, tier in self.tiers if name == exam), self.tier)

    def valid(self, as_of: date) -> bool:
        """Whether the statement holds on that day."""
        return (self.valid_from is None or self.valid_from <= as_of) and (
            self.valid_until is None or as_of < self.valid_until
        )


@dataclass(frozen=True, slots=True)
class Contrast:
    """Concepts that people confuse, and the sentence that tells them apart."""

    id: str
    members: tuple[ConceptId, ...]
    tells: str
    facts: tuple[FactId, ...] = ()
    source: Source = NOWHERE


@dataclass(frozen=True, slots=True)
class Topic:
    """A part of the course; `domains` says under which domain of each exam its items count."""

    id: TopicId
    title: str
    domains: Mapping[ExamId, str] = field(default_factory=dict)
    source: Source = NOWHERE


@dataclass(frozen=True, slots=True)
class Section:
    """One idea of a lesson."""

    id: str
    title: str
    blocks: tuple[Block, ...]
    source: Source = NOWHERE

    @property
    def facts(self) -> tuple[FactId, ...]:
        """The facts that this section's statements are tied to, each once, in reading order."""
        return tuple(dict.fromkeys(FactId(fact) for block in self.blocks for fact in block.all_facts()))


@dataclass(frozen=True, slots=True)
class Lesson:
    """A lesson of a few minutes."""

    id: LessonId
    title: str
    topic: TopicId
    sections: tuple[Section, ...]
    source: Source = NOWHERE

    @property
    def facts(self) -> tuple[FactId, ...]:
        """All facts taught here, each once, in reading order."""
        return tuple(dict.fromkeys(fact for section in self.sections for fact in section.facts))


@dataclass(frozen=True, slots=True)
class TableReading:
    """One time that somebody read everything a pattern concludes, and how that stood then."""

    mark: str
    """Another mark of the pattern's table means that it concludes something else now."""
    read_on: date
    by: str


@dataclass(frozen=True, slots=True)
class Pattern:
    """A way to ask about some facts: names a kind in code and fills its slots. Slots are plain data."""

    id: PatternId
    kind: str
    topic: TopicId
    level: str
    """recall, apply or decide."""
    slots: Mapping[str, Plain]
    exams: tuple[ExamId, ...] = ()
    """Exams whose forms may use it; empty: none."""
    readings: tuple[TableReading, ...] = ()
    source: Source = NOWHERE


class Verdict(StrEnum):
    """How a statement in somebody's notes stands to what is known."""

    RIGHT = "right"
    SIMPLIFIED = "simplified"
    OUTDATED = "outdated"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Claim:
    """A statement that notes commonly make, known by its concepts and relation words, not its sentence."""

    id: str
    concepts: tuple[tuple[ConceptId, ...], ...]
    """Of each group at least one is mentioned, in the statement or the headings above it."""
    words: tuple[tuple[str, ...], ...]
    """Each group of relation words must be met by at least one, as whole words, in the statement itself."""
    verdict: Verdict
    why: str
    facts: tuple[FactId, ...]
    absent: tuple[str, ...] = ()
    """Words that must not be there (a denial turns a claim into its opposite)."""
    exam: str = ""
    """What an exam expects, where that differs from what holds today."""
    source: Source = NOWHERE


@dataclass(frozen=True, slots=True)
class Blueprint:
    """How an exam form is made up. Weights are percentages by domain."""

    id: str
    exam: ExamId
    title: str
    items: int
    minutes: int
    weights: Mapping[str, float]
    pass_percent: float
    multiple_response_percent: float = 20.0
    scenario_percent: float = 0.0
    """The least share of scenarios; other kinds fill the rest."""
    source: Source = NOWHERE


@dataclass(frozen=True, slots=True)
class Exam:
    """A certification that the course prepares for."""

    id: ExamId
    title: str
    domains: Mapping[str, str]
    """Domain id to its title, in the guide's order."""
    source: Source = NOWHERE


@dataclass(frozen=True, slots=True)
class Course:
    """Everything that the files of one course say. Mappings keep the order of the files."""

    id: str
    title: str
    as_of: date
    """The day the facts were last checked as a whole; items are dated by it unless told otherwise."""
    version: str
    """Digest of the course's files."""
    exams: Mapping[ExamId, Exam]
    topics: Mapping[TopicId, Topic]
    pages: Mapping[PageId, Page]
    kinds: Mapping[KindId, Kind]
    concepts: Mapping[ConceptId, Concept]
    qualifiers: Mapping[str, Qualifier]
    relations: Mapping[RelationId, Relation]
    contrasts: Mapping[str, Contrast]
    facts: Mapping[FactId, Fact]
    lessons: Mapping[LessonId, Lesson]
    figures: Mapping[str, Figure]
    patterns: Mapping[PatternId, Pattern]
    claims: Mapping[str, Claim]
    labs: Mapping[LabId, Lab]
    blueprints: Mapping[str, Blueprint]
    opening: PatternId | None = None
    """The pattern that asks the very first question a newcomer sees."""
    root: str = ""
    """Where the files lie."""
    images: str = ""
    """Where the pictures lie."""
    missing_images: tuple[str, ...] = ()
    """Names of pictures that notes embed and nobody has supplied."""
    readers_wanted: int = 0
    """How many different readers must have looked up each core fact that may be asked."""
    documents: str = "the course's sources"
    """How explanations name what the facts are checked against."""
    whole: bool = True
    """False: what only the judge and authors ask for is left out, see `learners_part.py`."""

    def concept_names(self) -> dict[str, str]:
        """Concept ids to names, as figures and lists show them."""
        return {str(concept.id): concept.name for concept in self.concepts.values()}
