"""An item as the JSON object that other programs read; keys and their order are a contract."""

import json

from trainer.content.model import Plain
from trainer.questions.model import Item, Option


def items_as_json(item: Item) -> str:
    """One line of JSON, the same bytes for the same item."""
    return json.dumps(as_plain(item), ensure_ascii=False)


def as_plain(item: Item) -> dict[str, Plain]:
    """The item as JSON values, keys in the contract's order."""
    return {
        "item_id": item.item_id,
        "kind": item.kind,
        "pattern": item.pattern,
        "origin": item.origin,
        "fact_ids": list(item.fact_ids),
        "topic": item.topic,
        "domains": {str(exam): domain for exam, domain in item.domains.items()},
        "exams": list(item.exams),
        "tier": item.tier.value,
        "level": item.level,
        "reserved": item.reserved,
        "stem": item.stem,
        "figure": {"figure": item.picture.figure, "marked": item.picture.marked} if item.picture else None,
        "exhibit": item.exhibit or None,
        "options": [_option(option) for option in item.options],
        "key": list(item.key),
        "select": item.select,
        "answer": list(item.answer),
        "as_of": item.as_of.isoformat(),
        "seed": item.seed,
    }


def _option(option: Option) -> dict[str, Plain]:
    return {
        "id": option.id,
        "text": option.text,
        "is_key": option.is_key,
        "rationale": option.rationale,
        "fact_ids": list(option.fact_ids),
        "proof": {"kind": option.proof.kind.value, "cites": list(option.proof.cites)},
    }
