"""The second opinion on an item: which options hold, and whether that is what its key says."""

from collections.abc import Iterator, Sequence

from trainer.graph.facts import FactGraph
from trainer.judge.evaluate import evaluate
from trainer.judge.model import (
    DesignLike,
    Finding,
    ItemLike,
    Judgement,
    OptionLike,
    OptionVerdict,
    Play,
    Truth,
)
from trainer.judge.theory import fold
from trainer.judge.wording import Reading, read_options


def judge_item(item: ItemLike, graph: FactGraph, play: Play | None = None) -> Judgement:
    """Re-derive every option of an item from its claims and again from its words.

    `play` re-runs outcomes; without it they stay unknown. Only the facts of the graph are read, none
    of its conclusions.
    """
    options = item.options
    by_data = evaluate([option.claims for option in options], graph, play)
    readings = read_options(options, graph)
    by_text = [
        Finding(Truth.UNKNOWN, (reading.unread,)) if reading.unread else finding
        for reading, finding in zip(
            readings, evaluate([reading.claims for reading in readings], graph, play), strict=True
        )
    ]
    verdicts = tuple(
        OptionVerdict(option.id, data, text)
        for option, data, text in zip(options, by_data, by_text, strict=True)
    )
    complaints = (*_complaints(item, verdicts), *_about_words(options, readings))
    return Judgement(
        verdicts=verdicts,
        best=tuple(verdict.option for verdict in verdicts if verdict.holds),
        agrees_with_key=not complaints,
        complaints=complaints,
        remarks=tuple(reading.unread for reading in readings if reading.unread),
    )


def _complaints(item: ItemLike, verdicts: Sequence[OptionVerdict]) -> Iterator[str]:
    options = item.options
    if not options:
        yield "there are no options to judge"
        return
    keys = [option.id for option in options if option.is_key]
    if len(keys) != item.select:
        yield f"{len(keys)} options are marked as right and {item.select} are to be chosen"
    holding = [verdict.option for verdict in verdicts if verdict.holds]
    if len(holding) != item.select and not any(verdict.holds is None for verdict in verdicts):
        found = ", ".join(holding) or "none"
        yield f"{len(holding)} options hold ({found}) and {item.select} are to be chosen"
    for option, verdict in zip(options, verdicts, strict=True):
        yield from _about_option(option, verdict)
    yield from _about_pairs(options)


def _about_option(option: OptionLike, verdict: OptionVerdict) -> Iterator[str]:
    data, text = verdict.by_data, verdict.by_text
    if data.truth is Truth.UNKNOWN:
        yield f"{option.id} cannot be settled: {'; '.join(data.reasons)}"
    elif verdict.holds is not option.is_key:
        said = "is marked as right and fails" if option.is_key else "is marked as wrong and holds"
        yield f"{option.id} {said}: {'; '.join(data.reasons)}"
    if data.truth is not text.truth and Truth.UNKNOWN not in (data.truth, text.truth):
        because = "; ".join(text.reasons)
        yield f"{option.id} says in words what {text.truth} and in data what {data.truth}: {because}"


def _about_words(options: Sequence[OptionLike], readings: Sequence[Reading]) -> Iterator[str]:
    for option, reading in zip(options, readings, strict=True):
        for found, said in reading.instead:
            yield f"the words of {option.id} name {found} where its data says {said}"


def _about_pairs(options: Sequence[OptionLike]) -> Iterator[str]:
    """Options must differ in what they say, and those of one item must answer the same question."""
    for place, option in enumerate(options):
        for other in options[place + 1 :]:
            if fold(option.text) == fold(other.text):
                yield f"{option.id} and {other.id} have the same words"
            elif option.claims and tuple(option.claims) == tuple(other.claims):
                yield f"{option.id} and {other.id} claim the same"
    asked = [
        (tuple(claim.requirements), claim.criterion)
        for option in options
        for claim in option.claims
        if isinstance(claim, DesignLike)
    ]
    if any(question != asked[0] for question in asked):
        yield "the options answer different requirements"
