"""Sitting an exam: a frozen form, every answer kept at once, no word of what is right before the end."""

from collections.abc import Callable, Iterator
from contextlib import suppress

from trainer.activities.desk import Desk
from trainer.content.model import Blueprint, TopicId
from trainer.errors import NotSo, UsageError
from trainer.exam import attempt as rules
from trainer.exam.form import assemble, signature
from trainer.exam.model import Attempt, Form, Moment, OpenItem, Place, Reviewed, Score, TimeLeft
from trainer.exam.score import review, score
from trainer.memory.model import Confidence
from trainer.questions.model import InTurns, Item, Response
from trainer.value import dataclass, field, replace


@dataclass
class Exam:
    """An attempt in work. Each step is on the disk before it is shown.

    The screens see `OpenItem`s only; keys and reasons come out of `result` and `reviewed`, which refuse
    before the end.
    """

    desk: Desk
    attempt: Attempt

    @property
    def item(self) -> OpenItem:
        """The item turned to."""
        return rules.open_item(self.attempt, self.attempt.position)

    @property
    def places(self) -> tuple[Place, ...]:
        """The navigator."""
        return rules.places(self.attempt)

    @property
    def over(self) -> bool:
        """Whether it has ended."""
        return self.attempt.ended is not None

    def answer(
        self, chosen: tuple[str, ...], taken_ms: int = 0, confidence: Confidence | None = None
    ) -> None:
        """Keep the options chosen for the current item; none takes the answer back."""
        moment, position = self._moment(), self.attempt.position
        response = Response(chosen)
        self._do(
            lambda: rules.answer(
                self.attempt, position, response, moment, taken_ms=taken_ms, confidence=confidence
            )
        )

    def how_sure(self, confidence: Confidence | None) -> None:
        """Say it beside the answer that the current item has; NotSo without one."""
        if not self.item.chosen:
            raise NotSo("choose an answer first")
        self.answer(self.item.chosen, confidence=confidence)

    def flag(self) -> None:
        """Turn the flag of the current item over."""
        self._do(lambda: rules.flag(self.attempt, self.attempt.position, self._moment()))

    def strike(self, option: str) -> None:
        """Turn the strike-out of an option of the current item over."""
        self._do(lambda: rules.strike(self.attempt, self.attempt.position, option, self._moment()))

    def move(self, position: int) -> None:
        """Turn to another item; positions count from 0."""
        self._do(lambda: rules.move(self.attempt, position, self._moment()))

    def pause(self) -> None:
        """Stop the clock until something is done; NotSo outside practice."""
        self._do(lambda: rules.pause(self.attempt, self._moment()))

    def go_on(self) -> None:
        """Let the clock run again after a pause."""
        self._do(lambda: rules.go_on(self.attempt, self._moment()))

    def submit(self) -> None:
        """Hand in."""
        self._do(lambda: rules.submit(self.attempt, self._moment()))

    def tick(self) -> TimeLeft:
        """Look at the clocks; ends the attempt when its time is over."""
        moment = self._moment()
        left = rules.time_left(self.attempt, moment)
        self._do(lambda: rules.check_clock(self.attempt, moment))
        return left

    def result(self) -> Score:
        """The score; NotSo before the end."""
        return score(self.attempt)

    def reviewed(self) -> tuple[Reviewed, ...]:
        """Every item with its key, reasons and mark; NotSo before the end."""
        return review(self.attempt)

    def _moment(self) -> Moment:
        return Moment(self.desk.now(), self.desk.clock.monotonic())

    def _do(self, change: Callable[[], Attempt]) -> None:
        after = change()
        if after is not self.attempt:
            self.desk.store.attempts.keep(after)
            self.attempt = after


def blueprint_named(desk: Desk, name: str) -> Blueprint:
    """The blueprint of this id; NotSo with the names there are."""
    if name in desk.course.blueprints:
        return desk.course.blueprints[name]
    raise NotSo(f'there is no exam "{name}"; the exams are: {", ".join(desk.course.blueprints)}')


def waiting(desk: Desk) -> Attempt | None:
    """The attempt that was begun and not handed in."""
    return desk.store.attempts.open()


