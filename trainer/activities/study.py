"""Answering items: a quick quiz, a review of what is due, the questions after a lesson."""

from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from itertools import chain
from math import comb
from typing import TYPE_CHECKING

from trainer.activities.changes import changed_facts
from trainer.activities.derived import first_item
from trainer.activities.desk import Desk
from trainer.activities.read import where_taught
from trainer.activities.trouble import to_tell_apart, turns
from trainer.content.model import FactId, Lesson, Section, TopicId
from trainer.errors import NotSo
from trainer.memory.credit import JUST_MET, Told, credit
from trainer.memory.fsrs import retrievability
from trainer.memory.misconceptions import still_open
from trainer.memory.model import Ask, Confidence, Credit, Limits, MemoryState, Reviewed, Why
from trainer.memory.queue import queue
from trainer.questions.grade import grade
from trainer.questions.model import Item, ItemId, Mark, Request, Response
from trainer.seed import stream
from trainer.store.model import Answer, AnswerId, Mode, Report
from trainer.value import dataclass, field

if TYPE_CHECKING:
    from trainer.activities.plan import Plan
    from trainer.store.ahead import Ahead
    from trainer.store.answers import Weighed

AGAIN_AFTER = 5
"""A missed fact comes back after at least this many other items."""
QUIZ_LENGTH = 10
LESSON_ITEMS = 4
CREDITED = 4
"""Of an item's facts at most so many are weighed against each other."""


@dataclass(frozen=True, slots=True)
class Feedback:
    """What an answer earned. It is on the disk by the time anyone sees this."""

    item: Item
    mark: Mark
    answer_id: AnswerId
    again: bool
    """Whether the fact will be asked once more in this sitting."""
    paragraph: tuple[Lesson, Section] | None = None
    """Where to read it up: opened when a fact was missed twice in a sitting."""


@dataclass
class Sitting:
    """One go at study: hands out items one by one and takes the answers.

    `plan` yields items; for a review it is made of facts, so that each item is fresh.
    """

    desk: Desk
    mode: Mode
    sitting_id: str
    of: int
    """How many items were planned; repeats of missed facts come on top."""
    plan: Iterator[Item]
    scheduled: bool
    """Whether answers count for the review schedule."""
    current: Item | None = None
    asked: int = 0
    answered: int = 0
    right: int = 0
    missed: list[FactId] = field(default_factory=list)
    secured: list[FactId] = field(default_factory=list)
    _again: deque[tuple[int, FactId]] = field(default_factory=deque)
    _seen: set[ItemId] = field(default_factory=set)
    _before: "_Before | None" = None
    """How it stood before the last answer."""
    ends_at: datetime | None = None
    """From then on no further item is handed out."""

    def advance(self) -> Item | None:
        """Turn to the next item; None when the sitting is over."""
        if self.ends_at is not None and self.desk.now() >= self.ends_at:
            self.current = None
            return None
        self.current = self._repeat(due_only=True) or next(self.plan, None) or self._repeat(due_only=False)
        if self.current is not None:
            self.asked += 1
            self._seen.add(self.current.item_id)
        return self.current

    def shown(self) -> None:
        """The current item stands before the learner: read and reckon now what its answer is kept with.

        Nothing depends on it but how long an answer takes, and no question waits for it.
        """
        if self.current is not None:
            self.desk.store.answers.expect(self.current, self.desk.now())

    def answer(self, response: Response, confidence: Confidence | None = None, taken_ms: int = 0) -> Feedback:
        """Grade and keep the answer to the current item."""
        if self.current is None:
            raise ValueError("there is no item to answer; call advance() first")
        item, mark = self.current, grade(self.current, response)
        answer = Answer(
            item=item,
            mark=mark,
            mode=self.mode,
            sitting_id=self.sitting_id,
            content_version=self.desk.course.version,
            answered_at=self.desk.now(),
            taken_ms=taken_ms,
            confidence=confidence,
        )
        at = answer.answered_at

        def weigh(before: "Ahead") -> "Weighed":
            ratings = earned(item, mark, confidence, at, before.states) if self.scheduled else {}
            return ratings, turns(item, mark, confidence, still_open(before.pairs), at)

        says = {fact: self.desk.course.facts[fact].says for fact in item.fact_ids} if self.scheduled else {}
        answer_id = self.desk.store.answers.add_weighed(answer, weigh, says)
        self._before = _Before(
            answer_id, item, self.right, tuple(self.missed), tuple(self.secured), tuple(self._again)
        )
        self.answered += 1
        twice = not mark.right and item.fact_ids[0] in self.missed
        again = self._note(item, mark)
        paragraph = where_taught(self.desk, item.fact_ids[0]) if twice else None
        return Feedback(item, mark, answer_id, again, paragraph)

    @property
    def hides_options(self) -> bool:
        """Commit first: whether the options stay hidden until the learner has thought of an answer."""
        item = self.current
        return (
            item is not None
            and bool(item.options)
            and item.level == "recall"
            and self.desk.store.settings.load().commit_first
            and isinstance(self.desk.store.memory.state(item.fact_ids[0]), Reviewed)
        )

    def undo(self) -> Item:
        """Take the last answer of this sitting back and turn to its item again; NotSo if there is none.

        The log keeps that it was withdrawn; its facts are as they were before it.
        """
        before = self._before
        if before is None:
            raise NotSo("there is no answer of this sitting to take back")
        self.desk.store.answers.withdraw(before.answer_id, self.desk.now())
        if self.current is not before.item:
            if self.current is not None:
                # what was shown meanwhile was not answered: it comes next
                self.plan = chain((self.current,), self.plan)
                self.asked -= 1
            self.current = before.item
        self.answered -= 1
        self.right = before.right
        self.missed[:], self.secured[:] = before.missed, before.secured
        self._again = deque(before.again)
        self._before = None
        return before.item

    def report(self, words: str, chosen: tuple[str, ...] = (), *, of: Item | None = None) -> None:
        """Keep the learner's word that something is wrong with the current item, or with another one."""
        item = of or self.current
        if item is None:
            return
        self.desk.store.reports.add(Report(item, words, self.desk.course.version, self.desk.now(), chosen))

    def _note(self, item: Item, mark: Mark) -> bool:
        fact = item.fact_ids[0]
        if mark.right:
            self.right += 1
            if fact not in self.missed:
                self.secured.append(fact)
            return False
        if fact not in self.missed:
            self.missed.append(fact)
        if self.mode is Mode.REVIEW:
            self._again.append((self.asked + AGAIN_AFTER, fact))
        return self.mode is Mode.REVIEW

    def _repeat(self, *, due_only: bool) -> Item | None:
        while self._again and (not due_only or self._again[0][0] <= self.asked):
            _, fact = self._again.popleft()
            drawn = ("again", self.sitting_id, self.asked)
            # where the pool is used, a surface may come back
            item = self.desk.questions.on_fact(fact, drawn, self._seen, else_any=True)
            if item is not None:
                return item
        return None


