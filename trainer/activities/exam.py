"""Sitting an exam: a frozen form, every answer kept at once, no word of what is right before the end."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from trainer.activities.desk import Desk
from trainer.content.model import Blueprint
from trainer.errors import NotSo, UsageError
from trainer.exam import attempt as rules
from trainer.exam.form import assemble
from trainer.exam.model import Attempt, Moment, OpenItem, Place, Reviewed, Score, TimeLeft
from trainer.exam.score import review, score
from trainer.questions.bank import patterns_for
from trainer.questions.kinds import chooses_several
from trainer.questions.model import Item, Request, Response
from trainer.questions.turns import in_turns


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

    def answer(self, chosen: tuple[str, ...], taken_ms: int = 0) -> None:
        """Keep the options chosen for the current item; none takes the answer back."""
        moment, position = self._moment(), self.attempt.position
        self._do(lambda: rules.answer(self.attempt, position, Response(chosen), moment, taken_ms))

    def flag(self) -> None:
        """Turn the flag of the current item over."""
        self._do(lambda: rules.flag(self.attempt, self.attempt.position, self._moment()))

    def strike(self, option: str) -> None:
        """Turn the strike-out of an option of the current item over."""
        self._do(lambda: rules.strike(self.attempt, self.attempt.position, option, self._moment()))

    def move(self, position: int) -> None:
        """Turn to another item; positions count from 0."""
        self._do(lambda: rules.move(self.attempt, position, self._moment()))

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
    desk: Desk, blueprint: Blueprint, seed: int | None = None, *, time_factor: float | None = 1.0
) -> Exam:
    """Assemble a form and begin; `time_factor` stretches the time, None is untimed.

    UsageError if another attempt is open.
    """
    if waiting(desk) is not None:
        raise UsageError("an exam is still open; resume it or submit it first")
    chosen = desk.chance() if seed is None else seed

    form = assemble(blueprint, Supply(desk, blueprint, chosen), chosen, desk.course.version)
    limit_s = None if time_factor is None else round(blueprint.minutes * 60 * time_factor)
    moment = Moment(desk.now(), desk.clock.monotonic())
    attempt = rules.begin(form, desk.name("exam"), moment, limit_s)
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


@dataclass
class Supply:
    """Items for a form, by domain: its patterns take turns. Each is made once, however often asked for."""

    desk: Desk
    blueprint: Blueprint
    seed: int
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
        exam, course = self.blueprint.exam, self.desk.course
        wished = Request(0, self.seed, exam=exam, reserved=True)
        patterns = [
            pattern
            for pattern in patterns_for(self.desk.bank, wished)
            if course.topics[pattern.topic].domains.get(exam) == domain
            and chooses_several(pattern) == several
        ]
        return in_turns(self.desk.bank, patterns, self.seed)
