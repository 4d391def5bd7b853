"""The plan for an exam date: what today is for, what to ask, what core costs and whether it fits."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from math import ceil

from trainer.activities.belief import belief
from trainer.activities.desk import Desk
from trainer.content.model import Course, ExamId, FactId, Tier
from trainer.memory.agenda import Agenda, Cost, Phase, agenda, cost
from trainer.memory.aim import full_days, light_s
from trainer.memory.model import NEW
from trainer.memory.terms import Candidate, Terms
from trainer.store.model import Happened, Pace
from trainer.value import dataclass

WORDS_A_MINUTE = 200
ITEM_WORDS = 90
"""Stem and options of a usual item; the log soon tells better."""
THINK_S = 30.0
FIRST_S = ITEM_WORDS / WORDS_A_MINUTE * 60 + THINK_S
"""Seconds that an answer is taken to need before the log tells."""
TRUSTED_AFTER = 10
"""Answers after which the log's own pace counts as much as the first guess."""
READ_S = 45.0
"""Reading about one fact: a lesson's section of at most 120 words has one to three of them."""
MOCK_DAYS = (7, 5)
"""Days before the exam on which a mock is placed."""
EVE_MINUTES = 20
"""At most so many on the day before."""
WEAK_WEIGHT = 2.0
"""How much more facts count in the domains that a failed exam's report calls weak."""
EXAM_AT = time(9, 0, tzinfo=UTC)
"""The hour of the exam; nobody is asked for it."""


@dataclass(frozen=True, slots=True)
class Day:
    """A day to come."""

    on: date
    phase: Phase
    minutes: int
    new: int
    """Core facts to meet that day."""
    mock: bool = False
    """A mock exam is placed here; its time comes out of no other day."""
    warm_up: bool = False
    """The day itself: five minutes that can lower nothing."""


@dataclass(frozen=True, slots=True)
class Plan:
    """The plan as it stands now; it is made anew whenever it is asked for."""

    exam_on: date
    days_left: int
    minutes_a_day: int
    agenda: Agenda
    cost: Cost
    days: tuple[Day, ...]

    @property
    def words(self) -> str:
        """What core costs and whether it fits, in a sentence or two."""
        hours = (
            f"Core still takes about {self.cost.hours:.1f} h of the {self.cost.budget_hours:.1f} h until then"
        )
        if self.cost.fits:
            return f"{hours}: it fits."
        facts = len(self.cost.left_out)
        given_up = "1 core fact does" if facts == 1 else f"{facts} core facts do"
        return f"{hours}: {given_up} not fit. More minutes a day or a later date would help."


def plan(desk: Desk) -> Plan | None:
    """The plan for the exam date in the settings; None without one, or when it has passed."""
    settings = desk.store.settings.load()
    now = desk.now()
    if settings.exam_on is None or settings.exam_on < now.date():
        return None
    eve = (settings.exam_on - now.date()).days == 1
    terms = Terms(
        now=now,
        exam_at=datetime.combine(settings.exam_on, EXAM_AT),
        minutes_a_day=min(settings.minutes_a_day, EVE_MINUTES) if eve else settings.minutes_a_day,
        spent_s=desk.store.evidence.spent_s(now.replace(hour=0, minute=0, second=0, microsecond=0)),
        retention=settings.desired_retention,
        aim=settings.desired_retention if settings.sparing else None,
        belief=belief(desk),
    )
    facts = candidates(desk, settings.exam)
    today = agenda(facts, terms)
    return Plan(
        exam_on=settings.exam_on,
        days_left=(settings.exam_on - now.date()).days,
        minutes_a_day=settings.minutes_a_day,
        agenda=today,
        cost=cost(facts, terms),
        days=_days(facts, terms, today, settings.exam_on, settings.minutes_a_day),
    )


def candidates(desk: Desk, exam: ExamId | None) -> tuple[Candidate, ...]:
    """Every fact that may be asked, in lesson order, with what is known of it and what it costs."""
    states = desk.store.memory.states()
    met = frozenset(desk.store.memory.never_rated()) | states.keys()
    silent = {fact for fact, wish in desk.store.wishes.all().items() if wish.silent(desk.now())}
    weights = _leaning(desk, weights_of(desk.course, desk.askable, exam), exam)
    paces = desk.store.evidence.paces()
    kinds = desk.kinds
    seconds = {several: seconds_of_kinds(paces, several) for several in set(kinds.values())}
    partner = partners(desk.course)
    taught = [fact for lesson in desk.course.lessons.values() for fact in lesson.facts]
    order = [fact for fact in dict.fromkeys([*taught, *desk.course.facts]) if fact in desk.askable]
    return tuple(
        Candidate(
            fact,
            weights.get(fact, 0.0),
            states.get(fact, NEW),
            fact in met,
            seconds[kinds[fact]],
            READ_S,
            partner.get(fact),
        )
        for fact in order
        if fact not in silent
    )