@dataclass(frozen=True, slots=True)
class _Before:
    """How a sitting stood before an answer, so that it can be taken back."""

    answer_id: AnswerId
    item: Item
    right: int
    missed: tuple[FactId, ...]
    secured: tuple[FactId, ...]
    again: tuple[tuple[int, FactId], ...]


def earned(
    item: Item,
    mark: Mark,
    confidence: Confidence | None,
    at: datetime,
    states: Mapping[FactId, MemoryState],
) -> dict[FactId, Credit]:
    """What an answer earns the facts of its item; beside the one asked only those rated before.

    `states`: of the item's facts, as they stood before it.
    """
    asked = item.fact_ids[0]
    priors = {asked: JUST_MET}
    for fact in item.fact_ids[:CREDITED]:
        state = states[fact]
        if isinstance(state, Reviewed):
            priors[fact] = retrievability(state, at)
    chosen = (option for option in item.options if option.id in mark.response.chosen and not option.is_key)
    told = Told(
        right=mark.right,
        odds=1 / comb(len(item.options), item.select) if item.options else 0.0,
        known=mark.response.known,
        confidence=confidence,
        blamed=frozenset(fact for option in chosen for fact in option.fact_ids if fact in priors),
    )
    return credit(asked, priors, told)


def start_quiz(
    desk: Desk,
    count: int = QUIZ_LENGTH,
    seed: int | None = None,
    topic: TopicId | None = None,
    *,
    scheduled: bool = False,
) -> Sitting:
    """A quick quiz or a drill: the items of `trainer items` with the same count, seed and topic.

    Changes no schedule unless it is asked to.
    """
    request = Request(count=count, seed=desk.chance() if seed is None else seed, topic=topic)
    return _sitting(desk, Mode.QUIZ, count, desk.questions.items(request), scheduled=scheduled)


def start_opening(desk: Desk) -> Sitting:
    """The one question that a newcomer meets first; the course names its pattern."""
    first = first_item(desk.course, desk.home / "cache", desk.questions.opening)
    items = desk.questions.items(Request(count=1, seed=0)) if first is None else iter((first,))
    return _sitting(desk, Mode.OPENING, 1, items, scheduled=False)


