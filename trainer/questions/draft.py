"""What a kind of question hands over, and how it becomes an item: order, letters, where it counts, gates."""

from trainer.content.model import FactId, Pattern
from trainer.graph.facts import FactGraph
from trainer.questions.flaws import hard_flaws
from trainer.questions.model import (
    Claimed,
    Item,
    ItemId,
    Option,
    Picture,
    Proof,
    Rejection,
    Scene,
)
from trainer.questions.proofs import cited
from trainer.questions.shuffle import arranged
from trainer.questions.sorts import one_sort
from trainer.questions.wording import capital, sentence, tidy, unmarked
from trainer.seed import Stream, digest
from trainer.value import dataclass


@dataclass(frozen=True, slots=True)
class Choice:
    """An option that has no letter yet."""

    text: str
    is_key: bool
    proof: Proof
    claims: tuple[Claimed, ...]
    rationale: str
    brief: str
    deciding: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Draft:
    """A filled pattern. The stem's ==marked== words decide.

    `filling` names what was put into the pattern, wording aside where it changes nothing to decide;
    two drafts of a pattern with the same filling are the same item.
    """

    stem: str
    choices: tuple[Choice, ...]
    fact_ids: tuple[FactId, ...]
    filling: tuple[str, ...]
    select: int = 1
    answer: tuple[str, ...] = ()
    exhibit: str = ""
    picture: Picture | None = None
    scene: Scene | None = None
    in_order: bool = False
    """Whether the options keep the order of the choices."""


def finish(graph: FactGraph, pattern: Pattern, draft: Draft, stream: Stream) -> Item | Rejection:
    """The item of a draft, or which hard gate it fails. Seed and whether it is reserved
    are left to the caller."""
    item = _item(graph, pattern, draft, stream)
    dead = [fact for fact in _all_facts(item) if graph.fact(fact) is None]
    if dead:
        return Rejection(pattern.id, f"C02: {dead[0]} is no fact that holds on {graph.as_of}")
    contested = [fact for fact in _all_facts(item) if graph.facts[fact].contested]
    if contested:
        return Rejection(pattern.id, f"{contested[0]} is contested: nothing asked may rest on it")
    hard = (*hard_flaws(item), *one_sort(item, graph))
    return Rejection(pattern.id, "; ".join(hard)) if hard else item


def _item(graph: FactGraph, pattern: Pattern, draft: Draft, stream: Stream) -> Item:
    stem, deciding = unmarked(tidy(draft.stem))
    fact = graph.facts[draft.fact_ids[0]]
    topic = graph.course.topics[pattern.topic]
    return Item(
        item_id=ItemId(f"{pattern.id}-{digest(pattern.id, *draft.filling)}"),
        kind=pattern.kind,
        pattern=pattern.id,
        origin="generated",
        fact_ids=draft.fact_ids,
        topic=pattern.topic,
        domains=topic.domains,
        exams=pattern.exams,
        tier=fact.tier,
        level=pattern.level,
        reserved=False,
        stem=capital(stem),
        options=_options(draft, stream),
        select=draft.select if draft.choices else 0,
        answer=draft.answer,
        as_of=graph.as_of,
        seed=0,
        picture=draft.picture,
        exhibit=draft.exhibit,
        scene=draft.scene,
        deciding=deciding,
    )


def _options(draft: Draft, stream: Stream) -> tuple[Option, ...]:
    choices = list(draft.choices) if draft.in_order else arranged(draft.choices, lambda one: one.text, stream)
    return tuple(
        Option(
            id=letter,
            text=choice.text,
            is_key=choice.is_key,
            rationale=sentence(choice.rationale),
            proof=choice.proof,
            claims=choice.claims,
            brief=sentence(choice.brief),
            deciding=choice.deciding,
        )
        for letter, choice in zip("abcdefghij", choices, strict=False)
    )


def _all_facts(item: Item) -> tuple[FactId, ...]:
    return cited((item.fact_ids, *(option.proof.cites for option in item.options)))
