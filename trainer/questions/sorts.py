"""C19, homogeneity: the sorts of things that options speak of, and whether the key's sort gives it away."""

from collections.abc import Iterator, Sequence

from trainer.content.model import ConceptId
from trainer.graph.facts import FactGraph
from trainer.questions.model import Claimed, Design, Item, Statement


def one_sort(item: Item, graph: FactGraph) -> Iterator[str]:
    """C19: options are of one sort; where there are two, the key is not alone in one.

    Whole statements may be of many sorts: where each is of its own, none stands out.
    """
    sorts = [sort_of(option.claims, graph) for option in item.options]
    keys = {sort for sort, option in zip(sorts, item.options, strict=True) if option.is_key}
    others = {sort for sort, option in zip(sorts, item.options, strict=True) if not option.is_key}
    if keys and others and not keys & others and (len(others) == 1 or not _statements(item)):
        yield f"C19: the key is of the sort {_told(keys)}, the distractors are {_told(others)}"


def sort_of(claims: Sequence[Claimed], graph: FactGraph) -> tuple[str, ...]:
    """The kinds of the concepts that an option names; "text" stands for literals and results."""
    ends: list[str] = []
    for claim in claims:
        if isinstance(claim, Statement):
            ends += [claim.subject, claim.object]
        elif isinstance(claim, Design):
            ends += [concept for _, concept in claim.parts]
        else:
            ends.append("")
    known = (graph.course.concepts.get(ConceptId(end)) for end in ends)
    return tuple(concept.kind if concept else "text" for concept in known)


def _statements(item: Item) -> bool:
    """Whether options are whole statements: they vary at both ends, or in what they say of them."""
    claims = [claim for option in item.options for claim in option.claims if isinstance(claim, Statement)]
    return len({(claim.subject, claim.object) for claim in claims}) > 1 and (
        len({claim.relation for claim in claims}) > 1
        or (len({claim.subject for claim in claims}) > 1 and len({claim.object for claim in claims}) > 1)
    )


def _told(sorts: set[tuple[str, ...]]) -> str:
    return " or ".join(sorted("/".join(sort) for sort in sorts))