def start(
    desk: Desk,
    blueprint: Blueprint,
    seed: int | None = None,
    *,
    time_factor: float | None = 1.0,
    extra_minutes: int = 0,
    practice: bool = False,
    unscored: int = 0,
    topic: TopicId | None = None,
) -> Exam:
    """Assemble a form and begin; `time_factor` stretches the time, None is untimed.

    `extra_minutes` come on top (AWS grants 30 to non-native speakers). `unscored` items do not count; which
    they were is told afterwards. `practice` may be paused. `topic`: a short form of that topic alone, as cut
    by `of_topic`; shorter still, which its notes say, if the course has too few different items.
    A form without a seed shares no (facts, pattern) with those sat before it, if the course has
    enough. UsageError if another attempt is open.
    """
    if waiting(desk) is not None:
        raise UsageError("an exam is still open; resume it or submit it first")
    chosen = desk.chance() if seed is None else seed
    form = _form(desk, blueprint, chosen, unscored, topic, fresh=seed is None)
    limit_s = None
    if time_factor is not None:
        limit_s = round(form.blueprint.minutes * 60 * time_factor) + extra_minutes * 60
    moment = Moment(desk.now(), desk.clock.monotonic())
    attempt = rules.begin(form, desk.name("exam"), moment, limit_s, practice=practice)
    desk.store.attempts.start(attempt)
    return Exam(desk, attempt)


def resume(desk: Desk) -> Exam:
    """Go on with the open attempt; NotSo if there is none."""
    attempt = waiting(desk)
    if attempt is None:
        raise NotSo("no exam is open; start one with: trainer exam --start NAME")
    exam = Exam(desk, attempt)
    exam.tick()
    return exam


def ended(desk: Desk) -> tuple[Attempt, ...]:
    """Earlier attempts, newest first."""
    return tuple(desk.store.attempts.ended())


TOPIC_ITEMS, TOPIC_MINUTES = 20, 40
"""The longest form of a single topic."""


def half(blueprint: Blueprint) -> Blueprint:
    """Half as long, the same shares of domains."""
    return replace(
        blueprint,
        id=f"{blueprint.id}-half",
        title=f"Half of: {blueprint.title}",
        items=blueprint.items // 2,
        minutes=blueprint.minutes // 2,
    )


def of_topic(desk: Desk, blueprint: Blueprint, topic: TopicId) -> Blueprint:
    """A short form of one topic under the exam's rules; NotSo if the exam does not ask about it."""
    there = desk.course.topics[topic]
    domain = there.domains.get(blueprint.exam)
    if domain is None:
        raise NotSo(f"{blueprint.title} does not ask about {there.title}")
    return replace(
        blueprint,
        id=f"{blueprint.id}-{topic}",
        title=f"{there.title}, as in: {blueprint.title}",
        items=min(TOPIC_ITEMS, blueprint.items),
        minutes=min(TOPIC_MINUTES, blueprint.minutes),
        weights={domain: 100.0},
    )


def _form(
    desk: Desk, blueprint: Blueprint, seed: int, unscored: int, topic: TopicId | None, *, fresh: bool
) -> Form:
    """A form; if it may be, one that shares nothing with the exams sat before it.

    Where the course does not yield that, what comes again is from the oldest of them.
    """
    supply = Supply(desk, blueprint, seed, topic)
    sat = [one.form for one in ended(desk) if one.form.blueprint.exam == blueprint.exam] if fresh else []
    asked = [frozenset(signature(place.item) for place in form.items) for form in sat]
    for newest in range(len(asked), 0, -1):
        with suppress(NotSo):
            avoid = frozenset[str]().union(*asked[:newest])
            return assemble(blueprint, supply, seed, desk.course.version, unscored=unscored, avoid=avoid)
    return assemble(
        blueprint, supply, seed, desk.course.version, unscored=unscored, shorter=topic is not None
    )


@dataclass
class Supply:
    """Items for a form, by domain: its patterns take turns. Each is made once, however often asked for."""

    desk: Desk
    blueprint: Blueprint
    seed: int
    topic: TopicId | None = None
    """Only this one."""
    _made: dict[tuple[str, bool], list[Item]] = field(default_factory=dict)
    _left: dict[tuple[str, bool], Iterator[Item]] = field(default_factory=dict)

    def __call__(self, domain: str, count: int) -> Iterator[Item]:
        """Items of a domain with one key (`count` 1) or several, from the first on."""
        key = (domain, count > 1)
        if key not in self._made:
            self._made[key], self._left[key] = [], self._generate(*key)
        place = 0
        while True:
            if place == len(self._made[key]):
                item = next(self._left[key], None)
                if item is None:
                    return
                self._made[key].append(item)
            yield self._made[key][place]
            place += 1

    def _generate(self, domain: str, several: bool) -> Iterator[Item]:
        source = InTurns(self.seed, self.blueprint.exam, domain, several, self.topic)
        return self.desk.questions.items(source)
