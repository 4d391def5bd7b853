"""The expected score: a range that holds what it promises, topics that lean on each other."""

from statistics import NormalDist

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trainer.content.model import TopicId
from trainer.exam.readiness import (
    NEVER_ASKED,
    TOPIC_SD,
    Seen,
    Share,
    Word,
    learn,
    readiness,
    shares_of,
)
from trainer.memory.calibration import PRIOR, SPREADS, Features, features, logistic
from trainer.seed import Stream, stream

TOPICS = tuple(TopicId(name) for name in ("roles", "network", "volumes", "scaling", "capacity", "launch"))


def believed(recall: float) -> Features:
    return features(recall, 5.0, 3)


def answers(count: int, share: float, topic: TopicId = TOPICS[0], recall: float = 0.8) -> list[Seen]:
    return [Seen(topic, number < count * share, 0.25, believed(recall)) for number in range(count)]


def form(recall: float, items: int = 65) -> list[Share]:
    return [Share(topic, items / len(TOPICS), (believed(recall),) * 20) for topic in TOPICS]


def test_without_answers_the_prior_speaks_and_the_range_is_wide() -> None:
    nothing = learn([], TOPICS)
    assert nothing.mean == (*PRIOR, *[0.0] * 6)
    found = readiness(nothing, form(0.8), 47)
    assert found.of == 65
    assert found.low < found.expected < found.high
    assert found.high - found.low > 15


def test_more_answers_narrow_the_range() -> None:
    few = readiness(learn(answers(30, 0.75), TOPICS), form(0.8), 47)
    mixed = [one for topic in TOPICS for one in answers(60, 0.75, topic)]
    many = readiness(learn(mixed, TOPICS), form(0.8), 47)
    assert many.high - many.low < few.high - few.low
    assert many.expected == pytest.approx(0.75 * 65, abs=3), "what was right in three of four is expected so"


def test_a_weak_topic_pulls_itself_most_and_the_others_a_little() -> None:
    nothing, found = learn([], TOPICS), learn(answers(40, 0.3), TOPICS)
    usual, weak, other = (
        nothing.logit(TOPICS[0], believed(0.8)),
        *(found.logit(topic, believed(0.8)) for topic in TOPICS[:2]),
    )
    assert weak < other < usual
    assert max(abs(value) for value in found.mean[5:]) < 1e-6, "what was not asked has nothing of its own"


def test_right_answers_on_facts_thought_forgotten_raise_more() -> None:
    forgotten, known = (learn(answers(20, 1, recall=recall), TOPICS) for recall in (0.4, 0.95))
    assert forgotten.mean[0] > known.mean[0] > 0


def test_the_range_is_wider_where_it_reaches_beyond_what_was_asked() -> None:
    """All answers came after five days and three answers: of facts asked once, months ago, less is known."""
    posterior = learn(answers(200, 0.8, recall=0.8), TOPICS)
    alike = readiness(posterior, form(0.8), 47)
    far = [Share(topic, 65 / 6, (features(0.8, 120.0, 1),) * 20) for topic in TOPICS]
    unlike = readiness(posterior, far, 47)
    assert unlike.high - unlike.low > 1.3 * (alike.high - alike.low)


def test_answers_to_what_study_never_shows_weigh_more() -> None:
    plain = learn([Seen(TOPICS[0], False, 0.25, believed(0.9))] * 5, TOPICS)
    mock = learn([Seen(TOPICS[0], False, 0.25, believed(0.9), reserved=True)] * 5, TOPICS)
    assert mock.mean[0] < plain.mean[0]


def test_the_word_follows_the_chance() -> None:
    strong = readiness(learn([one for t in TOPICS for one in answers(50, 0.95, t)], TOPICS), form(0.95), 47)
    weak = readiness(learn([one for t in TOPICS for one in answers(50, 0.4, t)], TOPICS), form(0.5), 47)
    middle = readiness(learn([one for t in TOPICS for one in answers(50, 0.73, t)], TOPICS), form(0.8), 47)
    assert (strong.word, weak.word, middle.word) == (Word.READY, Word.NOT_YET, Word.CLOSE)
    assert strong.chance > middle.chance > weak.chance


def test_places_follow_domains_and_the_facts_of_their_topics() -> None:
    topics = {
        "secure": [Share(TOPICS[0], 0, (NEVER_ASKED,) * 30), Share(TOPICS[1], 0, (NEVER_ASKED,) * 10)],
        "cost": [Share(TOPICS[2], 0, (NEVER_ASKED,) * 5)],
    }
    shares = shares_of({"secure": 80.0, "cost": 20.0}, 20, topics)
    assert [share.places for share in shares] == pytest.approx([12, 4, 4])


def test_same_answers_same_figure() -> None:
    given_answers = answers(25, 0.6)
    assert readiness(learn(given_answers, TOPICS), form(0.7), 47) == readiness(
        learn(given_answers, TOPICS), form(0.7), 47
    )


def one_learner(draw: Stream, count: int) -> tuple[bool, float, bool]:
    """A learner drawn from the model's own world: a memory unlike the belief, topics unlike each other.

    Whether the range held the score of a form, the chance that was told, and whether the line was reached.
    """
    normal = NormalDist()

    def bell(spread: float) -> float:
        return spread * normal.inv_cdf(min(0.999, max(0.001, draw.random())))

    own = [value + bell(spread) for value, spread in zip(PRIOR, SPREADS, strict=True)]
    special = {topic: bell(TOPIC_SD) for topic in TOPICS}

    def fact() -> Features:
        return features(0.4 + 0.55 * draw.random(), 1 + 19 * draw.random(), 1 + draw.below(5))

    def answered(topic: TopicId, known: Features) -> bool:
        logit = sum(weight * value for weight, value in zip(own, known, strict=True)) + special[topic]
        return draw.random() < 0.25 + 0.70 * logistic(logit)

    seen = []
    for number in range(count):
        topic, known = TOPICS[number % len(TOPICS)], fact()
        seen.append(Seen(topic, answered(topic, known), 0.25, known))
    facts = {topic: tuple(fact() for _ in range(20)) for topic in TOPICS}
    shares = [Share(topic, 65 / len(TOPICS), held) for topic, held in facts.items()]
    found = readiness(learn(seen, TOPICS), shares, 47)
    asked = [(TOPICS[place % len(TOPICS)], place // len(TOPICS)) for place in range(65)]
    score = sum(answered(topic, facts[topic][place]) for topic, place in asked)
    return found.low <= score <= found.high, found.chance, score >= 47


def test_the_range_of_eighty_per_cent_holds_about_that_many() -> None:
    told = [one_learner(stream("learner", number), 150) for number in range(100)]
    held = sum(one for one, _, _ in told) / len(told)
    assert 0.70 <= held <= 0.90, "100 learners: two standard errors of 4 points, and rounding"
    brier = sum((chance - passed) ** 2 for _, chance, passed in told) / len(told)
    assert brier < 0.2


@given(
    st.lists(st.tuples(st.sampled_from(TOPICS), st.booleans(), st.floats(0, 1)), max_size=40), st.floats(0, 1)
)
@settings(max_examples=12, deadline=None)
def test_laws(drawn: list[tuple[TopicId, bool, float]], recall: float) -> None:
    seen = [Seen(topic, right, 0.25, believed(known)) for topic, right, known in drawn]
    posterior = learn(seen, TOPICS[:4])
    found = readiness(posterior, form(recall, 20), 15)
    assert 0 <= found.low <= found.high <= found.of == 20
    assert 0 <= found.chance <= 1
    assert 0.25 * 20 <= found.expected <= 0.95 * 20
