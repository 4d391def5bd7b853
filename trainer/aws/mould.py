"""Documents that share nothing which a reader could change: made once and cast again, or copied.

Records never change, so what is shown of the very same records is the same. Moulds are kept here, never in
a world; to cast a document costs about a fifth of making it anew.
"""

from collections.abc import Callable
from typing import Any, TypeAlias

Cast: TypeAlias = Callable[[], Any]

KEPT_MAX = 2_000
"""Documents that one maker keeps; with more it forgets all of them and begins again."""


def moulded(make: Callable[..., Any]) -> Callable[..., Any]:
    """A maker of documents that keeps a mould for the same objects (not: for equal ones).

    Its arguments must be values that nobody changes, and all that the document depends on. Whatever is asked
    for but once is made and forgotten: a mould costs more than one document.
    """
    kept: dict[tuple[int, ...], tuple[tuple[Any, ...], Cast | None]] = {}
    """Ids of the arguments -> the arguments, so that ids stay theirs, and from the second time on a mould."""

    def cast(*parts: Any) -> Any:
        known = tuple(map(id, parts))
        found = kept.get(known)
        if found is None:
            if len(kept) >= KEPT_MAX:
                kept.clear()
            kept[known] = (parts, None)
            return make(*parts)
        again = found[1]
        if again is None:
            again = mould(make(*parts))
            kept[known] = (parts, again)
        return again()

    return cast


def mould(document: Any) -> Cast:
    """What casts equal copies of a document of dicts, lists and values that nobody can change."""
    if isinstance(document, dict):
        return _dict(document)
    if isinstance(document, list | tuple):
        return _list(document)
    return lambda: document


def _dict(document: dict[Any, Any]) -> Cast:
    inner = [(key, mould(value)) for key, value in document.items() if _nested(value)]
    kept = dict(document)
    if not inner:
        return kept.copy

    def cast() -> dict[Any, Any]:
        made = kept.copy()
        for key, cast_value in inner:
            made[key] = cast_value()
        return made

    return cast


def _list(document: list[Any] | tuple[Any, ...]) -> Cast:
    if not any(map(_nested, document)):
        return list(document).copy
    casts = [mould(value) for value in document]
    return lambda: [cast() for cast in casts]


def _nested(value: Any) -> bool:
    return isinstance(value, dict | list | tuple)


def copied(value: Any) -> Any:
    """An equal value that shares no dict or list with the given one."""
    if isinstance(value, dict):
        return {key: inner if isinstance(inner, str) else copied(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [inner if isinstance(inner, str) else copied(inner) for inner in value]
    return value
