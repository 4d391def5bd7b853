"""The expected score: a range that holds what it promises, topics that lean on each other."""

from statistics import NormalDist

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trainer.content.model import TopicId
from trainer.exam.readiness import (
    ABILITY_SD,
    TOPIC_SD,
    Seen,
    Share,
    Word,
    chance_right,
    learn,
    readiness,
    shares_of,
)
from trainer.seed import Stream, stream

TOPICS = tuple(TopicId(name) for name in ("roles", "network", "volumes", "scaling", "capacity", "launch"))


def answers(count: int, share: float, topic: TopicId = TOPICS[0], recall: float | None = 0.8) -> list[Seen]:
    return [Seen(topic, number < count * share, 0.25, recall) for number in range(count)]


def form(recall: float, items: int = 65) -> list[Share]:
    return [Share(topic, items / len(TOPICS), (recall,) * 20) for topic in TOPICS]


def test_without_answers_the_prior_speaks_and_the_range_is_wide() -> None:
    nothing = learn([], TOPICS)
    assert nothing.mean == pytest.approx([0.0] * 7)
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
    found = learn(answers(40, 0.3), TOPICS)
    ability, weak, *others = found.mean
    assert ability < 0
    assert weak < 0
    assert max(abs(value) for value in others) < 1e-6
    assert (
        chance_right(0.25, 0.8, ability + weak)
        < chance_right(0.25, 0.8, ability)
        < chance_right(0.25, 0.8, 0)
    )


def test_right_answers_on_facts_thought_forgotten_raise_more() -> None:
    forgotten, known = (learn(answers(20, 1, recall=recall), TOPICS) for recall in (0.4, 0.95))
    assert forgotten.mean[0] > known.mean[0] > 0


def test_answers_to_what_study_never_shows_weigh_more() -> None:
    plain = learn([Seen(TOPICS[0], False, 0.25, 0.9)] * 5, TOPICS)
    mock = learn([Seen(TOPICS[0], False, 0.25, 0.9, reserved=True)] * 5, TOPICS)
    assert mock.mean[0] < plain.mean[0]


def test_the_word_follows_the_chance() -> None:
    strong = readiness(learn([one for t in TOPICS for one in answers(50, 0.95, t)], TOPICS), form(0.95), 47)
    weak = readiness(learn([one for t in TOPICS for one in answers(50, 0.4, t)], TOPICS), form(0.5), 47)
    middle = readiness(learn([one for t in TOPICS for one in answers(50, 0.73, t)], TOPICS), form(0.8), 47)
    assert (strong.word, weak.word, middle.word) == (Word.READY, Word.NOT_YET, Word.CLOSE)
    assert strong.chance > middle.chance > weak.chance


def test_places_follow_domains_and_the_facts_of_their_topics() -> None:
    topics = {
        "secure": [Share(TOPICS[0], 0, (0.9,) * 30), Share(TOPICS[1], 0, (0.9,) * 10)],
        "cost": [Share(TOPICS[2], 0, (0.9,) * 5)],
    }
    shares = shares_of({"secure": 80.0, "cost": 20.0}, 20, topics)
    assert [share.places for share in shares] == pytest.approx([12, 4, 4])


def test_same_answers_same_figure() -> None:
    given_answers = answers(25, 0.6)
    assert readiness(learn(given_answers, TOPICS), form(0.7), 47) == readiness(
        learn(given_answers, TOPICS), form(0.7), 47
    )


def one_learner(draw: Stream, count: int) -> tuple[bool, float, bool]:
    """A learner drawn from the model's own world, but for beliefs of recall that are off by up to 0.1.

    Whether the range held the score of a form, the chance that was told, and whether the line was reached.
    """
    normal = NormalDist()

    def bell(spread: float) -> float:
        return spread * normal.inv_cdf(min(0.999, max(0.001, draw.random())))

    ability, special = bell(ABILITY_SD), {topic: bell(TOPIC_SD) for topic in TOPICS}

    def answered(topic: TopicId, recall: float) -> bool:
        return draw.random() < chance_right(0.25, recall, ability + special[topic])

    seen = []
    for number in range(count):
        topic, recall = TOPICS[number % len(TOPICS)], 0.4 + 0.55 * draw.random()
        believed = min(0.99, max(0.05, recall + 0.2 * (draw.random() - 0.5)))
        seen.append(Seen(topic, answered(topic, recall), 0.25, believed))
    found = readiness(learn(seen, TOPICS), form(0.85), 47)
    score = sum(answered(TOPICS[place % len(TOPICS)], 0.85) for place in range(65))
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
    posterior = learn([Seen(topic, right, 0.25, known) for topic, right, known in drawn], TOPICS[:4])
    found = readiness(posterior, form(recall, 20), 15)
    assert 0 <= found.low <= found.high <= found.of == 20
    assert 0 <= found.chance <= 1
    assert 0.25 * 20 <= found.expected <= 0.95 * 20
