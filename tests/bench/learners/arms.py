"""The schedulers that are compared. Each sees the days, its own questions and whether answers were right."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from random import Random

from tests.bench.learners.study import GUESS, READ_S, RIGHT_S, WRONG_S, Arm, Term
from tests.bench.learners.truths import Mind, partner_of
from trainer.activities.plan import FIRST_S, seconds_an_answer
from trainer.content.model import FactId
from trainer.memory import forecast
from trainer.memory.agenda import agenda
from trainer.memory.calibration import CAREFUL, UNCALIBRATED, Calibration, Cold, calibrated
from trainer.memory.credit import JUST_MET, Told, credit
from trainer.memory.fsrs import DAY, interval_days, retrievability, review
from trainer.memory.model import NEW, MemoryState, Review, Reviewed
from trainer.memory.terms import Candidate, Terms
from trainer.store.model import Pace

NEW_A_DAY = 8
"""New facts a day of the arms that have no exam date, as far as there is room."""
COLD_ANSWERS = 800
REFIT_DAYS, REFIT_ANSWERS = 4, 400
"""How often the belief that plans is fitted anew (the program: always), and to how many cold answers."""
BEGIN = datetime(2026, 1, 5, tzinfo=UTC)


class _Base:
    def __init__(self, term: Term, seed: str, *, fresh: bool) -> None:
        self.term, self.fresh = term, fresh
        self.draw = Random(f"{seed}-arm")
        self.met: set[int] = set()
        self.today: list[int] = []

    def belief(self, fact: int, at: float) -> float | None:
        return None

    def _unmet(self) -> list[int]:
        return [fact for fact in range(self.term.facts) if fact not in self.met]


class Massed(_Base):
    """A: topic by topic; each topic of ten facts until its share of the days is used."""

    def begin(self, day: int, now: float) -> None:
        topics = -(-self.term.facts // 10)
        topic = min(topics - 1, day * topics // self.term.days)
        here = range(topic * 10, min(self.term.facts, topic * 10 + 10))
        due = [fact for fact in range(topic * 10) if fact not in self.met]
        self.today = [*due, *here]
        self.at = 0

    def next(self, now: float) -> int | None:
        fact = self.today[self.at % len(self.today)]
        self.at += 1
        return fact

    def told(self, fact: int, now: float, right: bool) -> None:
        self.met.add(fact)


class Chance(_Base):
    """B: practice exams, drawn from everything; none comes twice in one."""

    def begin(self, day: int, now: float) -> None:
        self.today = list(range(self.term.facts))
        self.draw.shuffle(self.today)

    def next(self, now: float) -> int | None:
        if not self.today:
            self.begin(0, now)
        return self.today.pop()

    def told(self, fact: int, now: float, right: bool) -> None:
        self.met.add(fact)


class _Due(_Base):
    """New ones at their pace, then what is due, then what is due next, if the day is to be filled."""

    def __init__(self, term: Term, seed: str, *, fresh: bool, fill: bool = True) -> None:
        super().__init__(term, seed, fresh=fresh)
        self.fill = fill
        self.due: dict[int, float] = {}
        self.begun = 0
        self.asked: set[int] = set()

    def begin(self, day: int, now: float) -> None:
        self.begun, self.asked = 0, set()

    def next(self, now: float) -> int | None:
        if self.begun < NEW_A_DAY and len(self.met) < self.term.facts:
            self.begun += 1
            return len(self.met)
        waiting = [fact for fact, at in self.due.items() if at <= int(now) and fact not in self.asked]
        if waiting:
            return min(waiting, key=lambda fact: self._order(fact, now))
        if not self.fill:
            return None
        if len(self.met) < self.term.facts and len(self.asked) >= len(self.met):
            return len(self.met)
        ahead = [(at, fact) for fact, at in self.due.items() if fact not in self.asked]
        return min(ahead)[1] if ahead else None

    def _order(self, fact: int, now: float) -> float:
        return self.due[fact]

    def told(self, fact: int, now: float, right: bool) -> None:
        self.met.add(fact)
        self.asked.add(fact)


class Sm2(_Due):
    """C: SM-2 as published (Wozniak 1990), right as quality 4 and wrong as 2."""

    def __init__(self, term: Term, seed: str, *, fresh: bool, fill: bool = True) -> None:
        super().__init__(term, seed, fresh=fresh, fill=fill)
        self.cards: dict[int, tuple[int, float, float]] = {}

    def told(self, fact: int, now: float, right: bool) -> None:
        super().told(fact, now, right)
        reps, ease, interval = self.cards.get(fact, (0, 2.5, 0.0))
        quality = 4 if right else 2
        if right:
            interval = 1.0 if reps == 0 else 6.0 if reps == 1 else interval * ease
            reps += 1
        else:
            reps, interval = 0, 1.0
        ease = max(1.3, ease + 0.1 - (5 - quality) * (0.08 + (5 - quality) * 0.02))
        self.cards[fact] = (reps, ease, interval)
        self.due[fact] = int(now) + round(interval)


class PlainFsrs(_Due):
    """D: FSRS-6 with its published parameters at a desired retention, right as Good and wrong as Again."""

    def __init__(
        self, term: Term, seed: str, *, fresh: bool, fill: bool = True, retention: float = 0.9
    ) -> None:
        super().__init__(term, seed, fresh=fresh, fill=fill)
        self.retention = retention
        self.numbers: dict[int, tuple[float, float, float]] = {}

    def told(self, fact: int, now: float, right: bool) -> None:
        super().told(fact, now, right)
        if fact not in self.numbers:
            stability, difficulty = forecast.FIRST_GOOD if right else forecast.FIRST_AGAIN
        else:
            stability, difficulty, last = self.numbers[fact]
            recalled = forecast.recall(stability, now - last)
            step = forecast.after_right if right else forecast.after_wrong
            stability, difficulty = step(stability, difficulty, recalled)
        self.numbers[fact] = (stability, difficulty, now)
        self.due[fact] = int(now) + interval_days(stability, self.retention)

    def _order(self, fact: int, now: float) -> float:
        stability, _, last = self.numbers[fact]
        return forecast.recall(stability, now - last)

    def belief(self, fact: int, at: float) -> float | None:
        if fact not in self.numbers:
            return 0.0
        stability, _, last = self.numbers[fact]
        return forecast.recall(stability, at - last)


class Trainer(_Base):
    """F: this program's own agenda, states, credits, calibration and pace.

    Where a day has so many minutes, the seconds of an answer are re-fitted from the log as the program does;
    where it has so many exposures, each is planned alike, so that the day holds just these.
    """

    def __init__(self, term: Term, seed: str, *, aim: float | None = None) -> None:
        super().__init__(term, seed, fresh=True)
        self.aim = aim
        self.believed = UNCALIBRATED
        self.states: dict[int, MemoryState] = {}
        self.exam_at = BEGIN + timedelta(days=term.days + 0.375)
        self.ids = [FactId(f"{number}") for number in range(term.facts)]
        minutes = term.minutes_a_day
        self.minutes = minutes if minutes is not None else (term.exposures_a_day or 30) * FIRST_S / 60
        self.log = Pace(0, 0.0)
        self.cold: list[Cold] = []
        self.cold_facts: list[int] = []
        self.calibration: Calibration | None = None
        self.spent_s = 0.0
        self.today: list[int] = []

    def begin(self, day: int, now: float) -> None:
        self.spent_s = 0.0
        if day % REFIT_DAYS == 0:
            self.believed = calibrated(self.cold[-REFIT_ANSWERS:], CAREFUL)
        self._plan(now)

    def _plan(self, now: float) -> None:
        at, ask_s = BEGIN + timedelta(days=now), seconds_an_answer({"": self.log})
        facts = [
            Candidate(
                self.ids[fact],
                1.0,
                self.states.get(fact, NEW),
                True,
                ask_s,
                READ_S,
                None if (other := partner_of(fact)) is None else self.ids[other],
            )
            for fact in range(self.term.facts)
        ]
        terms = Terms(at, self.exam_at, self.minutes, self.spent_s, aim=self.aim, belief=self.believed)
        self.today = [int(ask.fact_id) for ask in reversed(agenda(facts, terms).asks)]

    def next(self, now: float) -> int | None:
        if not self.today:
            self._plan(now)
        return self.today.pop() if self.today else None

    def told(self, fact: int, now: float, right: bool) -> None:
        self.met.add(fact)
        at = BEGIN + timedelta(days=now)
        state = self.states.get(fact, NEW)
        name = self.ids[fact]
        prior = retrievability(state, at) if isinstance(state, Reviewed) else JUST_MET
        if isinstance(state, Reviewed) and (gone := (at - state.reviewed_at) / DAY) >= 20 / 24:
            self.cold_facts.append(fact)
            self.cold.append(Cold(prior, gone, state.reps, right, GUESS))
        earned = credit(name, {name: prior}, Told(right, GUESS))[name]
        self.states[fact] = review(state, Review(name, earned.rating, at, knew=earned.knew))
        took_s = FIRST_S
        if self.term.minutes_a_day is not None:
            took_s = RIGHT_S if right else WRONG_S
            self.log = Pace(self.log.answers + 1, self.log.seconds + took_s)
        self.spent_s += took_s

    def corrected(self) -> Calibration:
        """Once the days are over: how this learner's memory differs from what was believed."""
        if self.calibration is None:
            self.calibration = calibrated(self.cold[-COLD_ANSWERS:])
        return self.calibration

    def belief(self, fact: int, at: float) -> float | None:
        state, when = self.states.get(fact, NEW), BEGIN + timedelta(days=at)
        if not isinstance(state, Reviewed):
            return 0.0
        gone = (when - state.reviewed_at) / DAY
        return self.corrected().chance(retrievability(state, when), gone, state.reps)


