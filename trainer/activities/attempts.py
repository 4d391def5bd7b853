"""Exams that have ended: into the log after their review, compared, graded anew after a key was mended."""

from collections import defaultdict

from trainer.activities.desk import Desk
from trainer.activities.exam import ended
from trainer.activities.study import Sitting, earned, start_quiz
from trainer.content.model import FactId, TopicId
from trainer.errors import NotSo
from trainer.exam.model import Attempt, Score
from trainer.exam.score import review, score
from trainer.graph.facts import FactGraph
from trainer.judge.decide import judge_item
from trainer.questions.grade import grade
from trainer.questions.model import Item
from trainer.store.model import Regrade
from trainer.value import dataclass, replace

DRILL = 10


def take_in(desk: Desk, attempt: Attempt) -> int:
    """Let the attempt's answers count for the schedule, once its review was seen; returns how many facts.

    Facts that were neither read nor rated stay untouched: they become due by their paragraph. Doing it
    twice changes nothing.
    """
    known = frozenset(desk.store.memory.never_rated()) | desk.store.memory.states().keys()
    counted: set[FactId] = set()
    for kept in desk.store.answers.of_exam(attempt.attempt_id):
        if kept.scheduled:
            continue
        answer = kept.answer
        states = desk.store.memory.some(answer.item.fact_ids)
        given = earned(answer.item, answer.mark, answer.confidence, answer.answered_at, states)
        ratings = {fact: credit for fact, credit in given.items() if fact in known}
        desk.store.answers.rate(kept.answer_id, ratings)
        counted.update(ratings)
    return len(counted)


@dataclass(frozen=True, slots=True)
class Past:
    """An exam that has ended, with what became of its result."""

    number: int
    """Its place in the history, from 1, the newest: what `trainer exam --compare` and `--regrade` take."""
    attempt: Attempt
    score: Score
    """By the keys of its day."""
    regrades: tuple[Regrade, ...]
    """Results by later keys, in the order they were asked for; the first result stays beside them."""


def history(desk: Desk) -> tuple[Past, ...]:
    """Every exam that has ended, newest first; empty before the first."""
    return tuple(_past(desk, number, attempt) for number, attempt in enumerate(ended(desk), 1))


def past(desk: Desk, number: int) -> Past:
    """One of the history by its number; NotSo with how many there are."""
    done = ended(desk)
    if not 1 <= number <= len(done):
        raise NotSo(f"there are {len(done)} finished exams; see: trainer exam --history")
    return _past(desk, number, done[number - 1])


def _past(desk: Desk, number: int, attempt: Attempt) -> Past:
    return Past(number, attempt, score(attempt), tuple(desk.store.attempts.regrades(attempt.attempt_id)))


@dataclass(frozen=True, slots=True)
class Compared:
    """Two attempts side by side."""

    earlier: Score
    later: Score
    by_domain: tuple[tuple[str, float, float], ...]
    """Domain and the share right then and later, 0-1, for domains that both have."""


def compared(one: Attempt, other: Attempt) -> Compared:
    """How the later of two attempts stands to the earlier one, in whichever order they are named."""
    earlier, later = sorted((one, other), key=lambda attempt: attempt.started_at)
    before, after = score(earlier), score(later)
    shares = {domain.domain: domain.right / domain.of for domain in before.domains if domain.of}
    return Compared(
        before,
        after,
        tuple(
            (domain.domain, shares[domain.domain], domain.right / domain.of)
            for domain in after.domains
            if domain.of and domain.domain in shares
        ),
    )


def regrade(desk: Desk, attempt: Attempt) -> Regrade:
    """The attempt's result by the keys that hold in the course now, kept beside the old one.

    Each item is decided again from its options' claims; where the course settles nothing, the old key stays.
    """
    right = of = 0
    changed = []
    graph = FactGraph(desk.whole_course())
    for entry in review(attempt):
        now_right = grade(_keyed_anew(desk, graph, entry.item), entry.mark.response).right
        if now_right != entry.mark.right:
            changed.append(entry.position)
        if entry.scored:
            of += 1
            right += now_right
    found = Regrade(attempt.attempt_id, desk.course.version, desk.now(), right, of, tuple(changed))
    desk.store.attempts.add_regrade(found)
    return found


def _keyed_anew(desk: Desk, graph: FactGraph, item: Item) -> Item:
    best = judge_item(item, graph, desk.bank.play).best
    if len(best) != item.select:
        return item
    options = tuple(replace(option, is_key=option.id in best) for option in item.options)
    return replace(item, options=options)


def weakest_topic(attempt: Attempt) -> TopicId | None:
    """The topic with the smallest share right, of equals the one with most items; None if all was right."""
    marks: defaultdict[TopicId, list[bool]] = defaultdict(list)
    for entry in review(attempt):
        marks[entry.item.topic].append(entry.mark.right)
    missed = [(sum(right) / len(right), -len(right), topic) for topic, right in marks.items()]
    share, _, topic = min(missed)
    return topic if share < 1 else None


def start_drill(desk: Desk, attempt: Attempt) -> Sitting:
    """Ten questions on the weakest topic of an attempt; changes no schedule."""
    return start_quiz(desk, DRILL, topic=weakest_topic(attempt))
