"""From a blueprint to a form: exact domain counts, a share of multiple response, nothing asked twice."""

from collections.abc import Collection, Mapping

from trainer.content.model import Blueprint
from trainer.exam.model import Form, ItemsSource


def assemble(
    blueprint: Blueprint,
    source: ItemsSource,
    seed: int,
    content_version: str,
    *,
    unscored: int = 0,
    avoid: Collection[str] = (),
) -> Form:
    """A form of exactly `blueprint.items` items.

    `avoid` holds signatures (`signature(item)`) of earlier forms that must not come again. NotSo, in a
    sentence, if a domain has too few different items; a missing multiple response is replaced and noted.
    """
    raise NotImplementedError


def domain_counts(weights: Mapping[str, float], items: int) -> dict[str, int]:
    """How many items each domain gets: largest remainder, ties to the earlier domain."""
    raise NotImplementedError