class Oracle(_Base):
    """G: knows what is recalled now; asks what is weakest after its new facts.

    It shows what knowing is worth.
    """

    mind: Mind

    def look(self, mind: Mind) -> None:
        self.mind = mind

    def begin(self, day: int, now: float) -> None:
        known = sorted(self.met, key=lambda fact: -self.mind.recall(fact, now))
        self.today = [*known, *reversed(self._unmet()[:NEW_A_DAY])]

    def next(self, now: float) -> int | None:
        return self.today.pop() if self.today else None

    def told(self, fact: int, now: float, right: bool) -> None:
        self.met.add(fact)


class Timetable(_Base):
    """What somebody could do who knows the law of memory and draws up days beforehand: no log, no belief.

    Facts in so many groups; each day one group, in turn, and each fact so often that the last turns end on
    the last day. What a missed day or a full one leaves is asked first on the next.
    """

    def __init__(self, term: Term, seed: str, *, turns: int, groups: int) -> None:
        super().__init__(term, seed, fresh=True)
        self.plan = [
            (term.days - 1 - group - turn * groups, group) for turn in range(turns) for group in range(groups)
        ]
        self.groups, self.day = groups, -1

    def begin(self, day: int, now: float) -> None:
        waiting = dict.fromkeys(self.today)
        for on, group in self.plan:
            if self.day < on <= day:
                waiting |= dict.fromkeys(range(group, self.term.facts, self.groups))
        self.today, self.day = list(waiting), day

    def next(self, now: float) -> int | None:
        return self.today.pop(0) if self.today else None

    def told(self, fact: int, now: float, right: bool) -> None:
        self.met.add(fact)