def _leaning(desk: Desk, weights: Mapping[FactId, float], exam: ExamId | None) -> Mapping[FactId, float]:
    """Heavier where the report of a failed exam was weak, until an exam was passed; the mean stays 1."""
    told = desk.store.outcomes.all()
    weak = set(told[-1].weak) if told and told[-1].happened is not Happened.PASSED else set()
    if not weak or exam is None:
        return weights
    facts, topics = desk.course.facts, desk.course.topics
    domains = {fact: topics[facts[fact].topic].domains.get(exam) for fact in weights}
    leaning = {
        fact: weight * (WEAK_WEIGHT if domains[fact] in weak else 1) for fact, weight in weights.items()
    }
    mean = sum(leaning.values()) / len(leaning)
    return {fact: weight / mean for fact, weight in leaning.items()}


def partners(course: Course) -> Mapping[FactId, FactId]:
    """The fact that each is confused with, as the course's contrasts say; of several the next one."""
    found: dict[FactId, FactId] = {}
    for contrast in course.contrasts.values():
        for one, other in zip(contrast.facts, (*contrast.facts[1:], *contrast.facts[:1]), strict=True):
            if one != other:
                found.setdefault(one, other)
    return found


def weights_of(course: Course, askable: frozenset[FactId], exam: ExamId | None) -> Mapping[FactId, float]:
    """How much each core fact counts, 1 on average: its domain's share of the exam by the domain's facts."""
    core = [fact for fact in course.facts.values() if fact.tier_in(exam) is Tier.CORE and fact.id in askable]
    form = next((one for one in course.blueprints.values() if one.exam == exam), None)
    if form is None or not core:
        return {fact.id: 1.0 for fact in core}
    domain = {fact.id: course.topics[fact.topic].domains.get(form.exam, "") for fact in core}
    sizes = Counter(domain.values())
    shares = {fact: form.weights.get(name, 0.0) / sizes[name] for fact, name in domain.items()}
    mean = sum(shares.values()) / len(shares)
    return {fact: share / mean for fact, share in shares.items()} if mean else dict.fromkeys(shares, 1.0)


def seconds_an_answer(paces: Mapping[str, Pace]) -> float:
    """Seconds of one answer: the reading speed's guess and the log's mean, weighted by how many there are."""
    answers = sum(pace.answers for pace in paces.values())
    seconds = sum(pace.seconds for pace in paces.values())
    return (TRUSTED_AFTER * FIRST_S + seconds) / (TRUSTED_AFTER + answers)


def seconds_of_kinds(paces: Mapping[str, Pace], kinds: Sequence[str]) -> float:
    """The same for a fact that is asked by these kinds of item: the mean over them.

    A kind with few answers leans on the pace over all of them.
    """
    usual = seconds_an_answer(paces)
    found = [paces.get(kind, Pace(0, 0.0)) for kind in kinds]
    each = [(TRUSTED_AFTER * usual + one.seconds) / (TRUSTED_AFTER + one.answers) for one in found]
    return sum(each) / len(each) if each else usual


def _days(
    facts: tuple[Candidate, ...], terms: Terms, today: Agenda, exam_on: date, minutes_a_day: int
) -> tuple[Day, ...]:
    """Those until the exam: new facts at today's pace, then the final pass, light first with an aim."""
    left = sum(one.weight > 0 and one.state is NEW for one in facts)
    core = [one for one in facts if one.weight > 0]
    full = full_days(facts, terms)
    light = -(-int(light_s(core, today.pace) + READ_S * today.pace) // 60)
    last_pass = max(2, ceil(sum(one.ask_s for one in core) / (60 * max(1, minutes_a_day))))
    days: list[Day] = []
    for number in range(terms.days):
        on = terms.now.date() + timedelta(days=number)
        until = terms.days - number
        new = 0 if until <= 2 and today.phase is not Phase.CRASH else min(today.pace, left)
        left -= new
        phase = today.phase if number == 0 or today.phase is Phase.CRASH else Phase.LEARN
        if number and not new and not left and until <= last_pass:
            phase = Phase.FINAL
        minutes = min(minutes_a_day, EVE_MINUTES) if on == exam_on - timedelta(days=1) else minutes_a_day
        if until > full:
            minutes = min(minutes, light)
        mock = (exam_on - on).days in MOCK_DAYS
        days.append(Day(on, phase, minutes, new, mock, on == exam_on))
    return tuple(days)
