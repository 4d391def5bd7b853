"""Placement: a few questions find out which topics are known already, so that nobody reads them again."""

from collections.abc import Iterator
from datetime import timedelta

from trainer.activities.desk import Desk
from trainer.activities.read import mark_read
from trainer.activities.study import Feedback, Sitting
from trainer.content.model import FactId, Lesson, Section, Tier, Topic, TopicId
from trainer.memory.model import Confidence, Credit, Rating, Reviewed
from trainer.questions.model import Item, ItemId, Request, Response
from trainer.store.model import Mode
from trainer.value import dataclass, field

MOST_ITEMS = 20
MOST_MINUTES = 10
SURE_OF = 2
"""Right and sure on so many items of a topic, its core facts count as known."""


@dataclass
class Placement(Sitting):
    """A sitting whose next topic depends on the answers; it may be stopped at any time."""

    sure: dict[TopicId, int] = field(default_factory=dict)
    """Items right and sure, by topic."""
    closed: set[TopicId] = field(default_factory=set)
    """Topics that need no further item: known, or to be learned."""
    known: list[TopicId] = field(default_factory=list)

    def answer(self, response: Response, confidence: Confidence | None = None, taken_ms: int = 0) -> Feedback:
        """Grade and keep the answer; a topic that proves known has its core facts marked so."""
        feedback = super().answer(response, confidence, taken_ms)
        topic = feedback.item.topic
        if not feedback.mark.right or confidence is not Confidence.SURE:
            self.closed.add(topic)
            return feedback
        self.sure[topic] = self.sure.get(topic, 0) + 1
        if self.sure[topic] >= SURE_OF:
            self.closed.add(topic)
            self.known.append(topic)
            # first-Good stability: a bit over two days, so one confirmation comes within three
            self.desk.store.answers.rate(
                feedback.answer_id, {fact: Credit(Rating.GOOD) for fact in _unrated(self.desk, topic)}
            )
        return feedback

    def undo(self) -> Item:
        """Take the last answer back; its topic is open again."""
        item = super().undo()
        self.closed.discard(item.topic)
        if item.topic in self.known:
            self.known.remove(item.topic)
        self.sure[item.topic] = max(0, self.sure.get(item.topic, 0) - 1)
        return item


def start_placement(desk: Desk, seed: int | None = None) -> Placement:
    """At most 20 items or 10 minutes, of patterns that study never shows where there are any."""
    desk.open_file()
    drawn = desk.chance() if seed is None else seed
    placement = Placement(desk, Mode.PLACEMENT, desk.name("placement"), MOST_ITEMS, iter(()), scheduled=True)
    placement.plan = _items(placement, drawn)
    placement.ends_at = desk.now() + timedelta(minutes=MOST_MINUTES)
    return placement


def _items(placement: Placement, seed: int) -> Iterator[Item]:
    """The next item is of a topic that is half proven, or else of the largest one not asked yet."""
    desk = placement.desk
    exam = desk.store.settings.load().exam
    topics = sorted(desk.course.topics.values(), key=lambda topic: -len(_unrated(desk, topic.id)))
    sources: dict[TopicId, Iterator[Item]] = {}
    wanted = [topic for topic in topics if _unrated(desk, topic.id)]
    while (topic := _next_topic(placement, wanted)) is not None:
        if topic.id not in sources:
            request = Request(SURE_OF * 3, seed, topic=topic.id, exam=exam, reserved=True)
            # a few are looked at, so that those which study never shows come first
            drawn = sorted(desk.questions.items(request), key=lambda item: not item.reserved)
            sources[topic.id] = iter(drawn)
        item = next(sources[topic.id], None)
        if item is None:
            placement.closed.add(topic.id)
        elif placement.asked >= MOST_ITEMS:
            return
        else:
            yield item


def _next_topic(placement: Placement, topics: list[Topic]) -> Topic | None:
    left = [topic for topic in topics if topic.id not in placement.closed]
    begun = [topic for topic in left if placement.sure.get(topic.id)]
    return next(iter([*begun, *left]), None)


def _unrated(desk: Desk, topic: TopicId) -> list[FactId]:
    exam = desk.store.settings.load().exam
    return [
        fact.id
        for fact in desk.course.facts.values()
        if fact.topic == topic
        and fact.tier_in(exam) is Tier.CORE
        and fact.id in desk.askable
        and not isinstance(desk.store.memory.state(fact.id), Reviewed)
    ]


@dataclass
class TestOut(Sitting):
    """A section answered instead of read: one item a fact; all right, and it counts as read."""

    __test__ = False
    lesson: Lesson | None = None
    section: Section | None = None

    @property
    def passed(self) -> bool:
        """Whether every item was answered and right."""
        return self.answered == self.of > 0 and self.right == self.answered

    def answer(self, response: Response, confidence: Confidence | None = None, taken_ms: int = 0) -> Feedback:
        """Grade and keep the answer; a guess by one's own word does not test out."""
        feedback = super().answer(response, confidence, taken_ms)
        if feedback.mark.right and confidence is Confidence.GUESS:
            self.right -= 1
        if self.passed and self.lesson is not None and self.section is not None:
            mark_read(self.desk, self.lesson.id, self.section)
        return feedback


def start_test_out(desk: Desk, lesson: Lesson, section: Section) -> TestOut:
    """Items on each fact of the section that can be asked about."""
    desk.open_file()
    sitting_id = desk.name("test-out")
    seen: set[ItemId] = set()
    items: list[Item] = []
    for place, fact in enumerate(one for one in section.facts if one in desk.askable):
        item = desk.questions.on_fact(fact, ("test-out", sitting_id, place), seen)
        if item is not None:
            seen.add(item.item_id)
            items.append(item)
    sitting = TestOut(desk, Mode.LESSON, sitting_id, len(items), iter(items), scheduled=True)
    sitting.lesson, sitting.section = lesson, section
    return sitting