def start_review(desk: Desk, count: int = 20, minutes: float | None = None) -> Sitting:
    """A review: due facts, weakest first, then new ones that were read, each asked by a fresh item.

    With `minutes` it ends on time: no item is handed out after them.
    """
    asks = review_queue(desk, count)[:count]
    sitting_id = desk.name("review")
    items = _items_for(desk, [ask.fact_id for ask in asks], sitting_id)
    sitting = _sitting(desk, Mode.REVIEW, len(asks), items, scheduled=True, sitting_id=sitting_id)
    sitting.ends_at = None if minutes is None else desk.now() + timedelta(minutes=minutes)
    return sitting


def start_lesson_check(desk: Desk, lesson: Lesson, count: int = LESSON_ITEMS) -> Sitting:
    """The questions that end a lesson, on the facts it teaches."""
    sitting_id = desk.name("lesson")
    facts = stream("lesson-check", sitting_id).shuffled(
        [fact for fact in lesson.facts if fact in desk.askable]
    )
    items = _items_for(desk, facts[:count], sitting_id)
    return _sitting(desk, Mode.LESSON, min(count, len(facts)), items, scheduled=True, sitting_id=sitting_id)


def start_on_facts(desk: Desk, facts: Iterable[FactId], count: int = 1) -> Sitting:
    """ "Ask me now": items on these facts, which counts as study of them."""
    sitting_id = desk.name("ask")
    known = [fact for fact in facts if fact in desk.askable][:count]
    items = _items_for(desk, known, sitting_id)
    return _sitting(desk, Mode.LESSON, len(known), items, scheduled=True, sitting_id=sitting_id)


def review_queue(desk: Desk, first: int | None = None) -> tuple[Ask, ...]:
    """The facts to ask now, first one first; empty when nothing is worth asking and nothing new was read.

    With an exam date ahead it is the day's agenda, otherwise plain FSRS. `first`: no more are needed,
    which spares reading the others.
    """
    if desk.store.settings.load().exam_on is None:
        return asks_of(desk, None, first)
    from trainer.activities.plan import plan  # what plans is imported for a date alone

    return asks_of(desk, plan(desk), first)


def asks_of(desk: Desk, planned: "Plan | None", first: int | None = None) -> tuple[Ask, ...]:
    """The same, of a plan that was made already."""
    if desk.store.settings.load().archived:
        return ()
    asks = _by_memory(desk, first) if planned is None else planned.agenda.asks
    return _mistaken_first(desk, asks)


def _mistaken_first(desk: Desk, asks: tuple[Ask, ...]) -> tuple[Ask, ...]:
    """First what was answered wrong with certainty, once a day until told apart on two; then what changed."""
    now = desk.now()
    silent = {fact for fact, wish in desk.store.wishes.all().items() if wish.silent(now)}
    wanted = dict.fromkeys(to_tell_apart(still_open(desk.store.pairs.all()), now), Why.MISTAKEN)
    for fact in changed_facts(desk):
        wanted.setdefault(fact, Why.CHANGED)
    first = [
        Ask(fact, why, retrievability(desk.store.memory.state(fact), now))
        for fact, why in wanted.items()
        if fact in desk.askable and fact not in silent
    ]
    taken = {ask.fact_id for ask in first}
    return (*first, *(ask for ask in asks if ask.fact_id not in taken))


def _by_memory(desk: Desk, first: int | None) -> tuple[Ask, ...]:
    """Plain FSRS: what is due, weakest first, then what is new. Facts that can wait are not even read."""
    now = desk.now()
    memory = desk.store.memory
    silent = frozenset(fact for fact, wish in desk.store.wishes.all().items() if wish.silent(now))
    most = -1 if first is None else first + len(silent)
    due = memory.due(now, most)
    if len(due) == most and not desk.askable.issuperset(due):  # some can no longer be asked: look at all
        due = memory.due(now)
    facts = [fact for fact in (*due, *memory.never_rated()) if fact in desk.askable]
    day_began_at = now.replace(hour=0, minute=0, second=0, microsecond=0)
    limits = Limits(new_a_day=desk.store.settings.load().new_a_day - memory.begun_since(day_began_at))
    return queue(facts, due, now, now + timedelta(days=1), limits, without=silent)


def _items_for(desk: Desk, facts: Iterable[FactId], sitting_id: str) -> Iterator[Item]:
    seen: set[ItemId] = set()
    for place, fact in enumerate(facts):
        item = desk.questions.on_fact(fact, ("sitting", sitting_id, place), seen)
        if item is not None:
            seen.add(item.item_id)
            yield item


def _sitting(
    desk: Desk, mode: Mode, of: int, plan: Iterator[Item], *, scheduled: bool, sitting_id: str = ""
) -> Sitting:
    desk.open_file()
    return Sitting(desk, mode, sitting_id or desk.name(mode.value), of, plan, scheduled)