class Repeating:
    """Any arm with the rule of Anki, SM-2 and our sittings: a missed fact comes back the same day.

    At least five other questions later, until it is right once that day.
    """

    AFTER = 5

    def __init__(self, inner: Arm) -> None:
        self.inner, self.fresh = inner, inner.fresh
        self.again: list[tuple[int, int]] = []
        self.asked = 0

    def begin(self, day: int, now: float) -> None:
        self.again, self.asked = [], 0
        self.inner.begin(day, now)

    def next(self, now: float) -> int | None:
        if self.again and self.again[0][0] <= self.asked:
            return self.again.pop(0)[1]
        return self.inner.next(now)

    def told(self, fact: int, now: float, right: bool) -> None:
        self.asked += 1
        self.inner.told(fact, now, right)
        if not right:
            self.again.append((self.asked + self.AFTER, fact))

    def belief(self, fact: int, at: float) -> float | None:
        return self.inner.belief(fact, at)


def made(name: str, term: Term, seed: str) -> Arm:
    """The arm of that name: "SM-2", "FSRS at 85", "trainer to 90 repeating", "timetable 4 by 2" …"""
    words = name.split(" ")
    fresh = words[-1] != "fixed"
    if words[-1] == "repeating":
        return Repeating(made(" ".join(words[:-1]), term, seed))
    if words[:2] == ["trainer", "to"]:
        return Trainer(term, seed, aim=int(words[2]) / 100)
    if words[0] == "timetable":
        return Timetable(term, seed, turns=int(words[1]), groups=int(words[3]))
    if words[1:2] == ["at"]:
        return PlainFsrs(term, seed, fresh=True, fill=False, retention=int(words[2]) / 100)
    plain: Mapping[str, Callable[[], Arm]] = {
        "massed": lambda: Massed(term, seed, fresh=fresh),
        "random": lambda: Chance(term, seed, fresh=fresh),
        "SM-2": lambda: Sm2(term, seed, fresh=fresh),
        "FSRS": lambda: PlainFsrs(term, seed, fresh=fresh),
        "trainer": lambda: Trainer(term, seed),
        "oracle": lambda: Oracle(term, seed, fresh=True),
    }
    return plain[words[0]]()
