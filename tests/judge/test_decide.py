"""Planted faults: the judge finds each, and has nothing to say of a sound item."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.judge.kitchen import FACTS, Choice, Question, fact, graph, which_kitchen, who_lights
from trainer.content.model import ConceptId, Fact, Plain, Step
from trainer.graph.facts import FactGraph
from trainer.judge.decide import judge_item
from trainer.judge.model import Judgement, Said, Shown, Truth

SOUND = who_lights("chef", "helper", "guest", key="chef")
BEST = ("iron pot", "induction stove")
KITCHENS = (BEST, ("iron pot", "gas stove"), ("copper pot", "induction stove"), ("copper pot", "gas stove"))


def faults(judgement: Judgement) -> str:
    """All complaints, to look for words in."""
    assert judgement.agrees_with_key is (not judgement.complaints)
    return "; ".join(judgement.complaints)


def test_a_sound_item_is_agreed_with_from_its_data_and_from_its_words() -> None:
    judgement = judge_item(SOUND, graph())
    assert judgement.complaints == ()
    assert judgement.best == ("a",)
    assert [verdict.holds for verdict in judgement.verdicts] == [True, False, False]
    assert [verdict.by_text.truth for verdict in judgement.verdicts] == [
        Truth.HOLDS,
        Truth.FAILS,
        Truth.FAILS,
    ]
    assert judgement.verdict("a").by_data.reasons == ("lighting · done by · chef: holds [chef-lights-gas]",)


def test_a_flipped_fact_takes_the_key_away() -> None:
    flipped = tuple(
        replace(known, holds=False) if known.id == "chef-lights-gas" else known for known in FACTS
    )
    assert "a is marked as right and fails" in faults(judge_item(SOUND, graph(flipped)))


def test_a_wrong_key_is_found() -> None:
    judgement = judge_item(who_lights("chef", "helper", "guest", key="guest"), graph())
    assert "c is marked as right and fails" in faults(judgement)
    assert "a is marked as wrong and holds" in faults(judgement)
    assert judgement.best == ("a",)


def test_two_keys_are_found_whether_marked_or_not() -> None:
    pots = tuple(
        Choice(letter, pot, pot == "iron pot", (Said(pot.replace(" ", "-"), "stands on", "gas-stove"),))
        for letter, pot in zip("ab", ("iron pot", "copper pot"), strict=True)
    )
    assert "2 options hold (a, b) and 1 are to be chosen" in faults(judge_item(Question(pots), graph()))
    both = tuple(replace(pot, is_key=True) for pot in pots)
    assert "2 options are marked as right" in faults(judge_item(Question(both), graph()))
    assert judge_item(Question(both, select=2), graph()).best == ("a", "b")


def test_no_key_is_found() -> None:
    judgement = judge_item(who_lights("helper", "guest", key="nobody"), graph())
    assert "0 options hold (none)" in faults(judgement)


def test_an_unjustified_distractor_cannot_be_settled() -> None:
    """Nothing says that a glass pot fails on induction: absence proves nothing in an open relation."""
    pots = tuple(
        Choice(letter, pot, pot == "iron pot", (Said(pot.replace(" ", "-"), "stands on", "induction-stove"),))
        for letter, pot in zip("abc", ("iron pot", "copper pot", "glass pot"), strict=True)
    )
    assert "c cannot be settled: glass-pot · stands on · induction-stove" in faults(
        judge_item(Question(pots), graph())
    )


def test_an_unknown_concept_and_an_option_without_claims_cannot_be_settled() -> None:
    stranger = replace(SOUND.options[2], claims=(Said("lighting", "stands on", "butler"),))
    assert "c cannot be settled" in faults(judge_item(Question((*SOUND.options[:2], stranger)), graph()))
    silent = replace(SOUND.options[2], claims=())
    assert "claims nothing" in faults(judge_item(Question((*SOUND.options[:2], silent)), graph()))
    assert "no options" in faults(judge_item(Question(()), graph()))


def test_words_that_name_another_concept_than_the_data_are_found() -> None:
    mislabelled = replace(SOUND.options[1], text="The chef")
    other = replace(SOUND.options[0], text="The cook of the house")
    judgement = judge_item(Question((other, mislabelled, SOUND.options[2])), graph())
    assert "the words of b name chef where its data says helper" in faults(judgement)
    assert "b says in words what holds and in data what fails" in faults(judgement)
    assert judgement.remarks == ("the words of a do not name what it claims",)


def test_words_that_only_questions_of_others_use_confirm_what_an_option_claims() -> None:
    """Those that mean two things of the kind confirm nothing, and none of them denies what is claimed."""
    said = (replace(SOUND.options[0], text="The cordon bleu"), *SOUND.options[1:])
    assert judge_item(replace(SOUND, options=said), graph()).remarks
    kitchen = graph()
    asked = {"chef": ("cordon bleu", "cook"), "helper": ("commis", "cook")}
    concepts = {
        name: replace(one, asked_as=asked.get(name, ())) for name, one in kitchen.course.concepts.items()
    }
    known = FactGraph(replace(kitchen.course, concepts=concepts))
    read = judge_item(replace(SOUND, options=said), known)
    assert not read.remarks and not read.complaints
    shared = (replace(SOUND.options[0], text="The cook"), *SOUND.options[1:])
    assert judge_item(replace(SOUND, options=shared), known).remarks
    swapped = judge_item(
        replace(SOUND, options=(replace(SOUND.options[0], text="The commis"), *SOUND.options[1:])), known
    )
    assert swapped.remarks and not swapped.complaints


def test_options_that_say_the_same_are_found() -> None:
    twin = replace(SOUND.options[1], id="d")
    assert "b and d have the same words" in faults(judge_item(Question((*SOUND.options, twin)), graph()))
    reworded = replace(twin, text="That helper")
    assert "b and d claim the same" in faults(judge_item(Question((*SOUND.options, reworded)), graph()))


def test_a_denial_holds_where_the_relation_does_not() -> None:
    said = (Said("copper-pot", "stands on", "induction-stove", holds=False),)
    lone = Question((Choice("a", "A copper pot does not stand on an induction stove.", True, said),))
    assert judge_item(lone, graph()).agrees_with_key


def test_all_claims_of_an_option_must_hold() -> None:
    both = (Said("iron-pot", "stands on", "gas-stove"), Said("copper-pot", "stands on", "induction-stove"))
    mixed = Question((Choice("a", "The iron pot and the copper pot", False, both), *SOUND.options))
    assert judge_item(mixed, graph()).verdict("a").holds is False


class TestSolutions:
    """Scenarios: requirements first, then the criterion."""

    ITEM = which_kitchen(*KITCHENS, key=BEST)

    def test_the_only_best_solution_holds_and_each_other_fails_for_its_reason(self) -> None:
        judgement = judge_item(which_kitchen(*KITCHENS[1:], key=KITCHENS[1]), graph())
        assert "2 options hold (a, c)" in faults(judgement)
        opened = graph((*FACTS, *_induction_opened()))
        judgement = judge_item(self.ITEM, opened)
        assert judgement.complaints == ()
        assert judgement.best == ("a",)
        assert "another solution is ahead" in judgement.verdict("b").by_data.reasons
        assert "[copper-not-on-induction]" in "".join(judgement.verdict("c").by_data.reasons)

    def test_an_unproven_requirement_leaves_a_solution_open(self) -> None:
        """Without a list of who may use the induction stove, nobody knows whether guests are kept away."""
        assert "a cannot be settled: induction-stove · open to · chef" in faults(
            judge_item(self.ITEM, graph())
        )

    def test_without_a_criterion_all_that_meet_the_requirements_hold(self) -> None:
        opened = graph((*FACTS, *_induction_opened()))
        judgement = judge_item(which_kitchen(*KITCHENS, key=BEST, criterion=False), opened)
        assert judgement.best == ("a", "b", "d")

    def test_a_flipped_order_moves_the_best_place(self) -> None:
        turned = tuple(
            replace(known, subject=ConceptId("gas-stove"), object=ConceptId("induction-stove"))
            if known.id == "induction-less-work"
            else known
            for known in (*FACTS, *_induction_opened())
        )
        judgement = judge_item(self.ITEM, graph(turned))
        assert "a is marked as right and fails: another solution is ahead" in faults(judgement)

    def test_options_with_different_requirements_are_found(self) -> None:
        loose = which_kitchen(*KITCHENS, key=BEST, criterion=False).options[3]
        mixed = Question((*self.ITEM.options[:3], loose))
        assert "answer different requirements" in faults(judge_item(mixed, graph()))

    def test_words_that_show_another_solution_are_found(self) -> None:
        opened = graph((*FACTS, *_induction_opened()))
        mislabelled = replace(self.ITEM.options[3], text="An iron pot on a gas stove, covered")
        judgement = judge_item(Question((*self.ITEM.options[:3], mislabelled)), opened)
        assert "the words of d name iron-pot where its data says copper-pot" in faults(judgement)


def _induction_opened() -> tuple[Fact, ...]:
    return (fact("induction-for-chef", "induction stove", "open to", "chef"),)


class TestRuns:
    """Items that the simulator answers are run again."""

    @staticmethod
    def play(steps: object, run_s: int, read: str) -> Plain:
        return 4.0 if read == "running.web" and run_s == 60 else None

    def item(self, read: str = "running.web") -> Question:
        steps = (Step("ecs", "CreateCluster", {}),)
        return Question(
            tuple(
                Choice(letter, f"{value} tasks", value == "4", (Shown(steps, 60, read, value),))
                for letter, value in zip("abc", ("2", "4", "6"), strict=True)
            )
        )

    def test_the_run_decides(self) -> None:
        judgement = judge_item(self.item(), graph(), self.play)
        assert judgement.complaints == ()
        assert judgement.best == ("b",)

    def test_without_a_run_or_a_result_nothing_is_settled(self) -> None:
        assert "no simulator" in faults(judge_item(self.item(), graph()))
        assert "shows nothing" in faults(judge_item(self.item("running.api"), graph(), self.play))

    def test_words_with_another_number_are_found(self) -> None:
        sound = self.item()
        slipped = replace(sound.options[1], text="5 tasks")
        faulty = Question((sound.options[0], slipped, sound.options[2]))
        assert "b says in words what fails and in data what holds" in faults(
            judge_item(faulty, graph(), self.play)
        )


@settings(deadline=None, max_examples=40)
@given(st.permutations(["chef", "helper", "guest"]), st.sampled_from(["gas stove", "induction stove"]))
def test_the_order_of_the_options_changes_no_verdict(cooks: list[str], stove: str) -> None:
    key = {"gas stove": "chef", "induction stove": "helper"}[stove]
    judgement = judge_item(who_lights(*cooks, key=key, stove=stove), graph())
    assert judgement.complaints == ()
    assert judgement.best == ("abc"[cooks.index(key)],)


@settings(deadline=None, max_examples=30)
@given(st.sampled_from(["chef", "helper", "guest"]))
def test_whatever_is_marked_as_key_the_judge_decides_the_same(key: str) -> None:
    judgement = judge_item(who_lights("chef", "helper", "guest", key=key), graph())
    assert judgement.best == ("a",)
    assert judgement.agrees_with_key is (key == "chef")


def test_an_unknown_option_has_no_verdict() -> None:
    with pytest.raises(KeyError):
        judge_item(SOUND, graph()).verdict("z")
